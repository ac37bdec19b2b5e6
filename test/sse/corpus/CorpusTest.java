package sse.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sse.Encoder;
import sse.Event;
import sse.EventReader;
import sse.corpus.Case.End;
import sse.corpus.Case.Seen;
import sse.kit.Chunks;
import sse.kit.Wire;
import sse.server.ServerOptions;
import sse.server.SseServer;

/** The hard streams: our own reader makes of each what it should, and the server sends and judges them. */
@Timeout(60)
class CorpusTest {
    private static final int SHORT = 2000; // is cut at every place; a long one at some
    private static final List<Throwable> BUGS = new ArrayList<>();
    private static SseServer server;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        server = new SseServer(ServerOptions.loopback(0), null, BUGS::add);
        server.route("_/corpus", new Corpus(server));
        server.start();
        port = server.address().getPort();
    }

    @AfterAll
    static void stop() {
        server.close();
        assertEquals(List.of(), BUGS);
    }

    static List<Case> cases() {
        return Cases.read();
    }

    private static byte[] bytes(Case asked) {
        return Encoder.join(asked.writes().toArray(byte[][]::new));
    }

    private static void check(Case asked, Chunks stream) throws IOException {
        List<Seen> seen = new ArrayList<>();
        EventReader reader = new EventReader(stream);
        for (Event event; (event = reader.read()) != null; ) seen.add(new Seen(event.id(), event.type(), event.data()));
        assertEquals(asked.gives(), seen);
        End end = asked.end();
        if (end.retryMillis() >= 0) assertEquals(end.retryMillis(), reader.retryMillis());
        if (end.lastEventId() != null) assertEquals(end.lastEventId(), reader.lastEventId());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ourReaderGivesWhatIsExpectedHoweverTheBytesAreCut(Case asked) throws IOException {
        byte[] bytes = bytes(asked);
        check(asked, Chunks.of(asked.writes().toArray(byte[][]::new)));
        check(asked, Chunks.cut(bytes, 1));
        int step = bytes.length <= SHORT ? 1 : bytes.length / 50;
        for (int at = 0; at <= bytes.length; at += step) check(asked, Chunks.split(bytes, at));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itIsServedByteForByteAndWriteForWrite(Case asked) throws IOException {
        try (Wire wire = Wire.get(port, "/_/corpus/" + asked.name())) {
            assertEquals(200, wire.status());
            assertEquals(asked.type(), wire.header("Content-Type"));
            assertArrayEquals(bytes(asked), wire.rest());
            assertEquals("end", wire.ended);
            if (asked.writes().size() > 1 && asked.writes().stream().allMatch(write -> write.length < SHORT)) {
                assertEquals(asked.writes().size(), wire.chunks.size());
            }
        }
    }

    private static Wire result(String name, String seen) throws IOException {
        return Wire.post(port, "/_/corpus/" + name + "/result", seen.getBytes(StandardCharsets.UTF_8));
    }

    private static String verdict(int status, String name, String seen) throws IOException {
        try (Wire wire = result(name, seen)) {
            String verdict = wire.text();
            assertEquals(status, wire.status(), verdict);
            return verdict;
        }
    }

    private static String get(String target, String... lines) throws IOException {
        try (Wire wire = Wire.get(port, target, lines)) {
            assertEquals(200, wire.status());
            return wire.text();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsExpectedPassesAndLessOrOtherDoesNot(Case asked) throws IOException {
        String expected = get("/_/corpus/" + asked.name() + "/expect");
        assertEquals("pass\n", verdict(200, asked.name(), expected));
        verdict(422, asked.name(), "{\"type\":\"message\",\"data\":\"of nobody\"}\n");
        if (!asked.gives().isEmpty()) verdict(422, asked.name(), "");
        verdict(422, asked.name(), new Lines(asked.gives(), End.UNKNOWN) + "{\"data\":\"one more\"}");
    }

    @Test
    void theDifferenceIsOneClearSentence() throws IOException {
        String rule = "\nid: An id stays until another one comes, also for events without one.\n";
        String first = "{\"id\":\"7\",\"type\":\"message\",\"data\":\"a\"}\n";
        assertEquals("event 1 of 4: data is \"x\", and should be \"a\"" + rule,
                verdict(422, "id", first.replace("\"a\"", "\"x\"")));
        assertEquals("event 1 of 4: type is \"tick\", and should be \"message\"" + rule,
                verdict(422, "id", first.replace("message", "tick")));
        assertEquals("event 2 of 4: id is \"\", and should be \"7\"" + rule,
                verdict(422, "id", first + "{\"id\":\"\",\"data\":\"b\"}"));
        assertEquals("event 3 of 4 did not come: \"c\" of type \"message\"" + rule,
                verdict(422, "id", "{\"data\":\"a\"}\n\n{\"data\":\"b\"}\r\n"));
        assertEquals("pass\n", verdict(200, "id", """
                {"data":"a"}
                {"data":"b"}
                {"data":"c"}
                {"data":"d"}
                """));
        assertEquals("no event should have come, and this did: \"\" of type \"message\"\n"
                + "nothing: A stream without a byte has no event, and is no error.\n",
                verdict(422, "nothing", "{\"data\":\"\"}"));
        assertTrue(verdict(422, "retry", "{\"data\":\"a\"}\n{\"retry\":1500}")
                .startsWith("at the end retry is 1500, and should be 3000\n"));
        assertTrue(verdict(422, "unfinished", "{\"data\":\"a\"}\n{\"lastEventId\":\"2\"}")
                .startsWith("at the end lastEventId is \"2\", and should be \"1\"\n"));
        String longer = verdict(422, "long-line", "{\"data\":\"" + "x".repeat(65_536) + "\"}");
        assertTrue(longer.contains("other from character 65537 on"), longer);
        assertTrue(longer.length() < 700, "a sentence of " + longer.length());
    }

    @Test
    void whatIsNoResultIsRefused() throws IOException {
        assertTrue(verdict(400, "lf", "{\"data\":\"a\"}\nhello").startsWith("line 2: "));
        assertEquals("line 1: it has neither data, as an event has, nor retry or lastEventId\n",
                verdict(400, "lf", "{\"id\":\"1\"}"));
        assertEquals("line 1: data is a text, in quotes\n", verdict(400, "lf", "{\"data\":1}"));
        assertEquals("line 1: retry is a whole number of milliseconds\n", verdict(400, "lf", "{\"retry\":1.5}"));
        assertTrue(verdict(404, "crfl", "").contains("crlf"));
    }

    @Test
    void whoComesBackWithAnIdIsSentAway() throws IOException {
        try (Wire wire = Wire.get(port, "/_/corpus/id", "Last-Event-ID: 8")) {
            assertEquals(204, wire.status());
        }
    }

    @Test
    void theyAreListedAsTextWithLinksAndAsJson() throws IOException {
        String text = get("/_/corpus/");
        String html = get("/_/corpus/", "Accept: text/html");
        String json = get("/_/corpus/", "Accept: application/json");
        Set<String> names = new HashSet<>();
        for (Case one : cases()) {
            assertTrue(names.add(one.name()), one.name() + " is there twice");
            assertTrue(text.contains("\n  " + one.name() + " "), one.name());
            assertTrue(html.contains("<a href=\"/_/corpus/" + one.name() + "\">"), one.name());
            assertTrue(json.contains("\n{\"name\":\"" + one.name() + "\","), one.name());
        }
        assertTrue(names.size() >= 80, "only " + names.size());
        assertTrue(text.startsWith(names.size() + " hard streams"));
        String readme = Files.readString(Path.of(System.getProperty("sse.home", "."), "README.md"));
        assertTrue(readme.contains("`/_/corpus/` has " + names.size() + " hard streams: "), "the README's number");
        text.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    }

    @Test
    void pagesOfAnyOriginMayUseThem() throws IOException {
        try (Wire wire = Wire.get(port, "/_/corpus/lf", "Origin: https://a.example")) {
            assertEquals("*", wire.header("Access-Control-Allow-Origin"));
        }
        try (Wire wire = new Wire(port, "OPTIONS /_/corpus/lf/result HTTP/1.1\nHost: localhost\n"
                + "Origin: https://a.example\nAccess-Control-Request-Method: POST", new byte[0])) {
            assertEquals(204, wire.status());
            assertEquals("POST, OPTIONS", wire.header("Access-Control-Allow-Methods"));
        }
    }

    /** Events by the ten thousand take memory, and one too many is enough to judge by. */
    @Test
    void eventsThatAreTooManyAreNotRead() throws IOException {
        int expected = Lines.parse(get("/_/corpus/lf/expect")).events().size();
        String seen = "{\"data\":\"x\"}\n".repeat(expected + 3);
        assertEquals(expected + 1, Lines.parse(seen + "no JSON", expected).events().size());
        verdict(422, "lf", seen + "no JSON");
    }
}
