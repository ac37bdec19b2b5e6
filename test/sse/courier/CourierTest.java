package sse.courier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.courier.ByHand.MILLI;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.courier.ByHand.Reader;

/** Rounds, turn by turn: who comes and goes meanwhile, when they begin, and what an Error costs. */
@Timeout(20)
class CourierTest {
    private final ByHand hand = new ByHand();

    private static String[] numbers(int n) {
        return IntStream.range(0, n).mapToObj(Integer::toString).toArray(String[]::new);
    }

    @Test
    void whoIsCarriedWhileARoundIsOnIsSentWhatComesFromThenOn() {
        Reader first = hand.carry();
        Reader[] late = new Reader[20]; // more than the roster has room for
        first.meanwhile = () -> {
            for (int i = 0; i < late.length; i++) late[i] = hand.carry();
            hand.publish("2");
        };
        hand.publish("1");
        hand.turn();
        hand.turn();
        assertEquals(List.of("1", "2"), first.got);
        for (Reader reader : late) assertEquals(List.of("2"), reader.got);
        assertEquals(1, hand.started.size());
    }

    @Test
    void aStreamThatEndsWhileAWalkIsAtItIsReleasedOnceBehindItsLastEvents() {
        Reader[] readers = hand.carry(2);
        readers[0].meanwhile = () -> {
            readers[0].end("closed");
            hand.publish("2");
            assertEquals(0, readers[0].releases);
        };
        hand.publish("1");
        hand.turn();
        hand.turn();
        hand.turn();
        assertEquals(List.of("1", "2"), readers[0].got);
        assertEquals(1, readers[0].releases);
        assertNull(readers[0].failure);
        assertEquals(0, readers[1].releases);
    }

    @Test
    void aBurstIsGatheredForAMillisecondOrUntilItIsWorthItsWrites() {
        Reader reader = hand.carry();
        Courier.Walk walk = (Courier.Walk) hand.started.get(0);
        hand.publish("1");
        walk.turn();
        assertEquals(List.of("1"), reader.got); // alone, at once
        hand.publish("2");
        long before = hand.now;
        walk.turn();
        assertEquals(MILLI, hand.now - before);
        assertEquals(List.of("1"), reader.got);
        walk.turn();
        assertEquals(List.of("1", "2"), reader.got);
        hand.publish(numbers(64));
        before = hand.now;
        walk.turn();
        assertEquals(0, hand.now - before);
        assertEquals(66, reader.got.size());
    }

    @Test
    void withNothingToDoAWalkRests() {
        hand.carry();
        hand.turn();
        assertEquals(1, hand.rests);
        hand.publish("1");
        hand.turn();
        assertEquals(1, hand.rests);
    }

    @Test
    void aHeartbeatThatIsNeverDueIsNeverLookedForAndOneThatIsComesInTime() {
        Reader reader = hand.carry();
        assertTrue(hand.couriers.lookForBeats(hand.now)); // one has come
        hand.turn();
        assertFalse(hand.couriers.lookForBeats(hand.now - MILLI)); // the ticker may have read its time before
        for (int i = 0; i < 100; i++) {
            hand.now += 30_000 * MILLI;
            assertFalse(hand.couriers.lookForBeats(hand.now));
        }
        reader = hand.carry();
        reader.beatAt = hand.now + 1000 * MILLI;
        assertTrue(hand.couriers.lookForBeats(hand.now));
        hand.turn();
        assertFalse(hand.couriers.lookForBeats(hand.now + 900 * MILLI));
        hand.now += 1000 * MILLI;
        assertTrue(hand.couriers.lookForBeats(hand.now));
        hand.turn();
        assertEquals(1, reader.beats);
    }

    @Test
    void whoComesWhileHeartbeatsAreLookedAtIsNotForgotten() {
        Reader first = hand.carry();
        first.beatAt = hand.now;
        first.meanwhile = () -> hand.carry().beatAt = hand.now + 1000 * MILLI;
        hand.couriers.lookForBeats(hand.now);
        hand.turn();
        assertEquals(1, first.beats);
        assertTrue(hand.couriers.lookForBeats(hand.now + 1000 * MILLI));
    }

    @Test
    void anErrorBehindAWriteLeavesTheNextOneUnderTheTickersEyes() {
        Reader[] readers = hand.carry(2);
        readers[0].meanwhile = () -> readers[0].mistake = new StackOverflowError("mine");
        readers[1].meanwhile = () -> {
            hand.seize();
            assertEquals(1, hand.couriers.apart());
        };
        hand.publish("1");
        hand.turn();
        hand.turn();
        assertEquals(1, hand.bugs.size());
        assertEquals(List.of("1"), readers[1].got);
        assertEquals(2, hand.started.size());
    }

    @Test
    void anErrorOnARoundCostsTheStreamItComesFromAndIsTold() {
        Reader[] readers = hand.carry(3);
        readers[1].mistake = new StackOverflowError("mine");
        hand.couriers.lookForBeats(hand.now); // also who has no news is asked
        hand.turn();
        hand.publish("1");
        hand.turn();
        hand.turn();
        assertEquals(List.of(readers[1].mistake), hand.bugs);
        assertEquals(1, readers[1].releases);
        assertSame(readers[1].mistake, readers[1].failure.getCause());
        assertEquals(List.of("1"), readers[0].got);
        assertEquals(List.of("1"), readers[2].got);
        assertEquals(1, hand.started.size());
    }

    @Test
    void anErrorOfAReaderThatIsApartCostsThatReader() {
        Reader[] readers = hand.carry(2);
        readers[0].meanwhile = () -> {
            hand.seize();
            hand.turn();
            readers[0].mistake = new OutOfMemoryError("mine");
        };
        hand.publish("1");
        hand.turn();
        assertEquals(1, readers[0].releases);
        assertEquals(0, hand.couriers.apart());
        hand.publish("2");
        hand.turn();
        assertEquals(List.of("1", "2"), readers[1].got);
    }

    @Test
    void anErrorInAWriteEndsItsStream() {
        Reader[] readers = hand.carry(2);
        readers[0].meanwhile = () -> {
            throw new StackOverflowError("mine");
        };
        hand.publish("1");
        hand.turn();
        assertEquals("mine", readers[0].failure.getCause().getMessage());
        assertEquals(1, readers[0].releases);
        assertEquals(List.of("1"), readers[1].got);
    }

    @Test
    void anErrorInTheTickerIsToldAndItLooksAgain() {
        Reader reader = hand.carry();
        reader.beatAt = hand.now;
        hand.lookFails = new OutOfMemoryError("mine");
        hand.couriers.ticker().turn();
        assertEquals(List.of(hand.lookFails), hand.bugs);
        hand.lookFails = null;
        hand.now += 300 * MILLI;
        hand.couriers.ticker().turn();
        assertEquals(2, hand.looks);
        hand.turn();
        assertEquals(1, reader.beats);
    }

    @Test
    void whenItStopsWalksAndTickerEnd() {
        hand.carry();
        hand.couriers.start();
        hand.couriers.stop();
        assertEquals(2, hand.started.size());
        for (Runnable thread : hand.started) thread.run(); // and returns
    }
}
