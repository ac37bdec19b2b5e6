package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.hub.Hub;
import sse.kit.Await;
import sse.kit.Waits;

/** Heartbeats, and how soon a reader that has left is noticed on a quiet stream. */
@Timeout(30)
class DepartureTest {
    private static final long HEARTBEAT = 2000;
    private static final long NOTICED = HEARTBEAT + 500;
    private static final long BUSY_MACHINE = 250;

    private static List<RawClient> readers(TestServer server) throws IOException {
        List<RawClient> readers = new ArrayList<>();
        readers.add(server.follow("/news"));
        readers.add(server.follow("/news,sport"));
        readers.add(server.follow("/news/json"));
        readers.add(server.follow("/quiet", "Last-Event-ID: x"));
        return readers;
    }

    private static void assertNoticed(TestServer server, List<RawClient> readers) {
        Await.until("all departures", NOTICED + BUSY_MACHINE, () -> server.server.openStreams() == 0);
        assertEquals(readers.size(), server.departures.size());
        for (ServerLog.Departure departure : server.departures) assertEquals("reader left", departure.why());
    }

    @Test
    void farewellIsNoticedWithinAHeartbeatAndAHalfSecond() throws IOException {
        try (TestServer server = new TestServer(options -> options.withHeartbeat(HEARTBEAT))) {
            List<RawClient> readers = readers(server);
            for (RawClient reader : readers) reader.close();
            assertNoticed(server, readers);
        }
    }

    @Test
    void resetIsNoticedAsSoon() throws IOException {
        try (TestServer server = new TestServer(options -> options.withHeartbeat(HEARTBEAT))) {
            List<RawClient> readers = readers(server);
            for (RawClient reader : readers) reader.reset();
            assertNoticed(server, readers);
        }
    }

    @Test
    void readerOfAStreamThatASenderWritesIsNoticedAsSoon() throws IOException {
        try (TestServer log = new TestServer(options -> options.withHeartbeat(HEARTBEAT))) {
            SseServer routed = new SseServer(log.server.options(), log, log.bugs::add);
            routed.route("mine", request -> routed.stream(request, -1, SseServer.opening(-1),
                    stream -> stream.sleep(Duration.ofHours(9))));
            routed.start();
            try {
                RawClient one = new RawClient(routed.address()).get("/mine/").head();
                RawClient two = new RawClient(routed.address()).get("/mine/").head();
                one.close();
                two.reset();
                Await.until("two departures", NOTICED + BUSY_MACHINE, () -> routed.openStreams() == 0);
            } finally {
                routed.close();
            }
        }
    }

    @Waits
    void quietStreamGetsAPairOfCommentsOnceAHeartbeat() throws IOException {
        try (TestServer server = new TestServer(options -> options.withHeartbeat(1000));
                RawClient reader = server.follow("/news")) {
            // what it began with
            for (String line; !(line = reader.bodyLine()).isEmpty(); ) assertTrue(line.length() > 1, line);
            long start = System.nanoTime();
            for (int i = 0; i < 6; i++) assertEquals(":", reader.bodyLine()); // three pairs
            long took = (System.nanoTime() - start) / 1_000_000;
            assertTrue(took > 1500 && took < 4500, took + " ms for three heartbeats of a second");
        }
    }

    @Test
    void onLinuxReadersThatHaveLeftAreNoticedLongBeforeAHeartbeat() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/net/tcp6")));
        try (TestServer server = new TestServer(options -> options.withHeartbeat(60_000))) {
            List<RawClient> readers = readers(server);
            for (RawClient reader : readers) reader.close();
            Await.until("all departures", 20_000, () -> server.server.openStreams() == 0);
        }
    }

    @Waits
    void readerThatOnlyStoppedSendingHasNotLeft() throws IOException {
        try (TestServer server = new TestServer(options -> options.withHeartbeat(300));
                RawClient reader = server.follow("/news")) {
            reader.socket.shutdownOutput();
            for (String line; !":".equals(line = reader.bodyLine()); ) assertNotNull(line);
            for (int i = 0; i < 4; i++) assertEquals(":", reader.bodyLine());
            server.publish("news", "still here");
            assertEquals("still here", reader.event().data());
        }
    }

    /** As clients of TLS like to leave: the comments that come meanwhile are taken, and prove nothing. */
    @Waits
    void onLinuxReaderThatLeavesAWhileAfterItStoppedSendingIsNoticed() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/net/tcp6")));
        try (TestServer server = new TestServer(options -> options.withHeartbeat(60_000));
                RawClient reader = server.follow("/news")) {
            reader.socket.shutdownOutput();
            while (!reader.bodyLine().equals(":")) { }
            reader.socket.setSoTimeout(1500);
            assertThrows(SocketTimeoutException.class, () -> {
                while (reader.bodyLine() != null) { }
            });
            server.publish("news", "not read");
            reader.reset();
            Await.until("the departure", 20_000, () -> server.server.openStreams() == 0);
        }
    }

    @Waits
    void whoComesWhenAllHaveLeftGetsHeartbeatsAgain() throws IOException {
        try (TestServer server = new TestServer(options -> options.withHeartbeat(300))) {
            server.follow("/news").close();
            Await.until("the departure", 5_000, () -> server.server.openStreams() == 0);
            try (RawClient reader = server.follow("/news")) {
                for (String line; !":".equals(line = reader.bodyLine()); ) assertNotNull(line);
                assertEquals(":", reader.bodyLine());
            }
        }
    }

    @Test
    void readerOfARareTypeGetsHeartbeatsWhileOthersFlood() throws Exception {
        // so many and so slow that a courier without a core for seconds does not fall off the end of the history
        Hub.Limits history = new Hub.Limits(1_000_000, 256 << 20, 10);
        try (TestServer server = new TestServer(options -> options.withHeartbeat(500).withLimits(history));
                RawClient reader = server.follow("/news?event=rare")) {
            Thread flood = Thread.ofPlatform().daemon().start(() -> {
                while (!Thread.interrupted()) {
                    for (int i = 0; i < 20; i++) server.publish("news", "common");
                    LockSupport.parkNanos(1_000_000);
                }
            });
            try {
                long start = System.nanoTime();
                for (int pairs = 0; pairs < 6; ) if (reader.bodyLine().equals(":")) pairs++;
                long took = (System.nanoTime() - start) / 1_000_000;
                assertTrue(took < 5_000, took + " ms for three heartbeats of half a second");
            } finally {
                flood.interrupt();
                flood.join();
            }
        }
    }

    @Waits
    void withoutHeartbeatsNothingIsSent() throws IOException {
        try (TestServer server = new TestServer(options -> options.withHeartbeat(0));
                RawClient reader = server.follow("/news/json")) {
            reader.socket.setSoTimeout(1000);
            assertThrows(SocketTimeoutException.class, reader::bodyLine);
        }
    }
}
