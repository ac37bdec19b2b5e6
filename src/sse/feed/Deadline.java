package sse.feed;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import sse.text.ArrayInput;
import sse.text.Markers;

/**
 * A stream that is read on a thread of its own, so that a time limit can end the waiting for it.
 *
 * <pre>
 *   thread:  open ─► read ─► piece, time ─► queue (at most 64) ─► read(): the thread of the command
 * </pre>
 */
public final class Deadline extends ArrayInput {
    private record Piece(byte[] bytes, long nanos, IOException failure) {}

    private final BlockingQueue<Piece> queue = new ArrayBlockingQueue<>(64);
    private final Thread thread;
    private final long deadline; // in nanoTime
    private Piece piece = new Piece(new byte[0], System.nanoTime(), null);
    private int at;
    private boolean over;
    private boolean stopped;

    /**
     * Starts reading.
     *
     * @param builder of the thread; a virtual one can be interrupted while it reads a socket
     * @param deadline as {@link System#nanoTime()}; {@link Long#MAX_VALUE} for none
     */
    public Deadline(Thread.Builder builder, Callable<InputStream> opening, long deadline) {
        this.deadline = deadline;
        this.thread = builder.start(() -> run(opening));
    }

    private void run(Callable<InputStream> opening) {
        IOException failure = null;
        try (InputStream in = opening.call()) {
            byte[] bytes = new byte[16 << 10];
            for (int n; (n = in.read(bytes)) >= 0; ) {
                queue.put(new Piece(Arrays.copyOf(bytes, n), System.nanoTime(), null));
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            return; // nobody reads any more
        } catch (Exception e) {
            failure = new IOException(e.getMessage(), e);
        }
        try {
            queue.put(new Piece(null, System.nanoTime(), failure));
        } catch (InterruptedException e) {
            // nobody reads any more
        }
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        while (!over && at == piece.bytes.length) {
            Piece next = next();
            at = 0;
            if (next == null) {
                stopped = true;
                over = true;
                piece = new Piece(null, System.nanoTime(), null);
                close();
            } else {
                piece = next;
                over = next.bytes == null;
            }
        }
        if (over) return -1;
        int n = Math.min(length, piece.bytes.length - at);
        System.arraycopy(piece.bytes, at, to, from, n);
        at += n;
        return n;
    }

    /** The next piece, or null when the time is up: what comes later does not count, though it may be here by now. */
    private Piece next() throws IOException {
        try {
            if (deadline == Long.MAX_VALUE) return queue.take();
            Piece next = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            return next == null || next.nanos - deadline >= 0 ? null : next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    /** Whether the end was that of the time. */
    public boolean stopped() {
        return stopped;
    }

    /** Why reading broke off, safe to print, or null: a lost connection ends a stream as any other end does. */
    public String failure() {
        if (piece.failure == null) return null;
        return new Markers(false, false).show(String.valueOf(piece.failure.getMessage()));
    }

    /** When the last bytes that were read, or the end, had come. */
    public long nanos() {
        return piece.nanos;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
