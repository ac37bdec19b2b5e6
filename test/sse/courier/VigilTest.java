package sse.courier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The ticker's decisions, in numbers. */
class VigilTest {
    private static final long MILLI = 1_000_000;
    private static final long PATIENCE = Vigil.PATIENCE_NANOS;

    private long now = Long.MAX_VALUE - MILLI; // it overflows at once
    private final Vigil vigil = new Vigil(now);
    private long news;

    /** One look, in which the slowest courier was seen in its write for so long. */
    private long look(long stuck) {
        vigil.begin(now);
        if (vigil.watches(news, now)) {
            vigil.passed(now);
            vigil.watched(stuck, vigil.patience(0, now), now);
        }
        return vigil.next(now) - now;
    }

    @Test
    void looksEvery250MillisecondsAtRestAndEveryTenWhileSomethingIsPublished() {
        assertEquals(250 * MILLI, look(0));
        assertTrue(vigil.rests(now));
        now += 100 * MILLI;
        news++;
        assertEquals(10 * MILLI, look(0));
        assertFalse(vigil.rests(now));
        for (int i = 0; i < 25; i++) {
            now += 10 * MILLI;
            look(0);
        }
        assertTrue(vigil.rests(now)); // 250 ms without news
        assertEquals(150 * MILLI, look(0)); // the next tick is 500 ms behind the first
    }

    @Test
    void timeIsLookedAtOnceATickHoweverOftenItLooks() {
        int looks = 0;
        for (int i = 0; i < 1000; i++, now += MILLI) {
            if (vigil.begin(now)) looks++;
        }
        assertEquals(4, looks);
    }

    @Test
    void heartbeatsKeepItBusyForAWhile() {
        vigil.begin(now);
        vigil.beats(now);
        assertFalse(vigil.rests(now));
        assertTrue(vigil.rests(now + 50 * MILLI));
    }

    @Test
    void aSuspicionMakesItLookSoonerAndAStallSoonerStill() {
        news++;
        assertEquals(10 * MILLI, look(4 * MILLI));
        assertEquals(2 * MILLI, look(5 * MILLI));
        assertEquals(PATIENCE, vigil.patience(0, now));
        assertEquals(MILLI / 4, look(PATIENCE));
        assertTrue(vigil.isStorm(now));
        assertFalse(vigil.isStorm(now + 50 * MILLI));
    }

    @Test
    void inAStormItIsImpatientUntilReadersAreApartInVain() {
        look(PATIENCE);
        assertEquals(MILLI / 2, vigil.patience(0, now));
        assertEquals(MILLI / 2 * 5, vigil.patience(1, now));
        assertEquals(PATIENCE, vigil.patience(7, now));
        assertEquals(PATIENCE, vigil.patience(Integer.MAX_VALUE, now));
        now += 50 * MILLI;
        assertEquals(PATIENCE, vigil.patience(0, now));
    }

    @Test
    void aPauseOfTheProcessDoesNotCountAsTimeThatItWatched() {
        news++;
        look(0);
        now += 10 * MILLI;
        vigil.begin(now);
        assertEquals(10 * MILLI, vigil.passed(now));
        vigil.next(now);
        now += 3000 * MILLI;
        vigil.begin(now);
        assertEquals(10 * MILLI, vigil.passed(now));
    }

    @Test
    void ofLooksThatComeLateEveryFourthCounts() {
        news++;
        look(0);
        StringBuilder counted = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            now = vigil.next(now) + 6 * MILLI; // more than 5 ms late
            vigil.begin(now);
            counted.append(vigil.watches(++news, now) ? 'W' : '-');
        }
        now = vigil.next(now) + 4 * MILLI;
        vigil.begin(now);
        counted.append(vigil.watches(news, now) ? 'W' : '-');
        assertEquals("---W---W-W", counted.toString());
    }

    @Test
    void probationIs20MillisecondsAndDoublesUpTo2560() {
        Probation probation = new Probation();
        for (long length = 20; length <= 5120; length *= 2) {
            long expected = Math.min(length, 2560);
            probation.begin(now);
            long began = now;
            while (!probation.isOver(now, now + MILLI, true)) now += MILLI;
            assertEquals(expected + 1, (now - began) / MILLI);
        }
    }

    @Test
    void aReaderThatIsSlowOrBehindBeginsItsProbationAnew() {
        Probation probation = new Probation();
        probation.begin(now);
        now += 15 * MILLI;
        assertFalse(probation.isOver(now, now + 6 * MILLI, true)); // too slow
        now += 21 * MILLI;
        assertFalse(probation.isOver(now, now + MILLI, false)); // not all
        now += 20 * MILLI;
        assertFalse(probation.isOver(now, now, true));
        now += 2 * MILLI;
        assertTrue(probation.isOver(now, now, true));
    }
}
