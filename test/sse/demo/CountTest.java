package sse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sse.Event;
import sse.kit.Await;

class CountTest {
    @AutoClose
    private static final DemoServer server = new DemoServer();

    @Test
    void sendsTheseBytes() throws IOException {
        DemoServer.Answer answer = server.get("/demo/count?from=5&cut=3&every=20ms");
        assertEquals(200, answer.status());
        assertEquals("text/event-stream", answer.header("Content-Type"));
        assertEquals("no-cache, no-transform", answer.header("Cache-Control"));
        assertEquals("no", answer.header("X-Accel-Buffering"));
        assertEquals(": sse.jar\nretry: 3000\n\n"
                + "id: 5\nevent: tick\ndata: five\n\n"
                + "id: 6\nevent: tick\ndata: six\n\n"
                + "id: 7\nevent: tick\ndata: seven\n\n", answer.text());
    }

    @Test
    void openingAndEachEventAreOneWrite() throws IOException {
        DemoServer.Answer answer = server.get("/demo/count?from=5&cut=2&every=20ms");
        assertEquals(3, answer.writes().size());
        assertEquals(23, answer.writes().get(0).length);
        assertEquals(30, answer.writes().get(1).length);
    }

    @Test
    void beginsAtOneAndAtOnce() throws IOException {
        assertEquals(List.of("one"), server.get("/demo/count?cut=1&every=1h").data());
    }

    @Test
    void goesOnBehindTheLastEventId() throws IOException {
        assertEquals(List.of("eight", "nine"), server.resume("/demo/count?from=5&cut=2&every=20ms", "7").data());
        assertEquals(List.of("eight"), server.get("/demo/count?cut=1&lastEventId=7").data());
    }

    @Test
    void cutReaderMissesNothing() throws IOException {
        String id = "";
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            DemoServer.Answer answer = server.resume("/demo/count?cut=2&every=20ms", id);
            words.append(String.join(" ", answer.data())).append(", ");
            id = answer.lastId();
        }
        assertEquals("one two, three four, five six, ", words.toString());
    }

    @Test
    void whoAsksForOlderNumbersThanAreKeptIsTold() throws IOException {
        List<Event> events = server.resume("/demo/count?from=50&keep=10&cut=2&every=20ms", "3").events();
        assertEquals(new Event("39", "gap", "{\"asked\":\"3\",\"oldest\":\"40\",\"reason\":\"evicted\"}"),
                events.get(0));
        assertEquals(new Event("40", "tick", "forty"), events.get(1));
        assertEquals(3, events.size());
    }

    @Test
    void whatIsKeptIsSentWithoutAGap() throws IOException {
        List<Event> events = server.resume("/demo/count?from=50&keep=10&cut=1", "39").events();
        assertEquals(List.of(new Event("40", "tick", "forty")), events);
    }

    @Test
    void theIdOfTheGapLeadsBehindTheGap() throws IOException {
        assertEquals(List.of("forty"), server.resume("/demo/count?from=50&keep=10&cut=1", "39").data());
        assertEquals("tick", server.resume("/demo/count?from=50&keep=10&cut=1", "39").events().get(0).type());
    }

    @Test
    void idOfAnotherStreamIsAGap() throws IOException {
        for (String id : new String[] {"abc", "7a", "99999999999999999999", "9223372036854775807"}) {
            List<Event> events = server.resume("/demo/count?cut=1", id).events();
            assertEquals(new Event("0", "gap", "{\"asked\":\"" + id + "\",\"oldest\":\"1\",\"reason\":\"unknown\"}"),
                    events.get(0), id);
            assertEquals(new Event("1", "tick", "one"), events.get(1), id);
        }
    }

    @Test
    void numbersMayBeFarOrNegative() throws IOException {
        assertEquals(List.of("minus two", "minus one", "zero"), server.get("/demo/count?from=-2&n=3&every=20ms")
                .data());
        assertEquals(List.of("one quadrillion", "one quadrillion and one"),
                server.get("/demo/count?from=1000000000000000&n=2&every=20ms").data());
    }

    @Test
    void eventsAreCountedForWhoeverAsks() throws IOException {
        server.get("/demo/count?from=777&n=3&every=20ms&eol=crlf");
        Await.until("a departure after three events", 10_000, () -> {
            try {
                String clients = server.get("/_/clients").text();
                int reader = clients.lastIndexOf("\"lastId\":\"779\"");
                return reader > 0 && clients.substring(clients.lastIndexOf("{", reader), reader)
                        .contains("\"events\":3,");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void withoutIdsThereIsNothingToComeBackWith() throws IOException {
        DemoServer.Answer answer = server.get("/demo/count?id=0&cut=2&every=20ms");
        assertTrue(answer.text().endsWith("\n\nevent: tick\ndata: one\n\nevent: tick\ndata: two\n\n"), answer.text());
    }
}
