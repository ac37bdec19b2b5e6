package sse.courier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.courier.ByHand.MILLI;
import static sse.courier.ByHand.PATIENCE;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.courier.ByHand.Reader;

/** A slow reader is handed over: each way in which the write that returns and the ticker that seizes it can meet. */
@Timeout(20)
class HandoverTest {
    private final ByHand hand = new ByHand();

    @Test
    void aWriteThatReturnsBeforeItIsSeizedStaysWithItsCourier() {
        Reader[] readers = hand.carry(2);
        readers[0].meanwhile = () -> hand.couriers.watch(0, PATIENCE);
        readers[1].meanwhile = () -> hand.couriers.watch(PATIENCE, PATIENCE); // another write by now
        hand.publish("1");
        hand.turn();
        hand.couriers.watch(PATIENCE, PATIENCE); // and now none at all
        assertEquals(1, hand.started.size());
        assertEquals(0, hand.couriers.apart());
        for (Reader reader : readers) assertEquals(List.of("1"), reader.got);
    }

    @Test
    void aWriteThatReturnsBetweenTheTickersLookAndItsGraspIsNotSeized() {
        Reader reader = hand.carry();
        hand.publish("1");
        Claim claim = new Claim();
        long write = claim.begin();
        long seen = claim.seen();
        assertTrue(claim.end(write));
        assertFalse(claim.seize(seen));
        assertFalse(claim.seize(claim.seen())); // there is no write
        hand.turn();
        assertEquals(List.of("1"), reader.got);
    }

    @Test
    void theClaimOfAWriteIsWonOnce() {
        Claim claim = new Claim();
        long write = claim.begin();
        assertTrue(Claim.isWrite(claim.seen()));
        assertTrue(claim.seize(claim.seen()));
        assertFalse(claim.end(write));
        assertFalse(Claim.isWrite(claim.seen()));
        assertFalse(claim.seize(claim.seen()));
    }

    @Test
    void theOthersAreServedWhileOneIsStuckAndItComesBack() {
        Reader[] readers = hand.carry(3);
        readers[1].meanwhile = () -> {
            hand.seize();
            assertEquals(1, hand.couriers.apart());
            hand.turn();
            assertEquals(List.of("1"), readers[0].got);
            assertEquals(List.of("1"), readers[2].got);
            hand.publish("2");
            hand.turn();
            assertEquals(List.of("1", "2"), readers[0].got);
        };
        hand.publish("1");
        hand.turn(); // until it is back: rests let time pass
        assertEquals(0, hand.couriers.apart());
        assertEquals(2, hand.started.size());
        hand.publish("3");
        hand.turn();
        for (Reader reader : readers) {
            assertEquals(List.of("1", "2", "3"), reader.got);
            assertEquals(0, reader.releases);
        }
    }

    @Test
    void aSeizedWriteThatFailsEndsItsStreamAlone() {
        Reader[] readers = hand.carry(2);
        readers[0].meanwhile = () -> {
            hand.seize();
            hand.turn();
            readers[0].breaks = new IOException("Broken pipe");
        };
        hand.publish("1");
        hand.turn();
        assertEquals(1, readers[0].releases);
        assertSame(readers[0].breaks, readers[0].failure);
        assertEquals(0, hand.couriers.apart());
        hand.publish("2");
        hand.turn();
        assertEquals(List.of("1", "2"), readers[1].got);
        assertEquals(1, readers[0].releases);
    }

    @Test
    void aSeizedWriteThatIsKilledIsLostEvenIfItReturnsWell() {
        Reader reader = hand.carry();
        reader.meanwhile = () -> {
            hand.seize();
            hand.now += 10_000 * MILLI;
            reader.watch.killIfSince(hand.now - 10_000 * MILLI - 2); // began later than this
            assertFalse(reader.watch.killed());
            reader.watch.killIfSince(hand.now - 9_000 * MILLI);
            assertTrue(reader.watch.killed());
        };
        hand.publish("1");
        hand.turn();
        assertEquals("write deadline", reader.failure.getMessage());
        assertEquals(1, reader.releases);
        assertEquals(0, hand.couriers.apart());
    }

    @Test
    void aWriteDeadlineHoldsWhereNanoTimeOverflows() {
        Reader reader = hand.carry();
        hand.now = Long.MAX_VALUE - 2;
        reader.watch.begin(new Thread());
        hand.now += 10_000 * MILLI;
        reader.watch.killIfSince(hand.now - 11_000 * MILLI);
        assertFalse(reader.watch.killed());
        reader.watch.killIfSince(hand.now - 9_000 * MILLI);
        assertTrue(reader.watch.killed());
    }

