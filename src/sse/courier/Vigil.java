package sse.courier;

/**
 * When the ticker looks next, and how patient it is with a courier that is in a write: numbers in, numbers out.
 * For the ticker's thread; all times are of nanoTime, so that a test can go through a night of it.
 *
 * <p>It looks every 250 ms; every 10 ms while events are published; sooner where a courier seems to be held up.
 * Readers that stall do so together, and each of them delays the others by the time it takes to notice: in such a
 * storm, right behind one, it looks four times a millisecond; each reader set apart in vain makes it more patient.
 * A look that comes late counts as if it had come in time; on a machine that is always late, every fourth counts.
 */
final class Vigil {
    static final long TICK_NANOS = 250_000_000L;
    static final long BUSY_NANOS = 10_000_000L;
    static final long QUIET_NANOS = 250_000_000L; // without news; then it rests
    static final long SUSPICION_NANOS = 2_000_000L;
    static final long STORM_NANOS = 250_000L;
    static final long STORM_LASTS_NANOS = 50_000_000L;
    /** So long a courier may be seen in one write: one that only got no core is back after a few milliseconds. */
    static final long PATIENCE_NANOS = 13_000_000L;
    static final long STORM_PATIENCE_NANOS = 500_000L;
    static final long LATE_NANOS = 5_000_000L;
    static final int LATE_LOOKS = 3;

    private long tickAt;           // when to look at time
    private long due;              // when to look at all
    private long pause;            // how long it wanted to rest before this look
    private long watchedAt;
    private long stormUntil;
    private long quietFrom;
    private boolean suspicion;     // a courier has been in one write for some time
    private boolean late;          // the machine is busy, and so it may be for a courier
    private int skipped;
    private long news;

    Vigil(long now) {
        tickAt = due = watchedAt = stormUntil = quietFrom = now;
    }

    /** {@return whether the time has come to look at time: heartbeats, deadlines, ages} A look begins. */
    boolean begin(long now) {
        late = now - due > LATE_NANOS;
        if (now - tickAt < 0) return false;
        tickAt = now + TICK_NANOS;
        return true;
    }

    /** Heartbeats are being written, and a courier can be held up by them, too. */
    void beats(long now) {
        long busyUntil = now + 5 * BUSY_NANOS;
        if (quietFrom - busyUntil < 0) quietFrom = busyUntil;
    }

    /** {@return whether couriers are to be watched, by this look} So much is published by now. */
    boolean watches(long published, long now) {
        if (published != news) quietFrom = now + QUIET_NANOS;
        news = published;
        skipped = late && skipped < LATE_LOOKS ? skipped + 1 : 0;
        return skipped == 0;
    }

    /** {@return for how long it has been watching since it did so last} Pauses of the process do not count. */
    long passed(long now) {
        long passed = Math.min(now - watchedAt, pause);
        watchedAt = now;
        return passed;
    }

    /** {@return how many nanoseconds a write may take, when so many readers are apart in vain} */
    long patience(int inVain, long now) {
        return isStorm(now) ? Math.min(STORM_PATIENCE_NANOS * (1 + 4L * inVain), PATIENCE_NANOS) : PATIENCE_NANOS;
    }

    /** So long the slowest was seen in its write. */
    void watched(long stuck, long patience, long now) {
        suspicion = stuck >= BUSY_NANOS / 2;
        if (stuck >= patience) stormUntil = now + STORM_LASTS_NANOS;
    }

    /** {@return when to look next} */
    long next(long now) {
        pause = isStorm(now) ? STORM_NANOS : suspicion ? SUSPICION_NANOS : isBusy(now) ? BUSY_NANOS : TICK_NANOS;
        due = pause == TICK_NANOS ? tickAt : now + pause;
        return due;
    }

    /** {@return whether there is nothing to watch until something is published} */
    boolean rests(long now) {
        return !isStorm(now) && !suspicion && !isBusy(now);
    }

    /** {@return whether a courier was held up only just} */
    boolean isStorm(long now) {
        return now - stormUntil < 0;
    }

    private boolean isBusy(long now) {
        return now - quietFrom < 0;
    }
}
