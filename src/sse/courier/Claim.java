package sse.courier;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Who may end the write that is going on: the walk that began it, or the ticker that seizes it. One of them succeeds,
 * and so no stream is ever written to by two threads.
 *
 * <pre>
 *           begin              end
 *   idle n ──────► writing n+1 ──────► idle n+2 ...      the walk's
 *                      │
 *                      └───────► seized                  the ticker's: the walk learns of it when its end fails
 *                        seize
 * </pre>
 */
final class Claim {
    private static final long SEIZED = -1;

    private final AtomicLong state = new AtomicLong(); // even: idle; odd: writing; each write has a number of its own

    /** A write begins. For the walk. */
    long begin() {
        long write = state.get() + 1;
        state.set(write);
        return write;
    }

    /** {@return whether that write is ended hereby; if not, it was seized} For the walk. */
    boolean end(long write) {
        return state.compareAndSet(write, write + 1);
    }

    /** {@return what is going on now, for {@link #seize} and {@link #isWrite}} Any thread. */
    long seen() {
        return state.get();
    }

    /** {@return whether that was a write, which may be over by now} */
    static boolean isWrite(long seen) {
        return (seen & 1) != 0 && seen != SEIZED;
    }

    /** {@return whether that write is taken from the walk hereby; if not, it is over} For the ticker. */
    boolean seize(long seen) {
        return isWrite(seen) && state.compareAndSet(seen, SEIZED);
    }
}
