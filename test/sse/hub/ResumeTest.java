package sse.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import sse.Event;

/** Where a reader goes on, and what it is told if that place is gone. */
class ResumeTest {
    private final long[] now = {1_700_000_000_000L};
    private final Hub hub = hub(1000);

    private Hub hub(int history) {
        return new Hub(new Hub.Limits(history, 1 << 20, 100), () -> now[0]);
    }

    private static Subscription resume(Hub hub, String id, String... topics) {
        return hub.subscribe(List.of(topics), Start.after(id), View.STREAM);
    }

    private static void assertGap(Subscription reader, String asked, String oldest, String reason) {
        assertEquals(new Gap(asked, oldest, reason), reader.gap());
    }

    @Test
    void goesOnBehindTheLastEventId() {
        Readings.publish(hub, "news", "a", "b");
        String id = hub.publish("news", Event.of("c")).id();
        Readings.publish(hub, "news", "d", "e");
        Subscription reader = resume(hub, id, "news");
        assertNull(reader.gap());
        assertEquals(List.of("d", "e"), Readings.data(reader));
        assertEquals(id, reader.position());
    }

    @Test
    void oneIdResumesSeveralTopicsInTheOrderOfPublishing() {
        Readings.publish(hub, "news", "a");
        String id = hub.publish("sport", Event.of("b")).id();
        Readings.publish(hub, "news", "c");
        Readings.publish(hub, "sport", "d");
        Readings.publish(hub, "other", "not asked for");
        Readings.publish(hub, "news", "e");
        assertEquals(List.of("c", "d", "e"), Readings.data(resume(hub, id, "news", "sport")));
        assertEquals(List.of("c", "d", "e"), Readings.data(resume(hub, id, "sport", "news")));
        // an id of another topic is a place as well
        assertEquals(List.of("c", "e"), Readings.data(resume(hub, id, "news")));
    }

    @Test
    void readerThatIsCutBeforeItsFirstEventComesBackToItsPosition() {
        Readings.publish(hub, "news", "a");
        String position = hub.subscribe(List.of("news", "sport"), Start.NOW, View.STREAM).position();
        Readings.publish(hub, "sport", "b");
        Readings.publish(hub, "news", "c");
        Subscription again = resume(hub, position, "news", "sport");
        assertNull(again.gap());
        assertEquals(List.of("b", "c"), Readings.data(again));
    }

    @Test
    void positionOfAHistoryIsInFrontOfItsFirstEvent() {
        Readings.publish(hub, "news", "a", "b", "c");
        String position = hub.subscribe(List.of("news"), new Start("", -1, 2), View.STREAM).position();
        assertEquals(List.of("b", "c"), Readings.data(resume(hub, position, "news")));
    }

    @Test
    void positionInAnEmptyHubIsAPlace() {
        String position = hub.subscribe(List.of("news"), Start.NOW, View.STREAM).position();
        assertEquals(0, Readings.seq(position));
        Readings.publish(hub, "news", "a");
        Subscription again = resume(hub, position, "news");
        assertNull(again.gap());
        assertEquals(List.of("a"), Readings.data(again));
    }

    @Test
    void idFromBeforeARestartIsAnsweredWithAGap() {
        String id = hub.publish("news", Event.of("old")).id();
        Hub restarted = hub(1000);
        assertGap(resume(restarted, id, "news"), id, "", "restart");
        String first = restarted.publish("news", Event.of("new")).id();
        Subscription reader = resume(restarted, id, "news");
        assertGap(reader, id, first, "restart");
        assertEquals(List.of("new"), Readings.data(reader));
    }

    @Test
    void idThatLeftTheRingIsAnsweredWithAGap() {
        Hub small = hub(3);
        String id = small.publish("news", Event.of("a")).id();
        Readings.publish(small, "news", "b");
        String c = small.publish("news", Event.of("c")).id();
        Readings.publish(small, "news", "d", "e");
        Subscription reader = resume(small, id, "news");
        assertGap(reader, id, c, "evicted");
        assertEquals(List.of("c", "d", "e"), Readings.data(reader));
        assertEquals(Readings.seq(c) - 1, Readings.seq(reader.position()));
    }

    @Test
    void idRightInFrontOfTheRingIsNoGap() {
        Hub small = hub(3);
        Readings.publish(small, "news", "a");
        String b = small.publish("news", Event.of("b")).id();
        Readings.publish(small, "news", "c", "d", "e");
        Subscription reader = resume(small, b, "news");
        assertNull(reader.gap());
        assertEquals(List.of("c", "d", "e"), Readings.data(reader));
    }

