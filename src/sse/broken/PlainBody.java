package sse.broken;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;

/** The body of a request: so many bytes of a connection, which come in time, or not at all. For one thread. */
final class PlainBody extends InputStream {
    static final long NANOS = 15_000_000_000L; // for all of it, as the JDK's server gives one

    private final InputStream in;
    private final LongSupplier nanoTime;
    private final long began;
    private long left;

    PlainBody(InputStream in, long length, LongSupplier nanoTime) {
        this.in = in;
        this.left = length;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        if (left == 0) return -1;
        if (nanoTime.getAsLong() - began > NANOS) throw new SocketTimeoutException("the body comes too slowly");
        int n = in.read(to, from, (int) Math.min(length, left));
        if (n < 0) throw new IOException("the body breaks off");
        left -= n;
        return n;
    }
}
