package sse.term;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is done when a signal (Ctrl-C, TERM) ends the process: a stream seldom ends by itself.
 *
 * <pre>
 *   new OnSignal(action, patience)   the hook runs the action, which makes the command end, and waits for
 *                                    {@link #close}: then all is printed
 *   OnSignal.run(work, report)       the hook waits for the step in progress, and reports by itself: the
 *                                    command may be waiting for bytes, and cannot be made to end
 * </pre>
 *
 * <p>The hook is a thread that the JVM starts. The process ends with the signal's code, 128 and its number;
 * what the command returns after one is not seen.
 */
public final class OnSignal implements AutoCloseable {

    /** What a command does, in steps between {@link OnSignal#begin} and {@link OnSignal#end}. */
    public interface Work {
        void run(OnSignal signal) throws IOException;
    }

    /** What a command says of its work. */
    public interface Report {
        /**
         * Says it.
         *
         * @param early whether a signal came, and the work is not done
         * @return the exit code
         */
        int print(boolean early) throws IOException;
    }

    private final Runnable action; // null where there is a report
    private final long patienceMillis;
    private final Report report;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ReentrantLock step = new ReentrantLock();
    private boolean reported; // with the lock
    private volatile boolean came;
    private final Thread hook = new Thread("sse-signal") { // a lambda would cost 5 ms in front of tail's first event
        @Override
        public void run() {
            came();
        }
    };

    /**
     * From now on a signal runs this.
     *
     * @param action makes the command end; on any thread, at once if the process is ending already
     * @param patienceMillis how long a signal then waits for {@link #close}
     */
    public OnSignal(Runnable action, long patienceMillis) {
        this(action, patienceMillis, null);
    }

    private OnSignal(Runnable action, long patienceMillis, Report report) {
        this.action = action;
        this.patienceMillis = patienceMillis;
        this.report = report;
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) { // a signal ends the process already, and there is nothing to report
            came = true;
            reported = true;
            if (action != null) action.run();
        }
    }

    /** Does the work and then reports, once: earlier if a signal comes, and not at all if the work throws. */
    public static int run(Work work, Report report) throws IOException {
        try (OnSignal signal = new OnSignal(null, 0, report)) {
            work.run(signal);
            return signal.report(false);
        }
    }

    /** Begins a step, which no report interrupts; false, and nothing is begun, if a signal has reported. */
    public boolean begin() {
        step.lock();
        if (!reported) return true;
        step.unlock();
        return false;
    }

    /** Ends the step. */
    public void end() {
        step.unlock();
    }

    private int report(boolean early) throws IOException {
        if (!begin()) return Exit.FAILED;
        try {
            reported = true;
            return report.print(early);
        } finally {
            end();
        }
    }

    /** A signal came. On the hook. */
    void came() {
        came = true;
        try {
            if (report != null) {
                report(true);
            } else {
                action.run();
                closed.await(patienceMillis, TimeUnit.MILLISECONDS);
            }
        } catch (Console.OutputClosed | Exit | IOException | InterruptedException e) {
            // nobody hears it, and the process ends anyway
        }
    }

    /** Whether a signal ends the process. */
    public boolean hasCome() {
        return came;
    }

    /** The command has said all it has to say: a signal finds nothing to do, or goes on. */
    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the hook runs already
        }
    }
}
