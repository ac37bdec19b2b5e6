package sse.load;

import java.util.Arrays;

/**
 * A set of numbers, kept as the ranges that they form: numbers that count up by one need the room of a
 * single range, however many there are. For one thread.
 *
 * <p>Bounded: with more ranges than the limit, the holes between the older half of them are closed.
 */
final class Ranges {
    private final int limit;
    private long[] from = new long[2];
    private long[] to = new long[2];
    private int size;

    Ranges(int limit) {
        this.limit = limit;
    }

    /** Adds a number; false if it is there already. */
    boolean add(long value) {
        if (size > 0 && value == to[size - 1] + 1) {
            to[size - 1] = value;
            return true;
        }
        int i = indexOf(value);
        if (i >= 0 && to[i] >= value) return false;
        put(i + 1, value, value);
        return true;
    }

    /** Adds all numbers from first to last. */
    void add(long first, long last) {
        if (first > last) return;
        int begin = indexOf(first - 1); // ranges that touch become one
        if (begin < 0 || to[begin] < first - 1) begin++;
        int end = indexOf(last + 1) + 1;
        if (begin >= end) {
            put(begin, first, last);
            return;
        }
        from[begin] = Math.min(from[begin], first);
        to[begin] = Math.max(to[end - 1], last);
        remove(begin + 1, end);
    }

    /** Adds all numbers of another set. */
    void add(Ranges other) {
        for (int i = 0; i < other.size; i++) add(other.from[i], other.to[i]);
    }

    boolean contains(long value) {
        int i = indexOf(value);
        return i >= 0 && to[i] >= value;
    }

    /** How many numbers there are from first to last, both included. */
    long count(long first, long last) {
        long count = 0;
        for (int i = Math.max(0, indexOf(first)); i < size && from[i] <= last; i++) {
            count += Math.max(0, Math.min(to[i], last) - Math.max(from[i], first) + 1);
        }
        return count;
    }

    /** How many numbers of this set are from first to last and not in the other set. */
    long countWithout(Ranges other, long first, long last) {
        long count = 0;
        long at = first;
        for (int i = 0; i < other.size && at <= last; i++) {
            if (other.to[i] < at) continue;
            count += count(at, Math.min(last, other.from[i] - 1));
            at = other.to[i] + 1;
        }
        return at > last ? count : count + count(at, last);
    }

    boolean isEmpty() {
        return size == 0;
    }

    long first() {
        return from[0];
    }

    long last() {
        return to[size - 1];
    }

    /** The last range that begins at the value or before, or -1. */
    private int indexOf(long value) {
        if (size == 0 || from[size - 1] <= value) return size - 1;
        int i = Arrays.binarySearch(from, 0, size, value);
        return i >= 0 ? i : -i - 2;
    }

    /** Puts a range in at a place, which is in order; joins it with neighbours that it touches. */
    private void put(int at, long first, long last) {
        boolean before = at > 0 && to[at - 1] + 1 == first;
        boolean behind = at < size && from[at] - 1 == last;
        if (before && behind) {
            to[at - 1] = to[at];
            remove(at, at + 1);
        } else if (before) {
            to[at - 1] = last;
        } else if (behind) {
            from[at] = first;
        } else if (size == limit) {
            closeOldHoles();
            add(first, last);
        } else {
            if (size == from.length) {
                from = Arrays.copyOf(from, size * 2);
                to = Arrays.copyOf(to, size * 2);
            }
            System.arraycopy(from, at, from, at + 1, size - at);
            System.arraycopy(to, at, to, at + 1, size - at);
            from[at] = first;
            to[at] = last;
            size++;
        }
    }

    private void closeOldHoles() {
        to[0] = to[size / 2];
        remove(1, size / 2 + 1);
    }

    private void remove(int begin, int end) {
        System.arraycopy(from, end, from, begin, size - end);
        System.arraycopy(to, end, to, begin, size - end);
        size -= end - begin;
    }
}
