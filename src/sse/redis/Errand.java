package sse.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
final class Errand implements Asker {
    final String by;
    private final int events;
    private final boolean closes; // so that behind the last event a place is left free
    private final CountDownLatch done = new CountDownLatch(1);
    private int met;
    private long reached;      // by the follower
    private long first;
    private long last;         // once that is known
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
        reached = place;
        end();
    }

    /** It is over where all are met, or the last: of many some may have been trimmed before they were read. */
    private void end() {
        if (met == events) last = reached;
        if (last > 0 && reached >= last) done.countDown();
    }

    /**
     * Its events are at these places, or nowhere; where there is no stream that could be added to, nothing was. Those
     * that were added before are where a mark says, which is told with the milliseconds that it has to live.
     */
    @Override
    public void tell(Object answer, RedisError error) {
        List<?> answers = answer instanceof List<?> is ? is : Collections.singletonList(answer);
        List<Long> places = new ArrayList<>();
        boolean nothing = !answers.isEmpty();
        for (Object one : answers) {
            nothing &= one == null;
            if (one instanceof RedisError is && error == null) error = is;
            if (one instanceof byte[] id) places.add(Journal.place(new String(id, StandardCharsets.US_ASCII)));
        }
        synchronized (this) {
            refused = error;
            noStream = error == null && nothing;
            found = error == null && places.size() == 2 && answers.get(0) instanceof Long;
            if (error == null && !places.isEmpty()) { // else, if it is not nothing, it is strange, and tells nothing
                first = places.get(0);
                last = places.get(found ? 1 : places.size() - (closes && places.size() > 1 ? 2 : 1));
                if (found) markLeft = (Long) answers.get(0);
                end();
            }
            if (error != null || noStream || found) done.countDown();
        }
    }

    @Override
    public synchronized void cut() {
        cut = true;
    }

    /** Waits for the end, also when interrupted. {@return whether it is known what has become of it} */
    boolean await(long nanos) {
        Uninterrupted.await(done::await, nanos);
        synchronized (this) {
            return last > 0 || refused != null || noStream;
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
