package sse.courier;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says since when a stream is being written to, without any progress, and by whom, so that a write which takes too
 * long can be ended: the writer is interrupted, and the JDK closes the channel under it. Nothing else in the public
 * API frees a writer whose reader takes nothing.
 *
 * <p>Either the writer ends its write or the ticker kills it; the state decides which, once.
 */
public final class WriteWatch {
    private static final long IDLE = 0;
    private static final long KILLED = -1;

    private final AtomicLong since = new AtomicLong(IDLE); // nanoTime, made odd; or IDLE, or KILLED
    private final Machine machine;
    private volatile Thread writer;

    /** Nothing is being written. */
    public WriteWatch() {
        this(Machine.THIS);
    }

    WriteWatch(Machine machine) {
        this.machine = machine;
    }

    /** This thread begins to write. */
    public void begin() {
        begin(Thread.currentThread());
    }

    /** That thread has begun to write. */
    void begin(Thread writer) {
        this.writer = writer;
        since.set(machine.nanoTime() | 1);
    }

    /** The reader has taken some of it, and has its time anew. Any thread. */
    public void moved() {
        long began = since.get();
        if (began != IDLE && began != KILLED) since.compareAndSet(began, machine.nanoTime() | 1);
    }

    /** The write is over. If it was killed meanwhile, an interrupt is on its way and the stream is lost: throws. */
    public void end() throws IOException {
        long began = since.get();
        if (began == KILLED || !since.compareAndSet(began, IDLE)) throw new IOException("write deadline");
    }

    /** Interrupts the write that is going on, if it began, and moved last, before this moment. */
    public void killIfSince(long moment) {
        long began = since.get();
        if (began == IDLE || began == KILLED || began - moment > 0) return;
        Thread late = writer; // read first: once it is killed, another thread may begin to write
        if (since.compareAndSet(began, KILLED)) late.interrupt();
    }

    /** Interrupts the write that is going on, however well it moves. */
    public void kill() {
        for (long began; (began = since.get()) != IDLE && began != KILLED; ) killIfSince(began); // unless it moves now
    }

    /** {@return how long the write that is going on has not moved, in nanoseconds; 0 if there is none} */
    public long age(long now) {
        long began = since.get();
        return began == IDLE || began == KILLED ? 0 : now - began;
    }

    /** Whether a write is going on that has not moved for longer than this. */
    boolean isOlderThan(long nanos) {
        long began = since.get();
        return began == KILLED || began != IDLE && machine.nanoTime() - began > nanos;
    }

    /** {@return whether the write was ended from outside, and the stream is lost} */
    public boolean killed() {
        return since.get() == KILLED;
    }
}
