package sse.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sse.Event;

/** What goes into one write, and that no reader has a copy of what is large. */
class BatchTest {
    private final Hub hub = new Hub();
    private final Subscription reader = hub.subscribe(List.of("t"), Start.NOW, View.STREAM);

    private static String ofBytes(int length) {
        return "x".repeat(length);
    }

    private void publish(int... lengths) {
        for (int length : lengths) hub.publish("t", Event.of(ofBytes(length)));
    }

    @Test
    void largeEventIsTheOneOfTheLog() {
        publish(1 << 20);
        Batch batch = new Batch();
        assertTrue(reader.fill(batch));
        assertSame(batch.last().block(), batch.bytes());
        assertEquals(batch.last().block().length, batch.length());
        publish(1);
        assertTrue(reader.fill(batch));
        assertNotSame(batch.last().block(), batch.bytes()); // and the array of the log is not written to
    }

    @Test
    void largeOnesGoAloneAndSmallOnesTogetherInOrder() {
        int[] lengths = {1, 2, Batch.LARGE, 3, Batch.LARGE, Batch.LARGE, 4, 5};
        publish(lengths);
        Batch batch = new Batch();
        List<Integer> got = new ArrayList<>();
        List<Integer> together = new ArrayList<>();
        while (reader.behind()) {
            assertTrue(reader.fill(batch));
            together.add(batch.events());
            for (Event event : Readings.events(batch)) got.add(event.data().length());
        }
        assertEquals(List.of(1, 2, Batch.LARGE, 3, Batch.LARGE, Batch.LARGE, 4, 5), got);
        assertEquals(List.of(2, 1, 1, 1, 1, 2), together);
    }

    @Test
    void smallBatchHoldsLittle() {
        for (int i = 0; i < 1000; i++) publish(i);
        Batch batch = Batch.small();
        int events = 0;
        while (reader.behind()) {
            assertTrue(reader.fill(batch));
            assertTrue(batch.bytes().length <= Batch.LARGE, batch.bytes().length + " bytes");
            events += Readings.events(batch).size();
        }
        assertEquals(1000, events);
    }
}
