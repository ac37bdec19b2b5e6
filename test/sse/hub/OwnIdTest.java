package sse.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import sse.Event;

/** Ids that publishers give: where a reader that comes back with one goes on, also when it names several events. */
class OwnIdTest {
    private final Hub hub = hub(1000);

    private static Hub hub(int history) {
        return new Hub(new Hub.Limits(history, 1 << 20, 3), () -> 1_700_000_000_000L);
    }

    private static Hub.Receipt publish(Hub hub, String topic, String id, String data) {
        return hub.publish(topic, Event.of(data).withId(id));
    }

    private static Subscription resume(Hub hub, String id, String... topics) {
        return hub.subscribe(List.of(topics), Start.after(id), View.STREAM);
    }

    private static void assertGap(Subscription reader, String reason, String... given) {
        assertNotNull(reader.gap(), "no gap");
        assertEquals(reason, reader.gap().reason());
        assertEquals(List.of(given), Readings.data(reader));
    }

    private static void assertGoesOn(Subscription reader, String... given) {
        assertNull(reader.gap());
        assertEquals(List.of(given), Readings.data(reader));
    }

    /** As many as push all that was in the topic out of the log, which holds 1,024. */
    private static void push(Hub hub, String topic) {
        for (int i = 0; i < 1100; i++) Readings.publish(hub, topic, "" + i);
    }

    @Test
    void resumes() {
        publish(hub, "news", "7", "a");
        publish(hub, "news", "8", "b");
        Readings.publish(hub, "news", "c");
        assertGoesOn(resume(hub, "7", "news"), "b", "c");
    }

    @Test
    void resumesSeveralTopics() {
        Readings.publish(hub, "sport", "a");
        publish(hub, "news", "mine", "b");
        Readings.publish(hub, "sport", "c");
        Readings.publish(hub, "news", "d");
        assertGoesOn(resume(hub, "mine", "sport", "news"), "c", "d");
    }

    @Test
    void ofEqualOnesTheOldestCountsAndAGapSaysSo() {
        for (String word : List.of("a", "b", "c")) publish(hub, "news", "same", word);
        Readings.publish(hub, "news", "d");
        Subscription reader = resume(hub, "same", "news");
        assertEquals(new Gap("same", "same", "ambiguous"), reader.gap());
        assertEquals(List.of("b", "c", "d"), Readings.data(reader));
        assertGoesOn(resume(hub, reader.position(), "news"), "b", "c", "d"); // cut right behind the gap
    }

    @Test
    void inTwoTopicsTheOldestCountsForThoseWhoFollowBoth() {
        publish(hub, "news", "1", "a");
        publish(hub, "sport", "1", "b");
        publish(hub, "news", "2", "c");
        assertGap(resume(hub, "1", "news", "sport"), "ambiguous", "b", "c");
        assertGap(resume(hub, "1", "sport", "news"), "ambiguous", "b", "c");
        assertGoesOn(resume(hub, "1", "news"), "c");
        assertGoesOn(resume(hub, "1", "sport"));
        assertGoesOn(resume(hub, "2", "news", "sport"));
    }

    @Test
    void thatComesAgainAfterItLeftTheLogIsStillKnown() {
        Hub small = hub(10);
        publish(small, "news", "1", "old");
        push(small, "news");
        publish(small, "news", "1", "new");
        publish(small, "news", "2", "last");
        Subscription reader = resume(small, "1", "news");
        assertEquals("ambiguous", reader.gap().reason());
        assertEquals(10, Readings.data(reader).size());
        push(small, "news"); // both are gone
        publish(small, "news", "1", "once more");
        assertEquals("ambiguous", resume(small, "1", "news").gap().reason());
    }

    @Test
    void thatLeftTheLogOfOneTopicGoesOnInTheOtherWhereTheReaderWas() {
        Hub small = hub(2);
        Readings.publish(small, "sport", "seen");
        publish(small, "news", "mine", "a");
        Readings.publish(small, "sport", "not seen");
        push(small, "news");
        assertGap(resume(small, "mine", "news", "sport"), "evicted", "not seen", "1098", "1099");
    }

