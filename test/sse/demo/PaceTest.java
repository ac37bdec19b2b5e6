package sse.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import sse.kit.Await;

/** When events come, and that nothing is left when the reader has gone. */
class PaceTest {

    /**
     * Each event takes 15 ms to make; made behind a pause of 20 ms each, twenty would take 700 ms and not 400. A busy
     * machine may be as slow as that now and then, but not each time.
     */
    @Test
    void slowEventsDoNotAddUp() throws IOException {
        try (DemoServer server = new DemoServer(() -> {
            LockSupport.parkNanos(15_000_000);
            return System.currentTimeMillis();
        })) {
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 10 && least >= 600; i++) {
                long began = System.currentTimeMillis();
                List<String> data = server.get("/demo/clock?fmt=ms&every=20ms&n=21").data();
                assertTrue(now(data.get(20)) - began >= 395, "too early");
                least = Math.min(least, now(data.get(20)) - now(data.get(0)));
            }
            assertTrue(least < 600, least + " ms");
        }
    }

    private static long now(String json) {
        return Long.parseLong(json.substring("{\"now\":".length(), json.indexOf(',')));
    }

    @Test
    void nothingIsLeftWhenReadersHaveGone() throws IOException {
        try (DemoServer server = new DemoServer()) {
            List<Socket> readers = new ArrayList<>();
            for (String path : List.of("count", "clock", "task?ms=60000&steps=1000", "count?chunk=1",
                    "count?eol=mixed")) {
                readers.add(server.open("GET", "/demo/" + path + (path.contains("?") ? "" : "?every=20ms")));
            }
            Await.until("all streams open", 10_000, () -> server.server.openStreams() == readers.size());
            for (Socket reader : readers) reader.close();
            Await.until("all streams closed", 10_000, () -> server.server.openStreams() == 0);
        }
    }
}
