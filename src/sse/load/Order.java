package sse.load;

import sse.text.Digits;

/**
 * What one reader got of the events that are numbered in one way: which are missing, which came twice,
 * which came late. For one thread.
 *
 * <p>Missing is judged at the end, against what was published or what other readers got: only a number
 * that there was can be lost. Room for {@value #HOLES} holes; beyond that the oldest are not judged.
 */
final class Order {
    static final int HOLES = 256;

    /** What tells this numbering apart from others: what stands in front of the number in its ids. */
    final String space;
    private final Ranges seen = new Ranges(HOLES);
    private long expected = -1; // the number from which on nothing may be missing; -1: from the first seen
    private boolean told;       // what is missing in front of the next is no loss: the reader knows
    private long doubled;
    private long late;
    private long announced;

    Order(String space) {
        this.space = space;
    }

    /** The number at the end of an id, as {@code 4711} and {@code m1x7q2-4711} have one, or -1. */
    static long numberOf(String id) {
        int at = Digits.atEnd(id);
        return at == 0 || id.charAt(at - 1) == '-' ? Digits.parse(id, at, id.length()) : -1;
    }

    /** Whether an id that ends with a number is of this numbering. */
    boolean isOf(String id) {
        return Digits.atEnd(id) == space.length() && id.startsWith(space);
    }

    /** From this number on the reader is to get everything. */
    void expectFrom(long number) {
        expected = number;
    }

    /** Counts an event in; false if it was there already. */
    boolean see(long number) {
        boolean newest = seen.isEmpty() || number > seen.last();
        if (newest && told) {
            told = false;
            long from = seen.isEmpty() ? expected : seen.last() + 1;
            if (from >= 0) {
                announced += Math.max(0, number - from);
                seen.add(from, number - 1);
            }
        }
        if (!seen.add(number)) {
            doubled++;
            return false;
        }
        if (!newest) late++;
        return true;
    }

    /** What is missing between the last event and the next is no loss: the server says so, or was not asked for it. */
    void told() {
        told = true;
    }

    /** How many of these numbers the reader should have got and did not; {@code to} is the last one it is to have. */
    long lost(Ranges published, long to) {
        if (seen.isEmpty()) return expected < 0 || told ? 0 : published.count(expected, to);
        long from = expected < 0 ? seen.first() : expected;
        return published.countWithout(seen, from, told ? Math.min(to, seen.last()) : to);
    }

    /** The last number of those it got, or -1. */
    long last() {
        return seen.isEmpty() ? -1 : seen.last();
    }

    /** Adds what this reader got to what all of them did. */
    void addTo(Ranges all) {
        all.add(seen);
    }

    long doubled() {
        return doubled;
    }

    long late() {
        return late;
    }

    /** How many numbers were missing where the server had said that something is. */
    long announced() {
        return announced;
    }
}
