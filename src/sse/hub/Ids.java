package sse.hub;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The ids that a hub gives: {@code <boot>-<seq>}. Boot is the moment of its start in base 36, and two more
 * digits, so that hubs that start within the same millisecond differ as well: always those of one program,
 * and mostly those of two.
 */
final class Ids {
    static final String CLOSE = "close";
    private static final int RADIX = 36;
    private static final int SUFFIXES = RADIX * RADIX;
    private static final AtomicInteger SUFFIX = new AtomicInteger((int) System.nanoTime());

    private static final int LONGEST = 1024; // in the head of a request, which is bounded

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

    /** Whether an id has the form of those that hubs give, this one or one of another start. */
    boolean isGiven(String id) {
        return seqOf(id) >= 0 || isOfAnotherStart(id);
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

    /** Why an event cannot have this id of its own, or null. */
    String objection(String id) {
        if (id.isEmpty()) return "an id cannot be empty: every reader would forget its place";
        if (id.length() > LONGEST) return "an id has " + LONGEST + " characters at most: longer ones cannot come back";
        if (seqOf(id) >= 0) {
            return "the id " + id + " has the form of the ids that this server gives: leave it out, or have it "
                    + "replaced with ?ids=new (pub --new-ids)";
        }
        char first = id.charAt(0);
        char last = id.charAt(id.length() - 1);
        if (first == ' ' || last == ' ') return "an id cannot begin or end with a space: it comes back without";
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c < ' ' || c == 0x7F) {
                return "an id cannot have a tab or another control character: no header brings it back unchanged";
            }
            if (!Character.isSurrogate(c)) continue;
            if (!Character.isSurrogatePair(c, i + 1 < id.length() ? id.charAt(i + 1) : ' ')) {
                return "an id cannot have half a surrogate pair: it is no text";
            }
            i++;
        }
        return null;
    }

    private static boolean digits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        }
        return true;
    }
}
