package sse.exec;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
public final class Run {
    private static final int BUFFER = 64 << 10;
    private static final long LOOK_MILLIS = 50;
    private static final long REST_NANOS = 1_000_000_000L; // of silence, for those that still hold its output open

    /** Where the events of a program go. */
    public interface Outlet {
        /**
         * Takes events; as long as it does not return, the program is held back, as soon as its pipe is full.
         *
         * @throws IOException if nobody wants them any more: what the program prints is then thrown away
         */
        void events(List<Event> events) throws IOException;
    }

    private final Program program;
    private final Outlet outlet;
    private final long began = System.nanoTime();
    private final Printed out;
    private final Printed err;
    private final AtomicInteger reading = new AtomicInteger(2);
    private volatile boolean printed;
    private volatile long lastRead = began;
    private boolean closed; // with the lock

    /** Begins to read what the program prints. */
    public Run(Program program, LineStyle style, Outlet outlet) {
        this.program = program;
        this.outlet = outlet;
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

    private synchronized void add(Printed to, byte[] bytes, int n) {
        printed = true;
        lastRead = System.nanoTime();
        to.add(bytes, n, System.nanoTime());
        tell(to);
        out.heldBack(System.nanoTime());
        err.heldBack(System.nanoTime());
    }

    private synchronized void end(Printed to) {
        to.end();
        tell(to);
    }

    private synchronized void look() {
        long now = System.nanoTime();
        out.look(now);
        err.look(now);
        tell(out);
        tell(err);
    }

    private void tell(Printed from) {
        List<Event> events = from.events();
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
    public boolean isOver() throws InterruptedException {
        boolean ended = program.endsWithin(LOOK_MILLIS);
        look();
        if (!ended) return false;
        lastRead = System.nanoTime();
        while (reading.get() > 0 && System.nanoTime() - lastRead < REST_NANOS) {
            Thread.sleep(1);
            look();
        }
        synchronized (this) {
            closed = true;
        }
        return true;
    }

    /** {@return whether it has printed anything} */
    public boolean hasPrinted() {
        return printed;
    }

    /** {@return milliseconds since it began} */
    public long millis() {
        return (System.nanoTime() - began) / 1_000_000;
    }

    /** {@return whether lines were too long, and cut} */
    public synchronized boolean hasCut() {
        return out.wasCut() || err.wasCut();
    }

    /** {@return the program's exit code; the run is over} */
    public int code() {
        return program.code();
    }
}
