package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.Event;

/** Ids that publishers give, over HTTP: which are taken, what is said of those that repeat, and the one that closes. */
@Timeout(30)
class OwnIdsTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient.Answer publish(String topic, String id, String data) throws IOException {
        return server.post("/" + topic, data, "X-Id: " + id);
    }

    private void assertGap(String path, String id, String reason) throws IOException {
        try (RawClient reader = server.follow(path, "Last-Event-ID: " + id)) {
            Event gap = reader.event();
            assertEquals("gap", gap.type());
            assertTrue(gap.data().contains("\"reason\":\"" + reason + "\""), gap.data());
        }
    }

    @Test
    void oneThatRepeatsIsAWarningOnceAndAGapForThoseWhoComeBackWithIt() throws IOException {
        assertNull(publish("news", "1", "a").header("Warning"));
        assertNull(publish("sport", "1", "b").header("Warning"));
        String warning = publish("news", "1", "c").header("Warning");
        assertTrue(warning.startsWith("299 - \"an id has come again"), warning);
        assertNull(publish("news", "1", "d").header("Warning"));
        try (RawClient reader = server.follow("/news", "Last-Event-ID: 1")) {
            assertTrue(reader.event().data().contains("\"reason\":\"ambiguous\""));
            reader.assertData("c", "d");
        }
        assertGap("/sport,news", "1", "ambiguous");
        assertEquals("", server.get("/sport/json?poll=1", "Last-Event-ID: 1").body());
    }

    @Test
    void oneThatNoHeaderBringsBackIsRefused() throws IOException {
        String form = "Content-Type: application/x-www-form-urlencoded";
        String stream = "Content-Type: text/event-stream";
        for (String id : new String[] {"", "+7", "7+", "%09", "a%09b", "a%7Fb", "%1B"}) {
            RawClient.Answer answer = server.post("/news", "data=a&id=" + id, form);
            assertEquals(400, answer.status(), id);
            assertTrue(answer.body().startsWith("an id cannot "), answer.body());
        }
        for (String line : new String[] {"id", "id:", "id:  7", "id: 7 ", "id: a\tb"}) {
            assertEquals(400, server.post("/news", "data: a\n\n" + line + "\ndata: b\n\n", stream).status(), line);
        }
        assertEquals(400, publish("news", "", "a").status());
        assertEquals(0, server.published());
        assertEquals(202, server.post("/news", "data=a&id=a+b", form).status());
        assertEquals(202, publish("news", "\u00C3\u00A9", "b").status()); // the bytes of one letter
        assertTrue(server.get("/news/json?poll=1", "Last-Event-ID: a b").body().contains("\"data\":\"b\""));
        assertEquals("", server.get("/news/json?poll=1", "Last-Event-ID: \u00C3\u00A9").body());
    }

    @Test
    void idsOfTheServersOwnAreGivenAnewWhereThatIsAskedFor() throws Exception {
        server.publish("a", "one", "two");
        String stream = "Content-Type: text/event-stream";
        String copy = server.get("/a?since=all&poll=1").body() + "id:\ndata: three\n\nid: mine\ndata: four\n\n"
                + "id: mw00000000-9\nevent: tick\nretry: 7\ndata: five\n\n";
        RawClient.Answer refused = server.post("/b", copy, stream);
        assertEquals(400, refused.status());
        assertTrue(refused.body().contains("?ids=new"), refused.body());
        assertEquals(400, server.post("/b?ids=old", copy, stream).status());
        assertEquals(202, server.post("/b?ids=new", copy, stream).status());
        try (RawClient reader = server.follow("/b?since=all")) {
            for (String data : new String[] {"one", "two", "three", "four", "five"}) {
                Event event = reader.event();
                assertEquals(data, event.data());
                assertEquals(data.equals("four"), event.id().equals("mine"));
                assertEquals(data.equals("five") ? "tick" : "message", event.type());
                if (!data.equals("four")) assertEquals("", server.get("/b/json?poll=1&since=" + event.id()).body()
                        .lines().filter(line -> line.contains("\"data\":\"" + data + "\"")).findFirst().orElse(""));
            }
        }
    }

    @Test
    void closeEndsTheStreamsOfItsTopicAndSendsThoseWhoComeBackAway() throws IOException {
        try (RawClient one = server.follow("/news"); RawClient filtered = server.follow("/news?event=tick");
                RawClient json = server.follow("/news/json"); RawClient two = server.follow("/news,sport")) {
            assertEquals(201, publish("news", "close", "bye").status());
            for (RawClient reader : new RawClient[] {one, filtered}) {
                assertEquals(new Event("close", "message", "bye"), reader.event());
                assertNull(reader.event());
                assertTrue(reader.endedClean());
            }
            assertTrue(json.bodyLine().contains("\"data\":\"bye\""));
            server.publish("news", "after");
            two.assertData("bye", "after");
        }
        assertEquals(204, server.get("/news", "Last-Event-ID: close").status());
        assertEquals(204, server.get("/news?event=tick", "Last-Event-ID: close").status());
        try (RawClient back = server.follow("/news,sport", "Last-Event-ID: close")) {
            back.assertData("after"); // a stream of several topics was not ended, and is not over
        }
    }
}
