package sse.hub;

/**
 * The ids of a log outside of this process: {@code <milliseconds>-<n>}, as a Redis stream gives them. The place in the
 * order is the id as one number, so every hub that follows the log has the same place for the same event, and an id
 * is looked up by arithmetic.
 */
final class StampIds extends Ids {
    static final int MOST_IN_MILLI = (1 << 21) - 1;

    private static final int BITS = 21;
    private static final int MILLIS = 13; // digits, from 2001 to 2286
    private static final int BOOT = 10;   // of the ids of hubs that give the order themselves

    @Override
    String of(long seq) {
        return millis(seq) + "-" + (seq & MOST_IN_MILLI);
    }

    static long millis(long seq) {
        return seq >> BITS;
    }

    @Override
    long seqOf(String id) {
        return place(id);
    }

    static long place(String id) {
        int n = id.length() - MILLIS - 1;
        if (n < 1 || n > 7 || id.charAt(MILLIS) != '-' || id.charAt(0) == '0') return -1;
        if (n > 1 && id.charAt(MILLIS + 1) == '0') return -1;
        for (int i = 0; i < MILLIS; i++) {
            if (id.charAt(i) < '0' || id.charAt(i) > '9') return -1;
        }
        if (!digits(id, MILLIS + 1)) return -1;
        long millis = Long.parseLong(id, 0, MILLIS, 10);
        long number = Long.parseLong(id, MILLIS + 1, id.length(), 10);
        return millis >> 63 - BITS != 0 || number > MOST_IN_MILLI ? -1 : millis << BITS | number;
    }

    @Override
    boolean isOfAnotherStart(String id) {
        return isBoot(id, BOOT);
    }
}
