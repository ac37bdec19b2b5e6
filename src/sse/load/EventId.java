package sse.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An id of a stream, as bytes that are overwritten by the next one. */
final class EventId {
    private static final int MAX_DIGITS = 18; // more would not fit

    private byte[] bytes = new byte[32];
    private int length;

    void set(byte[] from, int at, int count) {
        if (count > bytes.length) bytes = new byte[count];
        System.arraycopy(from, at, bytes, 0, count);
        length = count;
    }

    void set(EventId other) {
        set(other.bytes, 0, other.length);
    }

    /** A copy, or null if it is empty. */
    byte[] toBytes() {
        return length == 0 ? null : Arrays.copyOf(bytes, length);
    }

    /** The number at its end, as {@code 4711} and {@code m1x7q2-4711} have one, or -1. */
    long number() {
        int from = digits();
        if (from == length || length - from > MAX_DIGITS || from > 0 && bytes[from - 1] != '-') return -1;
        long n = 0;
        for (int i = from; i < length; i++) n = n * 10 + bytes[i] - '0';
        return n;
    }

    /** What stands in front of that number, as a hash: it tells numberings apart. */
    int space() {
        int end = digits();
        int hash = 1;
        for (int i = 0; i < end; i++) hash = 31 * hash + bytes[i];
        return hash;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private int digits() {
        int from = length;
        while (from > 0 && bytes[from - 1] >= '0' && bytes[from - 1] <= '9') from--;
        return from;
    }
}
