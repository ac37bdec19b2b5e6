package sse.tail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import sse.client.EventSource;
import sse.term.Child;
import sse.term.Console;
import sse.term.Exit;
import sse.text.Figures;

/**
 * How far a run is: what its streams have brought together, and whether that is enough. Its lock is around
 * everything that is printed, and around the counts; {@link #stop} needs none.
 */
final class Course {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<EventSource> sources = new ArrayList<>(); // all of them before the first one is read
    private final TailOptions options;
    private final Console console;
    private int opened;
    private int shown;
    private Child then; // null before all streams are open, or where none was asked for
    private volatile Thread clock; // null for none
    private volatile boolean over;

    Course(TailOptions options, Console console) {
        this.options = options;
        this.console = console;
    }

    void add(EventSource source) {
        sources.add(source);
    }

    void lock() {
        lock.lock();
    }

    boolean tryLock() {
        return lock.tryLock();
    }

    void unlock() {
        lock.unlock();
    }

    /** Has that thread woken when a connection is over. */
    void wakes(Thread clock) {
        this.clock = clock;
    }

    /** A connection is over. */
    void lost() {
        LockSupport.unpark(clock);
    }

    /** A stream is open for the first time; when all are, the command of {@code --then} is started. With the lock. */
    void opened() {
        if (++opened == sources.size() && options.then != null) then = Child.beside(options.then, console);
    }

    /**
     * An event came; with the lock.
     *
     * @param wanted whether it was shown
     * @param last whether it is one that ends the run
     */
    void event(boolean wanted, boolean last) {
        if (wanted) shown++;
        if (last || wanted && shown == options.count) stop();
    }

    /** How many events were shown; with the lock, or when nothing is read any more. */
    int shown() {
        return shown;
    }

    /** The command of {@code --then}, or null if it was not started. When nothing is read any more. */
    Child then() {
        return then;
    }

    /** Ends all streams, from any thread. */
    void stop() {
        over = true;
        for (EventSource source : sources) source.close();
    }

    /** Whether it was ended from here, and not by its streams. */
    boolean isOver() {
        return over;
    }

    /** What {@code -c} or {@code --until} says to a stream that has ended by itself, or null. */
    Exit unmet(String stream) {
        String who = (stream.isEmpty() ? "the stream" : stream) + " ended";
        int count = options.count;
        if (count > 0) return new Exit(Exit.ENDED_EARLY, who + " with " + shown + " of "
                + Figures.count(count, "event"));
        return options.until != null ? new Exit(Exit.ENDED_EARLY, who + ", and --until was not met") : null;
    }
}
