package sse.lint;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * A stream that notes when its bytes came: what lint needs to judge a live one.
 *
 * <p>Reads less than 20 ms apart count as one burst, for one write of a server may come in several.
 * For one thread, but for {@link #stop()}.
 */
public final class Arrivals extends InputStream {
    private static final long TOGETHER = 20_000_000;

    private final InputStream in;
    private final LongSupplier nanos;
    private final long start;
    private long last;
    private int reads;
    private long bytes;
    private int burst;
    private long silence;         // in front of the burst
    private long longest;         // silence of all
    private volatile boolean stopped;

    /**
     * Notes the arrivals of a body.
     *
     * @param nanos the time in nanoseconds at which the read that just returned had come
     * @param start when the waiting began, by the same clock
     */
    public Arrivals(InputStream in, LongSupplier nanos, long start) {
        this.in = in;
        this.nanos = nanos;
        this.start = start;
        this.last = start;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        int n;
        try {
            n = in.read(to, from, length);
        } catch (IOException e) {
            note();
            throw e;
        }
        note();
        if (n > 0) {
            reads++;
            bytes += n;
        }
        return n;
    }

    private void note() {
        long now = nanos.getAsLong();
        long gap = now - last;
        last = now;
        longest = Math.max(longest, gap);
        if (gap < TOGETHER && burst > 0) return;
        burst++;
        silence = gap;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Says that whoever reads has had enough: the end that follows is not the stream's. Any thread may call. */
    public void stop() {
        stopped = true;
    }

    /** {@return whether the end is the reader's, not the stream's} */
    public boolean stopped() {
        return stopped;
    }

    /** {@return how many reads gave bytes} */
    int reads() {
        return reads;
    }

    /** {@return how many bytes they gave} */
    long bytes() {
        return bytes;
    }

    /** {@return the number of the burst that the last read belongs to, from 1; 0 before the first} */
    int burst() {
        return burst;
    }

    /** {@return the milliseconds without a byte in front of this burst} */
    long silenceMillis() {
        return silence / 1_000_000;
    }

    /** {@return the most milliseconds that ever went by without a byte} */
    long longestSilenceMillis() {
        return longest / 1_000_000;
    }

    /** {@return milliseconds from the start to the last read} */
    public long millis() {
        return (last - start) / 1_000_000;
    }
}
