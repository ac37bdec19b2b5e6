package sse.tail;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The time of a run: says what is waited for where nothing comes, and ends the run when its time is up. Where events
 * flow it sleeps until a connection is over. A daemon thread.
 */
final class TailClock extends Thread {
    private static final long FIRST = 2_000_000_000; // before that nobody waits for long

    private final Course course;
    private final List<Tail> tails;
    private final boolean silent;
    private final long maxNanos; // that the run may take; 0 for no limit
    private final long start = System.nanoTime();
    private volatile boolean isUp;

    TailClock(Course course, List<Tail> tails, TailOptions options) {
        super("tail-clock");
        setDaemon(true);
        this.course = course;
        this.tails = tails;
        this.silent = options.silent;
        this.maxNanos = options.maxMillis * 1_000_000;
    }

    @Override
    public void run() {
        long wait = FIRST;
        while (!course.isOver()) {
            long left = maxNanos == 0 ? Long.MAX_VALUE : start + maxNanos - System.nanoTime();
            if (left <= 0) break;
            LockSupport.parkNanos(this, Math.min(wait, left));
            wait = silent ? Long.MAX_VALUE : look();
        }
        if (course.isOver()) return;
        isUp = true;
        course.stop();
    }

    /** Says what there is to say, and gives the time until the next look. */
    private long look() {
        if (!course.tryLock()) return FIRST; // something is printed: it is not silent
        try {
            long wait = Long.MAX_VALUE;
            long now = System.nanoTime();
            for (Tail tail : tails) wait = Math.min(wait, tail.look(now));
            return wait;
        } finally {
            course.unlock();
        }
    }

    /** Whether the time was up, and ended the run. */
    boolean isUp() {
        return isUp;
    }
}
