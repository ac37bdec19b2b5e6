package sse.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sse.Event;
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
            open.add(door);
            well();
            RedisUrl url = RedisUrl.of("redis://:geheim@127.0.0.1:" + door.port);
            journal = new RedisJournal(url, key, 1000, said::add, bugs::add);
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
}
