package sse.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.Event;

/** Publishers and readers at the same time. */
@Timeout(30)
class ConcurrencyTest {
    private static final int PUBLISHERS = 4;
    private static final int EACH = 5_000;

    private static void publish(ExecutorService threads, Hub hub, String... topics) {
        for (int p = 0; p < PUBLISHERS; p++) {
            String name = "p" + p;
            String topic = topics[p % topics.length];
            threads.submit(() -> {
                for (int i = 0; i < EACH; i++) hub.publish(topic, Event.of(name + " " + i));
            });
        }
    }

    /** Reads until it has seen as many events as are published, or the subscription is lost. */
    private static Callable<List<Event>> reader(Subscription subscription, long pauseNanos) {
        return () -> {
            List<Event> seen = new ArrayList<>();
            Batch batch = new Batch();
            while (seen.size() < PUBLISHERS * EACH && !subscription.lost()) {
                if (subscription.fill(batch)) seen.addAll(Readings.events(batch));
                if (pauseNanos > 0) LockSupport.parkNanos(pauseNanos);
            }
            return seen;
        };
    }

    private static void assertEachOnceAndInOrder(List<Event> seen) {
        assertEquals(PUBLISHERS * EACH, seen.size());
        int[] next = new int[PUBLISHERS];
        long seq = 0;
        for (Event event : seen) {
            assertTrue(Readings.seq(event.id()) > seq, "after " + seq + " comes " + event.id());
            seq = Readings.seq(event.id());
            int publisher = event.data().charAt(1) - '0';
            assertEquals("p" + publisher + " " + next[publisher]++, event.data());
        }
    }

    private static void slowAndFastReadersSeeAll(String... topics) throws Exception {
        Hub hub = new Hub(new Hub.Limits(100_000, 64 << 20, 100), System::currentTimeMillis);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<List<Event>>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Subscription subscription = hub.subscribe(List.of(topics), Start.NOW, View.STREAM);
                readers.add(threads.submit(reader(subscription, i == 0 ? 2_000_000 : 0)));
            }
            publish(threads, hub, topics);
            List<Event> first = readers.get(0).get(20, TimeUnit.SECONDS);
            assertEachOnceAndInOrder(first);
            for (Future<List<Event>> reader : readers) assertEquals(first, reader.get(20, TimeUnit.SECONDS));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void fourPublishersOneTopicEveryReaderSeesTheSame() throws Exception {
        slowAndFastReadersSeeAll("news");
    }

    @Test
    void fourPublishersFourTopicsEveryReaderSeesTheOrderOfPublishing() throws Exception {
        slowAndFastReadersSeeAll("a", "b", "c", "d");
    }

    @Test
    void anEventThatIsPublishedBetweenTwoLooksDoesNotComeBeforeAnOlderOne() throws Exception {
        Hub hub = new Hub(new Hub.Limits(300_000, 64 << 20, 100), System::currentTimeMillis);
        long[] seq = {0, 0}; // the newest seen, and how many
        Subscription both = hub.subscribe(List.of("first", "second"), Start.NOW, entry -> {
            // again, if it did not fit any more
            assertTrue(entry.seq >= seq[0], "behind " + seq[0] + " comes " + entry.seq);
            if (entry.seq > seq[0]) seq[1]++;
            seq[0] = entry.seq;
            return entry.block();
        });
        int pairs = 100_000;
        Thread publisher = Thread.ofPlatform().daemon().start(() -> {
            List<Draft> draft = List.of(Draft.of(Event.of("")));
            for (int i = 0; i < pairs; i++) {
                hub.publish("first", draft); // which a reader that looks now may miss,
                hub.publish("second", draft); // and see this one
            }
        });
        Batch batch = new Batch();
        while (seq[1] < 2 * pairs) both.fill(batch);
        publisher.join();
    }

    @Test
    void readerOnATinyLogSeesAnUnbrokenRunUntilItIsLost() throws Exception {
        Hub hub = new Hub(new Hub.Limits(0, 64 << 20, 100), System::currentTimeMillis);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<List<Event>>> readers = new ArrayList<>();
            for (int i = 0; i < 3; i++) readers.add(threads.submit(reader(hub.subscribe(List.of("a"), Start.NOW,
                    View.STREAM),
                    0)));
            for (int i = 0; i < 3; i++) readers.add(threads.submit(reader(hub.subscribe(List.of("a"), Start.NOW,
                    View.STREAM),
                    1_000_000)));
            // nothing holds the publishers back, so slots are used again under the readers' eyes
            publish(threads, hub, "a");
            for (Future<List<Event>> reader : readers) {
                List<Event> seen = reader.get(20, TimeUnit.SECONDS);
                for (int i = 0; i < seen.size(); i++) assertEquals(i + 1, Readings.seq(seen.get(i).id()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void readersThatComeWhileOthersPublishMissNothingFromTheirPositionOn() throws Exception {
        Hub hub = new Hub(new Hub.Limits(100_000, 64 << 20, 100), System::currentTimeMillis);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            publish(threads, hub, "a", "b");
            String last = "";
            List<Event> seen = new ArrayList<>();
            Batch batch = new Batch();
            while (seen.size() < PUBLISHERS * EACH) { // comes and goes, and resumes by what it saw last
                Start start = last.isEmpty() ? Start.OLDEST : Start.after(last);
                try (Subscription subscription = hub.subscribe(List.of("a", "b"), start, View.STREAM)) {
                    assertEquals(null, subscription.gap());
                    for (int i = 0; i < 3; i++) {
                        if (subscription.fill(batch)) seen.addAll(Readings.events(batch));
                    }
                    last = seen.isEmpty() ? subscription.position() : seen.get(seen.size() - 1).id();
                }
            }
            assertEachOnceAndInOrder(seen);
        } finally {
            threads.shutdownNow();
        }
    }
}
