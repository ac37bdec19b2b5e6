package sse.courier;

import java.util.concurrent.locks.LockSupport;

/**
 * What couriers need of the machine: the time, rest and threads. A test takes its place, and steps them by hand.
 *
 * <p>Times are those of {@link System#nanoTime}, which may be negative and may overflow: two of them are subtracted
 * and the difference is compared, never they themselves. So there is no time that means never; what may be
 * never is given as nanoseconds from now, and {@link #NEVER} is the largest of them.
 */
class Machine {
    static final Machine THIS = new Machine();
    static final long NEVER = Long.MAX_VALUE;

    long nanoTime() {
        return System.nanoTime();
    }

    /** Rests until somebody unparks this thread, or for no reason. */
    void rest(Object blocker) {
        LockSupport.park(blocker);
    }

    /** The same, for this long at most. */
    void rest(Object blocker, long nanos) {
        LockSupport.parkNanos(blocker, nanos);
    }

    /** {@return a thread that does this work from now on} A daemon; an OutOfMemoryError if there is none to be had. */
    Thread start(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).start(work);
    }
}
