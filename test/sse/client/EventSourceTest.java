package sse.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.kit.ScriptedServer.HEAD;
import static sse.kit.ScriptedServer.answer;
import static sse.kit.ScriptedServer.held;
import static sse.kit.ScriptedServer.stop;
import static sse.kit.ScriptedServer.stream;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sse.Event;
import sse.head.HeadParser;
import sse.kit.ScriptedServer;

/** The client against scripted answers: R44 to R60 of the standard's rules as a reader has to keep them. */
@Timeout(20)
class EventSourceTest {
    private static final ClientOptions QUICK = ClientOptions.DEFAULT.withRetry(20).withLongestWait(0);

    /** What happened, one word or two each, in order. */
    private final List<String> log = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();

    private final StreamListener listener = new StreamListener() {
        @Override
        public void open(Answer answer) {
            log.add("open");
        }

        @Override
        public void cut(Cut cut) {
            cuts.add(cut);
            log.add("cut " + cut.how());
        }

        @Override
        public void closed(Closed why) {
            log.add("closed " + why.reason());
        }
    };

    private EventSource source(ScriptedServer server, String path) {
        return new EventSource(StreamRequest.of(server.uri(path)), QUICK, listener);
    }

    /** Reads to the end; each event as type, id and data. */
    private List<String> readAll(EventSource source) {
        List<String> events = new ArrayList<>();
        for (Event e; (e = source.read()) != null;) events.add(e.type() + " " + e.id() + " " + e.data());
        return events;
    }

