package sse.courier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.courier.ByHand.MILLI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.courier.ByHand.Reader;

/** Who makes a publisher wait, and for how long. */
@Timeout(20)
class BackpressureTest {
    private static final int FLOOD = 600; // more than it may be ahead

    private final ByHand hand = new ByHand();

    @Test
    void itWaitsUntilTheCourierHasComeOn() {
        hand.carry();
        hand.whileResting = () -> {
            if (hand.rests == 3) hand.turn();
        };
        hand.couriers.published(FLOOD);
        assertEquals(3, hand.rests);
    }

    @Test
    void itWaitsForNobodyWhenItIsNotFarAhead() {
        hand.carry();
        hand.couriers.published(FLOOD / 2);
        assertEquals(0, hand.rests);
    }

    @Test
    void itWaitsForASecondAtMostHoweverLongARestTakes() {
        hand.carry();
        hand.whileResting = () -> hand.now += 15 * MILLI; // as where timers are coarse
        long before = hand.now;
        hand.couriers.published(FLOOD);
        long waited = (hand.now - before) / MILLI;
        assertTrue(waited >= 1000 && waited < 1020, waited + " ms");
    }

    @Test
    void itWaitsForAReaderApartThatIsOnlyBehindAndForNoneThatTakesNothing() {
        Reader slow = hand.carry();
        hand.carry();
        slow.meanwhile = () -> {
            hand.seize();
            hand.turn();
            int rests = hand.rests;
            long before = hand.now;
            hand.whileResting = () -> { };
            publishToAll();
            long waited = (hand.now - before) / MILLI;
            assertTrue(hand.rests > rests, "it was only just set apart");
            assertTrue(waited >= 15 && waited <= 21, waited + " ms"); // 20 ms long the write may seem prompt
            before = hand.now;
            publishToAll();
            assertTrue(hand.now - before < 3 * MILLI, "the courier's turn, and nothing else");
        };
        hand.publish("1");
        hand.turn();
        assertEquals(0, hand.couriers.apart());
    }

    @Test
    void itWaitsForAReaderApartAlsoWhenTheCourierKeepsUp() {
        Reader slow = hand.carry();
        hand.carry();
        slow.meanwhile = () -> {
            hand.seize();
            hand.turn();
            for (int i = 0; i < 2; i++) {
                assertEquals(0, hand.rests);
                hand.couriers.published(FLOOD / 2);
                if (i == 0) hand.turn();
            }
            assertTrue(hand.rests > 0);
        };
        hand.publish("1");
        hand.turn();
    }

    @Test
    void itsPatienceWithAReaderThatTakesAllButNeverComesBackIsASecondInAll() {
        Reader slow = hand.carry();
        hand.carry();
        slow.meanwhile = () -> {
            hand.seize();
            hand.turn();
            hand.whileResting = () -> slow.watch.begin(new Thread()); // each of its writes is prompt
            for (int i = 0; i < 2; i++) {
                hand.couriers.published(FLOOD / 2);
                hand.turn();
            }
            long before = hand.now;
            hand.couriers.published(1);
            assertEquals(before, hand.now);
            assertTrue(hand.rests >= 5000 && hand.rests < 5010, hand.rests + " rests of 200 microseconds");
            hand.whileResting = () -> { };
        };
        hand.publish("1");
        hand.turn();
    }

    /** The courier comes on in the first rest, and what is waited for after that is the one apart. */
    private void publishToAll() {
        int first = hand.rests + 1;
        hand.whileResting = () -> {
            if (hand.rests == first) hand.turn();
        };
        hand.couriers.published(FLOOD);
        hand.whileResting = () -> { };
    }
}
