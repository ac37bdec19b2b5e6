package sse.text;

import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes that somebody hands in piece by piece, for a reader that must not wait: where there is nothing yet, a read
 * throws {@link Dry}, and the reader goes on from there when it is asked again. For one thread.
 */
public final class Arrived extends InputStream {

    /** There is nothing yet. Without a stack, as it is thrown about once a piece. */
    public static final class Dry extends IOException {
        private static final long serialVersionUID = 1;

        private Dry() {
            super("nothing has arrived");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private final Dry dry = new Dry();
    private byte[] bytes = {};
    private int at;
    private int to;
    private boolean ended;

    /** Nothing has come. */
    public Arrived() {}

    /** Hands in the next bytes; those before have been read, and these are until they change. */
    public void feed(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    /** Nothing comes behind what was handed in. */
    public void end() {
        ended = true;
    }

    @Override
    public int read(byte[] out, int offset, int length) throws Dry {
        if (at == to) return none();
        int n = Math.min(length, to - at);
        System.arraycopy(bytes, at, out, offset, n);
        at += n;
        return n;
    }

    @Override
    public int read() throws Dry {
        return at == to ? none() : bytes[at++] & 0xFF;
    }

    private int none() throws Dry {
        if (ended) return -1;
        throw dry;
    }
}
