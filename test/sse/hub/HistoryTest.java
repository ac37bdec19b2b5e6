package sse.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import sse.Event;

/** The log: what it keeps, what it lets go of, and how readers share it. */
class HistoryTest {

    private static Hub hub(int history, long bytes) {
        return new Hub(new Hub.Limits(history, bytes, 100), () -> 1_700_000_000_000L);
    }

    private static List<String> kept(Hub hub, String... topics) {
        return Readings.data(hub.subscribe(List.of(topics), Start.OLDEST, View.STREAM));
    }

    private static List<String> numbers(int from, int to) {
        List<String> numbers = new ArrayList<>();
        for (int i = from; i < to; i++) numbers.add("" + i);
        return numbers;
    }

    @Test
    void keepsTheNewestByCountHoweverOftenTheRingGoesRound() {
        for (int history : new int[] {1, 7, 8, 9, 1000, 1023, 1024, 1025, 3000}) {
            Hub hub = hub(history, 64 << 20);
            for (int i = 0; i < 7000; i++) {
                Readings.publish(hub, "news", "" + i);
                if (i == 3 || i == 1024) assertEquals(numbers(Math.max(0, i + 1 - history), i + 1), kept(hub, "news"));
            }
            assertEquals(numbers(7000 - history, 7000), kept(hub, "news"), "history " + history);
            assertEquals(history, hub.topics().get(0).kept());
        }
    }

    @Test
    void keepsTheNewestByBytesOfAllTopics() {
        Hub hub = hub(1000, 10_000);
        for (int i = 0; i < 20; i++) {
            Readings.publish(hub, "a", "x".repeat(750));
            Readings.publish(hub, "b", "y".repeat(750));
        }
        int kept = kept(hub, "a", "b").size(); // each takes a little less than 1,000 bytes
        assertEquals(10, kept);
        assertEquals(5, kept(hub, "a").size());
        Readings.publish(hub, "c", "z".repeat(4700)); // oldest first, whose ever they are
        assertEquals(2, kept(hub, "a").size());
        assertEquals(3, kept(hub, "b").size());
    }

    @Test
    void eachEventCountsWithWhatItCosts() {
        int limit = 1 << 20;
        Hub hub = hub(1_000_000, limit);
        for (int i = 0; i < 10_000; i++) Readings.publish(hub, "news", "x");
        int kept = kept(hub, "news").size();
        assertTrue(kept > limit / 300 && kept < limit / 200, kept + " events of one byte");
    }

    @Test
    void eventLargerThanAllTheHistoryIsStillDelivered() {
        Hub hub = hub(1000, 100);
        Subscription reader = hub.subscribe(List.of("news"), Start.NOW, View.STREAM);
        Readings.publish(hub, "news", "x".repeat(500_000));
        assertEquals(List.of("x".repeat(500_000)), Readings.data(reader));
        assertEquals(1, kept(hub, "news").size());
        Readings.publish(hub, "other", "y");
        assertEquals(0, kept(hub, "news").size());
    }

    @Test
    void readerThatFallsOffTheLogIsLostAndSaysSo() {
        Hub hub = hub(10, 64 << 20);
        Subscription reader = hub.subscribe(List.of("news"), Start.NOW, View.STREAM);
        Subscription both = hub.subscribe(List.of("news", "other"), Start.NOW, View.STREAM);
        for (int i = 0; i < 1024; i++) Readings.publish(hub, "news", "" + i); // as many as the log holds
        assertEquals(numbers(0, 1024), Readings.data(reader));
        assertEquals(numbers(0, 1024), Readings.data(both));
        for (int i = 0; i < 1025; i++) Readings.publish(hub, "news", "" + i);
        assertEquals(List.of(), Readings.data(reader));
        assertTrue(reader.lost());
        assertFalse(reader.behind()); // there is nothing to wait for
        assertEquals(List.of(), Readings.data(both));
        assertTrue(both.lost());
    }

    @Test
    void aBatchIsAboutOneGoodWrite() {
        Hub hub = hub(1000, 64 << 20);
        Subscription reader = hub.subscribe(List.of("news"), Start.NOW, View.STREAM);
        for (int i = 0; i < 100; i++) Readings.publish(hub, "news", "x".repeat(10_000));
        Readings.publish(hub, "news", "y".repeat(200_000));
        Batch batch = new Batch();
        int events = 0;
        for (int n = 0; reader.fill(batch); n++) {
            assertTrue(batch.length() <= Batch.ENOUGH || batch.events() == 1, batch.length() + " bytes, "
                    + batch.events()
                    + " events");
            events += batch.events();
            assertTrue(n < 101);
        }
        assertEquals(101, events);
    }

    @Test
    void readersAtTheSamePlaceShareTheirBytes() {
        Hub hub = hub(1000, 64 << 20);
        AtomicInteger encoded = new AtomicInteger();
        View counting = entry -> {
            encoded.incrementAndGet();
            return entry.block();
        };
        List<Subscription> readers = new ArrayList<>();
        for (int i = 0; i < 10; i++) readers.add(hub.subscribe(List.of("news"), Start.NOW, counting));
        Batch batch = new Batch();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 5; i++) Readings.publish(hub, "news", round + "." + i);
            encoded.set(0);
            byte[] bytes = null;
            for (Subscription reader : readers) {
                assertTrue(reader.fill(batch));
                if (bytes == null) bytes = batch.bytes();
                assertSame(bytes, batch.bytes());
                assertEquals(5, batch.events());
                assertFalse(reader.behind());
            }
            assertEquals(5, encoded.get());
        }
    }

    @Test
    void readersAtDifferentPlacesDoNot() {
        Hub hub = hub(1000, 64 << 20);
        Subscription early = hub.subscribe(List.of("news"), Start.NOW, View.STREAM);
        Readings.publish(hub, "news", "a");
        Subscription late = hub.subscribe(List.of("news"), Start.NOW, View.STREAM);
        Subscription other = hub.subscribe(List.of("other"), Start.NOW, View.STREAM);
        Subscription letters = hub.subscribe(List.of("news"), Start.OLDEST, entry -> new byte[] {'A'});
        Readings.publish(hub, "news", "b");
        Readings.publish(hub, "other", "c");
        Batch batch = new Batch();
        assertTrue(early.fill(batch));
        assertEquals(2, batch.events());
        assertTrue(letters.fill(batch)); // the same place, but another view
        assertEquals(2, batch.length());
        assertTrue(late.fill(batch));
        assertEquals(List.of("b"), Readings.events(batch).stream().map(Event::data).toList());
        assertTrue(other.fill(batch));
        assertEquals(List.of("c"), Readings.events(batch).stream().map(Event::data).toList());
    }

    @Test
    void whatTheViewDoesNotShowIsSkippedAndNotWaitedFor() {
        Hub hub = hub(1000, 64 << 20);
        View ticks = entry -> entry.type().equals("tick") ? entry.block() : null;
        Subscription one = hub.subscribe(List.of("news"), Start.NOW, ticks);
        Subscription two = hub.subscribe(List.of("news", "sport"), Start.NOW, ticks);
        Readings.publish(hub, "news", "a", "b");
        Batch batch = new Batch();
        assertTrue(one.behind());
        assertFalse(one.fill(batch));
        assertFalse(two.fill(batch));
        assertFalse(one.behind() || two.behind());
        hub.publish("news", new Event(null, "tick", "c"));
        assertEquals(List.of("c"), Readings.data(one));
        assertEquals(List.of("c"), Readings.data(two));
    }
}