    @Test
    void whatAnotherTopicLostIsAGapOnlyForThoseWhoReadIt() {
        Hub small = hub(2);
        String start = small.publish("quiet", Event.of("q")).id();
        Readings.publish(small, "busy", "1", "2", "3");
        assertNull(resume(small, start, "quiet").gap());
        Subscription both = resume(small, start, "quiet", "busy");
        assertEquals("evicted", both.gap().reason());
        assertEquals(List.of("2", "3"), Readings.data(both));
    }

    @Test
    void idThatNobodyKnowsIsAnsweredWithAGapAndAllThatIsKept() {
        String first = hub.publish("news", Event.of("a")).id();
        String boot = first.substring(0, first.indexOf('-'));
        for (String id : List.of("nonsense", "7", boot + "-99", boot + "-" + "9".repeat(25), boot.toUpperCase() + "-1",
                "ordershop-7")) {
            Subscription reader = resume(hub, id, "news");
            assertGap(reader, id, first, "unknown");
            assertEquals(List.of("a"), Readings.data(reader));
        }
    }

    @Test
    void forgottenTopicIsAGap() {
        Hub two = new Hub(new Hub.Limits(10, 1 << 20, 1), () -> now[0]);
        String id = two.publish("a", Event.of("1")).id();
        Readings.publish(two, "a", "2");
        Readings.publish(two, "b", "3"); // forgets a
        Subscription reader = resume(two, id, "a");
        assertEquals("evicted", reader.gap().reason());
        assertEquals(List.of(), Readings.data(reader));
    }

    @Test
    void withoutHistoryNothingIsReplayedButAPlaceIsKnown() {
        Hub none = hub(0);
        Readings.publish(none, "news", "a");
        String b = none.publish("news", Event.of("b")).id();
        assertNull(resume(none, b, "news").gap());
        Readings.publish(none, "news", "c");
        Subscription reader = resume(none, b, "news");
        assertEquals("evicted", reader.gap().reason());
        assertEquals(List.of(), Readings.data(reader));
        assertEquals(List.of(), Readings.data(none.subscribe(List.of("news"), Start.OLDEST, View.STREAM)));
    }

    @Test
    void whatTheReaderRemembersWinsOverWhatItsUrlAsks() {
        Readings.publish(hub, "news", "a");
        String b = hub.publish("news", Event.of("b")).id();
        Readings.publish(hub, "news", "c");
        assertEquals(List.of("c"), Readings.data(hub.subscribe(List.of("news"), new Start(b, 0, 3), View.STREAM)));
    }

    @Test
    void sinceATimeGivesWhatWasPublishedThenOrLater() {
        Readings.publish(hub, "news", "a");
        now[0] += 1000;
        Readings.publish(hub, "news", "b");
        now[0] += 1000;
        Readings.publish(hub, "news", "c");
        assertEquals(List.of("b", "c"), Readings.data(hub.subscribe(List.of("news"), new Start("", now[0] - 1000, 0),
                View.STREAM)));
        assertEquals(List.of("a", "b", "c"), Readings.data(hub.subscribe(List.of("news"), Start.OLDEST, View.STREAM)));
        assertEquals(List.of(), Readings.data(hub.subscribe(List.of("news"), new Start("", now[0] + 1, 0),
                View.STREAM)));
    }

    @Test
    void lastSoManyCountsOverAllTopics() {
        Readings.publish(hub, "news", "a", "b");
        Readings.publish(hub, "sport", "c");
        Readings.publish(hub, "news", "d");
        List<String> both = List.of("news", "sport");
        assertEquals(List.of("d"), Readings.data(hub.subscribe(both, new Start("", -1, 1), View.STREAM)));
        assertEquals(List.of("b", "c", "d"), Readings.data(hub.subscribe(both, new Start("", -1, 3), View.STREAM)));
        assertEquals(List.of("a", "b", "c", "d"),
                Readings.data(hub.subscribe(both, new Start("", -1, Integer.MAX_VALUE),
                View.STREAM)));
    }

    @Test
    void lastSoManyAreNeverMoreThanTheHistory() {
        Hub small = hub(2);
        Readings.publish(small, "news", "a", "b", "c");
        assertEquals(List.of("b", "c"), Readings.data(small.subscribe(List.of("news"), new Start("", -1, 3),
                View.STREAM)));
        assertEquals(List.of("b", "c"), Readings.data(small.subscribe(List.of("news"), Start.OLDEST, View.STREAM)));
    }
}
