package sse.http;

import java.util.concurrent.locks.LockSupport;

/**
 * The thread that looks after time: heartbeats, write deadlines, the age of streams, and couriers that
 * a slow reader holds up.
 *
 * <p>A platform thread, because before Java 24 virtual threads that are stuck in a write keep their
 * carriers, and then no virtual thread would run to free them. It looks every 250 ms; every 10 ms while events
 * are published; every half a millisecond right after a courier was held up, because readers that stall
 * do so together, and each of them would delay the others by the time it takes to notice.
 */
final class Ticker implements Runnable {
    private static final long BUSY_NANOS = 10_000_000L;
    private static final long STORM_NANOS = 500_000L;
    private static final int STORM_TICKS = 400;
    private static final long LATE_NANOS = 5_000_000L;
    private static final int LATE_TICKS = 3; // of a machine that is always late, every fourth counts
    private static final int QUIET_TICKS = 25;

    private final Streams streams;
    private final Couriers couriers;
    private final Thread thread = Thread.ofPlatform().daemon().name("sse-ticker").unstarted(this);

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
        long news = 0;
        int quiet = 0;
        int storm = 0;
        int skipped = 0;
        long due = nextLook;
        while (!Thread.interrupted()) {
            long now = System.nanoTime();
            boolean late = now - due > LATE_NANOS; // the machine is busy, and so it may be for a courier
            boolean look = now - nextLook >= 0;
            if (look) {
                nextLook = now + Streams.TICK_NANOS;
                streams.lookAtTime(now);
                couriers.lookForBeats(now);
            }
            long published = couriers.news();
            quiet = published != news ? 0 : look ? Math.min(quiet, QUIET_TICKS - 5) : quiet + 1; // heartbeats can be held up, too
            news = published;
            skipped = late && skipped < LATE_TICKS ? skipped + 1 : 0;
            if (skipped == 0) storm = couriers.watch(patience(storm)) ? STORM_TICKS : Math.max(0, storm - 1);
            boolean busy = quiet < QUIET_TICKS;
            if (!busy && storm == 0) couriers.restUntilRoused(thread);
            due = storm > 0 ? now + STORM_NANOS : busy ? now + BUSY_NANOS : nextLook;
            LockSupport.parkNanos(this, Math.max(0, due - System.nanoTime()));
        }
    }

    /**
     * How many looks in a row have to find a courier in the same write. A courier that only got no core is back
     * after a few milliseconds; where readers are seen to stall, the next one probably does, too.
     */
    private int patience(int storm) {
        if (storm == 0) return 2;
        int stalled = couriers.stalled();
        return stalled == 0 ? 8 : stalled < 4 ? 3 : 2;
    }
}
