package sse.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.Await;
import sse.kit.Heap;
import sse.kit.Wire;

/** Labs that come and go leave nothing behind. */
@Timeout(120)
class LabLeakTest {
    private static final int CONNECTIONS = 1000;
    private static final int LABS = 40;
    private static final int LAST_ONES = 8; // a courier remembers the stream it wrote to last

    private static final List<String> TYPES = List.of("sse.lab.Lab", "sse.lab.Watched", "sse.broken.Pump",
            "sse.server.HeldResponse", "sun.net.httpserver.HttpConnection", "java.lang.VirtualThread");

    /** Readers that leave in one way or another, or are cut; some connections go wrong by themselves. */
    private static void visits(LabServer server, int count) throws Exception {
        ExecutorService pages = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int n = i;
                all.add(pages.submit(() -> {
                    visit(server, n);
                    return null;
                }));
            }
            for (Future<?> one : all) one.get(60, TimeUnit.SECONDS);
        } finally {
            pages.shutdownNow();
        }
    }

    private static void visit(LabServer server, int i) throws IOException {
        String lab = "lab=" + LabsTest.id(i % LABS);
        String fault = switch (i % 6) {
            case 0 -> "&fault=reset@events=1";
            case 1 -> "&fault=short@bytes=40";
            case 2 -> "&fault=slow=20";
            default -> "";
        };
        String path = i % 7 == 0 ? "/_/lab/stream?" : i % 7 == 1 ? "/news?" : "/demo/count?every=20ms" + fault + "&";
        try (Wire wire = server.get(path + lab)) {
            if (i % 5 > 0 && wire.status() == 200) wire.next();
            if (i % 11 == 0) server.post(200, "now?" + lab, "do=cut");
            if (i % 3 == 0) wire.reset();
        }
    }

    private static void awaitNobody(LabServer server) {
        Await.until("nobody is there", 20_000, () -> server.server.openStreams() == 0);
    }

    @Test
    void aThousandConnectionsLeaveNothingAndLabsGiveTheirMemoryBack() throws Exception {
        try (LabServer server = new LabServer(options -> options.withHeartbeat(300))) {
            visits(server, 100); // what is loaded and allocated once
            awaitNobody(server);
            server.ahead.addAndGet(Labs.LIFE_MILLIS);
            assertEquals(0, server.lab.look());
            Heap before = Heap.now();

            visits(server, CONNECTIONS);
            awaitNobody(server);
            assertEquals(LABS, server.lab.look());
            assertEquals(before.count("sse.lab.Lab") + LABS, Heap.now().count("sse.lab.Lab"), LAST_ONES);
            server.ahead.addAndGet(Labs.LIFE_MILLIS);
            assertEquals(0, server.lab.look());
            Heap[] after = {null};
            Await.until("as much alive as before", 20_000, () -> {
                after[0] = Heap.now();
                return TYPES.stream().allMatch(type -> after[0].count(type) <= before.count(type) + LAST_ONES);
            });
            long grown = after[0].bytes - before.bytes;
            assertTrue(grown < 2 << 20, grown + " bytes more than before");
        }
    }
}
