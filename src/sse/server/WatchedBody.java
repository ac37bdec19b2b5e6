package sse.server;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;
import sse.courier.Crowd;
import sse.courier.Unsent;
import sse.courier.WriteWatch;

/**
 * The body of an open response: written in slices under the eyes of the ticker, so that it is seen whether a slow
 * reader takes something, and kept alive by a heartbeat. For whoever writes to the stream, one at a time: its holder,
 * then a courier, then its holder; what any thread may call says so.
 */
abstract class WatchedBody implements Unsent.Writing {
    private static final int SLICE = 8 << 10;
    private static final int TURN = 8 * SLICE; // of one in a crowd
    private static final long BUSY_NANOS = 1_000_000;

    final WriteWatch watch = new WriteWatch();
    final Heartbeat heartbeat;
    private final byte[] beat;
    private OutputStream out;
    private final Crowd crowd;
    private boolean joined;         // while it catches up
    private long rested = System.nanoTime(); // when its sender waited last
    private volatile long bytes;
    private volatile byte[] unsent; // what is being written, if it is large
    private volatile long unsentSince;
    private volatile String givenUp; // why the write was ended, if not for its deadline

    WatchedBody(byte[] beat, Heartbeat heartbeat, Crowd crowd) {
        this.crowd = crowd;
        this.beat = beat;
        this.heartbeat = heartbeat;
    }

    /** From now on it is written there. */
    void begin(OutputStream body) {
        out = body;
    }

    /** Writes the last chunk. */
    void close() throws IOException {
        out.close();
    }

    /** From now on it is one of the crowd, and writes by turns. */
    void join() {
        crowd.enter();
        joined = true;
    }

    /** It is none of the crowd any more. */
    void leave() {
        joined = false;
        crowd.leave();
    }

    /** A sender waits, for so long at most. */
    void rest(long nanos) {
        crowd.pause();
        LockSupport.parkNanos(this, nanos);
        rested = System.nanoTime();
    }

    /** Writes and flushes, when its turn has come. */
    void writeInTurn(byte[] b, int length) throws IOException {
        if (joined) giveWay();
        write(b, length);
    }

    /** Writes and flushes what a sender sends, which may never wait for anything. */
    void writeWatched(byte[] b) throws IOException {
        if (System.nanoTime() - rested > BUSY_NANOS) {
            crowd.rest();
            rested = System.nanoTime();
        }
        watch.begin();
        write(b, b.length);
        watch.end();
    }

    /** Writes and flushes. The writes of a courier on its round are watched by its claim instead. */
    void write(byte[] b, int length) throws IOException {
        if (length <= SLICE) out.write(b, 0, length);
        else writeSlices(b, length);
        out.flush();
        bytes += length;
        heartbeat.wrote(false);
    }

    /** So it is seen that a slow reader takes something, and has its time anew. */
    private void writeSlices(byte[] b, int length) throws IOException {
        unsentSince = System.nanoTime();
        unsent = b;
        try {
            for (int from = 0; from < length; from += SLICE) {
                if (joined && from > 0 && from % TURN == 0) giveWay();
                out.write(b, from, Math.min(SLICE, length - from));
                watch.moved();
            }
        } finally {
            unsent = null;
        }
    }

    /** The others of the crowd write; the time that takes is not this reader's. */
    private void giveWay() throws IOException {
        watch.end();
        crowd.giveWay();
        watch.begin();
    }

    public void beat() throws IOException {
        out.write(beat);
        out.flush();
        bytes += beat.length;
        heartbeat.wrote(true);
    }

    // ── for any thread ──

    public long beatIn(long now) {
        return heartbeat.dueIn(now);
    }

    public WriteWatch watch() {
        return watch;
    }

    public long bytes() {
        return bytes;
    }

    @Override
    public byte[] unsent() {
        return unsent;
    }

    @Override
    public long unsentSince() {
        return unsentSince;
    }

    @Override
    public void giveUp(String why) {
        givenUp = why;
        watch.kill();
    }

    /** {@return why its last write was ended from outside, or null if it was not} */
    String killed() {
        return !watch.killed() ? null : givenUp != null ? givenUp : "write deadline";
    }
}
