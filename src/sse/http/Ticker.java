package sse.http;

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
final class Ticker implements Runnable {
    private static final long BUSY_NANOS = 10_000_000L;
    private static final long QUIET_NANOS = 250_000_000L; // without news; then it rests
    private static final long SUSPICION_NANOS = 2_000_000L;
    private static final long STORM_NANOS = 250_000L;
    private static final long STORM_LASTS_NANOS = 50_000_000L;
    /** How long a courier may be in one write: one that only got no core is back after a few milliseconds. */
    private static final long PATIENCE_NANOS = 13_000_000L;
    private static final long STORM_PATIENCE_NANOS = 500_000L;
    private static final long LATE_NANOS = 5_000_000L;
    private static final int LATE_TICKS = 3; // of a machine that is always late, every fourth counts

    private final Streams streams;
    private final Couriers couriers;
    private final Thread thread = Thread.ofPlatform().daemon().name("sse-ticker").unstarted(this);

    private long stormUntil = System.nanoTime();
    private boolean suspicion; // a courier has been in one write for some time

    Ticker(Streams streams, Couriers couriers) {
        this.streams = streams;
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
        long nextLook = System.nanoTime();
        long due = nextLook;
        long news = 0;
        long quietFrom = nextLook;
        int skipped = 0;
        while (!Thread.interrupted()) {
            long now = System.nanoTime();
            if (now - nextLook >= 0) {
                nextLook = now + Streams.TICK_NANOS;
                streams.lookAtTime(now);
                couriers.lookForBeats(now);
                if (quietFrom - now < 5 * BUSY_NANOS) quietFrom = now + 5 * BUSY_NANOS; // heartbeats can be held up, too
            }
            if (couriers.news() != news) quietFrom = now + QUIET_NANOS;
            news = couriers.news();
            boolean late = now - due > LATE_NANOS; // the machine is busy, and so it may be for a courier
            skipped = late && skipped < LATE_TICKS ? skipped + 1 : 0;
            if (skipped == 0) watchCouriers(now);
            boolean storm = now - stormUntil < 0;
            boolean busy = now - quietFrom < 0;
            if (!busy && !storm) couriers.restUntilRoused(thread);
            due = storm ? now + STORM_NANOS : suspicion ? now + SUSPICION_NANOS : busy ? now + BUSY_NANOS : nextLook;
            LockSupport.parkNanos(this, Math.max(0, due - System.nanoTime()));
        }
    }

    /** In a storm each reader that was set apart and yet keeps up makes it more patient. */
    private void watchCouriers(long now) {
        boolean storm = now - stormUntil < 0;
        long patience = storm ? STORM_PATIENCE_NANOS * (1 + 4 * couriers.apartInVain()) : PATIENCE_NANOS;
        long stuck = couriers.watch(now, patience);
        suspicion = stuck >= BUSY_NANOS / 2;
        if (stuck >= patience) stormUntil = now + STORM_LASTS_NANOS;
    }
}
