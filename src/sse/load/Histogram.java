package sse.load;


/**
 * Counts durations in buckets that grow with the value: fixed memory, any range, and every figure read
 * back is less than 1 % off. For one thread; others may look while it counts and see it a little late.
 *
 * <p>The first 256 values have a bucket each; from there on each power of two is cut into 128 buckets,
 * so a bucket is never wider than 1/128 of what is in it.
 */
public final class Histogram {
    private static final int STEPS = 7;
    private static final int FIRST = 1 << STEPS + 1;

    private final long[] buckets = new long[FIRST + (62 - STEPS << STEPS)];
    private long count;
    private long sum;
    private long min = Long.MAX_VALUE;
    private long max;

    private static int bucket(long value) {
        if (value < FIRST) return (int) value;
        int shift = 63 - STEPS - Long.numberOfLeadingZeros(value);
        return (shift + 1 << STEPS) + (int) (value >>> shift) - (1 << STEPS);
    }

    /** The smallest value that falls into a bucket. */
    private static long floor(int bucket) {
        if (bucket < FIRST) return bucket;
        int shift = (bucket >>> STEPS) - 1;
        return (long) ((bucket & (1 << STEPS) - 1) + (1 << STEPS)) << shift;
    }

    /** Counts a duration; a negative one counts as 0. */
    void record(long value) {
        long v = Math.max(0, value);
        buckets[bucket(v)]++;
        count++;
        sum += v;
        if (v < min) min = v;
        if (v > max) max = v;
    }

    /** Counts all that another one has counted. */
    void add(Histogram other) {
        for (int i = 0; i < buckets.length; i++) buckets[i] += other.buckets[i];
        count += other.count;
        sum += other.sum;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
    }

    /** {@return how many durations were counted} */
    public long count() {
        return count;
    }

    /** {@return the smallest, exactly; 0 if there is none} */
    public long min() {
        return count == 0 ? 0 : min;
    }

    /** {@return the largest, exactly} */
    public long max() {
        return max;
    }

    /** {@return the mean, exactly} */
    public long mean() {
        return count == 0 ? 0 : sum / count;
    }

    /**
     * {@return the value that this part of the durations, from 0 to 1, does not exceed} 0 if there is none; 0
     * and 1 are exact.
     */
    public long quantile(double part) {
        if (part <= 0) return min();
        if (part >= 1) return max;
        long rank = Math.max(1, (long) Math.ceil(part * count));
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= rank) return Math.min(max, Math.max(min, (floor(i) + floor(i + 1) - 1) / 2));
        }
        return max();
    }

    /** {@return how many durations were below this one} Exact where a bucket begins, else off by part of one bucket. */
    public long countBelow(long value) {
        int end = bucket(Math.max(0, value));
        long below = 0;
        for (int i = 0; i < end; i++) below += buckets[i];
        return below;
    }
}
