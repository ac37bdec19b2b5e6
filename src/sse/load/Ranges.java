package sse.load;

import java.util.Map;
import java.util.TreeMap;

/**
 * A set of numbers, kept as the ranges that they form: numbers that count up by one need the room of a
 * single range, however many there are. For one thread.
 *
 * <p>Bounded: with more ranges than the limit, the holes between the older half of them are closed.
 */
final class Ranges {
    private final int limit;
    private TreeMap<Long, Long> older;  // first to last of each range but the newest; null while there is one at most
    private long from;                  // the newest range, the only one that most of them ever have
    private long to = -1;
    private boolean empty = true;

    Ranges(int limit) {
        this.limit = limit;
    }

    /** Adds a number; false if it is there already. */
    boolean add(long value) {
        if (value == to + 1 && !empty) {
            to = value;
            return true;
        }
        if (contains(value)) return false;
        add(value, value);
        return true;
    }

    /** Adds all numbers from first to last. */
    void add(long first, long last) {
        if (first > last) return;
        if (empty || first >= from && first <= to + 1) {
            if (empty) from = first;
            to = empty ? last : Math.max(to, last);
            empty = false;
            return;
        }
        if (older == null) older = new TreeMap<>();
        older.put(from, to);
        long begin = first;
        long end = last;
        Map.Entry<Long, Long> touching;
        while ((touching = older.floorEntry(end + 1)) != null && touching.getValue() >= begin - 1) { // these become one
            older.remove(touching.getKey());
            begin = Math.min(begin, touching.getKey());
            end = Math.max(end, touching.getValue());
        }
        older.put(begin, end);
        if (older.size() > limit) closeOldHoles();
        Map.Entry<Long, Long> newest = older.pollLastEntry();
        from = newest.getKey();
        to = newest.getValue();
    }

    private void closeOldHoles() {
        long begin = older.firstKey();
        long end = begin;
        for (int n = older.size() / 2; n >= 0; n--) end = older.pollFirstEntry().getValue();
        older.put(begin, end);
    }

    /** Adds all numbers of another set. */
    void add(Ranges other) {
        if (other.older != null) other.older.forEach(this::add);
        if (!other.empty) add(other.from, other.to);
    }

    boolean contains(long value) {
        if (empty) return false;
        if (value >= from) return value <= to;
        Map.Entry<Long, Long> range = older == null ? null : older.floorEntry(value);
        return range != null && range.getValue() >= value;
    }

    /** How many numbers there are from first to last, both included. */
    long count(long first, long last) {
        if (empty) return 0;
        long count = common(from, to, first, last);
        if (older == null || first > last) return count;
        Long begin = older.floorKey(first);
        for (Map.Entry<Long, Long> range : older.subMap(begin == null ? first : begin, true, last, true).entrySet()) {
            count += common(range.getKey(), range.getValue(), first, last);
        }
        return count;
    }

    private static long common(long from, long to, long first, long last) {
        return Math.max(0, Math.min(to, last) - Math.max(from, first) + 1);
    }

    /** How many numbers of this set are from first to last and not in the other set. */
    long countWithout(Ranges other, long first, long last) {
        long count = count(first, last);
        if (other.older != null) {
            for (Map.Entry<Long, Long> range : other.older.entrySet()) {
                count -= countBoth(range.getKey(), range.getValue(), first, last);
            }
        }
        return other.empty ? count : count - countBoth(other.from, other.to, first, last);
    }

    private long countBoth(long from, long to, long first, long last) {
        return count(Math.max(from, first), Math.min(to, last));
    }

    boolean isEmpty() {
        return empty;
    }

    long first() {
        return older == null || older.isEmpty() ? from : older.firstKey();
    }

    long last() {
        return to;
    }
}
