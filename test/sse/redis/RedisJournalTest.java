package sse.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sse.Event;
import sse.hub.Draft;
import sse.hub.Entry;
import sse.hub.Hub;
import sse.hub.Journal;
import sse.hub.Start;
import sse.hub.Subscription;
import sse.hub.View;
import sse.kit.Await;
import sse.kit.RedisProcess;

/** Hubs on a real Redis. */
class RedisJournalTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private RedisProcess redis;
    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<RedisJournal> journals = new ArrayList<>();

    private Hub hub() throws IOException {
        return hub(redis.url(), 1000);
    }

    private Hub hub(String url, long maxLength) throws IOException {
        return hub(url, maxLength, Hub.Limits.DEFAULT);
    }

    private Hub hub(String url, long maxLength, Hub.Limits limits) throws IOException {
        RedisJournal journal = new RedisJournal(RedisUrl.of(url), "sse", maxLength, said::add, bugs::add);
        Hub hub = new Hub(limits, System::currentTimeMillis, journal);
        journals.add(journal);
        journal.start(() -> Map.of("news", 3), 0, note -> { });
        return hub;
    }

    private void redis(String... options) throws IOException {
        redis = new RedisProcess(folder, options);
    }

    @AfterEach
    void end() {
        for (RedisJournal journal : journals) journal.close();
        if (redis != null) redis.close();
        assertEquals(List.of(), bugs);
    }

    private static Subscription open(Hub hub, Start start) {
        return hub.subscribe(List.of("news"), start, View.STREAM);
    }

    private static String next(Subscription reader) throws InterruptedException {
        Entry entry = reader.next(LONG);
        return entry == null ? null : entry.event().data();
    }

    @Test
    void whatOnePublishesTheOtherHasAndAThirdThatStartsLater() throws Exception {
        redis();
        Hub one = hub();
        Hub two = hub();
        try (Subscription reader = open(two, Start.NOW)) {
            String id = one.publish("news", new Event(null, "greeting", "hi\nthere")).id();
            Entry entry = reader.next(LONG);
            assertEquals(id, entry.id());
            assertEquals(new Event(id, "greeting", "hi\nthere"), entry.event());
            assertEquals("hi\nthere", next(open(one, Start.OLDEST)), "it is here as soon as it is published");
            Hub.Receipt many = two.publish("news", List.of(Draft.of(new Event("a", null, "1")),
                    Draft.of(Event.of("2"), 700), Draft.of(Event.of(""))));
            Subscription late = open(hub(), Start.after(id));
            assertNull(late.gap());
            assertEquals("1", next(late));
            Entry second = late.next(LONG);
            assertEquals(700, second.read().retryMillis());
            Entry third = late.next(LONG);
            assertEquals("", third.event().data());
            assertEquals(many.id(), third.id());
            assertEquals("2", next(open(one, Start.after("a"))));
            late.close();
        }
    }

    @Test
    void aTopicIsClosedForAllAndItsIdIsThatOfItsEnd() throws Exception {
        redis();
        Hub one = hub();
        Hub two = hub();
        Subscription reader = open(two, Start.NOW);
        String id = one.close("news").id();
        Entry end = reader.next(LONG);
        assertEquals(id, end.id());
        assertTrue(reader.ended());
        assertTrue(open(two, Start.after(id)).over());
        String place = open(two, Start.NOW).position();
        two.publish("news", Event.of("again"));
        assertEquals("again", next(open(one, Start.after(place))));
    }

    @Test
    void whileRedisIsAwayNothingIsPublishedAndReadersStay() throws Exception {
        redis("--appendonly", "yes", "--appendfsync", "always");
        Hub one = hub();
        Hub two = hub();
        Subscription reader = open(one, Start.NOW);
        two.publish("news", Event.of("1"));
        redis.stop(true);
        long began = System.nanoTime();
        Journal.Unwritten e = assertThrows(Journal.Unwritten.class, () -> one.publish("news", Event.of("lost")));
        assertTrue(System.nanoTime() - began < 2_000_000_000L);
        Await.until("trouble is known", 10_000, () -> journals.get(0).trouble() != null);
        e = assertThrows(Journal.Unwritten.class, () -> one.publish("news", Event.of("lost")));
        assertFalse(e.perhaps);
        assertTrue(e.getMessage().startsWith("Redis is away (redis://127.0.0.1:"), e.getMessage());
        redis.start();
        Await.until("it is published again", 10_000, () -> {
            try {
                two.publish("news", Event.of("2"));
                return true;
            } catch (Journal.Unwritten away) {
                return false;
            }
        });
        assertEquals("1", next(reader));
        assertEquals("2", next(reader));
        assertFalse(reader.lost());
        assertTrue(said.contains("Redis is there (" + redis.url() + ")"), said.toString());
        assertFalse(said.contains("Redis does not answer"), said.toString());
        Await.until("all is well", 10_000,
                () -> journals.get(0).trouble() == null && journals.get(0).behindMillis() == 0);
    }

    @Test
    void whereRedisHasLostItsDataReadersAreToldOfARestart() throws Exception {
        redis();
        Hub one = hub();
        Hub two = hub();
        Subscription reader = open(one, Start.NOW);
        String seen = two.publish("news", Event.of("1")).id();
        assertEquals("1", next(reader));
        redis.say("FLUSHALL");
        Await.until("the reader is told", 15_000, () -> {
            reader.next(Duration.ZERO);
            return reader.lost();
        });
        two.publish("news", Event.of("2"));
        Subscription back = open(one, Start.after(seen));
        assertEquals("restart", back.gap().reason());
        assertEquals("2", next(back));
    }

    @Test
    void whoPublishesFirstToAnEmptyRedisBeginsTheLogAnew() throws Exception {
        redis();
        Hub one = hub();
        String seen = one.publish("news", Event.of("1")).id();
        redis.say("FLUSHALL");
        one.publish("news", Event.of("2"));
        Subscription back = open(one, Start.after(seen));
        assertEquals("restart", back.gap().reason());
        assertEquals("2", next(back));
    }

    @Test
    void whatIsTrimmedIsAGapForWhoComesToANewServer() throws Exception {
        redis();
        Hub one = hub(redis.url(), 1);
        String first = one.publish("news", Event.of("0")).id();
        List<Draft> many = new ArrayList<>();
        for (int i = 1; i <= 500; i++) many.add(Draft.of(Event.of("" + i)));
        one.publish("news", many);
        assertNull(open(one, Start.after(first)).gap());
        assertEquals("evicted", open(hub(), Start.after(first)).gap().reason());
    }

    @Test
    void ofALongStreamTheNewestPartIsReadAndNoMore() throws Exception {
        redis();
        Hub one = hub(redis.url(), 10_000);
        String old = one.publish("rare", Event.of("old")).id();
        List<Draft> many = new ArrayList<>();
        for (int i = 1; i <= 2000; i++) many.add(Draft.of(Event.of(i + " " + "x".repeat(800))));
        one.publish("news", many);
        String young = one.publish("rare", Event.of("young")).id();
        Hub two = hub(redis.url(), 10_000, new Hub.Limits(1000, 600_000, 10));
        assertTrue(two.published() > 500 && two.published() < 600, two.published() + " are read");
        try (Subscription reader = open(two, Start.OLDEST)) {
            String oldest = next(reader);
            int number = Integer.parseInt(oldest.substring(0, oldest.indexOf(' ')));
            assertTrue(number < 1500, number + " is the oldest that is kept");
            for (int i = number + 1; i <= 2000; i++) assertTrue(next(reader).startsWith(i + " "));
        }
        assertEquals("evicted", two.subscribe(List.of("rare"), Start.after(old), View.STREAM).gap().reason());
        assertNull(two.subscribe(List.of("rare"), Start.after(young), View.STREAM).gap());
    }

    @Test
    void anEntryThatAnotherProgramAddsIsAnEventOrNothing() throws Exception {
        redis();
        Subscription reader = open(hub(), Start.NOW);
        redis.say("XADD", "sse", "*", "topic", "not/a name", "data", "x");
        redis.say("XADD", "sse", "*", "nothing", "of ours");
        redis.say("XADD", "sse", "*", "topic", "news", "event", "two\nlines", "data", "x");
        redis.say("XADD", "sse", "*", "topic", "news", "id", "\tno", "data", "hi\rthere");
        Entry entry = reader.next(LONG);
        assertEquals("hi\nthere", entry.event().data());
        assertTrue(entry.id().matches("\\d{13}-\\d+"), entry.id());
    }

    @Test
    void readersElsewhereAreCounted() throws Exception {
        redis();
        Hub one = hub();
        hub();
        Await.until("the census", 15_000, () -> one.publish("news", Event.of("x")).subscribers() == 3);
    }

    @Test
    void aPasswordAndADatabaseAreSaid() throws Exception {
        redis("--requirepass", "se/cr@et");
        String at = "127.0.0.1:" + redis.port;
        Hub one = hub("redis://:se/cr%40et@" + at + "/3", 1000);
        one.publish("news", Event.of("x"));
        assertEquals("Redis asks for a password: redis://:PASSWORD@HOST",
                assertThrows(IOException.class, () -> hub("redis://" + at, 1)).getMessage());
        assertEquals("Redis does not know this user and password",
                assertThrows(IOException.class, () -> hub("redis://:wrong@" + at, 1)).getMessage());
    }

    @Test
    void aFullRedisAndAKeyThatIsNoStreamAreOneSentence() throws Exception {
        redis();
        Hub one = hub();
        redis.say("CONFIG", "SET", "maxmemory", "1");
        assertEquals("Redis is full: maxmemory is reached, and its policy lets nothing go",
                assertThrows(Journal.Unwritten.class, () -> one.publish("news", Event.of("x"))).getMessage());
        assertThrows(Journal.Unwritten.class,
                () -> one.publish("news", List.of(Draft.of(Event.of("x")), Draft.of(Event.of("y")))));
        redis.say("CONFIG", "SET", "maxmemory", "0");
        one.publish("news", Event.of("z"));
        assertEquals("z", next(open(one, Start.OLDEST)));
        redis.say("SET", "sse", "text");
        assertTrue(assertThrows(Journal.Unwritten.class, () -> one.publish("news", Event.of("x"))).getMessage()
                .startsWith("the key is something else in Redis"));
    }

    @Test
    void aConnectionOnWhichNothingHappensIsKept() throws Exception {
        redis();
        Hub one = hub();
        one.publish("news", Event.of("x"));
        long began = System.nanoTime();
        Await.until("longer than any answer may take", 10_000, () -> System.nanoTime() - began > 1_500_000_000L);
        assertEquals(List.of(), said);
        one.publish("news", Event.of("y"));
    }

    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("sse-redis"));
        return threads;
    }

    @Test
    void whatIsClosedLeavesNoThreadAndNoConnection() throws Exception {
        redis();
        Set<Thread> before = threads();
        for (int i = 0; i < 3; i++) hub().publish("news", Event.of("x"));
        assertFalse(before.containsAll(threads()));
        for (RedisJournal journal : journals) journal.close();
        Await.until("the threads are gone", 10_000, () -> before.containsAll(threads()));
        Await.until("the connections are gone", 10_000,
                () -> redis.say("INFO", "clients").contains("\nconnected_clients:1\r"));
    }

    @Test
    void whoIsInterruptedPublishesAndTakesNobodysConnectionAway() throws Exception {
        redis();
        Hub one = hub();
        one.publish("news", Event.of("1"));
        Set<Thread> before = threads();
        Thread.currentThread().interrupt();
        one.publish("news", Event.of("2"));
        assertTrue(Thread.interrupted());
        assertEquals(before, threads());
        try (Subscription reader = open(one, Start.OLDEST)) {
            assertEquals("1", next(reader));
            assertEquals("2", next(reader));
        }
    }

    @Test
    void redisThatIsNotThereIsOneSentence() {
        String sentence = assertThrows(IOException.class, () -> hub("redis://127.0.0.1:1", 1)).getMessage();
        assertEquals("Redis is away (redis://127.0.0.1:1): nothing listens there", sentence);
    }

    @Test
    void aRedisThatIsHungIsNotWaitedForLong() throws Exception {
        redis();
        Hub one = hub();
        one.publish("news", Event.of("x"));
        redis.say("CLIENT", "PAUSE", "3000", "WRITE");
        long began = System.nanoTime();
        assertTrue(assertThrows(Journal.Unwritten.class, () -> one.publish("news", Event.of("x"))).perhaps);
        assertTrue(System.nanoTime() - began < 2_500_000_000L);
    }
}
