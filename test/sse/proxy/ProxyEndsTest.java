package sse.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.broken.RawServer;
import sse.client.ClientOptions;
import sse.client.StreamRequest;
import sse.fault.Spec;
import sse.kit.Await;
import sse.kit.OverTls;
import sse.kit.ScriptedServer;
import sse.kit.Wire;
import sse.tape.Redacted;

/** What comes of upstreams that fail, and of readers that leave or stall. */
@Timeout(60)
class ProxyEndsTest extends ProxyStand {
    private String got(String answer) throws IOException {
        try (ScriptedServer upstream = ScriptedServer.answering(answer, false);
                RawServer proxy = proxy(upstream.uri(""), "");
                Wire wire = Wire.get(proxy.port(), "/")) {
            String text = wire.status() + " " + wire.text();
            return text + "|" + wire.ended;
        }
    }

    @Test
    void upstreamThatCannotBeAskedOrAnswersNothingIs502WithASentence() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        try (RawServer proxy = proxy(URI.create("http://127.0.0.1:" + nobody), "");
                Wire wire = Wire.get(proxy.port(), "/")) {
            assertEquals("502 proxy: http://127.0.0.1:" + nobody + ": no connection: Connection refused\n",
                    (wire.status() + " " + wire.text()).replace(" (connect failed)", ""));
        }
        assertTrue(got("").startsWith("502 proxy: http://127.0.0.1:"));
        assertTrue(got("HTTP/1.1 200 OK\r\nConte").startsWith("502 proxy: http://127.0.0.1:"));
        assertTrue(got("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n").endsWith(
                ": the answer has two values of Content-Length: 1 and 2\n|end"));
        assertTrue(got("SSH-2.0\r\n\r\n").startsWith("502 "));
        assertTrue(got("HTTP/1.1 101 Up\r\n\r\n").startsWith("502 "));
        assertTrue(got("HTTP/1.1 200 OK\r\nX: " + "x".repeat(70_000) + "\r\n\r\n").startsWith("502 "));
    }

    @Test
    void ringOfProxiesEndsWhereItBegan() throws IOException {
        Proxy[] second = new Proxy[1];
        try (RawServer back = new RawServer(InetAddress.getLoopbackAddress(), 0, 300, raw -> second[0].handle(raw));
                RawServer proxy = proxy(URI.create("http://127.0.0.1:" + back.port()), "")) {
            second[0] = proxy("b", URI.create("http://127.0.0.1:" + proxy.port()), "", false, looks(null, false, null));
            try (Wire wire = Wire.get(proxy.port(), "/x", "CDN-Loop: other, \"a\"; x=a")) {
                assertEquals("508 proxy: the upstream leads back to this proxy\n", wire.status() + " " + wire.text());
            }
            Await.until("a line of each passage in " + log, 10_000, () -> log.size() >= 3);
            assertEquals(3, log.size(), log.toString());
            awaitLogged("1 GET /x: 508 text/plain");
        }
    }

    @Test
    void bodyThatIsCutShortStaysCutShort() throws IOException {
        assertEquals("200 data: 1|short", got(ScriptedServer.CHUNKED + "ff\r\ndata: 1"));
        assertEquals("200 data: 1|short", got(ScriptedServer.CHUNKED + chunk("data: 1")));
        assertEquals("200 data: 1|short", got(ScriptedServer.CHUNKED + chunk("data: 1") + "nonsense\r\n"));
        assertEquals("200 data: 1|short", got("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\ndata: 1"));
        assertEquals("200 data: 1|end", got(ScriptedServer.HEAD + "data: 1"));
    }

    @Test
    void upstreamThatIsResetResetsTheReader() throws IOException {
        CountDownLatch seen = new CountDownLatch(1);
        try (ScriptedServer upstream = new ScriptedServer(with -> {
                    with.send(ScriptedServer.CHUNKED + chunk("data: 1\n\n"));
                    with.await(seen);
                    with.reset();
                }, ScriptedServer.Conversation::reset);
                RawServer proxy = proxy(upstream.uri(""), "")) {
            try (Wire wire = Wire.get(proxy.port(), "/")) {
                wire.next();
                seen.countDown();
                assertNull(wire.next());
                assertEquals("reset", wire.ended);
            }
            try (Wire wire = Wire.get(proxy.port(), "/")) {
                assertEquals("reset", endOf(wire));
            }
        }
    }

    private static String endOf(Wire wire) {
        try {
            return wire.status() + "";
        } catch (IOException e) {
            return e instanceof SocketException ? "reset" : "closed";
        }
    }

    @Test
    void readersThatLeaveCloseTheirUpstreamsAlsoInASilence() throws IOException {
        CountDownLatch gone = new CountDownLatch(200);
        try (ScriptedServer upstream = new ScriptedServer(with -> {
                    if (!with.request().contains("/head")) with.send(ScriptedServer.CHUNKED + chunk("data: 1\n\n"));
                    with.awaitLeaving();
                    gone.countDown();
                });
                RawServer proxy = proxy(upstream.uri(""), "")) {
            List<Wire> readers = new ArrayList<>();
            for (int i = 0; i < 200; i++) readers.add(Wire.get(proxy.port(), i % 4 == 0 ? "/head" : "/"));
            for (int i = 0; i < 200; i++) if (i % 4 > 0) readers.get(i).next();
            Await.until("all are asked", 20_000, () -> upstream.requests().size() == 200);
            assertEquals(200, gone.getCount());
            for (int i = 0; i < 200; i++) {
                if (i % 2 == 0) readers.get(i).close();
                else readers.get(i).reset();
            }
            Await.until("no connection to the upstream is left", 10_000, () -> gone.getCount() == 0);
            Await.until("none of readers is left", 10_000, () -> proxy.connections() == 0);
            awaitLogged("/head: the reader left before the answer came");
        }
    }

    @Test
    void readerThatStallsHoldsUpItsUpstreamAndNobodyElse() throws IOException {
        String piece = chunk("data: " + "x".repeat(32_000) + "\n\n");
        long[] sent = new long[1];
        try (ScriptedServer upstream = new ScriptedServer(with -> {
                    with.send(ScriptedServer.CHUNKED);
                    boolean endless = with.request().contains("/endless");
                    while (endless) {
                        with.send(piece);
                        sent[0]++;
                    }
                    with.send(chunk("data: 1\n\n") + "0\r\n\r\n");
                });
                RawServer proxy = proxy(upstream.uri(""), "");
                Wire stalled = Wire.get(proxy.port(), "/endless")) {
            stalled.next();
            long[] before = {-1};
            Await.until("the upstream can send no more", 20_000, () -> {
                Thread.sleep(300);
                boolean same = sent[0] == before[0];
                before[0] = sent[0];
                return same;
            });
            try (Wire other = Wire.get(proxy.port(), "/")) {
                assertEquals("data: 1\n\n", other.text());
            }
            stalled.close();
            upstream.awaitClosed(0);
        }
    }

    @Test
    void upstreamThatAnswersBeforeTheBodyIsOverIsHeard() throws IOException {
        try (ScriptedServer upstream = new ScriptedServer(with -> with.send(
                        "HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno"));
                RawServer proxy = proxy(upstream.uri(""), "");
                Wire wire = new Wire(proxy.port(), "POST / HTTP/1.1\nTransfer-Encoding: chunked",
                        chunk("x".repeat(100)).getBytes(StandardCharsets.US_ASCII))) {
            assertEquals("413 no", wire.status() + " " + wire.text());
        }
    }

    @Test
    void upstreamOverTlsIsAskedAndOneThatIsNotTrustedIs502() throws IOException {
        ServerSocket tls = OverTls.Made.SERVER.getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try (ScriptedServer upstream = new ScriptedServer(tls, with ->
                        with.send(ScriptedServer.CHUNKED + chunk("data: " + with.request().endsWith("x") + "\n\n")))) {
            ClientOptions client = ClientOptions.DEFAULT.withProxies(null);
            for (SSLContext context : new SSLContext[] {OverTls.Made.CLIENT, null}) {
                Terms terms = new Terms(StreamRequest.of(URI.create("https://localhost:" + upstream.port())),
                        client.withTls(context), false, false, Spec.NONE, 1, "a");
                try (RawServer proxy = new RawServer(InetAddress.getLoopbackAddress(), 0, 9,
                                new Proxy(terms, looks(null, false, null), new Redacted(Set.of()), log::add));
                        Wire wire = Wire.post(proxy.port(), "/", new byte[] {'x'})) {
                    String got = wire.status() + " " + wire.text();
                    if (context != null) assertEquals("200 data: true\n\nshort", got + wire.ended);
                    else assertTrue(got.startsWith("502 ") && got.contains(": certificate not trusted: "), got);
                }
            }
        }
    }
}