    @Test
    void asksAsABrowserDoes() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stop()); EventSource source = source(server,
                "/a%20b?x=1#part")) {
            assertNull(source.read());
            assertEquals("GET /a%20b?x=1 HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                    + "\r\nAccept: text/event-stream\r\nCache-Control: no-cache\r\nPragma: no-cache\r\n"
                            + "User-Agent: sse.jar\r\n"
                            + "\r\n",
                    server.requests().get(0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 203, 204, 205, 206, 210, 299, 300, 304, 400, 401, 404, 410, 429, 500, 502, 503})
    void anyStatusBut200ClosesForGood(int status) throws Exception {
        try (ScriptedServer server = new ScriptedServer(answer("HTTP/1.1 " + status
                + " Word\r\nContent-Type: text/event-stream\r\n\r\ndata: no\n\n"));
                EventSource source = source(server, "/")) {
            assertEquals(List.of(), readAll(source));
            assertEquals(List.of("closed STATUS"), log);
            assertEquals(new Closed(Closed.Reason.STATUS, "status " + status + " Word", status), source.closed());
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void badStatusOnTheWayBackClosesForGoodToo() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stream("data: a\n\n"), answer("HTTP/1.1 503 Busy\r\n\r\n"));
                EventSource source = source(server, "/")) {
            assertEquals(List.of("message  a"), readAll(source));
            assertEquals(List.of("open", "cut END", "closed STATUS"), log);
            assertEquals(EventSource.State.CLOSED, source.state());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "TEXT/Event-Stream", "text/event-stream;",
            "text/event-stream ;charset=windows-1252", "text/event-stream; x bogus",
            "text/html\r\nContent-Type: text/event-stream"})
    void typeIsComparedByItsEssence(String type) throws Exception {
        try (ScriptedServer server = new ScriptedServer(answer("HTTP/1.1 200 OK\r\nContent-Type: " + type
                + "\r\n\r\ndata: \u00C3\u00A9\n\n"), stop());
                EventSource source = source(server, "/")) {
            assertEquals(List.of("message  \u00E9"), readAll(source)); // always UTF-8 (R1)
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/event-streams", "text/x-bogus", "x bogus", "text/event-stream bogus",
            ""})
    void anotherTypeClosesForGood(String type) throws Exception {
        String field = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";
        try (ScriptedServer server = new ScriptedServer(answer("HTTP/1.1 200 OK\r\n" + field + "\r\ndata: no\n\n"));
                EventSource source = source(server, "/")) {
            assertEquals(List.of(), readAll(source));
            assertEquals(List.of("closed TYPE"), log);
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void opensBeforeAnyByteOfTheBody() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        ScriptedServer.Play play = with -> {
            with.send(HEAD);
            with.await(opened);
            with.send("data: after\n\n");
        };
        StreamListener counting = new StreamListener() {
            @Override
            public void open(Answer answer) {
                opened.countDown();
            }
        };
        try (ScriptedServer server = new ScriptedServer(play, stop());
                EventSource source = new EventSource(StreamRequest.of(server.uri("/")), QUICK, counting)) {
            assertEquals("after", source.read().data());
        }
    }

    @Test
    void comesBackHoweverAConnectionEnded() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        ScriptedServer.Play reset = with -> {
            with.send(HEAD + "data: a\n\n");
            with.await(read); // a reset may overtake bytes that were not read yet
            with.reset();
        };
        try (ScriptedServer server = new ScriptedServer(stream("data: a\n\n"), reset,
                answer(ScriptedServer.CHUNKED + "9\r\ndata: b\n\n\r\n"),
                        answer(ScriptedServer.CHUNKED + "9\r\ndata: c\n\n\r\n0\r\n\r\n"),
                answer(HEAD.replace("\r\n\r\n", "\r\nContent-Length: 50\r\n\r\n") + "data: d\n\n"),
                answer(HEAD.replace("\r\n\r\n", "\r\nContent-Length: 9\r\n\r\n") + "data: e\n\ndata: behind\n\n"),
                        answer(""),
                        answer("HTTP/1.1 200 O"), stop());
                EventSource source = source(server, "/")) {
            assertEquals("a", source.read().data());
            assertEquals("a", source.read().data());
            read.countDown();
            assertEquals(List.of("message  b", "message  c", "message  d", "message  e"), readAll(source));
            assertEquals(List.of("open", "cut END", "open", "cut BROKEN", "open", "cut SHORT", "open", "cut END",
                    "open",
                    "cut SHORT",
                    "open", "cut END", "cut NO_ANSWER", "cut NO_ANSWER", "closed STATUS"), log);
        }
    }

    @Test
    void refusedConnectionIsTriedAgain() throws Exception {
        Socket down = new Socket(); // bound, so that the port is nobody else's, and not listening
        down.setReuseAddress(true);
        down.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int port = down.getLocalPort();
        List<ScriptedServer> up = new ArrayList<>();
        StreamListener starting = new StreamListener() {
            @Override
            public void cut(Cut cut) {
                log.add("cut " + cut.how() + " " + cut.opened());
                try {
                    down.close();
                    if (up.isEmpty()) up.add(new ScriptedServer(port, stream("data: here\n\n"), stop()));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        };
        try (EventSource source = new EventSource(StreamRequest.of(URI.create("http://127.0.0.1:" + port + "/")), QUICK,
                starting)) {
            assertEquals("here", source.read().data());
            assertEquals(List.of("cut REFUSED false"), log);
        } finally {
            up.get(0).close();
        }
    }

    @Test
    void sendsTheIdOfTheLastFinishedBlockAsItsRawBytes() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(stream("id: \u00E2\u0080\u00A6\ndata: a\n\nid: unfinished\ndata: b\n"),
                stream("data: b\n\n"), stream("id\n\n"), stop());
                EventSource source = source(server, "/")) {
            assertEquals(List.of("message \u2026 a", "message \u2026 b"), readAll(source));
            assertNull(server.sent(0, "Last-Event-ID"));
            assertEquals("\u00E2\u0080\u00A6", server.sent(1, "Last-Event-ID"));
            assertEquals("\u00E2\u0080\u00A6", server.sent(2, "Last-Event-ID"), "persists over a stream without ids");
            assertNull(server.sent(3, "Last-Event-ID"), "the empty id resets, also without data");
        }
    }

    @Test
    void idTravelsWithItsSpacesAndControls() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stream("id:  7 \n\nid:bad\0\n\n"),
                stream("id: a\u0001\u007F\t\n\n"),
                stop()); EventSource source = source(server, "/")) {
            readAll(source);
            assertEquals(" 7 ", server.sent(1, "Last-Event-ID"));
            assertEquals("a\u0001\u007F\t", server.sent(2, "Last-Event-ID"));
        }
    }

    @Test
    void firstRequestCanResumeFromAnEarlierRun() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stream("data: a\n\n"), stop());
                EventSource source = new EventSource(StreamRequest.of(server.uri("/")).withLastEventId("41"), QUICK,
                        listener)) {
            assertEquals(List.of("message 41 a"), readAll(source));
            assertEquals("41", server.sent(0, "Last-Event-ID"));
        }
    }

    @Test
    void eachConnectionParsesAfresh() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(stream("\u00EF\u00BB\u00BFevent: x\ndata: lost\ndata: \u00E2\u0080"),
                stream("\u00EF\u00BB\u00BFdata: a\n\ndata: c\r"),
                stream("\ndata: b\n\n"), stop()); EventSource source = source(server, "/")) {
            assertEquals(List.of("message  a", "message  b"), readAll(source));
        }
    }

    @Test
    void errorAndOpenOfTheStreamAreEventsLikeOthers() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stream("event: error\ndata: a\n\nevent: open\ndata: b\n\n"),
                stop());
                EventSource source = source(server, "/")) {
            assertEquals(List.of("error  a", "open  b"), readAll(source));
            assertEquals(List.of("open", "cut END", "closed STATUS"), log);
        }
    }

    @Test
    void retryCountsAtOnceAndStays() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stream("retry: 031\nretry: 5s\nretry\n"), stream(""), stop());
                EventSource source = source(server, "/")) {
            readAll(source);
            assertEquals(List.of(31L, 31L), cuts.stream().map(Cut::waitMillis).toList());
        }
    }

    @Test
    void longerLineThanTheLimitClosesForGood() throws Exception {
        ScriptedServer.Play endless = with -> {
            with.send(HEAD + "data: ");
            for (int i = 0; i < 400; i++) with.send(new byte[64 << 10]);
        };
        try (ScriptedServer server = new ScriptedServer(endless); EventSource source = source(server, "/")) {
            assertNull(source.read());
            assertEquals(Closed.Reason.LIMIT, source.closed().reason());
        }
    }

    @Test
    void silenceBeyondTheIdleLimitIsACut() throws Exception {
        // long enough for a busy machine to answer the third time, or that would be a third cut
        ClientOptions idle = QUICK.withIdle(500);
        try (ScriptedServer server = new ScriptedServer(held("data: a\n\n"), with -> with.awaitLeaving(), stop());
                EventSource source = new EventSource(StreamRequest.of(server.uri("/")), idle, listener)) {
            assertEquals(List.of("message  a"), readAll(source));
            assertEquals(List.of("open", "cut IDLE", "cut IDLE", "closed STATUS"), log);
        }
    }

    @Test
    void staysAwayWhenToldNotToComeBack() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stream("data: a\n\n"));
                EventSource source = new EventSource(StreamRequest.of(server.uri("/")), QUICK.withReconnect(false),
                        listener)) {
            assertEquals(List.of("message  a"), readAll(source));
            assertEquals(-1, cuts.get(0).waitMillis());
            assertEquals(List.of("open", "cut END", "closed NO_RECONNECT"), log);
        }
    }

    @Test
    void listenerMayRefuseAndSeesTheBody() throws Exception {
        StringBuilder body = new StringBuilder();
        StreamListener choosy = new StreamListener() {
            @Override
            public String objection(Answer answer) {
                return answer.header("X-Good") == null ? "not good" : null;
            }

            @Override
            public void refused(Answer answer, InputStream in) {
                try {
                    body.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        };
        try (ScriptedServer server = new ScriptedServer(stream("why"));
                EventSource source = new EventSource(StreamRequest.of(server.uri("/")), QUICK, choosy)) {
            assertNull(source.read());
            assertEquals(new Closed(Closed.Reason.REFUSED, "not good", 200), source.closed());
            assertEquals("why", body.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://h/", "about:blank", "mailto:a@b", "javascript:1", "/relative", "http:///x",
            "http://h:99999/"})
    void urlThatCannotBeAskedIsRefusedAtOnce(String url) {
        assertThrows(IllegalArgumentException.class, () -> new EventSource(URI.create(url)));
    }

    @Test
    void headLongerThanTheLimitIsAFailedAttempt() throws Exception {
        try (ScriptedServer server = new ScriptedServer(answer("HTTP/1.1 200 OK\r\nX: " + "x".repeat(HeadParser.LIMIT)),
                answer("SSH-2.0-x\r\n"),
                answer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\nLink: x\n\nHTTP/1.1 204\n\n"));
                        EventSource source = source(server, "/")) {
            assertNull(source.read());
            assertEquals(List.of("cut NO_ANSWER", "cut NO_ANSWER", "closed STATUS"), log);
            assertTrue(cuts.get(0).says().contains("longer than 65536 bytes"), cuts.get(0).says());
            assertEquals(204, source.closed().status());
        }
    }

    @Test
    void loopOverTheEventsGivesEachOnceAndEndsWhenItIsClosedForGood() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.stream("retry: 1\ndata: a\n\ndata: b\n\n"),
                ScriptedServer.stream("data: c\n\n"), ScriptedServer.stop());
                EventSource source = new EventSource(server.uri("/").toString())) {
            Iterator<Event> asked = source.events().iterator();
            assertTrue(asked.hasNext() && asked.hasNext());
            assertEquals("a", asked.next().data());
            StringBuilder data = new StringBuilder();
            for (Event event : source.events()) data.append(event.data());
            assertEquals("bc", data.toString());
            assertFalse(source.events().iterator().hasNext());
            assertThrows(NoSuchElementException.class, asked::next);
            assertEquals(Closed.Reason.STATUS, source.closed().reason());
        }
        assertThrows(IllegalArgumentException.class, () -> new EventSource("ftp://x/"));
        assertThrows(IllegalArgumentException.class, () -> new EventSource("no url"));
    }
}
