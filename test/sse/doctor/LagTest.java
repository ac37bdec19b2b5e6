package sse.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import sse.doctor.Observation.End;

/** What is said to be held was measured so, and is not what a healthy stream may look like. */
class LagTest {
    private static Observation live() {
        return Scene.open().each(0.5, 1, 19).stop(20);
    }

    @Test
    void whatComesTogetherAndLateIsHeld() {
        Lag lag = Lag.of(live(), Scene.open().together(8.6, 1, 9).together(17.6, 10, 18).stop(20));
        assertEquals(18, lag.pairs());
        assertEquals(4_100_000_000L, lag.median(), 1000);
        assertEquals(8_100_000_000L, lag.most(), 1000);
        assertTrue(lag.isHeld());
        assertEquals(1, lag.missing(), "that of 18.5 s is still on its way");
    }

    @Test
    void sameTimesAreNoLag() {
        Lag lag = Lag.of(live(), Scene.open().each(0.55, 1, 19).stop(20));
        assertEquals(50_000_000, lag.median(), 1000);
        assertFalse(lag.isLate());
    }

    @Test
    void whatNeverComesIsHeld() {
        assertTrue(Lag.of(live(), Scene.open().stop(20)).mute());
        Lag lag = Lag.of(live(), Scene.open().at(0.1, ":\n\n").stop(20));
        assertFalse(lag.mute());
        assertEquals(19, lag.missing());
        assertTrue(lag.isHeld());
        assertFalse(Lag.of(live(), Scene.open().at(0.1, ":\n\n").end(End.CLEAN, 0.2)).isHeld(), "it had ended");
    }

    @Test
    void backlogThatEverybodyGetsInHisOwnTimeDoesNotCount() {
        Lag lag = Lag.of(Scene.open().together(0.04, 1, 50).stop(9), Scene.open().together(2.5, 1, 50).stop(9));
        assertEquals(0, lag.pairs());
        assertFalse(lag.isLate());
    }

    /** Two answers of a model to the same question, say: one is slower, and holds nothing. */
    @Test
    void whatComesLaterOneByOneIsNotHeld() {
        Lag lag = Lag.of(live(), Scene.open().each(2.7, 1, 17).stop(20));
        assertFalse(lag.isHeld());
        assertTrue(lag.isLate());
    }

    /** Each connection begins to count when it is asked for. */
    @Test
    void streamsOfTheirOwnBeginWhenTheyAreAskedFor() {
        Lag lag = Lag.of(live(), Scene.openAt(0.8).each(1.32, 1, 18).stop(20));
        assertEquals(20_000_000, lag.median(), 1000);
        assertFalse(lag.isLate());
        Lag shared = Lag.of(live(), Scene.openAt(0.8).each(1.52, 2, 18).stop(20));
        assertEquals(20_000_000, shared.median(), 1000);
        Lag held = Lag.of(live(), Scene.openAt(0.8).together(9.5, 1, 10).together(18.5, 11, 19).stop(20));
        assertEquals(4_000_000_000L, held.median(), 1000);
    }

    /** Two tasks, say, that are the same by chance at their beginning, and go on in other ways. */
    @Test
    void streamsThatSayTheSameByChanceAreTwo() {
        Scene other = Scene.open().at(0.5, "data: begin\n\n");
        for (int i = 0; i < 18; i++) other.at(1 + i, "data: other " + i + "\n\n");
        Scene one = Scene.open().at(0.6, "data: begin\n\n");
        for (int i = 0; i < 18; i++) one.at(1 + i, "data: one " + i + "\n\n");
        Lag lag = Lag.of(one.stop(20), other.stop(20));
        assertEquals(0, lag.pairs() + lag.missing());
        assertFalse(lag.isHeld());
    }

    @Test
    void streamThatStopsInTheMiddleMissesEvents() {
        Lag lag = Lag.of(live(), Scene.open().each(0.51, 1, 2).stop(20));
        assertEquals(2, lag.pairs());
        assertEquals(17, lag.missing());
        assertTrue(lag.isHeld());
    }

    @Test
    void otherContentsAndThoseThatRepeatAreNotPaired() {
        String tick = "data: tick\n\n";
        Observation ticks = Scene.open().at(1, tick).at(2, tick).at(3, tick).stop(9);
        Observation later = Scene.open().at(6, tick).at(7, tick).stop(9);
        assertEquals(0, Lag.of(ticks, later).pairs());
        assertFalse(Lag.of(ticks, later).isHeld());
        Observation others = Scene.open().at(8, "data: a\n\ndata: b\n\n").stop(9);
        assertEquals(new Lag(0, 0, 0, 0, 0, 0, 0, false), Lag.of(live(), others));
    }

    @Test
    void streamsWithoutIdsArePairedByWhatTheySay() {
        Observation first = Scene.open().at(1, "data: a\n\n").at(2, "data: b\n\n").at(3, "data: c\n\n").stop(9);
        Lag lag = Lag.of(first, Scene.open().at(5, "data: a\n\ndata: b\n\ndata: c\n\n").stop(9));
        assertEquals(3, lag.pairs());
        assertEquals(3_000_000_000L, lag.median(), 1000);
        assertTrue(lag.isHeld());
    }
}
