package sse.llm;

/** When pieces came: the first, the last, and the longest wait between two. Times are of one clock, in nanoseconds. */
final class Timing {
    private long start;
    private long first;
    private long last;
    private long firstText;
    private boolean text;
    long chunks;
    long longestGap;

    /** The request was sent. */
    void start(long nanos) {
        start = nanos;
    }

    /** A piece came. */
    void chunk(long nanos, boolean isText) {
        if (chunks++ == 0) first = nanos;
        else longestGap = Math.max(longestGap, nanos - last);
        last = nanos;
        if (!isText || text) return;
        text = true;
        firstText = nanos;
    }

    long toFirst() {
        return first - start;
    }

    /** To the first piece of text; -1 if there was none. */
    long toText() {
        return text ? firstText - start : -1;
    }

    /** From the first piece to the last. */
    long span() {
        return last - first;
    }

    /** So many things a second, of which the first was there when the clock began to run; 0 for no rate. */
    double rate(long n) {
        return n < 2 || span() <= 0 ? 0 : (n - 1) * 1e9 / span();
    }
}
