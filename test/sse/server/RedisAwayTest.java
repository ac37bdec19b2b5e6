package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import sse.kit.Await;
import sse.kit.OverRedis;

/** What the server says of itself, and to those who publish, while Redis is there and while it is away. */
@ExtendWith(OverRedis.class)
class RedisAwayTest {
    @AutoClose
    private final TestServer server = new TestServer();

    private boolean isUp(int up) throws IOException {
        return server.get("/_/metrics").body().contains("\nsse_journal_up " + up + "\n");
    }

    @Test
    void publishingIsRefusedReadersStayAndTheServerSaysSo() throws IOException {
        assertTrue(isUp(1));
        assertTrue(server.get("/_/metrics").body().contains("\nsse_journal_behind_milliseconds 0\n"));
        server.assertHealthy();
        try (RawClient reader = server.follow("/news")) {
            OverRedis.redis().stop(false);
            Await.until("it is noticed", 10_000, () -> isUp(0));
            RawClient.Answer answer = server.post("/news", "lost");
            assertEquals(503, answer.status());
            assertTrue(answer.body().startsWith("nothing was published: Redis is away (redis://"), answer.body());
            assertEquals("2", answer.header("Retry-After"));
            assertEquals(1, server.server.openStreams());
            RawClient.Answer health = server.get("/_/health");
            assertEquals(200, health.status());
            assertEquals("ok for readers; the log that all servers publish to is away\n", health.body());
            OverRedis.redis().start(); // without what it had: it has no file
            Await.until("it is noticed", 10_000, () -> isUp(1));
            server.assertHealthy();
        }
    }

    @Test
    void whatIsNotKnownToBePublishedIsSaidWithWhatToDo() throws Exception {
        server.publish("news", "so that there is a connection");
        OverRedis.redis().signal("STOP");
        try {
            CompletableFuture<RawClient.Answer> own = new CompletableFuture<>();
            Thread.startVirtualThread(() -> {
                try {
                    own.complete(server.post("/news", "x", "X-Id: mine"));
                } catch (IOException e) {
                    own.completeExceptionally(e);
                }
            });
            RawClient.Answer answer = server.post("/news", "x");
            String sentence = "Redis has not answered in time: it is not known whether this was published";
            assertEquals(502, answer.status());
            assertEquals(sentence + "\n", answer.body());
            assertEquals(502, own.get().status());
            assertEquals(sentence + "; sent again as it is, it will not be there twice\n", own.get().body());
        } finally {
            OverRedis.redis().signal("CONT");
        }
        Await.until("it is there again", 10_000, () -> server.post("/news", "x", "X-Id: mine").status() == 202);
        Await.until("it has come once", 10_000, () -> server.get("/news/json?since=all&poll=1").body()
                .split("\"id\":\"mine\"", -1).length == 2);
    }
}
