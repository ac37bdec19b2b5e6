package sse.client;

/**
 * How long to wait in front of the next attempt. After a stream that was open, the reconnection time;
 * after failed attempts more, each time up to twice as much, spread at random, so that the clients of a
 * server that restarts do not all come at once. Never less than the reconnection time (9.2.3), up to a day of it.
 */
final class Backoff {
    /** What a stream with {@code retry: 0} gets: some servers mean "soon" by it, none can want a hot loop. */
    static final long SHORTEST = 100;

    /** The same where nothing is added: a browser's own work keeps it from a hot loop. */
    private static final long SHORTEST_EXACT = 10;

    /** A stream that asks for more has mistaken a unit, or wants to park its readers. */
    private static final long LONGEST = 24 * 3_600_000;

    private static final long FIRST_STEP = 1000;

    private Backoff() {}

    /**
     * The wait in milliseconds.
     *
     * @param retry the reconnection time
     * @param failures attempts since the last event that gave none
     * @param limit the longest wait that back-off leads to; 0 for the reconnection time itself, always
     * @param random from 0 to 1
     */
    static long millis(long retry, int failures, long limit, double random) {
        if (limit == 0) return Math.max(retry, SHORTEST_EXACT);
        long least = Math.min(Math.max(retry, Math.min(SHORTEST, limit)), LONGEST);
        if (failures == 0 || least >= limit) return least;
        long most = Math.max(least, FIRST_STEP);
        for (int i = 0; i < failures && most < limit; i++) most *= 2;
        return least + (long) ((Math.min(most, limit) - least) * random);
    }
}
