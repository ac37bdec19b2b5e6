package sse.exec;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import sse.Event;

/**
 * One run of a program, from its start until all is told of it.
 *
 * <pre>
 *   standard output ─► thread ─► Printed ─┐
 *                                         ├─► Outlet, one at a time: so a program that is held back waits
 *   standard error  ─► thread ─► Printed ─┘
 *   await(): looks what waits for a silence, and for the end
 * </pre>
 */
final class Run {
    private static final int BUFFER = 64 << 10;
    private static final long LOOK_MILLIS = 50;
    private static final long QUIET_MILLIS = 3_000;
    private static final long REST_NANOS = 1_000_000_000L; // of silence, for those that still hold its output open

    /** Where the events of a program go. */
    interface Outlet {
        /**
         * Takes events; as long as it does not return, the program is held back, as soon as its pipe is full.
         *
         * @throws IOException if nobody wants them any more: what the program prints is then thrown away
         */
        void events(List<Event> events) throws IOException;
    }

    private final Program program;
    private final Outlet outlet;
    private final Hints hints;
    private final ReentrantLock lock = new ReentrantLock(); // a virtual thread that waits for it keeps no carrier
    private final long began = System.nanoTime();
    private final Printed out;
    private final Printed err;
    private final AtomicInteger reading = new AtomicInteger(2);
    private volatile boolean printed;
    private volatile long lastRead = began;
    private boolean closed; // with the lock, as the two above

    /** Begins to read what the program prints. */
    Run(Program program, LineStyle style, Outlet outlet, Hints hints) {
        this.program = program;
        this.outlet = outlet;
        this.hints = hints;
        this.out = new Printed(null, style, began);
        this.err = new Printed("stderr", style, began);
        read(program.out(), out);
        read(program.err(), err);
    }

    private void read(InputStream in, Printed to) {
        Thread.ofPlatform().daemon().name("sse-exec").start(() -> {
            byte[] bytes = new byte[BUFFER];
            try (in) {
                for (int n; (n = in.read(bytes)) >= 0; ) add(to, bytes, n);
            } catch (IOException e) {
                // it was ended
            }
            end(to);
            reading.decrementAndGet();
        });
    }

    private void add(Printed to, byte[] bytes, int n) {
        lock.lock();
        try {
            printed = true;
            lastRead = System.nanoTime();
            to.add(bytes, n, lastRead);
            tell(to);
            long now = System.nanoTime();
            out.heldBack(now);
            err.heldBack(now);
        } finally {
            lock.unlock();
        }
    }

    private void end(Printed to) {
        lock.lock();
        try {
            to.end();
            tell(to);
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        lock.lock();
        try {
            long now = System.nanoTime();
            out.look(now);
            err.look(now);
            tell(out);
            tell(err);
        } finally {
            lock.unlock();
        }
    }

    private void tell(Printed from) {
        List<Event> events = from.events();
        if (from.wasCut()) hints.cut();
        if (events.isEmpty() || closed) return;
        try {
            outlet.events(events);
        } catch (IOException e) {
            closed = true;
        }
    }

    /**
     * {@return whether the run is over: the program has ended, and what it printed is told} Waits a little before it
     * says no. Whoever still holds the output open, behind the end, has a second of silence for more.
     */
    boolean isOver() throws InterruptedException {
        boolean ended = program.endsWithin(LOOK_MILLIS);
        look();
        if (!ended) {
            if (!printed && millis() > QUIET_MILLIS && program.isPiped()) hints.quiet();
            return false;
        }
        lastRead = System.nanoTime();
        while (reading.get() > 0 && System.nanoTime() - lastRead < REST_NANOS) {
            Thread.sleep(1);
            look();
        }
        lock.lock();
        closed = true;
        lock.unlock();
        return true;
    }

    /** {@return milliseconds since it began} */
    long millis() {
        return (System.nanoTime() - began) / 1_000_000;
    }

    /** {@return the program's exit code; the run is over} */
    int code() {
        return program.code();
    }
}
