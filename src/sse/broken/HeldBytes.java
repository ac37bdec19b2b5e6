package sse.broken;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one pump holds in memory, counted with all others: 64 MiB together, or a sixteenth of the heap; from then on
 * each 16 KiB. A large piece counts several times, since it is copied on its way. Guarded by the pump's lock, but for
 * what it keeps while it is paused, which is of its own thread.
 */
final class HeldBytes {
    static final AtomicLong ALL = new AtomicLong(); // queued, in hand, and while they are paused
    private static final long ALL_MAY = Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 16);
    private static final int MOST = 1 << 20;
    private static final int LEAST = 16 << 10;
    private static final long COPIES = 8; // of a large piece, until it is broken and written

    private long reserved; // what is queued costs, with
    private long inHand;   // the piece that is being broken and written

    /** {@return how much one pump may hold} Little, while all of them hold much. */
    static int most() {
        return ALL.get() < ALL_MAY ? MOST : LEAST;
    }

    /**
     * {@return whether there was room for a piece of this length} A large one waits until all of them have room for
     * it; one that never fits, until they hold nothing.
     */
    boolean reserve(int length) {
        long cost = cost(length);
        long all;
        do {
            all = ALL.get();
            if (length > LEAST && all > 0 && all + cost > ALL_MAY) return false;
        } while (!ALL.compareAndSet(all, all + cost));
        reserved += cost;
        return true;
    }

    private static long cost(int length) {
        return length > LEAST ? COPIES * length : length;
    }

    /** A piece of this length is taken out of the queue. */
    void take(int length) {
        inHand = cost(length);
    }

    /** What was taken last is sent, or kept by the breaker. */
    void letGo() {
        ALL.addAndGet(-inHand);
        reserved -= inHand;
        inHand = 0;
    }

    /** So many bytes more are kept while it is paused; negative: fewer. */
    void keep(int length) {
        ALL.addAndGet(length);
    }

    /** It is over: nothing is queued or in hand any more. */
    void end() {
        ALL.addAndGet(-reserved);
        reserved = 0;
    }
}
