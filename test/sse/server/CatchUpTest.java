package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.hub.Entry;
import sse.hub.Hub;
import sse.hub.Start;
import sse.hub.Subscription;
import sse.hub.View;
import sse.kit.Await;

/** Many readers that catch up with large events, and take none. */
@Timeout(60)
class CatchUpTest {
    private static final int READERS = 40;
    private static final String LARGE = "x".repeat(8 << 20);

    @Test
    void allAreSentTheArrayOfTheLogAndOthersAreAnswered() throws Exception {
        List<RawClient> readers = new ArrayList<>();
        try (TestServer server = new TestServer()) {
            for (int i = 0; i < 4; i++) server.publish("big", LARGE);
            List<byte[]> blocks = new ArrayList<>();
            try (Subscription all = server.hub().subscribe(List.of("big"), Start.OLDEST, View.STREAM)) {
                for (Entry e; (e = all.next(Duration.ZERO)) != null; ) blocks.add(e.block());
            }
            for (int i = 0; i < READERS; i++) {
                readers.add(new RawClient(server.address, 4096).get("/big?since=all"));
            }
            Await.until("readers in the middle", 10_000, () -> {
                int middle = 0;
                for (HeldResponse open : server.server.streams.open()) if (open.unsent() != null) middle++;
                return middle == READERS;
            });
            for (HeldResponse open : server.server.streams.open()) {
                byte[] unsent = open.unsent();
                assertTrue(blocks.stream().anyMatch(block -> block == unsent), "a copy");
            }
            server.assertHealthy();
        } finally {
            for (RawClient reader : readers) reader.close();
        }
    }

    @Test
    void eventsThatHaveLeftTheHistoryAreHeldByFewReaders() throws Exception {
        Hub.Limits little = new Hub.Limits(10, 12 << 20, 10); // one such event
        List<RawClient> readers = new ArrayList<>();
        try (TestServer server = new TestServer(options -> options.withLimits(little))) {
            for (int i = 0; i < 3; i++) {
                server.publish("big", LARGE);
                readers.add(new RawClient(server.address, 4096).get("/big?since=all"));
                int open = i;
                Await.until("a reader in the middle", 10_000, () -> server.departures.size() == Math.max(0, open)
                        && server.server.streams.open().stream().allMatch(stream -> stream.unsent() != null)
                        && server.server.openStreams() == 1);
            }
            assertEquals("too slow for so many large events", server.departures.get(0).why());
        } finally {
            for (RawClient reader : readers) reader.close();
        }
    }
}
