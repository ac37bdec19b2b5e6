package sse.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import sse.Event;

/** The end of a topic, and what comes after it. */
class CloseTest {
    private static final String LAST = "{\"topic\":\"news\"}";
    private final Hub hub = new Hub();

    private Subscription follow(Start start, String... topics) {
        return hub.subscribe(List.of(topics), start, View.STREAM);
    }

    @Test
    void readersGetALastEventOfTypeCloseAndEnd() {
        Subscription reader = follow(Start.NOW, "news");
        Readings.publish(hub, "news", "a");
        Hub.Receipt receipt = hub.close("news");
        assertEquals(1, receipt.subscribers());
        List<Event> events = Readings.events(reader);
        assertEquals("a", events.get(0).data());
        assertEquals(new Event(receipt.id(), "close", LAST), events.get(1));
        assertTrue(reader.ended());
        assertFalse(reader.behind());
    }

    @Test
    void whoComesBackWithThatIdIsOver() {
        Readings.publish(hub, "news", "a");
        String before = hub.publish("news", Event.of("b")).id();
        String last = hub.close("news").id();
        assertFalse(follow(Start.after(before), "news").over());
        Subscription back = follow(Start.after(last), "news");
        assertTrue(back.over());
        assertNull(back.gap());
        Readings.publish(hub, "news", "later");
        assertTrue(follow(Start.after(last), "news").over());
    }

    @Test
    void whoComesBackWithThatIdIsOverAlsoWhenTheEndIsNoLongerKept() {
        Hub small = new Hub(new Hub.Limits(2, 200, 10), System::currentTimeMillis);
        Readings.publish(small, "news", "a");
        String last = small.close("news").id();
        Readings.publish(small, "other", "x".repeat(1000)); // by bytes, the log of all topics is full
        assertEquals(List.of(), Readings.data(small.subscribe(List.of("news"), Start.OLDEST, View.STREAM)));
        assertTrue(small.subscribe(List.of("news"), Start.after(last), View.STREAM).over());
    }

    @Test
    void whoComesBackBehindAnyEndIsOverAlsoWhenTheTopicWasForgotten() {
        Hub two = new Hub(new Hub.Limits(2, 1 << 20, 2), System::currentTimeMillis);
        String first = two.close("news").id();
        String between = two.publish("news", Event.of("a")).id();
        String second = two.close("news").id();
        for (int i = 0; i < 1100; i++) Readings.publish(two, "news", "b"); // the log holds 1,024
        for (int forgotten = 0; forgotten < 2; forgotten++) {
            for (String id : List.of(first, between, second)) {
                try (Subscription back = two.subscribe(List.of("news"), Start.after(id), View.STREAM)) {
                    assertEquals(!id.equals(between), back.over());
                    assertEquals("evicted", back.gap().reason());
                }
            }
            for (int i = 0; i < 100; i++) Readings.publish(two, "other" + i, "x");
            assertFalse(two.topics().stream().anyMatch(topic -> topic.name().equals("news")));
        }
    }

    @Test
    void whoComesBackWithAnEndInTheMiddleOfTheLogIsOver() {
        Hub small = new Hub(new Hub.Limits(2, 1 << 20, 10), System::currentTimeMillis);
        String first = small.close("news").id();
        Readings.publish(small, "news", "a", "b", "c"); // the end is kept, but not replayed
        small.close("news");
        assertTrue(small.subscribe(List.of("news"), Start.after(first), View.STREAM).over());
    }

    @Test
    void closeOfATopicThatWasNeverPublishedToIsOverAsWell() {
        assertTrue(follow(Start.after(hub.close("news").id()), "news").over());
    }

    @Test
    void whoComesAfterTheEndAndIsCutComesBackToWhatFollows() {
        hub.close("news");
        String place = follow(Start.NOW, "news").position(); // told at once, and all it has when it is cut
        assertFalse(follow(Start.after(place), "news").over());
        Readings.publish(hub, "other", "x");
        String elsewhere = hub.publish("other", Event.of("y")).id();
        assertFalse(follow(Start.after(elsewhere), "news").over());
        Readings.publish(hub, "news", "later");
        Subscription back = follow(Start.after(place), "news");
        assertNull(back.gap());
        assertEquals(List.of("later"), Readings.data(back));
    }

    @Test
    void idBeforeTheCloseGetsTheRestAndEnds() {
        String a = hub.publish("news", Event.of("a")).id();
        Readings.publish(hub, "news", "b");
        hub.close("news");
        Subscription reader = follow(Start.after(a), "news");
        assertEquals(List.of("b", LAST), Readings.data(reader));
        assertTrue(reader.ended());
    }

    @Test
    void whatIsPublishedLaterGoesToThoseWhoComeThen() {
        Subscription early = follow(Start.NOW, "news");
        hub.close("news");
        Subscription late = follow(Start.NOW, "news");
        Readings.publish(hub, "news", "again");
        assertEquals(List.of(LAST), Readings.data(early));
        assertTrue(early.ended());
        assertEquals(List.of("again"), Readings.data(late));
        assertFalse(late.ended());
    }

    @Test
    void historyOfATopicThatWasReopenedDoesNotStopAtItsOldEnd() {
        String a = hub.publish("news", Event.of("a")).id();
        hub.close("news");
        Readings.publish(hub, "news", "b");
        Subscription all = follow(Start.OLDEST, "news");
        assertEquals(List.of("a", LAST, "b"), Readings.data(all));
        assertFalse(all.ended());
        Subscription resumed = follow(Start.after(a), "news");
        assertEquals(List.of(LAST, "b"), Readings.data(resumed));
        assertFalse(resumed.ended());
        hub.close("news");
        assertEquals(List.of(LAST), Readings.data(all));
        assertTrue(all.ended());
    }

    @Test
    void sharedBytesEndOnlyThoseWhomTheyEnd() {
        Subscription before = follow(Start.NOW, "news");
        hub.close("news");
        Readings.publish(hub, "news", "b");
        Subscription after = follow(Start.OLDEST, "news");
        Batch batch = new Batch();
        assertTrue(before.fill(batch));
        assertTrue(after.fill(batch)); // the same bytes
        assertTrue(before.ended());
        assertFalse(after.ended());
        assertEquals(List.of("b"), Readings.data(after));
    }

    @Test
    void streamOfSeveralTopicsGoesOn() {
        Subscription both = follow(Start.NOW, "news", "sport");
        String last = hub.close("news").id();
        Readings.publish(hub, "sport", "goal");
        assertEquals(List.of(LAST, "goal"), Readings.data(both));
        assertFalse(both.ended());
        assertFalse(follow(Start.after(last), "news", "sport").over());
    }

    @Test
    void viewThatHidesTheLastEventEndsAllTheSame() {
        View ticks = entry -> entry.type().equals("tick") ? entry.block() : null;
        Subscription one = hub.subscribe(List.of("news"), Start.NOW, ticks);
        Subscription two = hub.subscribe(List.of("news"), Start.NOW, ticks);
        hub.publish("news", new Event(null, "tick", "a"));
        hub.close("news");
        Batch batch = new Batch();
        for (Subscription reader : List.of(one, two)) { // the second finds the batch of the first
            assertTrue(reader.fill(batch));
            assertEquals(1, batch.events());
            assertTrue(reader.ended());
        }
    }
}
