package sse.courier;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The readers that are being sent history, each by a thread of its own. A thousand that come at once leave
 * half of each core to others, so that a small request is answered meanwhile. They park: a virtual thread that yields
 * lets only those of its own carrier run, and what comes from outside would wait until all are done.
 */
public final class Crowd {
    private static final int FEW = 16;
    private static final long NANOS_PER_BYTE = 4; // for a core; it could write a byte in two
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final AtomicInteger size = new AtomicInteger();

    /** Nobody. */
    public Crowd() {}

    /** One more. */
    public void enter() {
        size.incrementAndGet();
    }

    /** One less. */
    public void leave() {
        size.decrementAndGet();
    }

    /** So many bytes were written. For who is in the crowd. */
    public void giveWay(int bytes) {
        long many = size.get();
        if (many > FEW) LockSupport.parkNanos(many * bytes * NANOS_PER_BYTE / CORES);
    }
}
