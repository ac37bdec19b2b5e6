package sse.demo;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import sse.Event;
import sse.server.EventStream;
import sse.text.Digits;
import sse.text.JsonWriter;

/**
 * A task that takes a while and tells how far it is: it makes data block by block and takes the hash of it
 * all. It goes on whether somebody watches or not, and keeps what it has told, so that a reader can come
 * late, or come back.
 *
 * <pre>
 *   the task's thread      tell(progress) ... tell(result)     appends, then wakes those who watch
 *   the readers' threads   watch ── await(told more?) ── send ── await ...
 * </pre>
 */
final class Task implements Runnable {
    private static final int BLOCK = 64 << 10;

    /**
     * What it is to do.
     *
     * @param millis how long it takes, at least
     * @param steps in how many steps
     * @param failAt percent done at which it fails; over 100 for never
     */
    record Plan(long millis, int steps, int failAt) {
        static final int NO_FAILURE = 101;
    }

    final String id;
    private final Plan plan;
    private final long seed;
    private final LongSupplier clock;
    private final Set<EventStream> watching = ConcurrentHashMap.newKeySet();
    private final List<Event> told = new ArrayList<>(); // under the lock of this
    private long overAt = -1;                           // under the lock of this
    private volatile Thread thread;                     // once it runs

    Task(String id, Plan plan, long seed, LongSupplier clock) {
        this.id = id;
        this.plan = plan;
        this.seed = seed;
        this.clock = clock;
        tell("progress", at(0, "start").put("eta", plan.millis()));
    }

    // ── the task's thread ──

    @Override
    public void run() {
        thread = Thread.currentThread();
        MessageDigest digest = sha256();
        Random random = new Random(seed);
        byte[] block = new byte[BLOCK];
        long start = System.nanoTime();
        int steps = plan.steps();
        for (int done = 1; done <= steps; done++) {
            random.nextBytes(block);
            digest.update(block);
            await(start + plan.millis() * 1_000_000 * done / steps);
            if (overAt() >= 0) return; // it was stopped
            long millis = (System.nanoTime() - start) / 1_000_000;
            // by the plan, as long as it holds; then as fast as until now
            long eta = millis <= plan.millis() ? plan.millis() - millis : millis * (steps - done) / done;
            int percent = 100 * done / steps;
            String step = "block " + done + " of " + steps;
            tell("progress", at(percent, step).put("eta", eta));
            if (100 * done >= plan.failAt() * steps) {
                tell("failure", at(percent, step).put("why", "it was asked to fail at " + plan.failAt() + "%"));
                return;
            }
        }
        tell("result", JsonWriter.object().put("bytes", (long) BLOCK * steps)
                .put("sha256", HexFormat.of().formatHex(digest.digest()))
                .put("ms", (System.nanoTime() - start) / 1_000_000));
    }

    private static JsonWriter at(int percent, String step) {
        return JsonWriter.object().put("pct", percent).put("step", step);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void await(long due) {
        for (long left; (left = due - System.nanoTime()) > 0 && overAt() < 0; ) LockSupport.parkNanos(this, left);
    }

    private void tell(String type, JsonWriter json) {
        String data = json.end().toString();
        synchronized (this) {
            if (overAt >= 0) return;
            told.add(new Event(id + "-" + (told.size() + 1), type, data));
            // with the last event, or somebody would wait for one more
            if (!type.equals("progress")) overAt = clock.getAsLong();
        }
        for (EventStream stream : watching) stream.wake();
    }

    // ── any thread ──

    /** {@return whether somebody watches it} One who has left may count for as long as that is not noticed. */
    boolean isWatched() {
        return !watching.isEmpty();
    }

    /** Ends it as a failure, for this reason. */
    void stop(String why) {
        tell("failure", JsonWriter.object().put("why", why));
        LockSupport.unpark(thread);
    }

    /** {@return when it was over, by the clock, or negative} */
    synchronized long overAt() {
        return overAt;
    }

    /** {@return how many events it has told} */
    synchronized int size() {
        return told.size();
    }

    private synchronized Event event(int index) {
        return told.get(index);
    }

    /** {@return whether a reader that has seen so many events has seen them all} */
    synchronized boolean isAll(int seen) {
        return overAt >= 0 && seen == told.size();
    }

    /** {@return how many events a reader with this last event ID has seen} 0 if the id is none of this task's. */
    int seen(String lastEventId) {
        if (!lastEventId.startsWith(id + "-")) return 0;
        long n = Digits.parse(lastEventId, id.length() + 1, lastEventId.length());
        return n > 0 && n <= size() ? (int) n : 0;
    }

    // ── the readers' threads ──

    /**
     * Sends what it has told, and what it will.
     *
     * @param seen the events to leave out
     * @param n after how many events it ends, as far as this reader is concerned; 0 for when it is over
     */
    void show(Delivery to, int seen, long n) throws IOException {
        watching.add(to.stream);
        try {
            int shown = seen;
            while (!isAll(shown) && (n == 0 || shown < n)) {
                int index = shown++;
                to.stream.await(() -> size() > index);
                to.send(event(index));
                if (to.cut() && !isAll(shown) && shown != n) return;
            }
            to.end();
        } finally {
            watching.remove(to.stream);
        }
    }
}
