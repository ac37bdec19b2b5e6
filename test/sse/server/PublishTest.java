package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.Event;
import sse.hub.Hub;
import sse.hub.Start;
import sse.hub.Subscription;
import sse.hub.View;
import sse.text.JsonWriter;

/** Publishing: {@code POST} and {@code PUT /news} with bodies of every kind. */
@Timeout(30)
class PublishTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String NDJSON = "Content-Type: application/x-ndjson";
    private static final String STREAM = "Content-Type: Text/Event-Stream; charset=UTF-8";

    private TestServer server;
    private Subscription subscription; // makes the receipt say 201
    private RawClient reader;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(options -> options.withMaxEvent(1000));
        reader = server.follow("/news");
        subscription = server.hub().subscribe(List.of("other"), Start.NOW, View.STREAM);
    }

    @AfterEach
    void stop() throws IOException {
        reader.close();
        subscription.close();
        server.close();
    }

    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private void assertPublished(RawClient.Answer answer, Event... events) throws IOException {
        assertEquals(201, answer.status(), answer.body());
        Event last = null;
        for (Event expected : events) {
            last = reader.event();
            assertEquals(expected.data(), last.data());
            assertEquals(expected.type() == null ? "message" : expected.type(), last.type());
            if (expected.id() != null) assertEquals(expected.id(), last.id());
        }
        assertEquals("{\"id\":" + JsonWriter.quoted(last.id()) + ",\"subscribers\":1}\n", answer.body());
        assertEquals("application/json", answer.header("Content-Type"));
    }

    private void assertRefused(int status, String says, RawClient.Answer answer) throws IOException {
        long before = server.published();
        assertEquals(status, answer.status(), answer.body());
        assertTrue(answer.body().contains(says), answer.body());
        assertEquals(1, answer.body().split("\n").length, "one sentence, not " + answer.body());
        assertEquals("text/plain; charset=utf-8", answer.header("Content-Type"));
        assertEquals(before, server.published());
        assertPublished(server.post("/news", "and it goes on"), Event.of("and it goes on")); // nothing came in between
    }

    @Test
    void bodyIsTheData() throws IOException {
        assertPublished(server.post("/news", "hi there"), Event.of("hi there"));
        assertPublished(server.post("/news", "{\"a\": 1}\n", "Content-Type: application/json"),
                Event.of("{\"a\": 1}\n"));
        assertPublished(server.post("/news", "a\r\nb\rc\n", "Content-Type: text/plain"), Event.of("a\nb\nc\n"));
        assertPublished(server.post("/news", latin1("xin chào …"), "Content-Type: text/plain; charset=\"utf-8\""),
                Event.of("xin chào …"));
        assertPublished(server.post("/news", ""), Event.of(""));
        assertPublished(server.ask("PUT /news HTTP/1.1\nHost: localhost\nContent-Length: 3\n\nput"), Event.of("put"));
        assertPublished(server.ask("POST /news HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n"
                + "3\r\nchu\r\n4;x=y\r\nnked\r\n0\r\n\r\n"), Event.of("chunked"));
        assertPublished(server.ask("POST /news/ HTTP/1.0\nContent-Length: 3\n\n1.0"), Event.of("1.0"));
    }

    @Test
    void whatCurlSendsWithDashDIsTheData() throws IOException {
        for (String text : List.of("hi there", "a=b", "100%", "a&b", "event=x", "data=hi&other=x", "data=100%",
                "x&data=1")) {
            assertPublished(server.post("/news", text, FORM), Event.of(text));
        }
    }

    @Test
    void aFormWithOurFieldsIsAForm() throws IOException {
        assertPublished(server.post("/news", "data=hi+there%21&event=tick&id=7&retry=500", FORM), new Event("7", "tick",
                "hi there!"));
        assertPublished(server.post("/news", "event=tock&data=%E2%80%A6%0Ab", FORM), new Event(null, "tock", "…\nb"));
        assertPublished(server.post("/news", "data=x", FORM, "X-Event: tick", "X-Id: 8"), new Event("8", "tick", "x"));
    }

    @Test
    void headersNameTypeIdAndRetry() throws IOException {
        assertPublished(server.post("/news", "a", "X-Event: tick", "X-Id: " + latin1("số 1"), "X-Retry: 250"),
                new Event("số 1",
                "tick", "a"));
        try (RawClient again = server.follow("/news", "Last-Event-ID: " + latin1("số 1"))) { // and it is a place
            server.publish("news", "b");
            assertEquals("b", again.event().data());
        }
    }

    @Test
    void headersMayBeLatin1AsAPageSendsThem() throws IOException {
        assertPublished(server.post("/news", "a", "X-Event: caf\u00e9", "X-Id: \u00fc1"),
                new Event("\u00fc1", "caf\u00e9", "a"));
        assertPublished(server.post("/news", "a", "X-Event: " + latin1("caf\u00e9")),
                new Event(null, "caf\u00e9", "a"));
    }

    @Test
    void withoutABodyTheDataIsEmpty() throws IOException {
        for (String line : List.of("POST /news HTTP/1.1", "PUT /news HTTP/1.1", "POST /news HTTP/1.0")) {
            assertPublished(server.ask(line + "\nHost: localhost\n\n"), Event.of(""));
        }
    }

    @Test
    void aFormOfPartsIsRefusedWithTheRightLine() throws IOException {
        assertRefused(415, "curl -d 'hi there' http://localhost/news sends the text alone", server.post("/news",
                "--x\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\nhi\r\n--x--\r\n",
                "Content-Type: multipart/form-data; boundary=x"));
    }

    @Test
    void aParameterThatMeansNothingIsRefused() throws IOException {
        for (String query : List.of("event=foo", "id=1", "retry", "x=")) {
            assertRefused(400, "there are ids; the headers X-Event, X-Id and X-Retry",
                    server.post("/news?" + query, "a"));
        }
        assertPublished(server.post("/news?_=17&utm_source=x&lab=1&token=t", "a"), Event.of("a"));
    }

    @Test
    void whatBrowsersAskForByThemselvesIsNoTopic() throws IOException {
        for (String path : List.of("/favicon.ico", "/robots.txt", "/apple-touch-icon.png",
                "/apple-touch-icon-precomposed.png")) {
            assertRefused(405, "no topic", server.post(path, "a"));
            assertEquals(path.equals("/favicon.ico") ? 204 : 404, server.get(path).status());
        }
    }

    @Test
    void retryReachesTheReader() throws IOException {
        try (RawClient raw = server.follow("/news")) {
            server.post("/news", "a", "X-Retry: 250");
            for (String line; !(line = raw.bodyLine()).equals("retry: 250"); ) assertTrue(!line.startsWith("data"),
                    line);
        }
        try (RawClient raw = server.follow("/news")) { // of many events the first has it
            server.post("/news", "1\n2\n", NDJSON, "X-Retry: 750");
            for (String line; !(line = raw.bodyLine()).equals("retry: 750"); ) assertTrue(!line.startsWith("data"),
                    line);
            for (String line; !(line = raw.bodyLine()).equals("data: 2"); ) assertTrue(!line.startsWith("retry"), line);
        }
    }

    @Test
    void lineThatIsAnEventAsJsonIsThatEvent() throws IOException {
        assertPublished(server.post("/news", "{\"data\":\"a\\nb\",\"id\":\"7\",\"type\":\"tick\",\"retry\":5,"
                + "\"topic\":\"x\",\"time\":1}\n{ \"event\": \"tock\", \"id\": 8, \"data\": \"\" }\n"
                + "{\"data\":\"c\",\"id\":null}", NDJSON, "X-Event: other"),
                new Event("7", "tick", "a\nb"), new Event("8", "tock", ""), new Event(null, "other", "c"));
        for (String data : List.of("{oops", "{\"data\":1}", "{\"a\":1}", "{\"data\":\"x\",\"more\":1}",
                "[{\"data\":\"x\"}]", "{\"data\":\"x\",\"data\":\"y\"}", "\"data\"")) {
            assertPublished(server.post("/news", data, NDJSON), Event.of(data));
        }
        assertRefused(400, "line 3: id cannot have a line feed",
                server.post("/news", "1\n\n{\"data\":\"x\",\"id\":\"\\n\"}\n", NDJSON));
        assertRefused(400, "line 1: the type of an event is a text",
                server.post("/news", "{\"data\":\"x\",\"type\":[]}\n2", NDJSON));
        assertRefused(400, "line 1: retry is a whole number of milliseconds, not 'soon'",
                server.post("/news", "{\"data\":\"x\",\"retry\":\"soon\"}", NDJSON));
    }

    @Test
    void whatJsonGivesCanBePostedElsewhere() throws IOException {
        server.post("/a", "one\ntwo", "X-Event: tick", "X-Id: my-1", "X-Retry: 70");
        server.post("/a", latin1("\"\u0001 sớm\\"), "X-Event: a \"b\"");
        server.post("/a", "", "X-Id: my-3");
        String all = server.get("/a/json?since=all&poll=1").body();
        assertEquals(202, server.post("/b", latin1(all), NDJSON).status());
        String[] copies = server.get("/b/json?since=all&poll=1").body().split("\n");
        String[] originals = all.split("\n");
        assertEquals(3, copies.length);
        for (int i = 0; i < 3; i++) assertEquals(own(originals[i], "a", i != 1), own(copies[i], "b", i != 1));
        assertTrue(originals[0].contains("\"retry\":70,"), originals[0]);
    }

    /** What is the event's own; the second one has an id of the server, and its copy has another. */
    private static String own(String json, String topic, boolean withId) {
        return json.substring(withId ? 0 : json.indexOf("\"type\""), json.indexOf(",\"topic\":\"" + topic + "\""));
    }

    @Test
    void linesOfNdjsonAreEvents() throws IOException {
        assertPublished(server.post("/news", "{\"a\":1}\r\n\n  \n[2]\n\"3\"", NDJSON), Event.of("{\"a\":1}"),
                Event.of("[2]"),
                Event.of("\"3\""));
        assertPublished(server.post("/news", "1\n2\n", NDJSON, "X-Event: tick"), Event.of("1").withType("tick"),
                Event.of("2").withType("tick"));
        assertRefused(400, "X-Id", server.post("/news", "1\n2\n", NDJSON, "X-Id: 7"));
        assertRefused(400, "X-Id", server.post("/news", "data: 1\n\n", STREAM, "X-Id: 7"));
    }

    @Test
    void blocksOfAnEventStreamAreEvents() throws IOException {
        String stream = "\uFEFF: comment\nretry: 10\n\nid: 1\nevent: a\ndata: x\ndata: y\n\n"
                + "data: z\r\n\r\nevent: nothing\n\nid: 3\rdata\r\r";
        assertPublished(server.post("/news", latin1(stream), STREAM), new Event("1", "a", "x\ny"), Event.of("z"),
                new Event("3",
                null, ""));
    }

    @Test
    void aBadEventAmongGoodOnesPublishesNone() throws IOException {
        String ours = server.hub().publish("other", Event.of("x")).id();
        assertRefused(400, "has the form of the ids", server.post("/news", "data: 1\n\ndata: 2\n\nid: " + ours
                + "\ndata: 3\n\n",
                STREAM));
        assertRefused(400, "ends inside event 3", server.post("/news", "data: 1\n\ndata: 2\n\ndata: 3\n", STREAM));
        assertRefused(400, "ends inside event 2", server.post("/news", "data: 1\n\ndata: 2", STREAM));
        assertRefused(400, "no event", server.post("/news", "event: a\n\n: b\n\n", STREAM));
        assertRefused(400, "no event", server.post("/news", "", STREAM));
        assertRefused(400, "no line", server.post("/news", " \n\n", NDJSON));
        assertRefused(413, "event 3 is larger", server.post("/news", "1\n2\n" + "x".repeat(1001) + "\n4", NDJSON));
        assertRefused(413, "event 3 is larger", server.post("/news", "data: 1\n\ndata: 2\n\ndata: " + "x".repeat(1001)
                + "\n\n",
                STREAM));
        assertRefused(415, "not UTF-8", server.post("/news", "1\n2\n\u00FF\n", NDJSON));
        assertRefused(415, "not UTF-8", server.post("/news", "data: 1\n\ndata: \u00C3\n\n", STREAM));
    }

    @Test
    void fieldsThatCannotTravelAreRefused() throws IOException {
        assertRefused(400, "line feed", server.post("/news", "data=x&id=a%0Ab", FORM));
        assertRefused(400, "carriage return", server.post("/news", "data=x&event=a%0Db", FORM));
        assertRefused(400, "NUL", server.post("/news", "data=x&id=a%00b", FORM));
        RawClient.Answer nul = server.post("/news", "x", "X-Id: a\0b");
        if (!nul.refusedByTheJdk()) assertRefused(400, "NUL", nul);
        assertRefused(400, "1024", server.post("/news", "x", "X-Id: " + "i".repeat(1025)));
        assertPublished(server.post("/news", "x", "X-Id: " + "i".repeat(1024)), Event.of("x").withId("i".repeat(1024)));
        for (String retry : List.of("-1", "1.5", "1s", "x", "9".repeat(30), "9999999999999", "86400001")) {
            assertRefused(400, "retry", server.post("/news", "x", "X-Retry: " + retry));
        }
        assertRefused(400, "a day, at most", server.post("/news", "retry: 9999999999\ndata: x\n\n", STREAM));
        assertRefused(400, "retry", server.post("/news", "data=x&retry=+", FORM));
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        assertRefused(415, "not UTF-8", server.post("/news", "caf\u00E9"));
        assertRefused(415, "not UTF-8", server.post("/news", "\u00ED\u00A0\u0080")); // a surrogate, encoded
        assertRefused(415, "not UTF-8", server.post("/news", "abc", "Content-Type: text/plain; charset=iso-8859-1"));
    }

    @Test
    void sizesAreBounded() throws IOException {
        assertPublished(server.post("/news", "x".repeat(1000)), Event.of("x".repeat(1000)));
        assertRefused(413, "1000 bytes", server.post("/news", "x".repeat(1001)));
        assertRefused(413, "1000 bytes",
                server.ask("POST /news HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n3e9\r\n"
                + "x".repeat(1001) + "\r\n0\r\n\r\n"));
        assertRefused(413, "bytes", server.post("/news", "1\n".repeat(10_000), NDJSON)); // 16 events' worth
        // three bytes each
        assertRefused(413, "event 1 is larger", server.post("/news", latin1("…".repeat(334)), NDJSON));
        assertPublished(server.post("/news", latin1("…".repeat(333)), NDJSON), Event.of("…".repeat(333)));
    }

    @Test
    void aBodyNeedsALength() throws IOException {
    }

    @Test
    void aRefusedBodyThatIsTooLargeIsReadSoThatTheAnswerArrives() throws IOException {
        assertRefused(413, "1000 bytes", server.post("/news", "x".repeat(4 << 20)));
    }

    @Test
    void theAnswerDoesNotWaitForABodyThatNeverComes() throws IOException {
        try (RawClient client = server.client()) {
            client.socket.setSoTimeout(5000);
            client.send("POST /news HTTP/1.1\nHost: localhost\nContent-Length: 5000\n\nabc");
            assertEquals(413, client.answer().status());
        }
    }

    @Test
    void manySmallEventsInOneBodyAllArrive() throws IOException {
        Hub.Limits all = new Hub.Limits(20_000, 64 << 20, 10); // a courier that gets no core for long misses none
        try (TestServer large = new TestServer(options -> options.withLimits(all));
                RawClient follower = large.follow("/news")) {
            StringBuilder body = new StringBuilder();
            for (int i = 0; i < 20_000; i++) body.append(i).append('\n');
            assertEquals(201, large.post("/news", body.toString(), NDJSON).status());
            for (int i = 0; i < 20_000; i++) assertEquals("" + i, follower.event().data());
        }
    }

    @Test
    void nobodyListeningIsAcceptedAllTheSame() throws IOException {
        RawClient.Answer answer = server.post("/nobody", "x");
        assertEquals(202, answer.status());
        assertTrue(answer.body().endsWith("\"subscribers\":0}\n"), answer.body());
    }

    @Test
    void noRoomForOneMoreTopicIsToldAndWhenToComeBack() throws IOException {
        try (TestServer small = new TestServer(options -> options.withLimits(new Hub.Limits(10, 1 << 20, 1)));
                RawClient holder = small.follow("/held")) {
            for (String request : List.of("POST /news HTTP/1.1\nHost: localhost\nContent-Length: 1\n\nx",
                    "DELETE /news HTTP/1.1\nHost: localhost\n\n", "GET /news HTTP/1.1\nHost: localhost\n\n",
                            "GET /held,news HTTP/1.1\nHost: localhost\n\n")) {
                RawClient.Answer answer = small.ask(request);
                assertEquals(503, answer.status());
                assertTrue(Integer.parseInt(answer.header("Retry-After")) > 0);
            }
            assertEquals(1, small.hub().publish("held", Event.of("x")).subscribers());
            assertEquals("x", holder.event().data());
        }
    }
}
