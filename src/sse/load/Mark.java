package sse.load;

import java.nio.charset.StandardCharsets;

/**
 * What an event of a load test carries in its data: the mark of the run, its number from 0, and the time
 * it was due; padded to the size that is asked for.
 *
 * <pre>
 *   bench-m1x7q2-4711-20015000000 xxxxxxxxxxxxxxxxxxxxxxxx
 *         run    number  nanoseconds since the run's origin; 0 while it warms up
 * </pre>
 *
 * <p>The mark keeps events of an earlier run, or of somebody else, out of the count. Reading leaves its
 * result in the fields, so each thread has a stamp of its own.
 */
final class Mark {
    /** Room for the mark and both numbers, whatever they are. */
    static final int MIN_SIZE = 64;

    private static final int LOOK = 4; // bytes in front of the mark: some servers put the data into quotes

    final long origin;
    private final String run;
    private final byte[] mark;
    long number;
    long due;

    /**
     * A stamp of a run.
     *
     * @param run what no other run is called; at most 20 letters and digits
     * @param origin nanoTime at its beginning
     */
    Mark(String run, long origin) {
        this.run = run;
        this.origin = origin;
        this.mark = ("bench-" + run + "-").getBytes(StandardCharsets.US_ASCII);
    }

    /** The same stamp for another thread. */
    Mark copy() {
        return new Mark(run, origin);
    }

    /** Writes the data of an event, size bytes long. */
    void write(byte[] out, int at, int size, long number, long due) {
        System.arraycopy(mark, 0, out, at, mark.length);
        int n = digits(out, at + mark.length, number);
        out[n] = '-';
        n = digits(out, n + 1, due);
        out[n++] = ' ';
        for (; n < at + size; n++) out[n] = 'x';
    }

    private static int digits(byte[] out, int at, long value) {
        int end = at + 1;
        for (long v = value; v >= 10; v /= 10) end++;
        long v = value;
        for (int i = end - 1; i >= at; i--, v /= 10) out[i] = (byte) ('0' + v % 10);
        return end;
    }

    /** Reads number and due from data; false if it is not of this run. */
    boolean read(byte[] b, int from, int to) {
        for (int at = from; at < from + LOOK && at + mark.length < to; at++) {
            if (!isMark(b, at)) continue;
            int i = at + mark.length;
            long n = 0;
            for (; i < to && b[i] >= '0' && b[i] <= '9'; i++) n = n * 10 + b[i] - '0';
            if (i == to || b[i] != '-') return false;
            long time = 0;
            for (i++; i < to && b[i] >= '0' && b[i] <= '9'; i++) time = time * 10 + b[i] - '0';
            number = n;
            due = time;
            return true;
        }
        return false;
    }

    private boolean isMark(byte[] b, int at) {
        for (int i = 0; i < mark.length; i++) {
            if (b[at + i] != mark[i]) return false;
        }
        return true;
    }
}
