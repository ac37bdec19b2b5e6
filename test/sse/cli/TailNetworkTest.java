package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.kit.ScriptedServer.answer;
import static sse.kit.ScriptedServer.held;
import static sse.kit.ScriptedServer.stop;
import static sse.kit.ScriptedServer.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.ask.ProxyChoice;
import sse.kit.ScriptedServer;
import sse.kit.Waits;

/** The ways to a server: TLS with its questions of trust, and proxies. */
@Timeout(30)
class TailNetworkTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private static SSLContext tls;
    private static String caFile;

    @BeforeAll
    static void makeACertificateForLocalhost() throws Exception {
        Path store = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost",
                "-ext", "san=dns:localhost", "-validity", "2", "-keystore", store.toString(), "-storepass",
                        PASSWORD).redirectErrorStream(true).start();
        assertEquals(0, keytool.waitFor(), new String(keytool.getInputStream().readAllBytes()));
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        Path pem = folder.resolve("ca.pem");
        String base64 = Base64.getMimeEncoder().encodeToString(keys.getCertificate("server").getEncoded());
        Files.writeString(pem, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
        caFile = pem.toString();
    }

    private static ScriptedServer secure(ScriptedServer.Play... plays) throws IOException {
        return new ScriptedServer(tls.getServerSocketFactory().createServerSocket(0, 50,
                InetAddress.getLoopbackAddress()),
                plays);
    }

    @Test
    void certificateOfAStrangerIsNotBelieved() throws Exception {
        try (ScriptedServer server = secure(stop())) {
            Typed typed = Typed.run("tail", "https://localhost:" + server.port() + "/x");
            assertEquals(60, typed.code());
            assertEquals(1, typed.err().lines().count(), typed.err());
            assertEquals(0, server.requests().size());
        }
    }

    @Test
    void certificateIsBelievedWhenToldTo() throws Exception {
        try (ScriptedServer server = secure(stream("retry: 20\nid: 1\ndata: a\n\n"), held("data: b\n\n"))) {
            Typed typed = Typed.run("tail", "https://localhost:" + server.port() + "/x", "--cacert", caFile, "-c", "2",
                    "--data");
            assertEquals("a\nb\n", typed.out(), typed.err());
            assertEquals("1", server.sent(1, "Last-Event-ID"));
        }
        try (ScriptedServer server = secure(held("data: a\n\n"))) {
            assertEquals("a\n", Typed.run("tail", "https://127.0.0.1:" + server.port() + "/x", "-k", "-c", "1",
                    "--data").out());
        }
    }

    @Test
    void certificateForAnotherNameIsNotBelieved() throws Exception {
        try (ScriptedServer server = secure(stop())) {
            assertEquals(60, Typed.run("tail", "https://127.0.0.1:" + server.port() + "/x", "--cacert", caFile).code());
        }
        try (ScriptedServer server = secure(stop())) {
            Typed typed = Typed.run("tail", "https://localhost:" + server.port() + "/x");
            assertEquals("60 sse: certificate not trusted: it is signed by nobody who is known here (-k does without, "
                    + "--cacert names whom to trust)\n", typed.code() + " " + typed.err());
        }
    }

    @Test
    void pubTrustsAsTailDoes() throws Exception {
        ScriptedServer.Play created = ScriptedServer.answer("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
        try (ScriptedServer server = secure(created)) {
            String url = "https://127.0.0.1:" + server.port() + "/x";
            assertEquals(60, Typed.run("pub", url, "hi").code());
            assertEquals(0, Typed.run("pub", url, "hi", "-k").code());
            assertEquals(0, Typed.run("pub", url.replace("127.0.0.1", "localhost"), "hi", "--cacert", caFile).code());
        }
    }

    @Test
    void httpProxyIsAskedWithTheWholeUrl() throws Exception {
        try (ScriptedServer proxy = new ScriptedServer(held("data: via\n\n"))) {
            Typed typed = Typed.run("tail", "http://example.test:81/x?y", "-x", "u:p@127.0.0.1:" + proxy.port(), "-c",
                    "1",
                    "--data");
            assertEquals("via\n", typed.out(), typed.err());
            assertTrue(proxy.requests().get(0)
                    .startsWith("GET http://example.test:81/x?y HTTP/1.1\r\nHost: example.test:81\r\n"),
                    proxy.requests().get(0));
            assertEquals("Basic dTpw", proxy.sent(0, "Proxy-Authorization"));
        }
    }

    @Test
    void tlsGoesThroughATunnelThatAloneSeesTheProxysPassword() throws Exception {
        try (ScriptedServer server = secure(held("data: tunnelled\n\n"));
                ScriptedServer proxy = new ScriptedServer(with -> relay(with, server.port()))) {
            Typed typed = Typed.run("tail", "https://localhost:" + server.port() + "/x", "--cacert", caFile, "-x",
                    "http://u:p@127.0.0.1:" + proxy.port(), "-c", "1", "--data");
            assertEquals("tunnelled\n", typed.out(), typed.err());
            assertTrue(proxy.requests().get(0).startsWith("CONNECT localhost:" + server.port() + " HTTP/1.1\r\n"),
                    proxy.requests().get(0));
            assertEquals("Basic dTpw", proxy.sent(0, "Proxy-Authorization"));
            assertNull(server.sent(0, "Proxy-Authorization"));
        }
        try (ScriptedServer proxy =
                new ScriptedServer(ScriptedServer.answer("HTTP/1.1 407 Proxy Authentication Required\r\n"
                + "\r\n"))) {
            Typed typed = Typed.run("tail", "https://localhost:1/x", "-x", "127.0.0.1:" + proxy.port());
            assertEquals("sse: no connection: the proxy answered 407 to CONNECT localhost:1 (https://localhost:1/x)\n",
                    typed.err());
            assertEquals(7, typed.code());
        }
    }

    private static void relay(ScriptedServer.Conversation with, int port) throws IOException {
        try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
            with.send("HTTP/1.1 200 OK\r\n\r\n");
            Thread.ofVirtual().start(() -> copy(with.input(), target));
            byte[] buffer = new byte[8192];
            for (int n; (n = target.getInputStream().read(buffer)) > 0;) with.send(Arrays.copyOf(buffer, n));
        }
    }

    private static void copy(InputStream from, Socket target) {
        try (OutputStream out = target.getOutputStream()) {
            from.transferTo(out);
        } catch (IOException e) {
            // one of the two has left
        }
    }

    @Test
    void environmentChoosesTheProxy() throws Exception {
        Map<String, String> env = Map.of("http_proxy", "http://p1:1", "HTTPS_PROXY", "p2", "no_proxy",
                "localhost, .example.com,*.test", "HTTP_PROXY", "http://evil:1");
        ProxyChoice choice = ProxyChoice.of(null, env);
        assertEquals("HTTP @ p1/<unresolved>:1", choice.select(URI.create("http://h/")).get(0).toString());
        assertEquals("HTTP @ p2/<unresolved>:3128", choice.select(URI.create("https://h/")).get(0).toString());
        for (String direct : new String[] {"http://localhost/", "http://a.example.com/", "http://example.com/",
                "https://x.test/"}) {
            assertEquals(Proxy.NO_PROXY, choice.select(URI.create(direct)).get(0), direct);
        }
        assertEquals(Proxy.Type.HTTP, choice.select(URI.create("http://notexample.com/")).get(0).type());
        ProxyChoice known = ProxyChoice.of(null, Map.of("http_proxy", "http://u:p@p1:1", "https_proxy", "http://p2:1"));
        assertEquals("Basic dTpw", known.authorization(URI.create("http://h/")));
        assertNull(known.authorization(URI.create("https://h/")));
        ProxyChoice exempt = ProxyChoice.of(null, Map.of("http_proxy", "http://u:p@p1:1", "no_proxy", "h"));
        assertNull(exempt.authorization(URI.create("http://h/")), "it is not the proxy that is asked");
        assertNull(ProxyChoice.of("", env));
        assertNull(ProxyChoice.of(null, Map.of("HTTP_PROXY", "http://evil:1")));
        assertEquals(Proxy.Type.SOCKS, ProxyChoice.of("socks5://127.0.0.1:9",
                Map.of()).select(URI.create("http://h/")).get(0).type());
    }

    @Test
    void localhostIsTriedAtAllItsAddresses() throws Exception {
        try (ServerSocket four = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                ScriptedServer server = new ScriptedServer(four, held("data: a\n\n"))) {
            assertEquals("a\n", Typed.run("tail", "localhost:" + server.port() + "/x", "-c", "1", "--data").out());
        }
    }

    /** The server waits for the end of a head, as that of the JDK does, which TLS never sends. */
    @Waits
    void portThatSpeaksTheOtherProtocolIsNamed() throws Exception {
        try (ScriptedServer plain = new ScriptedServer(stop())) {
            Typed typed = Typed.run("tail", "https://127.0.0.1:" + plain.port() + "/x");
            String says = "sse: no TLS: this port answers in plain http; try http://127.0.0.1:" + plain.port() + "/x (";
            assertTrue(typed.err().startsWith(says), typed.err());
            assertEquals(35, typed.code());
        }
        try (ScriptedServer server = secure(stop())) {
            Typed typed = Typed.run("tail", "127.0.0.1:" + server.port() + "/x");
            assertTrue(typed.err().startsWith("sse: this port answers in TLS; try https://"), typed.err());
            assertEquals(22, typed.code());
        }
    }

    /** Which closes without a word; by a SOCKS proxy, so that the port need not be free here. */
    @Test
    void thePortOfRedisIsNamed() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket client = proxy.accept()) {
                    client.getInputStream().readNBytes(2);
                    client.getOutputStream().write(new byte[] {5, 0}); // nobody is asked who he is
                    client.getInputStream().readNBytes(4);
                    client.getOutputStream().write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 1}); // connected
                    client.getInputStream().readNBytes(40); // and so some of the request
                } catch (IOException over) {
                    // it has gone
                }
            });
            Typed typed = Typed.run("tail", "http://redis.test:6379/x", "--no-reconnect", "-x",
                    "socks5://127.0.0.1:" + proxy.getLocalPort());
            assertEquals("22 sse: this is the port of Redis, which speaks no HTTP (http://redis.test:6379/x)\n",
                    typed.code() + " " + typed.err());
        }
    }

    @Waits
    void serverOfTlsThatIsSlowIsWaitedFor() throws Exception {
        ScriptedServer.Play badRequest = answer("HTTP/1.1 400 Bad Request\r\n\r\n");
        try (ScriptedServer server = new ScriptedServer(badRequest)) { // as to what is no TLS
            Typed typed = Typed.run("tail", "https://127.0.0.1:" + server.port() + "/x", "--connect-timeout", "1500ms");
            assertEquals("sse: no TLS after 1500 ms (https://127.0.0.1:" + server.port() + "/x)\n", typed.steadyErr());
        }
    }

    @Test
    void proxyThatSaysNothingIsGivenUpOn() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Typed typed = Typed.run("tail", "https://localhost:1/x", "-x", "127.0.0.1:" + silent.getLocalPort(),
                    "--connect-timeout", "100ms");
            assertEquals("sse: no answer of the proxy after 100 ms (https://localhost:1/x)\n", typed.err());
            assertEquals(28, typed.code());
        }
    }

    @Waits
    void explainAndLintTrustAsTailDoes() throws Exception {
        try (ScriptedServer server = secure(held("data: a\n\n"))) {
            String url = "https://localhost:" + server.port() + "/x";
            assertEquals(60, Typed.run("explain", url, "--for", "2s").code());
            assertEquals(0, Typed.run("lint", url, "--for", "2s", "--no-probe", "--cacert", caFile).code());
            assertEquals(0, Typed.run("explain", url, "--for", "2s", "-k").code());
        }
    }

    @Waits
    void explainTakesAProxyAsTailDoes() throws Exception {
        try (ScriptedServer proxy = new ScriptedServer(held("data: via\n\n"))) {
            Typed typed = Typed.run("explain", "http://example.test/x", "--for", "2s", "-x", "127.0.0.1:"
                    + proxy.port());
            assertTrue(typed.out().contains("data = \"via\""), typed.out() + typed.err());
            assertTrue(proxy.requests().get(0).startsWith("GET http://example.test/x HTTP/1.1\r\n"), proxy.requests()
                    .get(0));
        }
    }
}
