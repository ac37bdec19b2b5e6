package sse.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sse.Event;

/** Hubs that have their order from one journal: what one is given the others have, too, with the same ids. */
class JournalTest {
    private static final long NOW = 1_764_090_000_000L;

    private final MemoryJournal journal = new MemoryJournal(NOW);
    private final MemoryJournal.Mirror oneEnd = journal.mirror();
    private final MemoryJournal.Mirror otherEnd = journal.mirror();
    private final Hub one = hub(oneEnd);
    private final Hub other = hub(otherEnd);

    private static Hub hub(Journal journal) {
        return new Hub(new Hub.Limits(100, 1 << 20, 10), () -> NOW, journal);
    }

    private static List<String> all(Subscription reader) throws InterruptedException {
        List<String> read = new ArrayList<>();
        for (Entry entry; (entry = reader.next(Duration.ZERO)) != null; ) {
            read.add(entry.topic() + " " + entry.id() + " " + entry.event().data());
        }
        return read;
    }

    private static String sent(Subscription reader) {
        Batch batch = new Batch();
        StringBuilder text = new StringBuilder();
        while (reader.behind()) {
            if (reader.fill(batch)) text.append(new String(batch.bytes(), 0, batch.length(), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private static Subscription open(Hub hub, Start start, String... topics) {
        return hub.subscribe(List.of(topics), start, View.STREAM);
    }

    @Test
    void bothHaveTheSameEventsInTheSameOrderWithTheSameIds() throws InterruptedException {
        try (Subscription here = open(one, Start.NOW, "a", "b");
                Subscription there = open(other, Start.NOW, "a", "b")) {
            for (int i = 0; i < 20; i++) (i % 3 == 0 ? one : other).publish(i % 2 == 0 ? "a" : "b", Event.of("" + i));
            List<String> read = all(here);
            assertEquals(20, read.size());
            assertEquals(read, all(there));
            assertTrue(read.get(0).startsWith("a " + NOW + "-"), read.get(0));
        }
    }

    @Test
    void anIdOfOneIsResumedFromAtTheOther() throws InterruptedException {
        String first = one.publish("a", Event.of("1")).id();
        one.publish("b", Event.of("2"));
        other.publish("a", new Event("mine", null, "3"));
        one.publish("a", Event.of("4"));
        try (Subscription reader = open(other, Start.after(first), "a", "b");
                Subscription own = open(one, Start.after("mine"), "a")) {
            assertNull(reader.gap());
            assertEquals(3, all(reader).size());
            assertEquals(1, all(own).size());
        }
    }

    @Test
    void whoHasSeenMoreElsewhereIsGivenNothingTwice() {
        one.publish("a", Event.of("1"));
        otherEnd.holdUp(true);
        one.publish("a", Event.of("2"));
        String seen = one.publish("a", Event.of("3")).id();
        one.publish("a", Event.of("4"));
        try (Subscription reader = open(other, Start.after(seen), "a")) {
            assertNull(reader.gap());
            assertEquals(seen, reader.position());
            otherEnd.holdUp(false);
            String text = sent(reader);
            assertTrue(text.contains("data: 4") || text.contains("data:4"), text);
            assertFalse(text.contains("3\n\n"), text);
            one.publish("a", Event.of("5"));
            assertTrue(sent(reader).contains("5\n\n"));
        }
    }

    @Test
    void anIdOfAPublishersThatIsNotHereYetIsWaitedFor() throws InterruptedException {
        otherEnd.holdUp(true);
        one.publish("a", new Event("mine", null, "1"));
        one.publish("a", Event.of("2"));
        try (Subscription reader = open(other, Start.after("mine"), "a")) {
            assertNull(reader.gap());
            assertEquals(1, all(reader).size());
        }
    }

    @Test
    void anIdOfTheFarFutureIsUnknown() {
        try (Subscription reader = open(one, Start.after((NOW + 3_600_000) + "-0"), "a")) {
            assertEquals("unknown", reader.gap().reason());
        }
    }

    @Test
    void aHubThatStartsAnewHasWhatIsKept() throws InterruptedException {
        String first = one.publish("a", Event.of("1")).id();
        one.publish("a", Event.of("2"));
        try (Subscription reader = open(hub(journal.mirror()), Start.after(first), "a")) {
            assertNull(reader.gap());
            assertEquals(1, all(reader).size());
        }
    }

    @Test
    void whatIsTrimmedIsAGapAtWhoStartsAnew() throws InterruptedException {
        String first = one.publish("a", Event.of("1")).id();
        String second = one.publish("b", Event.of("2")).id();
        one.publish("a", Event.of("3"));
        journal.trim(2);
        Hub late = hub(journal.mirror());
        try (Subscription lost = open(late, Start.after(first), "a");
                Subscription well = open(late, Start.after(second), "a");
                Subscription stayed = open(one, Start.after(first), "a")) {
            assertEquals("evicted", lost.gap().reason());
            assertEquals(1, all(lost).size());
            assertNull(well.gap());
            assertNull(stayed.gap());
        }
    }

    @Test
    void whereTheLogBeginsAnewReadersAreLostAndToldOfARestart() throws InterruptedException {
        String seen = one.publish("a", Event.of("1")).id();
        one.publish("a", new Event("mine", null, "2"));
        Subscription reader = open(one, Start.after(seen), "a");
        Subscription both = open(other, Start.NOW, "a", "b");
        journal.flush();
        assertEquals("", sent(reader));
        assertTrue(reader.lost());
        assertEquals(List.of(new Hub.State("a", 2, 0, 1)), one.topics());
        assertEquals(List.of(), all(both));
        assertTrue(both.lost());
        reader.close();
        both.close();
        one.publish("a", Event.of("3"));
        for (String asked : List.of(seen, "mine")) {
            try (Subscription back = open(other, Start.after(asked), "a")) {
                assertEquals("restart", back.gap().reason());
                assertEquals(1, all(back).size());
            }
        }
    }

    @Test
    void aTopicThatLostItsEventsAndHasNoReadersIsNone() {
        one.publish("a", Event.of("1"));
        Subscription reader = open(one, Start.NOW, "b");
        journal.flush();
        assertEquals(1, one.topicCount());
        reader.close();
        assertEquals(0, one.topicCount());
    }

    @Test
    void closingEndsTheReadersOfAll() throws InterruptedException {
        Subscription there = open(other, Start.NOW, "a");
        String id = one.close("a").id();
        assertTrue(sent(there).contains("event: close") || there.ended());
        assertTrue(there.ended());
        there.close();
        String before = null;
        try (Subscription over = open(other, Start.after(id), "a"); Subscription fresh = open(one, Start.NOW, "a")) {
            assertTrue(over.over());
            assertFalse(fresh.over());
            before = fresh.position();
        }
        one.publish("a", Event.of("again"));
        try (Subscription back = open(other, Start.after(before), "a")) {
            assertEquals(1, all(back).size());
        }
    }

    @Test
    void whatCannotBeWrittenIsNowhereAndLeavesNoTopic() {
        journal.goAway();
        assertThrows(Journal.Unwritten.class, () -> one.publish("a", Event.of("1")));
        assertEquals(0, one.topicCount());
        assertEquals(0, one.published());
    }

    @Test
    void aTopicThatHasNoRoomHereIsNoHindrance() throws InterruptedException {
        Hub small = new Hub(new Hub.Limits(100, 1 << 20, 1), () -> NOW, journal.mirror());
        Subscription reader = open(small, Start.NOW, "a");
        String passed = one.publish("b", Event.of("1")).id();
        one.publish("b", Event.of("2"));
        one.publish("a", Event.of("3"));
        assertEquals(1, all(reader).size());
        assertThrows(IllegalStateException.class, () -> small.publish("b", Event.of("4")));
        reader.close();
        try (Subscription back = open(small, Start.after(passed), "b")) {
            assertEquals("evicted", back.gap().reason());
        }
    }

    @Test
    void anIdThatComesAgainIsTold() {
        assertFalse(one.publish("a", new Event("x", null, "1")).repeats());
        assertTrue(other.publish("a", new Event("x", null, "2")).repeats());
        assertFalse(one.publish("a", new Event("x", null, "3")).repeats());
    }

    @Test
    void idsOfTheLogsFormCannotBeOnesOwn() {
        assertTrue(one.gives("1764090000000-17"));
        for (String id : List.of("1764090000000-017", "1764090000000-", "176409000000-1", "1764090000000-9999999",
                "9999999999999-1", "0764090000000-1")) {
            assertFalse(one.gives(id), id);
        }
        assertThrows(IllegalArgumentException.class, () -> one.publish("a", new Event(NOW + "-5", null, "1")));
    }
}
