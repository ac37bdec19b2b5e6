package sse.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import sse.Event;

/** What is done at once, while the lock is held, is a portion, however much is to go: counted, not timed. */
class KeptTest {
    private static final byte[] BLOCK = new byte[10];
    private final PastIds past = new PastIds();
    private long seq;

    private Topic topic(Kept kept, String name, int entries) {
        Topic topic = new Topic(name, 0, past, new Forms(0));
        for (int i = 0; i < entries; i++) add(kept, topic, BLOCK);
        return topic;
    }

    private void add(Kept kept, Topic to, byte[] block) {
        kept.add(to.append(Draft.of(Event.of("")), ++seq, "" + seq, block, 0, false, 100_000));
    }

    @Test
    void whatIsTooMuchGoesPortionByPortion() {
        int most = 1 << 20;
        Kept kept = new Kept(most);
        Topic small = topic(kept, "small", 1000);
        assertFalse(kept.trim());
        Topic large = topic(kept, "large", 0);
        add(kept, large, new byte[most - 20_000]);
        int size = small.size();
        for (; kept.trim(); size -= Kept.PORTION) assertEquals(size - Kept.PORTION, small.size());
        assertTrue(size > small.size() && size - small.size() <= Kept.PORTION, "the rest, at last");
        assertTrue(kept.bytes() <= most && kept.bytes() > most - 500, "no more than need be");
        add(kept, large, new byte[2 * most]); // more than all that may be: it alone stays
        for (int turns = 0; kept.trim(); turns++) assertTrue(turns < 1000 / Kept.PORTION);
        assertEquals(0, small.size());
        assertEquals(1, large.size());
    }

    @Test
    void aTopicIsForgottenPortionByPortionAndMayComeBackMeanwhile() {
        Kept kept = new Kept(1 << 20);
        Topic first = topic(kept, "first", 500);
        Topic second = topic(kept, "second", 500);
        kept.forget(first);
        kept.forget(second);
        assertFalse(kept.trim());
        assertEquals(500 - Kept.PORTION, first.size());
        assertEquals(500, second.size());
        assertSame(first, kept.remember("first"));
        assertNull(kept.remember("first"));
        kept.trim();
        assertEquals(500 - Kept.PORTION, first.size());
        assertEquals(500 - Kept.PORTION, second.size());
        for (int i = 0; i < 10; i++) kept.trim();
        assertEquals(0, second.size());
        assertNull(kept.remember("second"));
        for (int left = first.size(); left > 0; left--) kept.drop(first);
        assertEquals(0, kept.bytes());
    }

    @Test
    void aTopicThatComesBackBeforeItIsGoneTellsWhatIsMissing() {
        Hub hub = new Hub(new Hub.Limits(1000, 1 << 20, 1), () -> 1_700_000_000_000L);
        String first = hub.publish("a", Event.of("0").withId("mine")).id();
        for (int i = 1; i < 500; i++) Readings.publish(hub, "a", "" + i);
        Readings.publish(hub, "b", "x"); // forgets a
        Subscription reader = hub.subscribe(List.of("a"), Start.after(first), View.STREAM);
        assertEquals("evicted", reader.gap().reason());
        List<String> left = Readings.data(reader);
        assertEquals("499", left.get(left.size() - 1));
        reader.close();
        assertEquals("evicted", hub.subscribe(List.of("a"), Start.after("mine"), View.STREAM).gap().reason());
    }
}
