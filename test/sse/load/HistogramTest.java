package sse.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void everyQuantileIsLessThanOnePercentOff() {
        Random random = new Random(1);
        long[] values = new long[20_000];
        Histogram histogram = new Histogram();
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) Math.exp(random.nextDouble() * 40); // from 1 ns to seven years
            histogram.record(values[i]);
        }
        Arrays.sort(values);
        for (int permille = 1; permille <= 1000; permille++) {
            long exact = values[(int) Math.ceil(permille / 1000.0 * values.length) - 1];
            long read = histogram.quantile(permille / 1000.0);
            assertTrue(Math.abs(read - exact) <= exact / 100.0, permille + " permille: " + read + " for " + exact);
        }
    }

    @Test
    void smallValuesAreExact() {
        Histogram histogram = new Histogram();
        for (int v = 0; v < 256; v++) histogram.record(v);
        assertEquals(127, histogram.quantile(0.5));
        assertEquals(128, histogram.countBelow(128));
        assertEquals(0, histogram.countBelow(0));
    }

    @Test
    void extremesMeanAndCountAreExact() {
        Histogram histogram = new Histogram();
        for (long v : new long[] {1_000_003, 2_000_001, 5_999_996}) histogram.record(v);
        assertEquals(3, histogram.count());
        assertEquals(1_000_003, histogram.min());
        assertEquals(5_999_996, histogram.max());
        assertEquals(3_000_000, histogram.mean());
        assertEquals(5_999_996, histogram.quantile(1));
        assertEquals(1_000_003, histogram.quantile(0));
    }

    @Test
    void noValueIsTooLargeOrNegative() {
        Histogram histogram = new Histogram();
        histogram.record(Long.MAX_VALUE);
        histogram.record(-5);
        assertEquals(0, histogram.min());
        assertEquals(Long.MAX_VALUE, histogram.max());
        assertEquals(1, histogram.countBelow(1));
    }

    @Test
    void emptyOneSaysZero() {
        Histogram histogram = new Histogram();
        assertEquals(0, histogram.quantile(0.99));
        assertEquals(0, histogram.min());
        assertEquals(0, histogram.max());
        assertEquals(0, histogram.mean());
    }

    @Test
    void addingIsCountingBoth() {
        Histogram one = new Histogram();
        Histogram other = new Histogram();
        Histogram both = new Histogram();
        for (int v = 1; v < 10_000; v++) {
            (v % 3 == 0 ? one : other).record(v);
            both.record(v);
        }
        one.add(other);
        assertEquals(both.count(), one.count());
        assertEquals(both.mean(), one.mean());
        assertEquals(both.min(), one.min());
        assertEquals(both.max(), one.max());
        for (double q : new double[] {0.01, 0.5, 0.9, 0.999}) assertEquals(both.quantile(q), one.quantile(q));
    }
}
