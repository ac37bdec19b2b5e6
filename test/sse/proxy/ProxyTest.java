package sse.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.Fixtures;
import sse.broken.RawServer;
import sse.client.ClientOptions;
import sse.client.StreamRequest;
import sse.corpus.Corpus;
import sse.fault.Spec;
import sse.kit.Await;
import sse.kit.OverTls;
import sse.kit.ScriptedServer;
import sse.kit.Wire;
import sse.server.ServerOptions;
import sse.server.SseServer;
import sse.tape.Redacted;
import sse.tape.Tape;
import sse.tape.TapeReader;
import sse.term.Console;
import sse.text.Json;

/** What is asked of a proxy is asked of its upstream, and what that answers is passed on, byte for byte. */
@Timeout(60)
class ProxyTest {
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();

    private Onlookers looks(ByteArrayOutputStream rows, boolean judges, Tapes tapes) {
        return new Onlookers(rows, Set.of(), 0, judges, tapes, new Redacted(Set.of()), notes::add, () -> { });
    }

    private RawServer proxy(URI upstream, String faults) throws IOException {
        return proxy(upstream, faults, false, looks(null, false, null));
    }

    private RawServer proxy(URI upstream, String faults, boolean keeps, Onlookers looks) throws IOException {
        return new RawServer(InetAddress.getLoopbackAddress(), 0, 300, proxy("a", upstream, faults, keeps, looks));
    }

