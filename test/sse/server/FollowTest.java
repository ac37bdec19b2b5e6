package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.Event;
import sse.hub.Hub;

/** Following topics: {@code GET /news} in all its forms. */
@Timeout(30)
class FollowTest {
    @AutoClose
    private final TestServer server = new TestServer(options -> options.withLimits(new Hub.Limits(5, 1 << 20, 100)));

    @Test
    void headSaysWhatAStreamNeeds() throws IOException {
        for (String accept : new String[] {"Accept: */*", "Accept: text/event-stream", "X: none"}) {
            try (RawClient client = server.follow("/news", accept)) {
                assertEquals("text/event-stream", client.header("content-type"));
                assertEquals("no-cache, no-transform", client.header("cache-control"));
                assertEquals("no", client.header("x-accel-buffering"));
                assertEquals("close", client.header("connection"));
                assertNull(client.header("content-length"));
            }
        }
    }

    @Test
    void beginsWithACommentTheReconnectionTimeAndAPlace() throws IOException {
        String id = server.hub().publish("news", Event.of("before")).id();
        try (RawClient client = server.follow("/news")) {
            assertTrue(client.bodyLine().startsWith(":"));
            assertEquals("retry: 3000", client.bodyLine());
            assertEquals("id: " + id, client.bodyLine());
            assertEquals("", client.bodyLine());
        }
    }

    @Test
    void eventsArriveAsTheyArePublished() throws IOException {
        try (RawClient client = server.follow("/news"); RawClient same = server.follow("/news/sse")) {
            Hub.Receipt receipt = server.hub().publish("news", new Event(null, "tick", "a\r\nb\nc"));
            assertEquals(2, receipt.subscribers());
            Event expected = new Event(receipt.id(), "tick", "a\nb\nc");
            assertEquals(expected, client.event());
            assertEquals(expected, same.event());
        }
    }

    @Test
    void severalTopicsComeInOneOrderAndResumeByOneId() throws IOException {
        try (RawClient client = server.follow("/news,sport")) {
            server.publish("news", "1");
            server.publish("sport", "2");
            server.publish("news", "3");
            client.assertData("1", "2");
            try (RawClient back = server.follow("/sport,news,news", "Last-Event-ID: " + client.lastEventId())) {
                back.assertData("3");
                server.publish("sport", "4");
                back.assertData("4");
            }
            client.assertData("3", "4");
        }
    }

    @Test
    void onlyEventsOfOneType() throws IOException {
        server.publish("news", "1");
        server.hub().publish("news", new Event(null, "tick", "2"));
        server.publish("news", "3");
        try (RawClient tick = server.follow("/news?event=tick&since=all");
                RawClient message = server.follow("/news?event=message&since=all")) {
            tick.assertData("2");
            message.assertData("1", "3");
            server.hub().publish("news", new Event(null, "tick", "4"));
            tick.assertData("4");
        }
    }

    @Test
    void jsonIsAnObjectALine() throws IOException {
        try (RawClient client = server.follow("/news/json")) {
            assertEquals("application/x-ndjson", client.header("content-type"));
            server.hub().publish("news", new Event("own", "tick", "a\n\"b\"\t\u0001"));
            String line = client.bodyLine();
            assertTrue(line.startsWith("{\"id\":\"own\",\"type\":\"tick\","
                    + "\"data\":\"a\\n\\\"b\\\"\\t\\u0001\",\"topic\":\"news\",\"time\":1"), line);
        }
    }

    @Test
    void rawIsTheDataAndNothingElse() throws IOException {
        server.publish("news", "1", "2\n3", "");
        try (RawClient client = server.follow("/news/raw?since=all")) {
            assertEquals("text/plain; charset=utf-8", client.header("content-type"));
            for (String line : new String[] {"1", "2", "3", ""}) assertEquals(line, client.bodyLine());
        }
    }

    @Test
    void browserGetsThePageThatWatchesTheTopic() throws IOException {
        RawClient.Answer page = server.get("/news", "Accept: text/html,*/*;q=0.8");
        assertEquals("text/html; charset=utf-8", page.header("Content-Type"));
        assertEquals(0, server.server.openStreams());
    }

    @Test
    void headSubscribesToNothing() throws IOException {
        try (RawClient client = server.client()) {
            for (String path : new String[] {"/news", "/news,sport", "/news/sse", "/news/json", "/news/raw"}) {
                RawClient.Answer head = client.send("HEAD " + path + " HTTP/1.1\nHost: localhost\n\n").headOnly();
                assertEquals(200, head.status());
                String type = path.endsWith("json") ? "application/x-ndjson" : path.endsWith("raw")
                        ? "text/plain; charset=utf-8" : "text/event-stream";
                assertEquals(type, head.header("Content-Type"));
                assertEquals("no-cache, no-transform", head.header("Cache-Control"));
            }
        }
        assertEquals(0, server.hub().topics().size());
        assertEquals(0, server.departures.size());
    }

    @Test
    void aBodyWithGetIsReadAndMeansNothing() throws IOException {
        try (RawClient client = server.client()) {
            client.send("GET /news HTTP/1.1\nHost: localhost\nContent-Length: 5\n\nhello").head();
            assertEquals(200, client.status());
            server.publish("news", "1");
            client.assertData("1");
        }
    }

    @Test
    void streamOverHttp10IsPlainBytes() throws IOException {
        try (RawClient client = server.client()) {
            client.send("GET /news HTTP/1.0\n\n").head();
            assertEquals(200, client.status());
            assertNull(client.header("transfer-encoding"));
            server.publish("news", "1");
            client.assertData("1");
            server.hub().close("news");
            assertEquals("close", client.event().type());
            assertNull(client.event());
        }
    }

    @Test
    void thirtyTwoTopicsAndNotOneMore() throws IOException {
        StringBuilder path = new StringBuilder("/t0");
        for (int i = 1; i < 32; i++) path.append(",t").append(i);
        try (RawClient client = server.follow(path.toString())) {
            server.publish("t31", "1");
            client.assertData("1");
        }
        assertEquals(400, server.get(path + ",t32").status());
    }

    @Test
    void streamThatIsOldEnoughEndsClean() throws IOException {
        try (TestServer aging = new TestServer(options -> options.withMaxAge(300));
                RawClient client = aging.follow("/news")) {
            assertNull(client.event());
            assertTrue(client.endedClean());
            assertEquals("maximum age", aging.awaitDeparture(5000));
        }
    }

    @Test
    void oneStreamTooManyIsToldWhenToComeBack() throws IOException {
        try (TestServer small = new TestServer(options -> options.withMaxStreams(2))) {
            try (RawClient one = small.follow("/news"); RawClient two = small.follow("/",
                    "Accept: text/event-stream")) {
                RawClient.Answer answer = small.get("/news");
                assertEquals(503, answer.status());
                assertEquals("5", answer.header("Retry-After"));
                assertEquals(2, small.server.openStreams());
                // the one turned away does not count
                assertEquals(1, small.hub().publish("news", Event.of("x")).subscribers());
                assertEquals("x", one.event().data());
                assertEquals("hello", two.event().data());
                small.hub().close("news");
                small.awaitOpen(1);
                small.follow("/news").close(); // there is room again
            }
        }
    }
}
