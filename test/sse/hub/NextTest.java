package sse.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.Event;

/** A program that follows a hub of its own, event by event. */
@Timeout(30)
class NextTest {
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final Duration NOT = Duration.ZERO;
    private final Hub hub = new Hub();

    private Subscription follow(Start start, String... topics) {
        return hub.subscribe(List.of(topics), start, View.STREAM);
    }

    /** Calls next on a thread of its own; returns when that thread waits. */
    private static CompletableFuture<Entry> waiting(Subscription subscription) throws Exception {
        CompletableFuture<Entry> next = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                next.complete(subscription.next(FOR_EVER));
            } catch (Throwable e) {
                next.completeExceptionally(e);
            }
        });
        while (thread.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();
        return next;
    }

    private static Entry soon(CompletableFuture<Entry> next) throws Exception {
        return next.get(10, TimeUnit.SECONDS);
    }

    @Test
    void givesWhatIsThereInTheOrderOfPublishing() throws InterruptedException {
        try (Subscription both = follow(Start.NOW, "news", "sport")) {
            hub.publish("sport", new Event("7", "goal", "1:0\nby a header"));
            hub.publish("news", Event.of("b"));
            Entry first = both.next(NOT);
            assertEquals("sport", first.topic());
            assertEquals(new Event("7", "goal", "1:0\nby a header"), first.event());
            assertEquals("b", both.next(NOT).event().data());
            assertNull(both.next(NOT));
            assertNull(both.next(Duration.ofMillis(1)));
        }
    }

    @Test
    void waitsForWhatIsPublished() throws Exception {
        try (Subscription news = follow(Start.NOW, "news")) {
            for (String word : List.of("a", "b")) {
                CompletableFuture<Entry> next = waiting(news);
                hub.publish("other", Event.of("not for it"));
                hub.publish("news", Event.of(word));
                assertEquals(word, soon(next).event().data());
            }
        }
    }

    @Test
    void skipsWhatTheViewHides() throws InterruptedException {
        View ticks = entry -> entry.type().equals("tick") ? entry.block() : null;
        try (Subscription news = hub.subscribe(List.of("news"), Start.NOW, ticks)) {
            Readings.publish(hub, "news", "a", "b");
            assertNull(news.next(NOT));
            hub.publish("news", new Event(null, "tick", "c"));
            assertEquals("c", news.next(NOT).event().data());
        }
    }

    @Test
    void endsBehindTheLastEventOfATopicThatWasClosed() throws Exception {
        Subscription news = follow(Start.NOW, "news");
        CompletableFuture<Entry> next = waiting(news);
        hub.close("news");
        assertTrue(soon(next).closes());
        assertNull(news.next(FOR_EVER));
        assertTrue(news.ended());
    }

    @Test
    void endsWhenItHasFallenOffTheLog() throws InterruptedException {
        Subscription news = follow(Start.NOW, "news");
        for (int i = 0; i < 1025; i++) hub.publish("news", Event.of("" + i));
        assertNull(news.next(FOR_EVER));
        assertTrue(news.lost());
    }

    @Test
    void endsWhenItIsClosedMeanwhile() throws Exception {
        Subscription news = follow(Start.NOW, "news");
        CompletableFuture<Entry> next = waiting(news);
        news.close();
        assertNull(soon(next));
        hub.publish("news", Event.of("a"));
        assertNull(news.next(FOR_EVER));
    }

    @Test
    void isInterrupted() {
        Subscription news = follow(Start.NOW, "news");
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> news.next(FOR_EVER));
    }
}