    private Proxy proxy(String name, URI upstream, String faults, boolean keeps, Onlookers looks) {
        ClientOptions client = ClientOptions.DEFAULT.withProxies(null).withConnect(5000);
        Terms terms = new Terms(StreamRequest.of(upstream), client, keeps, keeps, Spec.parse(faults), 1, name);
        return new Proxy(terms, looks, new Redacted(Set.of()), log::add);
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.getBytes(StandardCharsets.ISO_8859_1).length) + "\r\n" + text + "\r\n";
    }

    private void awaitLogged(String what) {
        Await.until("a line of the log with '" + what + "' in " + log, 10_000,
                () -> log.stream().anyMatch(line -> line.contains(what)));
    }

    // ── the way there ──

    @Test
    void requestGoesToTheUpstreamWithMethodPathQueryAndHeadersButThoseOfTheHop() throws IOException {
        try (ScriptedServer upstream = ScriptedServer.answering("HTTP/1.1 204 No Content\r\n\r\n", false);
                RawServer proxy = proxy(upstream.uri("/v1/"), "")) {
            try (Wire wire = Wire.get(proxy.port(), "/a//b?q=%20&x=[1]", "X-Own: \u00e9", "TE: trailers",
                    "Accept-Encoding: gzip", "Connection: close, x-mine", "X-Mine: 1", "Cookie: a=b", "Upgrade: h2c",
                    "Last-Event-ID: 7")) {
                assertEquals(204, wire.status());
            }
            assertEquals("GET /v1/a//b?q=%20&x=[1] HTTP/1.1\r\nHost: 127.0.0.1:" + upstream.port()
                    + "\r\nX-Own: \u00e9\r\nCookie: a=b\r\nLast-Event-ID: 7\r\nCDN-Loop: a"
                    + "\r\nConnection: close\r\n\r\n",
                    upstream.requests().get(0));
            try (RawServer keeps = proxy(upstream.uri(""), "", true, looks(null, false, null));
                    Wire wire = Wire.get(keeps.port(), "//host/x", "Accept-Encoding: gzip")) {
                wire.rest();
                assertEquals("GET //host/x HTTP/1.1\r\nHost: 127.0.0.1:" + keeps.port()
                        + "\r\nAccept-Encoding: gzip\r\nCDN-Loop: a\r\nConnection: close\r\n\r\n",
                        upstream.requests().get(1));
            }
        }
    }

    @Test
    void bodyIsPassedOnWithItsLength() throws IOException {
        try (ScriptedServer upstream = ScriptedServer.answering(
                request -> "HTTP/1.1 201 Made It\r\nContent-Length: 2\r\nX-A: 1\r\nx-a: 2\r\n\r\nokmore", false);
                RawServer proxy = proxy(upstream.uri(""), "");
                Wire wire = Wire.post(proxy.port(), "/x", "hello".getBytes(StandardCharsets.UTF_8))) {
            assertEquals("ok", wire.text());
            assertEquals(List.of("HTTP/1.1 201 Made It", "Content-Length: 2", "X-A: 1", "x-a: 2", "Connection: close"),
                    wire.head);
            assertTrue(upstream.requests().get(0)
                    .endsWith("Content-Length: 5\r\nCDN-Loop: a\r\nConnection: close\r\n\r\nhello"));
        }
    }

    @Test
    void chunkedBodyGoesOnAsItComesAndMayBeWaitedForWith100() throws IOException {
        try (ScriptedServer upstream = new ScriptedServer(with -> {
                    byte[] first = with.input().readNBytes(6); // before the rest is sent
                    with.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
                            + new String(first, StandardCharsets.ISO_8859_1) + "|");
                    with.send(with.input().readNBytes(16));
                });
                RawServer proxy = proxy(upstream.uri(""), "");
                Wire wire = new Wire(proxy.port(), "PUT /x HTTP/1.1\nTransfer-Encoding: chunked\nExpect: 100-continue",
                        new byte[0])) {
            assertEquals(100, wire.status());
            wire.head.clear();
            wire.socket.getOutputStream().write("1\r\na\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("1\r\na\r\n|", wire.until(7).body.toString(StandardCharsets.US_ASCII));
            wire.socket.getOutputStream().write("2;x=y\nbc\n3\r\ndef\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("1\r\na\r\n|2\r\nbc\r\n3\r\ndef\r\n0", wire.text());
            assertNull(upstream.sent(0, "Expect"));
        }
    }

    @Test
    void whatCouldBeReadInTwoWaysIsRefusedAndNotPassedOn() throws IOException {
        String[] bad = {
            "POST / HTTP/1.1\nContent-Length: 4\nTransfer-Encoding: chunked",
            "POST / HTTP/1.1\nContent-Length: 4\nContent-Length: 5", "POST / HTTP/1.1\nContent-Length: +4",
            "POST / HTTP/1.1\nContent-Length: 4\nContent-Length: 4", "POST / HTTP/1.1\nContent-Length: 4, 4",
            "POST / HTTP/1.1\nContent-Length: ", "POST / HTTP/1.1\nContent-Length: 99999999999999999999",
            "POST / HTTP/1.1\nTransfer-Encoding: gzip, chunked", "POST / HTTP/1.1\nTransfer-Encoding: xchunked",
            "POST / HTTP/1.1\nTransfer-Encoding: chunked\nTransfer-Encoding: chunked",
            "POST / HTTP/1.0\nTransfer-Encoding: chunked", "POST / HTTP/1.1\nTransfer-Encoding : chunked",
            "POST / HTTP/1.1\nX: 1\n folded", "GET / HTTP/1.1\nHost: a\nHost: b", "GET http://evil.test/ HTTP/1.1",
            "CONNECT evil.test:443 HTTP/1.1", "OPTIONS * HTTP/1.1", "GET /a\rX:y HTTP/1.1", "GET /a\tb HTTP/1.1",
            "G\u00e9T / HTTP/1.1", "CONNECT / HTTP/1.1", "GET / HTTP/2", "GET /\u0000 HTTP/1.1",
        };
        try (ScriptedServer upstream = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\n", false);
                RawServer proxy = proxy(upstream.uri(""), "")) {
            for (String head : bad) {
                try (Wire wire = new Wire(proxy.port(), head, "GET /second HTTP/1.1\r\n\r\n".getBytes())) {
                    assertTrue(wire.status() == 400 || wire.status() == 501, head + ": " + wire.head);
                }
            }
            assertEquals(List.of(), upstream.requests());
        }
        try (ScriptedServer upstream = new ScriptedServer(ScriptedServer.Conversation::awaitLeaving);
                RawServer proxy = proxy(upstream.uri(""), "")) {
            try (Wire wire = new Wire(proxy.port(), "POST / HTTP/1.1\nTransfer-Encoding: chunked",
                    "x\r\n".getBytes(StandardCharsets.US_ASCII))) {
                assertEquals("400 proxy: the size of a chunk is not a number\n", wire.status() + " " + wire.text());
            }
        }
    }

    @Test
    void secondRequestOfAConnectionIsNotRead() throws IOException {
        try (ScriptedServer upstream = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\nx", false);
                RawServer proxy = proxy(upstream.uri(""), "");
                Wire wire = new Wire(proxy.port(), "POST /1 HTTP/1.1\nContent-Length: 1",
                        "aGET /2 HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII))) {
            assertEquals("x", wire.text());
            assertEquals(1, upstream.requests().size());
            assertTrue(upstream.requests().get(0).endsWith("\r\n\r\na"));
        }
    }

    // ── the way back ──

    @Test
    void streamIsPassedOnChunkByChunkWithItsHead() throws IOException {
        CountDownLatch seen = new CountDownLatch(1);
        try (ScriptedServer upstream = new ScriptedServer(with -> {
                    with.send("HTTP/1.1 200 Fine\r\nContent-Type: text/event-stream\r\nKeep-Alive: timeout=5\r\n"
                            + "Connection: keep-alive, x-hop\r\nX-Hop: 1\r\nX-Name: \u00e9\r\n"
                            + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n");
                    with.send(chunk("data: 1\n") + chunk("\nda"));
                    with.await(seen);
                    with.send(chunk("ta: 2\n\n") + "0\r\n\r\n");
                });
                RawServer proxy = proxy(upstream.uri(""), "");
                Wire wire = Wire.get(proxy.port(), "/")) {
            assertEquals("data: 1\n", new String(wire.next(), StandardCharsets.UTF_8));
            assertEquals("\nda", new String(wire.next(), StandardCharsets.UTF_8), "not later than it came");
            assertEquals(List.of("HTTP/1.1 200 Fine", "Content-Type: text/event-stream", "X-Name: \u00e9",
                    "Connection: close", "Transfer-Encoding: chunked"), wire.head);
            seen.countDown();
            assertEquals("data: 1\n\ndata: 2\n\n|end", wire.text() + "|" + wire.ended);
            awaitLogged("1 GET /: 200, stream 1, 18 B in ");
            assertFalse(log.get(0).contains("left"), log.get(0));
        }
    }

    @Test
    void bothSidesMaySpeakHttp10() throws IOException {
        try (ScriptedServer upstream = ScriptedServer.answering("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n"
                + "Content-Type: text/event-stream\r\n\r\ndata: x\n\n", false);
                RawServer proxy = proxy(upstream.uri(""), "")) {
            try (Wire old = new Wire(proxy.port(), "GET / HTTP/1.0", new byte[0])) {
                assertNull(old.header("Transfer-Encoding"));
                assertEquals("data: x\n\n", old.text());
            }
            try (Wire wire = Wire.get(proxy.port(), "/")) {
                assertEquals("chunked data: x\n\n", wire.header("Transfer-Encoding") + " " + wire.text());
            }
        }
    }

    @Test
    void headOfAHeadAndOf304KeepsTheLengthAndHasNoBody() throws IOException {
        try (ScriptedServer upstream = ScriptedServer.answering(request -> request.startsWith("HEAD")
                        ? "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
                        : "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", true);
                RawServer proxy = proxy(upstream.uri(""), "")) {
            for (String method : new String[] {"HEAD", "GET"}) {
                try (Wire wire = new Wire(proxy.port(), method + " / HTTP/1.1", new byte[0])) {
                    assertEquals("5", wire.header("Content-Length"));
                    assertEquals(-1, wire.socket.getInputStream().read());
                }
            }
        }
    }

    @Test
    void everyFixtureOfTheWireComesThroughAsTheSameBytes() throws IOException {
        for (Fixtures.Fixture fixture : Fixtures.ALL) {
            String body = new String(fixture.bytes(), StandardCharsets.ISO_8859_1);
            boolean chunks = body.length() % 2 == 1;
            String answer = chunks ? ScriptedServer.CHUNKED + chunk(body) + "0\r\n\r\n"
                    : "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            try (ScriptedServer upstream = ScriptedServer.answering(answer, true);
                    RawServer proxy = proxy(upstream.uri(""), "");
                    Wire wire = Wire.get(proxy.port(), "/")) {
                assertArrayEquals(fixture.bytes(), wire.rest(), fixture.name());
                assertEquals("end", wire.ended);
            }
        }
    }

    @Test
    void everyStreamOfTheCorpusComesThroughAsTheSameBytes() throws Exception {
        try (SseServer server = new SseServer(ServerOptions.loopback(0), null, bug -> notes.add(bug.toString()))) {
            server.route("_/corpus", new Corpus(server));
            server.start();
            int port = server.address().getPort();
            try (RawServer proxy = proxy(URI.create("http://127.0.0.1:" + port), "")) {
                List<?> cases;
                try (Wire list = Wire.get(port, "/_/corpus/", "Accept: application/json", "Connection: close")) {
                    cases = (List<?>) Json.parse(list.text());
                }
                assertTrue(cases.size() > 20, "there are " + cases.size());
                for (Object one : cases) {
                    String name = (String) ((Map<?, ?>) one).get("name");
                    try (Wire direct = Wire.get(port, "/_/corpus/" + name, "Connection: close");
                            Wire wire = Wire.get(proxy.port(), "/_/corpus/" + name)) {
                        assertArrayEquals(direct.rest(), wire.rest(), name);
                        assertEquals(direct.header("Content-Type"), wire.header("Content-Type"));
                    }
                }
            }
        }
        assertEquals(List.of(), notes);
    }

    // ── how it ends ──

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
            awaitLogged("1 GET /x: 508 text/plain");
            assertEquals(3, log.size(), log.toString());
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

    // ── looks and faults ──

    @Test
    void faultsStrikeStreamsByTheirNumberAndNothingElse() throws IOException {
        try (ScriptedServer upstream = ScriptedServer.answering(request -> request.contains("/page")
                        ? "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\nx"
                        : ScriptedServer.HEAD.replace("\r\n\r\n", "\r\nContent-Length: 15\r\n\r\n")
                                + "id: 1\ndata: a\n\n", false);
                RawServer proxy = proxy(upstream.uri(""), "conn1:dup;conn2:status=503;conn3:noreplay;conn4:refuse")) {
            String[] expect = {"x", "id: 1\ndata: a\n\nid: 1\ndata: a\n\n", "x",
                "this is the status 503, on purpose\n", "id: 1\ndata: a\n\n"};
            for (int i = 0; i < expect.length; i++) {
                String path = expect[i].equals("x") ? "/page" : "/";
                try (Wire wire = Wire.get(proxy.port(), path, "Last-Event-ID: 1")) {
                    assertEquals(expect[i], wire.text(), "request " + i);
                    String length = i == 1 || i == 4 ? null : Integer.toString(expect[i].length());
                    assertEquals(length, wire.header("Content-Length"));
                }
            }
            assertEquals("1", upstream.sent(1, "Last-Event-ID"));
            assertNull(upstream.sent(4, "Last-Event-ID"), "the third stream forgets it");
            try (Wire wire = Wire.get(proxy.port(), "/")) {
                assertEquals(-1, wire.socket.getInputStream().read());
            }
        }
    }

    @Test
    void faultsOfATimeStrikeInASilence() throws IOException {
        try (ScriptedServer upstream = new ScriptedServer(ScriptedServer.held("data: 1\n\n"));
                RawServer proxy = proxy(upstream.uri(""), "reset@after=200ms");
                Wire wire = Wire.get(proxy.port(), "/")) {
            wire.text();
            assertEquals("reset", wire.ended);
            upstream.awaitClosed(0);
            awaitLogged("ended by a fault");
        }
    }

    @Test
    void pauseOfAFaultEndsWhenTheReaderLeaves() throws IOException {
        try (ScriptedServer upstream = new ScriptedServer(ScriptedServer.held("data: 1\n\n"));
                RawServer proxy = proxy(upstream.uri(""), "stall@events=1")) {
            try (Wire wire = Wire.get(proxy.port(), "/")) {
                wire.next();
            }
            upstream.awaitClosed(0);
            Await.until("the connection is over", 10_000, () -> proxy.connections() == 0);
        }
    }

    @Test
    void streamsAreShownJudgedAndTapedAsTheUpstreamSentThem(@TempDir Path folder) throws Exception {
        Console console = new Console(System.in, OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(), Map.of(), false);
        Tapes tapes = new Tapes(folder.resolve("tapes") + "/", false, console);
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        Files.writeString(folder.resolve("tapes/0001.tape"), "of before");
        try (ScriptedServer upstream = ScriptedServer.answering(ScriptedServer.CHUNKED.replace("\r\n\r\n",
                        "\r\nSet-Cookie: s=geheim1\r\n\r\n") + chunk("id: 1\nda") + chunk("ta: a\n\nData: x\n\n"),
                        false);
                RawServer proxy = proxy(upstream.uri(""), "cut@bytes=1", false, looks(rows, true, tapes))) {
            try (Wire wire = Wire.get(proxy.port(), "/../../x?token=geheim2&a=b", "Authorization: Bearer geheim3",
                    "Cookie: geheim4", "Last-Event-ID: 0")) {
                assertEquals("i", wire.text());
            }
            Await.until("it is judged", 10_000, () -> notes.size() > 0 && log.size() > 0);
        }
        assertTrue(rows.toString(StandardCharsets.UTF_8).contains("id: 1"), rows.toString(StandardCharsets.UTF_8));
        assertTrue(notes.get(notes.size() - 1).startsWith("1 0 events: "), notes.toString());
        try (var files = Files.list(folder.resolve("tapes"))) {
            assertEquals(2, files.count());
        }
        String text = Files.readString(folder.resolve("tapes/0002.tape"));
        assertFalse((text + log).contains("geheim"), text + log);
        Tape tape = TapeReader.read(Files.newInputStream(folder.resolve("tapes/0002.tape")), notes::add);
        assertEquals("0", tape.connections().get(0).headers().get(0).value());
        assertEquals("id: 1\nda", new String(tape.connections().get(0).body(), 0, 8, StandardCharsets.UTF_8));
    }
}
