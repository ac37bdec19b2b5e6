package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import sse.ask.Certificates;
import sse.http.Reply;
import sse.kit.OverTls;
import sse.tls.Identity;

/** What is only so over TLS: handshakes that go wrong or never end, and how a connection ends. */
@Timeout(30)
@ExtendWith(OverTls.class)
class TlsTest {
    /** The beginning of a record of 512 bytes. */
    private static final byte[] HELLO = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};

    private static Socket connect(TestServer server) throws IOException {
        Socket socket = new Socket(server.address.getAddress(), server.address.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static SSLSocket safe(TestServer server, String... protocols) throws IOException {
        SSLSocket socket = OverTls.safe(connect(server));
        if (protocols.length > 0) socket.setEnabledProtocols(protocols);
        return socket;
    }

    private static String ask(SSLSocket socket, String request) throws IOException {
        socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        // an end without close_notify would throw
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
    }

    @Test
    void itSpeaks12And13AndNothingOlder() throws IOException {
        try (TestServer server = new TestServer()) {
            for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
                try (SSLSocket socket = safe(server, protocol)) {
                    String health = ask(socket, "GET /_/health HTTP/1.1\nHost: localhost\nConnection: close\n\n");
                    assertTrue(health.endsWith("\n\nok\n"), health);
                    assertEquals(protocol, socket.getSession().getProtocol());
                }
            }
            try (SSLSocket socket = safe(server, "TLSv1.1")) {
                assertThrows(IOException.class, socket::startHandshake);
            }
        }
    }

    @Test
    void aStreamEndsWithItsLastChunkAndCloseNotify() throws IOException {
        try (TestServer server = new TestServer()) {
            for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
                server.publish("news", "x".repeat(50_000)); // more than is said goodbye behind at the close
                try (SSLSocket socket = safe(server, protocol)) {
                    String head = " HTTP/1.1\nHost: localhost\n\n";
                    assertTrue(ask(socket, "GET /news?poll=1&since=all" + head).endsWith("\n0\n\n"));
                }
            }
        }
    }

    /** Where nothing but the end of the connection says that nothing is missing. */
    @Test
    void aStreamOfHttp10EndsWithCloseNotify() throws IOException {
        try (TestServer server = new TestServer()) {
            server.publish("news", "x".repeat(50_000));
            try (SSLSocket socket = safe(server)) {
                String body = ask(socket, "GET /news?poll=1&since=all HTTP/1.0\n\n");
                assertTrue(body.endsWith("x\n\n:\n"), () -> body.substring(body.length() - 20));
            }
        }
    }

    /** In records that are larger than the buffers of an idle connection. */
    @Test
    void aLargeEventGoesInAndOutWhole() throws IOException {
        String text = "0123456789abcdef".repeat(4000);
        try (TestServer server = new TestServer(); RawClient reader = server.follow("/news")) {
            assertEquals(201, server.post("/news", text).status());
            assertEquals(text, reader.event().data());
        }
    }

    @Test
    void aCertificateLargerThanABufferIsSentWhole(@TempDir Path folder) throws Exception {
        StringBuilder names = new StringBuilder("san=dns:localhost");
        for (int i = 0; i < 500; i++) names.append(",dns:host-").append(i).append(".subdomain.example");
        Path store = folder.resolve("large.p12");
        Process keytool = new ProcessBuilder(System.getProperty("java.home") + "/bin/keytool", "-genkeypair", "-alias",
                "x", "-keyalg", "EC", "-dname", "CN=x", "-ext", names.toString(), "-storetype", "PKCS12",
                "-storepass", "secret", "-keystore", store.toString()).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertEquals(0, keytool.waitFor(), said);
        SSLContext large = Identity.ofKeystore(store.toString(), "secret").context();
        try (SseServer server = new SseServer(ServerOptions.loopback(0).withTls(large), null, bug -> { })) {
            server.start();
            SSLContext anybody = Certificates.of(true, null);
            for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
                try (SSLSocket socket = (SSLSocket) anybody.getSocketFactory().createSocket(
                        server.address().getAddress(), server.address().getPort())) {
                    socket.setEnabledProtocols(new String[] {protocol});
                    assertTrue(ask(socket, "GET /_/health HTTP/1.0\n\n").endsWith("\n\nok\n"));
                    assertTrue(socket.getSession().getPeerCertificates()[0].getEncoded().length > 10_000);
                }
            }
        }
    }

    @Test
    void whoSpeaksPlainHttpIsToldSoInIt() throws IOException {
        try (TestServer server = new TestServer(); Socket plain = connect(server)) {
            plain.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
            String answer = new String(plain.getInputStream().readAllBytes());
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertTrue(answer.endsWith("\r\n\r\nthis port speaks TLS: the URL begins with https://\n"), answer);
        }
    }

    @Test
    void garbageIsClosed() throws IOException {
        try (TestServer server = new TestServer()) {
            for (byte[] garbage : List.of(new byte[100], new byte[] {22, 3, 1, 0, 1, 1}, new byte[] {-1, -1, -1, -1},
                    new byte[] {21, 3, 3, 0, 2, 2, 40})) {
                try (Socket socket = connect(server)) {
                    socket.getOutputStream().write(garbage);
                    socket.shutdownOutput();
                    assertTrue(socket.getInputStream().readAllBytes().length < 20); // an alert, at most
                }
            }
            server.assertHealthy();
        }
    }

    @Test
    void fortyHandshakesThatNeverEndDelayNobody() throws IOException {
        List<Socket> stuck = new ArrayList<>();
        try (TestServer server = new TestServer()) {
            for (int i = 0; i < 80; i++) {
                Socket socket = connect(server);
                stuck.add(socket);
                if (i % 2 == 0) socket.getOutputStream().write(HELLO); // the others say nothing
            }
            long slowest = 0;
            for (int i = 0; i < 20; i++) {
                long start = System.nanoTime();
                server.assertHealthy();
                slowest = Math.max(slowest, System.nanoTime() - start);
                LockSupport.parkNanos(5_000_000);
            }
            assertTrue(slowest < 2_000_000_000L, slowest / 1_000_000 + " ms for /_/health");
            long start = System.nanoTime();
            server.server.close();
            long took = (System.nanoTime() - start) / 1_000_000;
            assertTrue(took < 1500, took + " ms to close");
        } finally {
            for (Socket socket : stuck) socket.close();
        }
    }

    /** In TLS 1.3 each further handshake asks for a new key, which a server has to answer. */
    @Test
    void whoOnlyAsksForNewKeysIsClosed() throws IOException {
        try (TestServer server = new TestServer(); SSLSocket socket = safe(server, "TLSv1.3")) {
            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 5000; i++) socket.startHandshake();
            });
            server.assertHealthy();
        }
    }

    @Test
    void whoTakesNothingOfALargeAnswerDoesNotHoldUpTheServersEnd() throws IOException {
        try (TestServer log = new TestServer()) {
            SseServer server = new SseServer(OverTls.options(ServerOptions.loopback(0).withWriteDeadline(500)), log,
                    log.bugs::add);
            server.route("large", request -> {
                request.exchange().getResponseHeaders().set("Connection", "close");
                Reply.bytes(request.exchange(), 200, "text/plain", new byte[300_000]); // which the system takes
            });
            server.start();
            List<RawClient> stalled = new ArrayList<>();
            for (int i = 0; i < 5; i++) stalled.add(new RawClient(server.address(), 4096).get("/large/").head());
            assertEquals("ok\n", RawClient.ask(server.address(),
                    "GET /_/health HTTP/1.1\nHost: localhost\n\n").body());
            long start = System.nanoTime();
            server.close();
            long took = (System.nanoTime() - start) / 1_000_000;
            assertTrue(took < 1500, took + " ms to close");
            for (RawClient client : stalled) client.close();
        }
    }
}
