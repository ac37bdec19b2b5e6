package sse.redis;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sse.hub.Journal;

/**
 * Events on their way into the stream. It is done when the follower has met all of them, which also tells what has
 * become of them where the answer was lost; or else when its time is up.
 *
 * <pre>
 *   sent ──► answered: the places are known ──► met: they can be read here
 *     │  ├─► refused: they are nowhere            ▲
 *     │  ├─► found: they were there already       │
 *     └────► cut: no answer will come ────────────┘ perhaps
 * </pre>
 */
final class Errand {
    final String by;
    private final int events;
    private final boolean closes; // so that behind the last event a place is left free
    private final CountDownLatch done = new CountDownLatch(1);
    private int met;
    private long first;
    private long last;
    private RedisError refused;
    private boolean noStream;
    private boolean found;
    private long markLeft;
    private boolean cut;

    Errand(String by, int events, boolean closes) {
        this.by = by;
        this.events = events;
        this.closes = closes;
    }

    /** The follower has met one of the events, and has given it to the hub. */
    synchronized void meet(long place) {
        if (met++ == 0) first = place;
        last = place;
        if (met == events) done.countDown();
    }

    /** The events are at these places. */
    synchronized void answer(List<Long> places) {
        first = places.get(0);
        last = places.get(places.size() - (closes && places.size() > 1 ? 2 : 1));
    }

    synchronized void refuse(RedisError error) {
        refused = error;
        done.countDown();
    }

    /** There is no stream that could be added to; nothing was. */
    synchronized void findNoStream() {
        noStream = true;
        done.countDown();
    }

    /** The same was added before, at these places, by a mark that has so many milliseconds to live. */
    synchronized void find(long left, List<Long> places) {
        found = true;
        markLeft = left;
        first = places.get(0);
        last = places.get(1);
        done.countDown();
    }

    synchronized void cut() {
        cut = true;
    }

    /** Waits for the end, also when interrupted. {@return whether it is known what has become of it} */
    boolean await(long nanos) {
        boolean interrupted = false;
        long began = System.nanoTime();
        while (true) {
            try {
                done.await(nanos - (System.nanoTime() - began), TimeUnit.NANOSECONDS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        synchronized (this) {
            return met == events || last > 0 || refused != null || noStream;
        }
    }

    synchronized boolean isCut() {
        return cut;
    }

    synchronized boolean foundNoStream() {
        return noStream;
    }

    synchronized boolean isFound() {
        return found;
    }

    synchronized long markLeft() {
        return markLeft;
    }

    /**
     * {@return where the events are}
     *
     * @throws Journal.Unwritten if they are nowhere
     */
    synchronized Journal.Written written() {
        if (refused != null) throw new Journal.Unwritten(refused.getMessage(), false);
        return new Journal.Written(first, last);
    }
}
