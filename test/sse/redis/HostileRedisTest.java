package sse.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
import sse.kit.RedisDoor;
import sse.kit.RedisProcess;

/** A Redis that answers what it should not, late, or not at all; and is well again. */
class HostileRedisTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private static final List<String> COMMANDS = List.of("XREAD", "XRANGE", "NOMKSTREAM", "XREVRANGE", "EXEC",
            "PING", "AUTH", "EVAL");

    private static final List<String> ANSWERS = List.of(":7\r\n", "*0\r\n", "-ERR \u001b[31mgeheim\u0007\r\n",
            "*1\r\n*2\r\n$3\r\nsse\r\n*1\r\n*2\r\n$15\r\n1764090000000-0\r\n*0\r\n",
            ">2\r\n+a\r\n+b\r\n|1\r\n+a\r\n+b\r\n:1\r\n", "+" + "x".repeat(70_000) + "\r\n",
            RedisDoor.SILENCE);

    @TempDir
    private Path folder;

    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    private RedisProcess redis;

    @BeforeEach
    void begin() throws IOException {
        redis = new RedisProcess(folder);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable one : open) one.close();
        redis.close();
        assertEquals(List.of(), bugs);
        for (String sentence : said) assertPlain(sentence);
    }

    private static void assertPlain(String sentence) {
        assertNotNull(sentence);
        assertFalse(sentence.contains("geheim"), sentence);
        assertFalse(sentence.contains("null"), sentence);
        assertTrue(sentence.length() < 300 && sentence.chars().allMatch(c -> c >= ' ' && c != 0x7F), sentence);
    }

    /** A server of the stream with this key, who comes by a door of its own. */
    private final class One {
        final RedisDoor door = new RedisDoor(redis.port);
        final RedisJournal journal;
        final Hub hub;
        long longest; // milliseconds

        One(String key) throws IOException {
            this(key, false);
        }

        /** It may also come directly. */
        One(String key, boolean direct) throws IOException {
            open.add(door);
            well();
            RedisUrl url = RedisUrl.of(direct ? redis.url() : "redis://:geheim@127.0.0.1:" + door.port);
            journal = new RedisJournal(url, key, 1000, 1 << 20, said::add, bugs::add);
            open.add(journal);
            hub = new Hub(Hub.Limits.DEFAULT, System::currentTimeMillis, journal);
            journal.start(Map::of, 0, said::add);
        }

        void well() {
            door.play(command -> command.get(0).equals("AUTH") ? "+OK\r\n" : null);
        }

        /** To commands that have this word this is answered. */
        void answer(String word, String answer) {
            door.play(command -> command.contains(word) ? answer : command.get(0).equals("AUTH") ? "+OK\r\n" : null);
        }

        boolean publish(Event event) {
            long began = System.nanoTime();
            try {
                hub.publish("news", event);
                return true;
            } catch (Journal.Unwritten e) {
                said.add(e.getMessage());
                return false;
            } finally {
                longest = Math.max(longest, (System.nanoTime() - began) / 1_000_000);
            }
        }

        Subscription follow() {
            return hub.subscribe(List.of("news"), Start.NOW, View.STREAM);
        }

        /** It answers so for a while, and is well again. */
        void suffer(String word, String answer) throws Exception {
            String id = word.equals("EVAL") || word.equals("DEL") ? "mine" : null;
            try (Subscription reader = follow()) {
                answer(word, answer);
                door.cut();
                publish(new Event(id, null, "perhaps"));
                hub.subscribe(List.of("news"), Start.after("unknown"), View.STREAM).close();
                well();
                door.cut();
                List<String> all = new ArrayList<>();
                Await.until("it is well after " + word + " " + answer, 30_000, () -> {
                    all.add("sure " + all.size());
                    return publish(Event.of(all.get(all.size() - 1)));
                });
                String last = all.get(all.size() - 1);
                List<String> got = new ArrayList<>();
                for (String data = ""; !data.equals(last); ) {
                    Entry entry = reader.next(LONG);
                    assertNotNull(entry, () -> word + answer + got + reader.lost());
                    data = entry.event().data();
                    if (!data.equals("perhaps")) got.add(data);
                }
                all.retainAll(got); // of some it was not known
                assertEquals(all, got, word + " " + answer);
                assertNull(reader.next(Duration.ZERO));
            }
        }
    }

    @Test
    void whateverIsAnsweredNothingIsLostOnceItIsWell() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        for (String word : COMMANDS) {
            for (String answer : ANSWERS) {
                One one = new One("key" + threads.size());
                threads.add(Thread.ofVirtual().start(() -> {
                    try {
                        one.suffer(word, answer);
                        if (one.longest > 4000) failures.add(new AssertionError(word + answer + " " + one.longest));
                    } catch (Throwable e) {
                        failures.add(new AssertionError(word + " " + answer + e, e));
                    }
                }));
            }
        }
        for (Thread thread : threads) thread.join();
        assertEquals(List.of(), failures);
    }

    private void script(String lua) {
        String answer = redis.say("EVAL", lua, "1", "key");
        assertFalse(answer.startsWith("-"), answer);
    }

    private static void awaitLost(Subscription reader) {
        Await.until("the reader is told", 15_000, () -> {
            reader.next(Duration.ZERO);
            return reader.lost();
        });
    }

    @Test
    void whatIsTrimmedBeforeItIsReadIsAGap() throws Exception {
        One one = new One("key");
        CountDownLatch late = new CountDownLatch(1);
        try (Subscription reader = one.follow()) {
            String id = one.hub.publish("news", Event.of("0")).id();
            one.door.play(command -> {
                if (command.contains("XREAD")) late.await();
                return null;
            });
            script("for i = 1, 900 do redis.call('XADD', KEYS[1], '*', 'topic', 'news', 'data', i) end "
                    + "return redis.call('XTRIM', KEYS[1], 'MAXLEN', 600)");
            late.countDown();
            awaitLost(reader);
            try (Subscription back = one.hub.subscribe(List.of("news"), Start.after(id), View.STREAM)) {
                assertEquals("evicted", back.gap().reason());
                assertEquals("301", back.next(LONG).event().data());
            }
        }
    }

    @Test
    void anEntryThatFindsNoRoomIsAGapAndTheNextOneComes() throws Exception {
        One one = new One("key", true);
        try (Subscription reader = one.follow()) {
            script("redis.call('XADD', KEYS[1], '*', 'other', string.rep('x', 2e6)) "
                    + "redis.call('XADD', KEYS[1], '*', 'topic', 'news', 'data', 1)"
                    + "return redis.call('XADD', KEYS[1], '*', 'topic', 'news', 'data', string.rep('x', 2e6))");
            assertEquals("1", reader.next(LONG).event().data(), "what is none of ours is no gap");
            awaitLost(reader);
            String data = "then";
            assertTrue(one.publish(Event.of(data)));
            try (Subscription back = one.hub.subscribe(List.of("news"), Start.OLDEST, View.STREAM)) {
                assertEquals(data, back.next(LONG).event().data());
            }
        }
        assertEquals(2, said.size(), said.toString());
        assertTrue(said.get(0).endsWith(" in Redis is too large for this server, and is passed over"), said.get(0));
    }

    @Test
    void aStreamThatCannotBeReadIsSaidOnceAndIsWellWhenItIsGone() throws Exception {
        One one = new One("key", true);
        redis.say("DEL", "key");
        redis.say("XADD", "key", "5-1", "topic", "news", "data", "of 1970");
        Await.until("it is said", 15_000, () -> one.journal.trouble() != null);
        Await.until("it is refused", 15_000, () -> !one.publish(Event.of("no")));
        assertTrue(said.get(said.size() - 1).startsWith("the stream in Redis has the id 5-1, "), said.toString());
        redis.say("DEL", "key");
        Await.until("it is well", 15_000, () -> one.publish(Event.of("yes")));
        assertTrue(said.stream().filter(it -> it.endsWith("nothing can be published")).count() < 4, said.toString());
    }

    @Test
    void whoIsStuckInWritingIsFreed() throws Exception {
        One one = new One("key");
        assertTrue(one.publish(Event.of("first")));
        CountDownLatch never = new CountDownLatch(1);
        one.door.play(command -> {
            never.await();
            return null;
        });
        List<Draft> many = Collections.nCopies(3000, Draft.of(Event.of("x".repeat(5000))));
        long began = System.nanoTime();
        Journal.Unwritten e = assertThrows(Journal.Unwritten.class, () -> one.hub.publish("news", many));
        assertTrue(e.perhaps);
        assertTrue(System.nanoTime() - began < 4_000_000_000L);
        never.countDown();
    }

    @Test
    void whatFindsNoConnectionInTimeIsNotSent() throws Exception {
        One one = new One("key");
        CountDownLatch late = new CountDownLatch(1);
        one.door.play(command -> {
            if (command.contains("PING")) late.await();
            return command.contains("AUTH") ? "+OK\r\n" : null;
        });
        assertFalse(assertThrows(Journal.Unwritten.class, () -> one.hub.publish("news", Event.of("x"))).perhaps);
        late.countDown();
        Await.until("it is well", 10_000, () -> one.publish(Event.of("y")));
    }

    @Test
    void readersWithUnknownIdsAskOnTheConnectionThatIsThere() throws Exception {
        One one = new One("key", true);
        one.publish(Event.of("x"));
        int before = connections();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String id = "unknown" + i;
            readers.add(Thread.ofVirtual().start(() ->
                    one.hub.subscribe(List.of("news"), Start.after(id), View.STREAM).close()));
        }
        for (Thread reader : readers) reader.join();
        assertTrue(connections() - before < 10);
    }

    private int connections() {
        Matcher count = Pattern.compile("total_connections_received:(\\d+)").matcher(redis.say("INFO", "stats"));
        assertTrue(count.find());
        return Integer.parseInt(count.group(1));
    }
}
