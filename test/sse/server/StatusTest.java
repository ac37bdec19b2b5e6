package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sse.http.Refusal;
import sse.http.Reply;
import sse.hub.Hub;
import sse.kit.Await;

/** What the server tells of itself under {@code /_/}, and what other paths may not do. */
class StatusTest {
    @AutoClose
    private final TestServer server = new TestServer();

    private String clients() {
        try {
            return server.get("/_/clients").body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void clientsAreThoseWhoReadAndThoseWhoLeft() throws IOException {
        assertEquals("{\"open\":[],\"left\":[],\"refused\":[]}\n", server.get("/_/clients").body());
        try (RawClient client = server.follow("/news", "User-Agent: me \"quoted\"")) {
            server.publish("news", "a", "b");
            client.event();
            String last = client.event().id();
            // right after it was sent
            Await.until("what was sent is counted", 5000, () -> clients().contains("\"lastId\":\"" + last + "\"}"));
            String open = clients();
            int port = client.socket.getLocalPort();
            assertTrue(open.contains("{\"n\":1,\"client\":\"127.0.0.1:" + port
                    + "\",\"path\":\"/news\",\"agent\":\"me \\\"quoted\\\"\",\"ms\":"), open);
            assertTrue(open.contains(",\"events\":2,"), open);
            assertTrue(open.endsWith("],\"left\":[],\"refused\":[]}\n"), open);
        }
        Await.until("its departure", 5000, () -> {
            server.publish("news", "probe");
            return server.server.openStreams() == 0;
        });
        String left = server.get("/_/clients").body();
        assertTrue(left.startsWith("{\"open\":[],\"left\":[\n{\"n\":1,") && left.contains("\"why\":\"reader left\""),
                left);
    }

    @Test
    void onlyTheLastHundredDeparturesAreKept() throws IOException {
        for (int i = 0; i < 120; i++) {
            server.get("/news/raw?poll=1");
            server.awaitOpen(0); // or it might leave behind the next one
        }
        String left = server.get("/_/clients").body();
        assertEquals(100, left.split("\"n\":").length - 1);
        assertTrue(left.contains("\"n\":120,") && left.contains("\"n\":21,") && !left.contains("\"n\":20,"), left);
    }

    @Test
    void topicsAndMetricsCount() throws IOException {
        server.publish("news", "a", "b", "c");
        try (RawClient client = server.follow("/news?last=2")) {
            client.event();
            client.event();
            assertEquals("[\n{\"topic\":\"news\",\"published\":3,\"kept\":3,\"readers\":1}]\n", server.get("/_/topics")
                    .body());
            Await.until("what was sent is counted", 5000, () -> clients().contains(",\"events\":2,"));
            String metrics = server.get("/_/metrics").body();
            for (String line : new String[] {"sse_streams_open 1", "sse_streams_total 1", "sse_topics 1",
                    "sse_published_events_total 3", "sse_sent_events_total 2"}) {
                assertTrue(metrics.contains("\n" + line + "\n"), line + " in " + metrics);
            }
        }
    }

    @Test
    void unknownPlacesAreSaidToBeUnknown() throws IOException {
        assertEquals(404, server.get("/_/nothing").status());
        assertEquals(404, server.get("/_/").status());
        assertEquals(404, server.get("/news/xml").status());
        assertEquals(404, server.get("/news/json/more").status());
    }

    @Test
    void methodsThatArePossibleAreNamed() throws IOException {
        assertEquals("GET, HEAD", server.post("/_/health", "x").header("Allow"));
        assertEquals(405, server.post("/_/health", "x").status());
        assertEquals("GET, HEAD, POST, PUT, DELETE, OPTIONS",
                server.ask("PATCH /news HTTP/1.1\nHost: localhost\nContent-Length: 1\n\nx").header("Allow"));
        for (String path : new String[] {"/news/json", "/news,sport", "/news/sse"}) {
            RawClient.Answer answer = server.post(path, "x");
            assertEquals(405, answer.status());
            assertEquals("GET, HEAD, OPTIONS", answer.header("Allow"));
        }
        RawClient.Answer odd = server.ask("\u001b[2J /news HTTP/1.1\nHost: localhost\n\n");
        assertTrue(odd.status() == 405 || odd.refusedByTheJdk(), odd.toString());
        assertFalse(odd.body().contains("\u001b"), odd.body());
        assertEquals(0, server.published());
    }

    @Test
    void headHasNoBody() throws IOException {
        try (RawClient client = server.client()) {
            for (String path : new String[] {"/_/health", "/_/clients", "/_/metrics"}) {
                RawClient.Answer head = client.send("HEAD " + path + " HTTP/1.1\nHost: localhost\n\n").headOnly();
                assertEquals(200, head.status());
                assertTrue(Integer.parseInt(head.header("Content-Length")) > 0);
            }
            assertEquals(404, client.send("HEAD /_/nothing HTTP/1.1\nHost: localhost\n\n").headOnly().status());
        }
    }

    @Test
    void routeAnswersBelowItsPathAndItsRefusalsAreAnswered() throws IOException {
        SseServer routed = new SseServer(ServerOptions.loopback(0), null, server.bugs::add);
        routed.route("mine", request -> {
            if (request.path().equals("/mine/")) Reply.text(request.exchange(), 200, "mine");
            else throw new Refusal(418, "no coffee");
        });
        routed.start();
        try {
            for (String path : new String[] {"/mine/", "/mine/x", "/mine"}) {
                RawClient.Answer answer = RawClient.ask(routed.address(), "GET " + path
                        + " HTTP/1.1\nHost: localhost\n\n");
                assertEquals(path.equals("/mine/") ? 200 : 418, answer.status());
                assertEquals(path.equals("/mine/") ? "mine\n" : "no coffee\n", answer.body());
            }
            assertEquals(0, routed.hub().topics().size());
        } finally {
            routed.close();
        }
    }

    @Test
    void aMistakeOfARouteIsAnsweredAndReported() throws IOException {
        List<Throwable> bugs = new CopyOnWriteArrayList<>();
        SseServer routed = new SseServer(ServerOptions.loopback(0), null, bugs::add);
        routed.route("mine", request -> {
            throw new IllegalStateException("oops");
        });
        routed.start();
        try {
            assertEquals(500, RawClient.ask(routed.address(), "GET /mine/ HTTP/1.1\nHost: localhost\n\n").status());
            assertEquals(1, bugs.size());
        } finally {
            routed.close();
        }
    }

    @Test
    void tenThousandTopicsAreKeptAndNoMore() throws IOException {
        Hub hub = server.hub();
        for (int i = 0; i < 10_050; i++) server.publish("t" + i, "x");
        assertEquals(10_000, hub.topics().size());
        assertEquals(10_000, server.get("/_/topics").body().split("\"topic\":").length - 1);
        assertEquals(202, server.post("/one-more", "x").status());
    }
}
