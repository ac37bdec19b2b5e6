package sse.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RangesTest {
    @Test
    void isTheSetOfWhatWasAdded() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Ranges ranges = new Ranges(1000);
            TreeSet<Long> set = new TreeSet<>();
            for (int i = 0; i < 120; i++) {
                long v = random.nextInt(100);
                if (random.nextInt(4) == 0) {
                    long to = v + random.nextInt(12) - 2;
                    ranges.add(v, to);
                    for (long n = v; n <= to; n++) set.add(n);
                } else {
                    assertEquals(set.add(v), ranges.add(v), "adding " + v + ", seed " + seed);
                }
            }
            for (long v = -2; v < 115; v++) assertEquals(set.contains(v), ranges.contains(v), v + ", seed " + seed);
            for (long from = -1; from < 110; from += 7) {
                for (long to = from - 1; to < 115; to += 5) {
                    long expected = to < from ? 0 : set.subSet(from, true, to, true).size();
                    assertEquals(expected, ranges.count(from, to), from + " to " + to + ", seed " + seed);
                }
            }
            assertEquals(set.first(), ranges.first());
            assertEquals(set.last(), ranges.last());
        }
    }

    @Test
    void countsWhatAnotherSetLacks() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Ranges one = new Ranges(1000);
            Ranges other = new Ranges(1000);
            TreeSet<Long> difference = new TreeSet<>();
            for (int i = 0; i < 60; i++) difference.add((long) random.nextInt(100));
            difference.forEach(one::add);
            for (int i = 0; i < 60; i++) {
                long v = random.nextInt(100);
                other.add(v);
                difference.remove(v);
            }
            for (long from = 0; from < 100; from += 9) {
                for (long to = from; to < 105; to += 8) {
                    assertEquals(difference.subSet(from, true, to, true).size(), one.countWithout(other, from, to),
                            "seed " + seed);
                }
            }
        }
    }

    @Test
    void rangesThatTouchBecomeOne() {
        Ranges ranges = new Ranges(4);
        for (long v : new long[] {0, 2, 4, 6, 1, 3, 5}) ranges.add(v);
        for (long v : new long[] {10, 20, 30}) ranges.add(v); // with these, four ranges: as many as it may have
        assertFalse(ranges.contains(7), "a hole that had to be closed");
    }

    @Test
    void beyondTheLimitOldHolesAreClosed() {
        Ranges ranges = new Ranges(8);
        for (long v = 0; v < 1000; v += 2) assertTrue(ranges.add(v));
        assertTrue(ranges.contains(1), "closed long ago");
        assertFalse(ranges.contains(997), "a hole that is still open");
        assertEquals(0, ranges.first());
        assertEquals(998, ranges.last());
    }

    @Test
    void aNumberThatFallsIntoAHoleJustClosedIsThere() {
        Ranges ranges = new Ranges(8);
        for (long v = 0; v < 32; v += 4) ranges.add(v);
        ranges.add(2); // one range too many, and its place is among the older half
        assertTrue(ranges.contains(2));
        assertFalse(ranges.contains(22));
        assertEquals(28, ranges.last());
    }
}
