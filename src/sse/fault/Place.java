package sse.fault;

/**
 * Where in the body a fault acts.
 *
 * @param at by what it is found
 * @param number of events, bytes or milliseconds
 * @param chance from 0 to 1; of {@link At#P} only
 */
record Place(At at, long number, double chance) {
    static final Place NONE = new Place(At.ANYWHERE, 0, 0);

    /** By what a place is found. */
    enum At { ANYWHERE, EVENTS, BYTES, AFTER, EVERY, P }

    long nanos() {
        return number * 1_000_000;
    }
}
