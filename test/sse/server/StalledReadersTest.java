package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.Event;
import sse.courier.Couriers;
import sse.hub.Hub;
import sse.kit.Await;

/** Readers that take nothing, and requests that never end, are no concern of anybody else's. */
@Timeout(60)
class StalledReadersTest {
    private static final long DEADLINE = 3000;

    /**
     * Well above what a busy machine of two cores adds, well below the write deadline, for which a stalled reader would
     * hold a courier.
     */
    private static final long DELAY = 1000;

    /** A reader of a topic of its own that sees each event at once, or says how late the latest was. */
    private static final class Healthy implements AutoCloseable {
        private final TestServer server;
        private final String topic;
        private final RawClient client;
        private final CompletableFuture<Long> worst = new CompletableFuture<>();
        private final Thread publisher;
        private volatile boolean over;

        Healthy(TestServer server, String topic) throws IOException {
            this.server = server;
            this.topic = topic;
            this.client = server.follow("/" + topic);
            Thread.ofPlatform().daemon().start(this::read);
            this.publisher = Thread.ofPlatform().daemon().start(this::publish);
        }

        private void publish() {
            for (int n = 0; !over; n++) {
                server.publish(topic, n + " " + System.nanoTime());
                LockSupport.parkNanos(5_000_000);
            }
            server.hub().close(topic);
        }

        private void read() {
            try {
                long latest = 0;
                int n = 0;
                for (Event event; !(event = client.event()).type().equals("close"); n++) {
                    int space = event.data().indexOf(' ');
                    assertEquals("" + n, event.data().substring(0, space));
                    latest = Math.max(latest, System.nanoTime() - Long.parseLong(event.data().substring(space + 1)));
                }
                worst.complete(latest / 1_000_000);
            } catch (IOException | RuntimeException | Error e) {
                worst.completeExceptionally(e);
            }
        }

        /** Stops, and gives the longest time from publishing to reading, in milliseconds. */
        long worst() throws Exception {
            over = true;
            return worst.get(10, TimeUnit.SECONDS);
        }

        @Override
        public void close() throws IOException {
            over = true;
            client.close();
        }
    }

    private static List<RawClient> stalled(TestServer server, int count) throws IOException {
        List<RawClient> stalled = new ArrayList<>();
        // and reads no more
        for (int i = 0; i < count; i++) stalled.add(new RawClient(server.address, 4096).get("/heavy").head());
        return stalled;
    }

