package sse.http;

import java.util.concurrent.locks.LockSupport;

/**
 * The thread that looks after time: heartbeats, write deadlines, the age of streams, and couriers that
 * a slow reader holds up.
 *
 * <p>A platform thread, because before Java 24 virtual threads that are stuck in a write keep their
 * carriers, and then no virtual thread would run to free them. It looks every 250 ms; every 10 ms while
 * events are published; every millisecond right after a courier was held up, because readers that stall
 * do so together, and each of them would delay the others by the time it takes to notice.
 */
final class Ticker implements Runnable {
    private static final long BUSY_NANOS = 10_000_000L;
    private static final long STORM_NANOS = 1_000_000L;
    private static final int STORM_TICKS = 200;
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
        while (!Thread.interrupted()) {
            long now = System.nanoTime();
            boolean look = now - nextLook >= 0;
            if (look) {
                nextLook = now + Streams.TICK_NANOS;
                streams.lookAtTime(now);
                couriers.lookForBeats();
            }
            long published = couriers.news();
            quiet = published != news || look ? 0 : quiet + 1; // heartbeats can be held up as well
            news = published;
            storm = couriers.watch(2) ? STORM_TICKS : Math.max(0, storm - 1);
            if (storm > 0) {
                LockSupport.parkNanos(this, STORM_NANOS);
            } else if (quiet < QUIET_TICKS) {
                LockSupport.parkNanos(this, BUSY_NANOS);
            } else {
                couriers.restUntilRoused(thread);
                LockSupport.parkNanos(this, Math.max(0, nextLook - System.nanoTime()));
            }
        }
    }
}
