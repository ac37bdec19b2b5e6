package sse.exec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lines that are typed to a program. It need not read them: so they wait, as many as fit, and a thread of its own
 * brings them. Any thread may type.
 */
final class Typing {
    private static final int MOST = 1 << 20; // bytes that wait, but for a single line

    /** What became of a line. */
    enum Outcome { TAKEN, NO_ROOM, CLOSED }

    private final OutputStream input;
    private final LinkedBlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
    private long waiting;   // bytes of them, and of the one that is on its way; with the lock
    private boolean begun;  // the thread; with the lock
    private volatile boolean closed;

    Typing(OutputStream input) {
        this.input = input;
    }

    synchronized Outcome type(byte[] line) {
        if (closed) return Outcome.CLOSED;
        if (waiting > 0 && waiting + line.length >= MOST) return Outcome.NO_ROOM;
        waiting += line.length + 1L;
        lines.add(line);
        if (!begun) Thread.ofPlatform().daemon().name("sse-input").start(this::bring);
        begun = true;
        return Outcome.TAKEN;
    }

    private void bring() {
        try (input) {
            while (true) {
                byte[] line = lines.take();
                if (closed) return;
                input.write(line);
                input.write('\n');
                input.flush();
                brought(line.length + 1L);
            }
        } catch (IOException | InterruptedException e) {
            close(); // it does not read any more
        }
    }

    private synchronized void brought(long bytes) {
        waiting -= bytes;
    }

    /** The program has ended: nothing is typed to it any more. Does not wait for what is on its way. */
    synchronized void close() {
        closed = true;
        lines.clear();
        lines.add(new byte[0]); // whoever waits for a line looks again
        if (begun) return; // the thread closes it, when it can
        try {
            input.close();
        } catch (IOException e) {
            // it is gone
        }
    }
}