    @Test
    void aReaderDoesNotComeBackBeforeItHasBeenSentAllThereWas() {
        Reader reader = hand.carry();
        String large = "x".repeat(10 << 10); // six or seven make a write
        reader.meanwhile = () -> {
            hand.seize();
            for (int i = 0; i < 100; i++) hand.publish(large);
            reader.eachTakes = 4 * MILLI;
        };
        hand.publish("1");
        hand.turn(); // until it comes back
        assertEquals(0, hand.couriers.apart());
        assertEquals(101, reader.got.size());
    }

    @Test
    void twoSlowReadersOneBehindTheOtherEachKeepAThread() {
        Reader[] readers = hand.carry(3);
        readers[1].meanwhile = () -> {
            hand.seize();
            assertEquals(2, hand.couriers.apart());
            hand.turn();
            assertEquals(List.of("1"), readers[2].got);
        };
        readers[0].meanwhile = () -> {
            hand.seize();
            hand.turn();
            assertEquals(1, hand.couriers.apart()); // the second is back by now
        };
        hand.publish("1");
        hand.turn();
        assertEquals(0, hand.couriers.apart());
        hand.publish("2");
        hand.turn();
        for (Reader reader : readers) assertEquals(List.of("1", "2"), reader.got);
    }

    @Test
    void aReaderThatComesBackWhileNewsComesGetsAllOnceAndInOrder() {
        Reader[] readers = hand.carry(2);
        List<String> all = new ArrayList<>(List.of("0"));
        readers[0].meanwhile = hand::seize;
        hand.whileResting = () -> {
            if (hand.couriers.apart() == 0 || all.size() >= 20) return;
            all.add("" + all.size());
            hand.publish(all.get(all.size() - 1));
            hand.turn();
        };
        hand.publish("0");
        hand.turn();
        assertEquals(0, hand.couriers.apart());
        assertTrue(all.size() > 3);
        hand.publish("last");
        all.add("last");
        hand.turn();
        for (Reader reader : readers) assertEquals(all, reader.got);
    }

    @Test
    void heartbeatsThatAreDueWhileAWalkIsSeizedReachTheOthers() {
        Reader[] readers = hand.carry(3);
        for (Reader reader : readers) reader.beatAt = hand.now;
        readers[1].meanwhile = () -> {
            hand.seize();
            hand.turn();
            assertEquals(1, readers[0].beats);
            assertEquals(1, readers[2].beats);
        };
        assertTrue(hand.couriers.lookForBeats(hand.now));
        hand.turn();
        for (Reader reader : readers) assertEquals(1, reader.beats);
    }

    @Test
    void aNewWalkLooksAlsoAtThoseInFrontOfTheSlowReader() {
        Reader[] readers = hand.carry(2);
        readers[1].beatAt = hand.now;
        readers[1].meanwhile = () -> {
            readers[0].end("closed");
            hand.seize();
            hand.turn(); // it begins behind the second
            hand.turn();
            assertEquals(1, readers[0].releases);
        };
        hand.couriers.lookForBeats(hand.now);
        hand.turn();
        assertEquals(1, readers[1].beats);
    }

    @Test
    void withoutAThreadTheWalkKeepsItsPlaceUntilThereIsOne() {
        Reader[] readers = hand.carry(2);
        readers[0].meanwhile = () -> {
            hand.hasThreads = false;
            assertEquals(0, hand.seize()); // which is no stall that others are to be suspected for
            assertEquals(0, hand.couriers.apart());
            assertEquals(1, hand.started.size());
            hand.hasThreads = true;
            assertEquals(PATIENCE, hand.seize());
            assertEquals(1, hand.couriers.apart());
            hand.turn();
            assertEquals(List.of("1"), readers[1].got);
        };
        hand.publish("1");
        hand.turn();
        assertEquals(0, hand.couriers.apart());
        assertEquals(List.of("1"), readers[0].got);
    }

    @Test
    void ofTooManySlowReadersThoseAreGivenUpOnThatTakeNothingForASecond() {
        int most = Couriers.MAX_APART;
        Reader[] readers = hand.carry(most + 1);
        for (int i = 0; i < most; i++) {
            readers[i].meanwhile = () -> {
                hand.seize();
                hand.turn();
            };
        }
        readers[most].meanwhile = () -> {
            assertEquals(most, hand.couriers.apart());
            int threads = hand.started.size();
            for (Reader reader : readers) assertFalse(reader.watch.killed());
            hand.now += 900 * MILLI; // who came last has not waited for a second
            hand.seize();
            assertEquals(threads, hand.started.size());
            assertTrue(readers[0].watch.killed());
            assertFalse(readers[most - 1].watch.killed());
            hand.now += 500 * MILLI;
            hand.seize();
            assertFalse(readers[most - 1].watch.killed()); // there will be room soon
        };
        hand.publish("1");
        hand.turn();
        assertEquals(0, hand.couriers.apart());
        assertNotNull(readers[0].failure);
        assertNull(readers[most - 1].failure);
        assertEquals(List.of("1"), readers[most].got);
    }
}