    private static void stalledReaders(int count) throws Exception {
        try (TestServer server = new TestServer(options -> options.withWriteDeadline(DEADLINE));
                Healthy light = new Healthy(server, "light")) {
            List<RawClient> stalled = stalled(server, count);
            try (RawClient reads = server.follow("/heavy")) {
                CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
                    try {
                        int n = 0;
                        while (!reads.event().type().equals("close")) n++;
                        return n;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                String block = "x".repeat(64 << 10);
                int published = 0;
                long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(25);
                while (server.departures.size() < count && System.nanoTime() < until) {
                    if (published < 150) { // about 10 MB: more than the kernel takes for a reader
                        server.publish("heavy", block);
                        published++;
                    } else {
                        server.get("/_/health");
                        LockSupport.parkNanos(20_000_000);
                    }
                }
                assertEquals(count, server.departures.size());
                for (ServerLog.Departure departure : server.departures) {
                    assertEquals("write deadline", departure.why());
                    assertTrue(departure.bytes() < 9 << 20, departure.bytes() + " bytes");
                }
                long worst = light.worst();
                assertTrue(worst < DELAY, worst + " ms beside " + count + " stalled readers");
                server.hub().close("heavy");
                assertEquals(published, read.get(10, TimeUnit.SECONDS)); // and who read was sent all of it
            } finally {
                for (RawClient client : stalled) client.close();
            }
        }
    }

    @Test
    void twoStalledReadersDelayNobodyAndEndAtTheWriteDeadline() throws Exception {
        stalledReaders(2);
    }

    @Test
    void fortyStalledReadersDelayNobodyAndEndAtTheWriteDeadline() throws Exception {
        stalledReaders(40);
    }

    @Test
    void aReaderThatKeepsUpAgainGoesBackToItsCourierWhileEventsCome() throws Exception {
        try (TestServer server = new TestServer(options -> options);
                RawClient client = new RawClient(server.address, 4096).get("/heavy").head()) {
            Couriers couriers = server.server.streams.couriers;
            String block = "x".repeat(64 << 10);
            Await.until("a reader that is apart", 20_000, () -> {
                if (couriers.apart() == 0) server.publish("heavy", block);
                return couriers.apart() == 1;
            });
            Thread reader = Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (client.event() != null) { }
                } catch (IOException e) {
                    // the test is over
                }
            });
            // so fast that often one comes while another is written
            Thread publisher = Thread.ofPlatform().daemon().start(() -> {
                for (; !Thread.currentThread().isInterrupted(); LockSupport.parkNanos(20_000)) server.publish("heavy",
                        "small");
            });
            try {
                Await.until("its return", 20_000, () -> couriers.apart() == 0);
            } finally {
                publisher.interrupt();
                publisher.join();
            }
            assertTrue(reader.isAlive());
        }
    }

    @Test
    void aStalledWriteEndsAtTheWriteDeadline() throws Exception {
        try (TestServer server = new TestServer(options -> options.withWriteDeadline(1000));
                RawClient stalled = stalled(server, 1).get(0)) {
            String block = "x".repeat(256 << 10);
            for (int i = 0; i < 40; i++) server.publish("heavy", block);
            long took = Await.until("the end of the write", 5000, () -> !server.departures.isEmpty());
            assertTrue(took > 500, "given up on after " + took + " ms");
            assertTrue(took < 2500, "given up on after " + took + " ms");
            assertEquals("write deadline", server.departures.get(0).why());
        }
    }

    @Test
    void aStalledWriteOfASenderEndsAtTheWriteDeadline() throws Exception {
        try (TestServer server = new TestServer(options -> options.withWriteDeadline(1000))) {
            SseServer routed = new SseServer(server.server.options(), server, server.bugs::add);
            routed.route("mine", request -> routed.stream(request, -1, SseServer.opening(-1), stream -> {
                while (true) stream.send(Event.of("x".repeat(64 << 10)));
            }));
            routed.start();
            try (RawClient stalled = new RawClient(routed.address(), 4096).get("/mine/").head()) {
                assertEquals("write deadline", server.awaitDeparture(10_000));
            } finally {
                routed.close();
            }
        }
    }

    @Test
    void aStalledReaderOfHistoryEndsAtTheWriteDeadline() throws Exception {
        try (TestServer server = new TestServer(options -> options.withWriteDeadline(1000))) {
            for (int i = 0; i < 40; i++) server.publish("heavy", "x".repeat(256 << 10));
            try (RawClient stalled = new RawClient(server.address,
                    4096).get("/heavy?since=all").head(); Healthy light = new Healthy(server, "light")) {
                assertEquals("write deadline", server.awaitDeparture(10_000));
                long worst = light.worst();
                assertTrue(worst < DELAY, worst + " ms");
            }
        }
    }

    @Test
    void withoutAWriteDeadlineNobodyIsGivenUpOn() throws Exception {
        try (TestServer server = new TestServer(options -> options.withWriteDeadline(0));
                RawClient stalled = stalled(server, 1).get(0)) {
            HeldResponse stream = server.server.streams.open().iterator().next();
            for (int i = 0; i < 40; i++) server.publish("heavy", "x".repeat(256 << 10));
            long[] before = {-1};
            Await.until("a write that takes long", 5000, () -> {
                long bytes = before[0];
                before[0] = stream.bytes();
                return bytes > 0 && bytes == before[0];
            });
            server.server.streams.lookAtTime(System.nanoTime() + TimeUnit.HOURS.toNanos(1));
            assertFalse(stream.watch().killed());
            assertTrue(server.departures.isEmpty());
            // and who reads on is sent all of it
            for (int i = 0; i < 40; i++) assertEquals(256 << 10, stalled.event().data().length());
        }
    }

    @Test
    void fortyHalfSentHeadsDelayNobody() throws Exception {
        List<RawClient> halves = new ArrayList<>();
        try (TestServer server = new TestServer(); Healthy light = new Healthy(server, "light")) {
            for (int i = 0; i < 40; i++) halves.add(server.client().raw("GET /news HTTP/1.1\r\nHost: localho"));
            String half = "POST /news HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc";
            for (int i = 0; i < 40; i++) halves.add(server.client().raw(half));
            long slowest = 0;
            for (int i = 0; i < 50; i++) {
                long start = System.nanoTime();
                server.assertHealthy();
                slowest = Math.max(slowest, System.nanoTime() - start);
                LockSupport.parkNanos(5_000_000);
            }
            assertTrue(slowest < DELAY * 1_000_000, slowest / 1_000_000 + " ms for /_/health");
            long worst = light.worst();
            assertTrue(worst < DELAY, worst + " ms beside half-sent requests");
            assertEquals(0, server.hub().topics().stream().filter(topic -> topic.name().equals("news")).count());
        } finally {
            for (RawClient client : halves) client.close();
        }
    }

    @Test
    void aReaderThatStallsAndReadsOnIsSentEverythingOnceAndInOrder() throws Exception {
        try (TestServer server = new TestServer(options -> options.withLimits(new Hub.Limits(100_000, 256 << 20,
                10)))) {
            List<CompletableFuture<Void>> readers = new ArrayList<>();
            int events = 3000;
            for (int r = 0; r < 12; r++) {
                int number = r;
                RawClient client = new RawClient(server.address, r % 3 == 0 ? 4096 : 0).get("/flood").head();
                readers.add(CompletableFuture.runAsync(() -> {
                    try (client) {
                        for (int i = 0; i < events; i++) {
                            Event event = client.event();
                            assertTrue(event.data().startsWith(i + " "), "reader " + number + " at " + i + " got "
                                    + event.data().substring(0, 10));
                            // long enough to be left to a thread of its own
                            if (number % 3 == 0 && i % (700 + 50 * number) == 10) LockSupport.parkNanos(400_000_000);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }, task -> Thread.ofPlatform().daemon().start(task)));
            }
            for (int i = 0; i < events; i++) server.publish("flood", i + " " + "x".repeat(i % 10 == 0 ? 30_000 : 2000));
            for (CompletableFuture<Void> reader : readers) reader.get(30, TimeUnit.SECONDS);
        }
    }
}
