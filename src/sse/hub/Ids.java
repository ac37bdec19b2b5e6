package sse.hub;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The ids that a hub gives: {@code <boot>-<seq>}. Boot is the moment of its start in base 36, and two more
 * digits, so that hubs that start within the same millisecond differ as well: always those of one program,
 * and mostly those of two.
 */
final class Ids {
    private static final int RADIX = 36;
    private static final int SUFFIXES = RADIX * RADIX;
    private static final AtomicInteger SUFFIX = new AtomicInteger((int) System.nanoTime());

    private final String boot;

    Ids(long bootMillis) {
        int suffix = Math.floorMod(SUFFIX.getAndIncrement(), SUFFIXES);
        this.boot = Long.toString(bootMillis, RADIX) + Character.forDigit(suffix / RADIX, RADIX)
                + Character.forDigit(suffix % RADIX, RADIX);
    }

    String of(long seq) {
        return boot + "-" + seq;
    }

    /** The place in the order of publishing that an id of this hub stands for, or -1 if it is none of this hub's. */
    long seqOf(String id) {
        int n = boot.length();
        if (id.length() <= n + 1 || id.length() > n + 19 || !id.startsWith(boot) || id.charAt(n) != '-') return -1;
        return digits(id, n + 1) ? Long.parseLong(id, n + 1, id.length(), 10) : -1;
    }

    /** Whether an id has the form of those that a hub gives, but is of another start than this one. */
    boolean isOfAnotherStart(String id) {
        int dash = id.indexOf('-');
        if (dash != boot.length() || id.startsWith(boot)) return false;
        if (dash == id.length() - 1 || !digits(id, dash + 1)) return false;
        for (int i = 0; i < dash; i++) {
            char c = id.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'z')) return false;
        }
        return true;
    }

    private static boolean digits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        }
        return true;
    }
}
