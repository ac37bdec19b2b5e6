package sse.server;

import sse.courier.Ticker;

/**
 * When a stream on which nothing is written has to show that it is alive. For the one thread that writes to the
 * stream; {@link #dueIn} is for any.
 *
 * <p>Beats come in pairs: the network of a reader that has left answers the first with a reset, and so writing the
 * second fails.
 */
final class Heartbeat {
    /** From the first beat of a pair to the second. */
    private static final long PROBE_NANOS = 100_000_000L;

    private final long silence; // nanoseconds; 0 for no beats
    private volatile long due;  // the next beat, in nanoTime
    private boolean probing;    // for the one thread that writes: what it wrote last was the first of a pair

    /**
     * A heartbeat.
     *
     * @param silenceNanos the longest silence; 0 for no beats
     * @param number of the stream: those that were opened together spread out
     */
    Heartbeat(long silenceNanos, int number) {
        long spread = silenceNanos / 8;
        silence = silenceNanos == 0 ? 0 : silenceNanos - Ticker.TICK_NANOS - number * 7919L % 1000 * spread / 1000;
        due = System.nanoTime() + silence;
    }

    /** In how many nanoseconds from now the next beat is due; {@link Long#MAX_VALUE} for never. */
    long dueIn(long now) {
        return silence == 0 ? Long.MAX_VALUE : due - now;
    }

    /** The reader may have left: a beat is due now. Any thread; should something be written just then, it is lost. */
    void probe() {
        if (silence > 0) due = System.nanoTime();
    }

    /** Something was written, and if it was a beat the first of a pair, the second is due soon. */
    void wrote(boolean beat) {
        probing = beat && !probing;
        due = System.nanoTime() + (probing ? PROBE_NANOS : silence);
    }
}
