package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.Event;
import sse.EventReader;
import sse.hub.Hub;
import sse.hub.Journal;
import sse.kit.OverRedis;

/** A reader whose connection breaks again and again has each event exactly once, and in order. */
@Timeout(60)
class CutReaderTest {
    private static final int CUTS = 100;
    private static final int EVENTS = 10_000;

    /**
     * Publishes all events to these topics in turn, never too far ahead of the reader, so that most cuts happen
     * meanwhile.
     */
    private static void publish(TestServer server, AtomicInteger seen, String... topics) {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < topics.length; t++) {
            int number = t;
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                for (int i = 0; i < EVENTS / topics.length; i++) {
                    while (i * topics.length > seen.get() + 600) LockSupport.parkNanos(200_000);
                    server.publish(topics[number], topics[number] + " " + i);
                }
            }));
        }
    }

    private static List<Event> readWithCuts(TestServer server, String path, AtomicInteger counter, long seed)
            throws IOException {
        Random random = new Random(seed);
        List<Event> seen = new ArrayList<>();
        String last = "";
        int cuts = 0;
        while (seen.size() < EVENTS) {
            boolean cut = cuts < CUTS;
            // about as many as make a hundredth of it all, and often a few only
            int bytes = random.nextInt(2 * EVENTS * 50 / CUTS);
            try (RawClient client = server.client()) {
                if (last.isEmpty()) client.get(path);
                else client.get(path, "Last-Event-ID: " + last);
                assertEquals(200, client.head().status());
                if (cut) {
                    // cut in the middle of whatever it is
                    byte[] part = client.bodyBytes(Math.min(bytes, (EVENTS - seen.size()) * 30));
                    EventReader reader = new EventReader(new ByteArrayInputStream(part), last);
                    for (Event event; (event = reader.read()) != null; ) seen.add(event);
                    last = reader.lastEventId();
                    cuts++;
                    if (random.nextBoolean()) client.reset();
                } else {
                    while (seen.size() < EVENTS) seen.add(client.event());
                }
            }
            counter.set(seen.size());
        }
        assertEquals(CUTS, cuts);
        return seen;
    }

    private static void assertEachOnceAndInOrder(List<Event> seen, String... topics) {
        assertEquals(EVENTS, seen.size());
        int[] next = new int[topics.length];
        long seq = 0;
        for (Event event : seen) {
            assertNotEquals("gap", event.type());
            long place = Journal.place(event.id());
            if (place < 0) place = Long.parseLong(event.id().substring(event.id().indexOf('-') + 1));
            assertTrue(place > seq, place + " behind " + seq);
            seq = place;
            int topic = List.of(topics).indexOf(event.data().substring(0, event.data().indexOf(' ')));
            assertEquals(topics[topic] + " " + next[topic]++, event.data());
        }
        if (OverRedis.redis() == null) assertEquals(EVENTS, seq);
    }

    private static void cutAHundredTimes(String... topics) throws IOException {
        try (TestServer server = new TestServer(options -> options.withLimits(new Hub.Limits(EVENTS, 64 << 20, 10)))) {
            AtomicInteger counter = new AtomicInteger();
            publish(server, counter, topics);
            assertEachOnceAndInOrder(readWithCuts(server, "/" + String.join(",", topics) + "?since=all", counter, 42),
                    topics);
        }
    }

    @Test
    void oneTopic() throws IOException {
        cutAHundredTimes("news");
    }

    @Test
    void twoTopicsByOneId() throws IOException {
        cutAHundredTimes("news", "sport");
    }

    @Test
    void whenTheRingHasMovedOnAGapSaysSoAndNothingElseIsMissing() throws IOException {
        try (TestServer server = new TestServer(options -> options.withLimits(new Hub.Limits(100, 64 << 20, 10)))) {
            String last = "";
            int next = 0;
            int gaps = 0;
            Random random = new Random(7);
            for (int round = 0; round < 50; round++) {
                int behind = random.nextInt(200); // as often more than is kept as not
                for (int i = 0; i < behind; i++) server.publish("news", "" + (round * 1000 + i));
                server.publish("news", "end of " + round);
                try (RawClient client = server.follow("/news?since=all", last.isEmpty() ? "X: first" : "Last-Event-ID: "
                        + last)) {
                    Event event = client.event();
                    boolean gap = event.type().equals("gap");
                    assertEquals(behind + 1 > 100 && round > 0, gap, behind + " published meanwhile");
                    if (gap) {
                        gaps++;
                        event = client.event();
                    }
                    next = round * 1000 + Math.max(0, behind + 1 - 100);
                    for (; !event.data().startsWith("end"); event = client.event()) assertEquals("" + next++,
                            event.data());
                    assertEquals(round * 1000 + behind, next);
                    last = event.id();
                }
            }
            assertTrue(gaps > 10 && gaps < 40, gaps + " gaps");
        }
    }

    @Test
    void readerThatFallsOffTheLogIsEndedAndComesBackToAGap() throws IOException {
        try (TestServer server = new TestServer(options -> options.withLimits(new Hub.Limits(10, 4 << 20, 10)));
                RawClient slow = new RawClient(server.address, 4096).get("/news").head()) {
            server.publish("news", "first");
            String id = slow.event().id();
            // reads nothing, and is overtaken by far more than is kept
            for (int i = 0; server.departures.isEmpty(); i++) {
                assertTrue(i < 2000, "it was never let go");
                server.publish("news", "x".repeat(64 << 10));
                if (i > 150) slow.socket.getInputStream().readNBytes(32 << 10); // its writes go on, but slowly
            }
            assertEquals("fell behind the history", server.departures.get(0).why());
            try (RawClient again = server.follow("/news", "Last-Event-ID: " + id)) {
                assertEquals("gap", again.event().type());
            }
        }
    }
}
