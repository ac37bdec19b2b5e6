package sse.hub;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The ids of a hub that gives the order itself: {@code <boot>-<seq>}. Boot is the moment of its start in base 36, and
 * two more digits, so that hubs that start within the same millisecond differ as well: always those of one program,
 * and mostly those of two.
 */
final class BootIds extends Ids {
    private static final int RADIX = 36;
    private static final int SUFFIXES = RADIX * RADIX;
    private static final AtomicInteger SUFFIX = new AtomicInteger((int) System.nanoTime());

    private final String boot;

    BootIds(long bootMillis) {
        int suffix = Math.floorMod(SUFFIX.getAndIncrement(), SUFFIXES);
        this.boot = Long.toString(bootMillis, RADIX) + Character.forDigit(suffix / RADIX, RADIX)
                + Character.forDigit(suffix % RADIX, RADIX);
    }

    @Override
    String of(long seq) {
        return boot + "-" + seq;
    }

    @Override
    long seqOf(String id) {
        int n = boot.length();
        if (id.length() <= n + 1 || id.length() > n + 19 || !id.startsWith(boot) || id.charAt(n) != '-') return -1;
        return digits(id, n + 1) ? Long.parseLong(id, n + 1, id.length(), 10) : -1;
    }

    @Override
    boolean isOfAnotherStart(String id) {
        return !id.startsWith(boot) && isBoot(id, boot.length());
    }
}
