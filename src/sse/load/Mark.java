package sse.load;

import sse.text.Digits;

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
 * result in the fields, so each thread has a mark of its own.
 */
final class Mark {
    /** Room for the mark and both numbers, whatever they are. */
    static final int MIN_SIZE = 64;

    private static final int LOOK = 4; // bytes in front of the mark: some servers put the data into quotes

    final long origin;
    private final String run;
    private final String mark;
    long number;
    long due;

    /**
     * A mark of a run.
     *
     * @param run what no other run is called; at most 20 letters and digits
     * @param origin nanoTime at its beginning
     */
    Mark(String run, long origin) {
        this.run = run;
        this.origin = origin;
        this.mark = "bench-" + run + "-";
    }

    /** The same mark for another thread. */
    Mark copy() {
        return new Mark(run, origin);
    }

    /** Writes the data of an event, size bytes long. */
    void write(byte[] out, int at, int size, long number, long due) {
        for (int i = 0; i < mark.length(); i++) out[at + i] = (byte) mark.charAt(i);
        int n = digits(out, at + mark.length(), number);
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
    boolean read(String data) {
        int at = 0;
        while (!data.startsWith(mark, at)) {
            if (++at == LOOK) return false;
        }
        int dash = digitsEnd(data, at + mark.length());
        if (dash == data.length() || data.charAt(dash) != '-') return false;
        number = Digits.parse(data, at + mark.length(), dash);
        due = Digits.parse(data, dash + 1, digitsEnd(data, dash + 1));
        return number >= 0 && due >= 0;
    }

    private static int digitsEnd(String data, int at) {
        while (at < data.length() && data.charAt(at) >= '0' && data.charAt(at) <= '9') at++;
        return at;
    }
}
