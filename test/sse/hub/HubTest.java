package sse.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import sse.Event;

class HubTest {
    private static final long BOOT = 1_700_000_000_000L;
    private final Hub hub = new Hub(Hub.Limits.DEFAULT, () -> BOOT);

    private static Hub hub(int history, long bytes, int topics) {
        return new Hub(new Hub.Limits(history, bytes, topics), () -> BOOT);
    }

    private Subscription follow(String... topics) {
        return hub.subscribe(List.of(topics), Start.NOW, View.STREAM);
    }

    @Test
    void idsAreOneSequenceForAllTopics() {
        String first = hub.publish("news", Event.of("a")).id();
        String boot = first.substring(0, first.indexOf('-'));
        assertTrue(boot.matches(Long.toString(BOOT, 36) + "[0-9a-z]{2}"), boot);
        assertEquals(boot + "-1", first);
        assertEquals(boot + "-2", hub.publish("sport", Event.of("b")).id());
        assertEquals(boot + "-3", hub.close("news").id());
        assertEquals(3, hub.published());
        assertTrue(Readings.seq(hub.publish("news", Event.of("c")).id()) < hub.head());
    }

    @Test
    void readerSeesWhatIsPublishedAfterItCame() {
        Readings.publish(hub, "news", "before");
        try (Subscription reader = follow("news")) {
            assertFalse(reader.behind());
            Readings.publish(hub, "news", "a", "b");
            assertEquals(2, reader.lag());
            assertEquals(List.of("a", "b"), Readings.data(reader));
            assertFalse(reader.behind());
        }
    }

    @Test
    void eventGoesOutAsOneBlockWithItsId() {
        try (Subscription reader = follow("news")) {
            String id = hub.publish("news", List.of(Draft.of(new Event(null, "tick", "a\nb"), 500))).id();
            Batch batch = new Batch();
            assertTrue(reader.fill(batch));
            byte[] expected = ("id: " + id + "\nevent: tick\nretry: 500\ndata: a\ndata: b\n\n")
                    .getBytes(StandardCharsets.UTF_8);
            assertArrayEquals(expected, Arrays.copyOf(batch.bytes(), batch.length()));
            assertEquals(1, batch.events());
            assertEquals("tick", batch.last().type());
            assertEquals("news", batch.last().topic());
            assertEquals(BOOT, batch.last().time());
        }
    }

    @Test
    void receiptCountsTheReadersOfItsTopic() {
        assertEquals(0, hub.publish("news", Event.of("a")).subscribers());
        Subscription one = follow("news");
        Subscription two = follow("news", "sport");
        assertEquals(2, hub.publish("news", Event.of("b")).subscribers());
        assertEquals(1, hub.publish("sport", Event.of("c")).subscribers());
        one.close();
        one.close(); // counts once
        assertEquals(1, hub.publish("news", Event.of("d")).subscribers());
        two.close();
        assertEquals(0, hub.publish("news", Event.of("e")).subscribers());
    }

    @Test
    void ownIdIsKept() {
        try (Subscription reader = follow("news")) {
            assertEquals("order 7", hub.publish("news", Event.of("a").withId("order 7")).id());
            assertEquals(List.of(new Event("order 7", "message", "a")), Readings.events(reader));
        }
    }

    @Test
    void batchIsSharedUntilItIsForgotten() {
        try (Subscription one = hub.subscribe(List.of("t"), Start.NOW, View.STREAM);
                Subscription two = hub.subscribe(List.of("t"), Start.NOW, View.STREAM);
                Subscription three = hub.subscribe(List.of("t"), Start.NOW, View.STREAM)) {
            Batch batch = new Batch();
            hub.publish("t", Event.of("a"));
            one.fill(batch);
            hub.publish("t", Event.of("b"));
            two.fill(batch);
            assertEquals(1, batch.events());
            batch.forget();
            three.fill(batch);
            assertEquals(2, batch.events());
            assertTrue(two.behind() && !three.behind());
        }
    }

