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

/** Where a reader that follows topics starts, comes back to, and what it is told if that is gone. */
@Timeout(30)
class ComeBackTest {
    @AutoClose
    private final TestServer server = new TestServer(options -> options.withLimits(new Hub.Limits(5, 1 << 20, 100)));

    @Test
    void whoIsCutBeforeTheFirstEventComesBackToTheSamePlace() throws IOException {
        String place;
        try (RawClient client = server.follow("/news")) {
            for (int i = 0; i < 2; i++) client.bodyLine();
            place = client.bodyLine().substring(4);
        }
        server.publish("news", "meanwhile");
        try (RawClient client = server.follow("/news", "Last-Event-ID: " + place)) {
            client.assertData("meanwhile");
        }
    }

    @Test
    void lastEventIdCanComeInTheQuery() throws IOException {
        server.publish("news", "1", "2");
        String id = server.hub().publish("news", Event.of("3")).id();
        server.publish("news", "4");
        try (RawClient client = server.follow("/news?lastEventId=" + id)) {
            client.assertData("4");
        }
        try (RawClient client = server.follow("/news?since=" + id)) {
            client.assertData("4");
        }
        try (RawClient client = server.follow("/news?since=all&last=4&lastEventId=x", "Last-Event-ID: " + id)) {
            client.assertData("4"); // the header wins: it is what the reader has seen by now
        }
    }

    @Test
    void lastEventIdIsUtf8() throws IOException {
        server.hub().publish("news", Event.of("1").withId("ở đây …"));
        server.publish("news", "2");
        String latin1 = new String("ở đây …".getBytes("UTF-8"), "ISO-8859-1");
        try (RawClient client = server.follow("/news", "Last-Event-ID: " + latin1)) {
            client.assertData("2");
        }
        try (RawClient client = server.follow("/news?lastEventId=%e1%bb%9f%20%c4%91%C3%A2y+%E2%80%A6")) {
            client.assertData("2");
        }
    }

    @Test
    void historyByTimeByCountAndAll() throws IOException {
        server.publish("news", "1", "2", "3", "4", "5", "6", "7");
        for (String query : new String[] {"since=all", "since=10m", "since=3650d", "since=1h&_=1", "last=5", "last=99",
                "last=2147483647"}) {
            try (RawClient client = server.follow("/news?" + query)) {
                client.assertData("3", "4", "5", "6", "7");
            }
        }
        try (RawClient client = server.follow("/news?last=2")) {
            client.assertData("6", "7");
        }
        try (RawClient client = server.follow("/news?last=0"); RawClient now = server.follow("/news?since=0")) {
            server.publish("news", "8");
            client.assertData("8");
            now.assertData("8");
        }
    }

    @Test
    void sinceThatIsNothingAndUnknownParametersAreRefused() throws IOException {
        server.hub().publish("news", new Event("my-7", null, "1"));
        server.publish("news", "2");
        for (String since : new String[] {"foo", "", "1w", "ALL", "mw", "10"}) {
            RawClient.Answer answer = server.get("/news?since=" + since);
            assertEquals(400, answer.status(), since);
            assertTrue(answer.body().startsWith("since is a duration such as 10m, all, or the id"), answer.body());
        }
        for (String path : new String[] {"/news?sinc=all", "/news/json?Since=all", "/a,b?x"}) {
            RawClient.Answer answer = server.get(path);
            assertEquals(400, answer.status(), path);
            assertTrue(answer.body().endsWith("there are since, last, event, poll, lastEventId, token\n"),
                    answer.body());
        }
        try (RawClient client = server.follow("/news?since=my-7&utm_source=x&lab=1&_=2")) {
            client.assertData("2");
        }
        try (RawClient client = server.follow("/news?since=mw00000000-9")) { // an id's shape: something may be lost
            assertEquals("gap", client.event().type());
        }
    }

    @Test
    void gapIsTheFirstEventAndSaysWhatIsMissing() throws IOException {
        String asked = server.hub().publish("news", Event.of("1")).id();
        server.publish("news", "2");
        String oldest = server.hub().publish("news", Event.of("3")).id();
        server.publish("news", "4", "5", "6", "7");
        String place;
        try (RawClient client = server.follow("/news", "Last-Event-ID: " + asked)) {
            Event gap = client.event();
            assertEquals("gap", gap.type());
            assertEquals("{\"asked\":\"" + asked + "\",\"oldest\":\"" + oldest + "\",\"reason\":\"evicted\"}",
                    gap.data());
            place = gap.id();
            client.assertData("3", "4", "5", "6", "7");
        }
        try (RawClient client = server.follow("/news", "Last-Event-ID: " + place)) { // told once
            client.assertData("3", "4", "5", "6", "7");
        }
        try (RawClient client = server.follow("/news", "Last-Event-ID: \"<nobody>")) {
            Event gap = client.event();
            assertTrue(gap.data().startsWith("{\"asked\":\"\\\"<nobody>\",") && gap.data().endsWith("\"unknown\"}"),
                    gap.data());
        }
    }

    @Test
    void gapAfterARestartOnTheSamePort() throws IOException {
        String id = server.hub().publish("news", Event.of("old")).id();
        server.close();
        try (TestServer again = new TestServer(options -> options, server.address.getPort())) {
            again.publish("news", "new");
            try (RawClient client = again.follow("/news", "Last-Event-ID: " + id)) {
                Event gap = client.event();
                assertEquals("gap", gap.type());
                assertTrue(gap.data().endsWith("\"reason\":\"restart\"}"), gap.data());
                client.assertData("new");
            }
        }
    }

    @Test
    void pollEndsBehindTheHistory() throws IOException {
        server.publish("news", "1", "2", "3");
        RawClient.Answer raw = server.get("/news/raw?poll=1&since=all");
        assertEquals("1\n2\n3\n", raw.body());
        assertEquals("", server.get("/news/raw?poll=1").body());
        assertEquals(2, server.get("/news/json?poll=1&last=2").body().split("\n").length);
        try (RawClient client = server.follow("/news?poll=1&since=all")) {
            client.assertData("1", "2", "3");
            assertNull(client.event());
            assertTrue(client.endedClean());
        }
        server.awaitOpen(0);
    }

    @Test
    void jsonTellsOfAGap() throws IOException {
        String body = server.get("/news/json?poll=1", "Last-Event-ID: nobody").body();
        assertTrue(body.contains("\"type\":\"gap\"") && body.contains("\\\"reason\\\":\\\"unknown\\\""), body);
    }

    @Test
    void deletedTopicEndsItsStreamsAndSendsThoseWhoComeBackAway() throws IOException {
        try (RawClient one = server.follow("/news"); RawClient filtered = server.follow("/news?event=tick");
                RawClient two = server.follow("/news,sport")) {
            RawClient.Answer answer = server.ask("DELETE /news HTTP/1.1\nHost: localhost\n\n");
            assertEquals(200, answer.status());
            assertTrue(answer.body().endsWith("\"subscribers\":3}\n"), answer.body());
            for (RawClient reader : new RawClient[] {one, filtered}) {
                assertEquals("close", reader.event().type());
                assertNull(reader.event());
                assertTrue(reader.endedClean());
                assertEquals(204, server.get("/news", "Last-Event-ID: " + reader.lastEventId()).status());
            }
            assertEquals("close", two.event().type());
            server.publish("sport", "goes on");
            two.assertData("goes on");
        }
        assertEquals("topic closed", server.awaitDeparture(5000));
    }

    @Test
    void whoWasToldIdCloseIsSentAway() throws IOException {
        assertEquals(204, server.get("/news", "Last-Event-ID: close").status());
    }
}
