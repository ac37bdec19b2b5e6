package sse.courier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.Await;

/** Many that are sent history at once. */
@Timeout(30)
class CrowdTest {
    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    private final List<String> turns = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void end() {
        over.countDown();
    }

    private static Crowd crowd(int size, long turnNanos) {
        Crowd crowd = new Crowd(1, turnNanos, 0);
        for (int i = 0; i < size; i++) crowd.enter();
        return crowd;
    }

    /** Takes a turn, and keeps it until the latch is open. */
    private Thread writer(String name, Crowd crowd, CountDownLatch until) {
        return Thread.ofVirtual().start(() -> {
            crowd.giveWay();
            turns.add(name);
            try {
                until.await();
            } catch (InterruptedException e) {
                return;
            }
            crowd.leave();
        });
    }

    private void awaitTurns(String... names) {
        Await.until("turns " + List.of(names), 10_000, () -> turns.equals(List.of(names)));
    }

    private static void awaitWaiting(Thread thread) {
        Await.until("it waits", 10_000, () -> thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TIMED_WAITING);
    }

    @Test
    void manyWriteOneAfterTheOtherAsTheyCame() {
        Crowd crowd = crowd(100, LONG);
        CountDownLatch first = new CountDownLatch(1);
        writer("a", crowd, first);
        awaitTurns("a");
        for (String name : List.of("b", "c", "d")) awaitWaiting(writer(name, crowd, new CountDownLatch(0)));
        assertEquals(List.of("a"), turns);
        first.countDown();
        awaitTurns("a", "b", "c", "d");
    }

    @Test
    void whoseReaderTakesNothingKeepsNobodyWaiting() {
        Crowd crowd = crowd(100, 1_000_000);
        for (String name : List.of("a", "b", "c")) {
            writer(name, crowd, over);
            Await.until("the turn of " + name, 10_000, () -> turns.contains(name));
        }
    }

    @Test
    void onlySoManyAreInTheCrowdWhereAWriterKeepsItsCarrier() {
        Crowd crowd = new Crowd(1, LONG, 2);
        crowd.enter();
        crowd.enter();
        Thread third = Thread.ofVirtual().start(() -> {
            crowd.enter();
            turns.add("third");
        });
        awaitWaiting(third);
        assertEquals(List.of(), turns);
        crowd.leave();
        awaitTurns("third");
    }

    @Test
    void whoWritesWithoutAPauseGivesWayToTheNext() {
        Crowd crowd = new Crowd(1, LONG, 0);
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch again = new CountDownLatch(1);
        Thread a = Thread.ofVirtual().start(() -> {
            crowd.rest();
            turns.add("a");
            try {
                first.await();
                crowd.rest();
                turns.add("a again");
                again.await();
            } catch (InterruptedException e) {
                return;
            }
            crowd.pause();
        });
        awaitTurns("a");
        CountDownLatch second = new CountDownLatch(1);
        Thread b = Thread.ofVirtual().start(() -> {
            crowd.rest();
            turns.add("b");
            try {
                second.await();
            } catch (InterruptedException e) {
                return;
            }
            crowd.pause();
        });
        awaitWaiting(b);
        first.countDown();
        awaitTurns("a", "b");
        awaitWaiting(a);
        second.countDown();
        awaitTurns("a", "b", "a again");
        again.countDown();
    }

    @Test
    void fewDoNotWait() {
        Crowd crowd = crowd(16, LONG);
        for (String name : List.of("a", "b", "c")) {
            writer(name, crowd, over);
            Await.until("the turn of " + name, 10_000, () -> turns.contains(name));
        }
    }
}
