package sse.demo;

import java.util.SplittableRandom;

/** What happens by chance, and the same for every reader: it follows from the seed and the number of the event. */
final class Chance {
    private Chance() {}

    /** {@return a number from 0 to 1} */
    static double of(long seed, long n) {
        return new SplittableRandom(seed * 1_000_003 + n).nextDouble();
    }

    /** {@return a number below this} */
    static int below(int bound, long seed, long n) {
        return (int) (of(seed, n) * bound);
    }
}
