package sse.courier;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The readers that are being sent history, each by a thread of its own. A thousand that come at once write by turns,
 * on half of the cores, so that a small request is answered meanwhile, whatever a write costs. So do senders that do
 * not pause: a virtual thread keeps its core for as long as it does not wait for something.
 *
 * <pre>
 *   giveWay   ── waits in a line, then for the one in front ──► its turn ── writes ──► giveWay, or leave
 *                                                                   └── 1 ms: its writer may wait for its reader,
 *                                                                       and the next one begins
 * </pre>
 */
public final class Crowd {
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int FEW = 16;
    private static final long TURN_NANOS = 1_000_000;

    private final AtomicInteger size = new AtomicInteger();
    private final Line[] lines;
    private final Semaphore seats; // null where there is one for everybody

    /** Nobody. */
    public Crowd() {
        this(Math.max(1, CORES / 2), TURN_NANOS, Runtime.version().feature() < 24 ? mostPinned() : 0);
    }

    Crowd(int cores, long turnNanos, int most) {
        lines = new Line[cores];
        for (int i = 0; i < cores; i++) lines[i] = new Line(turnNanos);
        seats = most == 0 ? null : new Semaphore(most, true);
    }

    /**
     * Before JEP 491 a virtual thread that writes keeps its carrier while its reader takes nothing: when all are kept,
     * nothing else runs. So a quarter of them is left to others.
     */
    private static int mostPinned() {
        int carriers = Integer.getInteger("jdk.virtualThreadScheduler.parallelism", CORES);
        return Math.max(1, carriers - Math.max(1, carriers / 4));
    }

    /** One more; it may wait for one to leave. */
    public void enter() {
        if (seats != null) seats.acquireUninterruptibly();
        size.incrementAndGet();
    }

    /** One less. */
    public void leave() {
        size.decrementAndGet();
        line().pass();
        if (seats != null) seats.release();
    }

    /** Waits until its turn comes again. For who is in the crowd. */
    public void giveWay() {
        if (size.get() <= FEW) return;
        rest();
    }

    /** For who is not in the crowd, but writes and writes without a pause: waits until its turn comes again. */
    public void rest() {
        Line line = line();
        line.pass();
        line.take();
    }

    /** It pauses, and if it is its turn, the next one's begins. */
    public void pause() {
        line().pass();
    }

    private Line line() {
        return lines[(int) (Thread.currentThread().threadId() % lines.length)];
    }

    /** Those that write one after the other. */
    private static final class Line {
        private final ReentrantLock order = new ReentrantLock(true); // who holds it is the next
        private final long turnNanos;
        private volatile Thread next;
        private volatile Thread writing; // whose turn it is; or null

        Line(long turnNanos) {
            this.turnNanos = turnNanos;
        }

        void take() {
            Thread me = Thread.currentThread();
            order.lock();
            try {
                next = me; // before it looks, so that whoever passes finds it
                long began = System.nanoTime();
                for (long left = turnNanos; writing != null && left > 0;) {
                    LockSupport.parkNanos(this, left);
                    if (me.isInterrupted()) break; // its stream ends; parking would not wait
                    left = turnNanos - (System.nanoTime() - began);
                }
                writing = me;
            } finally {
                order.unlock();
            }
        }

        void pass() {
            if (writing != Thread.currentThread()) return; // it took longer, and its turn is over
            writing = null;
            LockSupport.unpark(next);
        }
    }
}
