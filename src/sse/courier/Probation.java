package sse.courier;

/**
 * How long a reader that was set apart must have kept up until its courier takes it back: 20 ms the first time,
 * because a busy machine looks like a slow reader for a moment; twice as long each time, up to 2.5 s. For the one
 * thread that writes to it.
 */
final class Probation {
    static final long QUICK_NANOS = 5_000_000L; // for a write; so often one with nothing to write looks
    private static final long FIRST_NANOS = 20_000_000L;
    private static final int DOUBLINGS = 7;

    private int times;
    private long length;
    private long since; // it has kept up

    /** It has been set apart once more. */
    void begin(long now) {
        length = FIRST_NANOS << Math.min(times++, DOUBLINGS);
        since = now;
    }

    /**
     * A look at the reader is over.
     *
     * @param before when it began
     * @param now when it was over
     * @param complete whether the reader has been sent all that there was when it began
     * @return whether it has kept up long enough
     */
    boolean isOver(long before, long now, boolean complete) {
        boolean keepsUp = complete && now - before <= QUICK_NANOS;
        if (!keepsUp) since = now;
        return keepsUp && before - since > length;
    }
}