    @Test
    void thatIsKeptButNoLongerReplayedIsEvicted() {
        Hub small = hub(2);
        publish(small, "news", "mine", "a");
        Readings.publish(small, "news", "b", "c", "d");
        assertGap(resume(small, "mine", "news"), "evicted", "c", "d");
    }

    @Test
    void ofATopicThatWasForgottenIsStillKnown() {
        publish(hub, "a", "mine", "1");
        for (String other : List.of("b", "c", "d")) Readings.publish(hub, other, "x"); // there is room for three
        publish(hub, "a", "mine", "2");
        assertGap(resume(hub, "mine", "a"), "ambiguous", "2");
    }

    @Test
    void receiptSaysOnceInATopicThatOneCameAgain() {
        assertFalse(publish(hub, "news", "1", "a").repeats());
        assertFalse(publish(hub, "sport", "1", "a").repeats());
        assertFalse(publish(hub, "news", "2", "b").repeats());
        List<Draft> three = List.of(Draft.of(Event.of("c")), Draft.of(Event.of("d").withId("1")),
                Draft.of(Event.of("e").withId("3")));
        assertTrue(hub.publish("news", three).repeats());
        assertFalse(publish(hub, "news", "1", "f").repeats());
        assertTrue(publish(hub, "sport", "1", "b").repeats());
    }

    @Test
    void thatCannotComeBackAsItIsIsRefused() {
        for (String id : List.of("", " ", " 7", "7 ", "\t7", "7\t", "a\tb", "\u0001", "a\u007Fb", "a\u001Bb", "\uD83D",
                "x\uDE00", "\uD83D\uD83D\uDE00", "x".repeat(1025))) {
            assertThrows(IllegalArgumentException.class, () -> publish(hub, "news", id, "a"), id);
            assertNotNull(hub.objection(id));
        }
        for (String id : List.of("7", "a b", "a  b", "\u00E9", "\u0085", "\u4F60\u597D", "\uD83D\uDE00", "a:b, \"c\"",
                "x".repeat(1024))) {
            publish(hub, "news", id, "a");
            Readings.publish(hub, "news", id);
            assertGoesOn(resume(hub, id, "news"), id);
            Readings.publish(hub, "news", "next");
        }
    }

    @Test
    void closeEndsItsTopicBehindIt() {
        Subscription reader = hub.subscribe(List.of("news"), Start.NOW, View.STREAM);
        Subscription both = hub.subscribe(List.of("news", "sport"), Start.NOW, View.STREAM);
        publish(hub, "news", "close", "bye");
        Readings.publish(hub, "news", "later");
        assertGoesOn(reader, "bye");
        assertTrue(reader.ended());
        assertTrue(resume(hub, "close", "news").over());
        assertGoesOn(both, "bye", "later");
        assertFalse(both.ended());
        Subscription back = resume(hub, "close", "news", "sport"); // a stream of several has no end
        assertFalse(back.over());
        assertGoesOn(back, "later");
        publish(hub, "news", "close", "bye again");
        assertTrue(resume(hub, "close", "news").over());
        assertGap(resume(hub, "close", "news", "sport"), "ambiguous", "later", "bye again");
    }

    @Test
    void pastIdsAreAsManyAsPromisedAndNotManyMore() {
        PastIds past = new PastIds();
        int most = 3 * PastIds.LEAST + 10;
        for (int i = 1; i <= most; i++) {
            past.add("news", "id " + i, i, false);
            if (i % 1000 == 0) assertEquals(i - 999, past.get("news", "id " + (i - 999)));
        }
        for (int i = most - PastIds.LEAST; i <= most; i++) assertEquals(i, past.get("news", "id " + i));
        assertEquals(0, past.get("news", "id 5"));
        assertEquals(0, past.get("sport", "id " + most));
        past.add("news", "id " + most, most + 1, false);
        assertEquals(-most, past.get("news", "id " + most));
    }
}
