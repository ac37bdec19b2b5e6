package sse.courier;

import java.util.concurrent.locks.LockSupport;

/**
 * The thread that looks after time: heartbeats, write deadlines, the age of streams, and couriers that
 * a slow reader holds up.
 *
 * <p>A platform thread, because before Java 24 virtual threads that are stuck in a write keep their
 * carriers, and then no virtual thread would run to free them. It looks every 250 ms; every 10 ms while events
 * are published; sooner where a courier seems to be held up. Readers that stall do so together, and each
 * of them delays the others by the time it takes to notice: right behind one it looks four times a millisecond.
 */
public final class Ticker implements Runnable {

    /** What else is to be looked at as time passes. */
    public interface Look {
        /** Looks; on the ticker's thread, which it must not hold up. */
        void lookAtTime(long now);
    }

    /** How often time is looked at, and so how exact heartbeats are. */
    public static final long TICK_NANOS = 250_000_000L;

    private static final long BUSY_NANOS = 10_000_000L;
    private static final long QUIET_NANOS = 250_000_000L; // without news; then it rests
    private static final long SUSPICION_NANOS = 2_000_000L;
    private static final long STORM_NANOS = 250_000L;
    private static final long STORM_LASTS_NANOS = 50_000_000L;
    /**
     * For how long a courier may be seen in one write: one that only got no core is back after a few
     * milliseconds. A look that comes late counts as if it had come in time.
     */
    private static final long PATIENCE_NANOS = 13_000_000L;
    private static final long STORM_PATIENCE_NANOS = 500_000L;
    private static final long LATE_NANOS = 5_000_000L;
    private static final int LATE_TICKS = 3; // of a machine that is always late, every fourth counts

    private final Look look;
    private final Couriers couriers;
    private final Thread thread = Thread.ofPlatform().daemon().name("sse-ticker").unstarted(this);

    private long watchedAt = System.nanoTime();
    private long stormUntil = watchedAt;
    private boolean suspicion; // a courier has been in one write for some time

    Ticker(Look look, Couriers couriers) {
        this.look = look;
        this.couriers = couriers;
    }

    void start() {
        thread.start();
    }

    void stop() {
        thread.interrupt();
    }

    @Override
    public void run() {
        long nextLook = watchedAt;
        long due = watchedAt;
        long pause = 0;
        long news = 0;
        long quietFrom = watchedAt;
        int skipped = 0;
        while (!Thread.interrupted()) {
            long now = System.nanoTime();
            boolean late = now - due > LATE_NANOS; // the machine is busy, and so it may be for a courier
            if (now - nextLook >= 0) {
                nextLook = now + TICK_NANOS;
                look.lookAtTime(now);
                boolean beats = couriers.lookForBeats(now); // which can be held up, too
                now = System.nanoTime();
                if (beats && quietFrom - now < 5 * BUSY_NANOS) quietFrom = now + 5 * BUSY_NANOS;
            }
            long published = couriers.news();
            if (published != news) quietFrom = now + QUIET_NANOS;
            news = published;
            skipped = late && skipped < LATE_TICKS ? skipped + 1 : 0;
            if (skipped == 0) watchCouriers(now, pause);
            boolean storm = now - stormUntil < 0;
            boolean busy = now - quietFrom < 0;
            pause = storm ? STORM_NANOS : suspicion ? SUSPICION_NANOS : busy ? BUSY_NANOS : TICK_NANOS;
            if (!busy && !storm && !suspicion) couriers.restUntilRoused(thread);
            due = pause == TICK_NANOS ? nextLook : now + pause;
            if (couriers.news() == news || busy) LockSupport.parkNanos(this, Math.max(0, due - System.nanoTime()));
        }
    }

    /** In a storm each reader that was set apart and needed it not makes it more patient. */
    private void watchCouriers(long now, long pause) {
        long passed = Math.min(now - watchedAt, pause);
        watchedAt = now;
        boolean storm = now - stormUntil < 0;
        long patience = storm ? Math.min(STORM_PATIENCE_NANOS * (1 + 4 * couriers.apartInVain()), PATIENCE_NANOS) : PATIENCE_NANOS;
        long stuck = couriers.watch(passed, patience);
        suspicion = stuck >= BUSY_NANOS / 2;
        if (stuck >= patience) stormUntil = now + STORM_LASTS_NANOS;
    }
}