    @Test
    void idOfOurOwnFormIsRefusedAndNothingOfItsBatchIsPublished() {
        String ours = hub.publish("news", Event.of("a")).id();
        List<Draft> drafts = List.of(Draft.of(Event.of("b")), Draft.of(Event.of("c").withId(ours)));
        assertThrows(IllegalArgumentException.class, () -> hub.publish("news", drafts));
        String later = ours.substring(0, ours.indexOf('-')) + "-999";
        assertThrows(IllegalArgumentException.class, () -> hub.publish("news", Event.of("c").withId(later)));
        assertEquals(1, hub.topics().get(0).published());
    }

    @Test
    void idsThatOnlyLookLikeOursAreFine() {
        String first = hub.publish("other", Event.of("a")).id();
        String boot = first.substring(0, first.indexOf('-'));
        for (String id : List.of("-", boot, boot + "-", boot + "-x", boot + "-1x", boot + "1-1", "x" + boot + "-1",
                boot + "-"
                + "9".repeat(19))) {
            assertEquals(id, hub.publish("news", Event.of("a").withId(id)).id());
        }
    }

    @Test
    void noEventIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> hub.publish("news", List.of()));
        assertThrows(IllegalArgumentException.class, () -> hub.subscribe(List.of(), Start.NOW, View.STREAM));
    }

    @Test
    void namesAreLettersDigitsAndFourSigns() {
        for (String name : List.of("a", "A9_-~.", "a.b", "9", "-", "~",
                "x".repeat(128))) assertTrue(Hub.isTopicName(name), name);
        for (String name : List.of("", ".", "..", ".a", "a b", "a/b", "a,b", "ä", "a\0", "a\n", "a%", "１",
                "x".repeat(129))) {
            assertFalse(Hub.isTopicName(name), name);
            assertThrows(IllegalArgumentException.class, () -> hub.publish(name, Event.of("a")), name);
            assertThrows(IllegalArgumentException.class, () -> follow("fine", name), name);
        }
        assertEquals(List.of(), hub.topics()); // the one that was fine is not left behind
    }

    @Test
    void listenerIsToldWhenTheEventCanBeReadAndTheLockIsFree() throws Exception {
        try (Subscription reader = follow("news")) {
            List<String> told = new ArrayList<>();
            hub.listen(weight -> {
                try {
                    CompletableFuture.runAsync(hub::topics).get(5, TimeUnit.SECONDS); // another thread gets the lock
                } catch (Exception locked) {
                    told.add(locked.toString());
                }
                told.add(weight + " " + Readings.data(reader));
            });
            hub.publish("news", Event.of("a"));
            hub.publish("news", List.of(Draft.of(Event.of("b")), Draft.of(Event.of("c"))));
            hub.publish("news", Event.of("x".repeat(5000)));
            hub.close("news");
            assertEquals(4, told.size());
            assertEquals("1 [a]", told.get(0));
            assertEquals("2 [b, c]", told.get(1));
            assertTrue(told.get(2).startsWith("2 [xxx"), told.get(2)); // 5 kB weigh like two
            assertEquals("1 [{\"topic\":\"news\"}]", told.get(3));
        }
    }

    @Test
    void everyListenerIsToldOnceUntilItIsTakenAway() {
        List<String> told = new ArrayList<>();
        Hub.Listener one = weight -> told.add("one");
        hub.listen(one);
        hub.listen(weight -> told.add("two"));
        hub.listen(one);
        hub.publish("news", Event.of("a"));
        assertEquals(List.of("one", "two"), told);
        hub.unlisten(one);
        hub.close("news");
        assertEquals(List.of("one", "two", "two"), told);
    }

    @Test
    void manyEventsComeInPortionsSoThatNoReaderFallsOffTheLog() {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < 5000; i++) drafts.add(Draft.of(Event.of("" + i)));
        List<String> seen = new ArrayList<>();
        try (Subscription reader = follow("news")) {
            hub.listen(weight -> seen.addAll(Readings.data(reader)));
            assertEquals(5000, Readings.seq(hub.publish("news", drafts).id()));
            assertFalse(reader.lost());
        }
        assertEquals(5000, seen.size());
        for (int i = 0; i < 5000; i++) assertEquals("" + i, seen.get(i));
    }

    @Test
    void topicsTellHowTheyStand() {
        Hub hub = hub(2, 1 << 20, 10);
        Readings.publish(hub, "news", "a", "b", "c");
        try (Subscription reader = hub.subscribe(List.of("quiet"), Start.NOW, View.STREAM)) {
            List<Hub.State> topics = new ArrayList<>(hub.topics());
            topics.sort((a, b) -> a.name().compareTo(b.name()));
            assertEquals(List.of(new Hub.State("news", 3, 2, 0), new Hub.State("quiet", 0, 0, 1)), topics);
            assertNull(reader.gap());
        }
        assertTrue(has(hub, "news"));
        assertFalse(has(hub, "quiet")); // nobody spoke, and the last listener has gone
    }

    @Test
    void oneTopicTooManyForgetsTheOneThatWasSilentLongest() {
        long[] now = {BOOT};
        Hub hub = new Hub(new Hub.Limits(10, 1 << 20, 3), () -> now[0]++);
        Readings.publish(hub, "a", "1");
        Readings.publish(hub, "b", "2");
        Readings.publish(hub, "c", "3");
        Readings.publish(hub, "a", "4");
        Readings.publish(hub, "d", "5");
        assertFalse(has(hub, "b"));
        assertTrue(has(hub, "a") && has(hub, "c") && has(hub, "d"));
    }

    @Test
    void topicsWithReadersAreNotForgotten() {
        Hub hub = hub(10, 1 << 20, 2);
        try (Subscription a = hub.subscribe(List.of("a"), Start.NOW, View.STREAM)) {
            Readings.publish(hub, "b", "1");
            Readings.publish(hub, "c", "2");
            assertTrue(has(hub, "a"));
            assertFalse(has(hub, "b"));
            try (Subscription c = hub.subscribe(List.of("c"), Start.NOW, View.STREAM)) {
                assertThrows(IllegalStateException.class, () -> hub.publish("d", Event.of("3")));
                assertThrows(IllegalStateException.class, () -> hub.close("d"));
                assertFalse(c.behind());
            }
            Readings.publish(hub, "d", "3");
            assertFalse(a.behind());
        }
    }

    @Test
    void subscriptionThatFindsNoRoomLeavesNoReaderBehind() {
        Hub hub = hub(10, 1 << 20, 1);
        for (int i = 0; i < 3; i++) {
            assertThrows(IllegalStateException.class, () -> hub.subscribe(List.of("a", "b"), Start.NOW, View.STREAM));
        }
        assertEquals(List.of(), hub.topics());
        Readings.publish(hub, "a", "1");
        Readings.publish(hub, "b", "2"); // would find no room if "a" still counted a reader
        assertTrue(has(hub, "b"));
    }

    @Test
    void publishingTenThousandTopicsKeepsTheNewestThousand() {
        Hub hub = hub(10, 1 << 20, 1000);
        for (int i = 0; i < 10_000; i++) hub.publish("t" + i, Event.of("x"));
        assertEquals(1000, hub.topics().size());
    }

    @Test
    void aHubWithoutRoomCannotBeMade() {
        assertThrows(IllegalArgumentException.class, () -> new Hub.Limits(-1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Hub.Limits(0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Hub.Limits(0, 1, 0));
    }

    private static boolean has(Hub hub, String topic) {
        return hub.topics().stream().anyMatch(state -> state.name().equals(topic));
    }
}
