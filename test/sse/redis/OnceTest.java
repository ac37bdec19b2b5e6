package sse.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import sse.Event;
import sse.hub.Draft;
import sse.hub.Hub;
import sse.hub.Journal;
import sse.hub.Start;
import sse.hub.Subscription;
import sse.hub.View;
import sse.kit.Await;
import sse.kit.RedisProcess;
import sse.kit.Waits;

/** Events with ids of their own that are sent again, because it was not known whether they were published. */
class OnceTest {
    private static final Event MINE = new Event("mine", "tick", "1");

    @TempDir
    private Path folder;

    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final List<RedisJournal> journals = new ArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private RedisProcess redis;
    private ServerSocket door;
    private volatile boolean shut;
    private Hub far; // by the door
    private Hub near;

    @BeforeEach
    void begin() throws IOException {
        redis = new RedisProcess(folder);
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::admit);
        far = hub(door.getLocalPort());
        near = hub(redis.port);
        for (Hub hub : List.of(far, near)) hub.publish("other", MINE); // so that there is a connection
    }

    private Hub hub(int port) throws IOException {
        RedisJournal journal = new RedisJournal(RedisUrl.of("redis://127.0.0.1:" + port), "sse", 1000, s -> { },
                bugs::add);
        journals.add(journal);
        Hub hub = new Hub(Hub.Limits.DEFAULT, System::currentTimeMillis, journal);
        journal.start(Map::of, 0, note -> { });
        return hub;
    }

    @AfterEach
    void end() throws IOException {
        for (RedisJournal journal : journals) journal.close();
        door.close();
        for (Socket socket : open) socket.close();
        redis.close();
        assertEquals(List.of(), bugs);
    }

    private void admit() {
        try {
            while (true) {
                Socket client = door.accept();
                if (shut) client.close();
                if (shut) continue;
                Socket server = new Socket("127.0.0.1", redis.port);
                open.addAll(List.of(client, server));
                Thread.ofVirtual().start(() -> carry(client, server, true));
                Thread.ofVirtual().start(() -> carry(server, client, false));
            }
        } catch (IOException over) {
            // the test is over
        }
    }

    /** While the door is shut commands go through, and no answer. */
    private void carry(Socket from, Socket to, boolean commands) {
        byte[] bytes = new byte[16 << 10];
        try (from; to) {
            for (int n; (n = from.getInputStream().read(bytes)) > 0; ) {
                if (shut && !commands) continue;
                to.getOutputStream().write(bytes, 0, n);
            }
        } catch (IOException cut) {
            // as it was meant
        }
    }

    private static List<String> all(Hub hub, String topic) throws InterruptedException {
        List<String> all = new ArrayList<>();
        try (Subscription reader = hub.subscribe(List.of(topic), Start.OLDEST, View.STREAM)) {
            for (var entry = reader.next(Duration.ZERO); entry != null; entry = reader.next(Duration.ZERO)) {
                all.add(entry.event().data());
            }
        }
        return all;
    }

    private int marks() {
        return Integer.parseInt(redis.say("KEYS", "sse:sent:*").split("[*\r]")[1]);
    }

    private void loseTheAnswers(Map<String, List<Draft>> publishings) throws Exception {
        shut = true;
        List<Journal.Unwritten> unknown = new CopyOnWriteArrayList<>();
        List<Thread> publishers = new ArrayList<>();
        publishings.forEach((topic, drafts) -> publishers.add(Thread.startVirtualThread(
                () -> unknown.add(assertThrows(Journal.Unwritten.class, () -> far.publish(topic, drafts))))));
        Await.until("Redis has them", 10_000, () -> marks() == publishings.size());
        for (Socket socket : open) socket.close();
        for (Thread publisher : publishers) publisher.join();
        assertEquals(publishings.size(), unknown.size());
        for (Journal.Unwritten e : unknown) {
            assertTrue(e.perhaps);
            assertTrue(e.getMessage().endsWith("; sent again as it is, it will not be there twice"), e.getMessage());
        }
        shut = false;
    }

    @Waits
    void whatIsSentAgainIsThereOnceAndBehindThatMayBeRepeatedOnPurpose() throws Exception {
        List<Draft> many = List.of(Draft.of(Event.of("a")), Draft.of(new Event("7", null, "b")),
                Draft.of(new Event("close", null, "c")));
        loseTheAnswers(Map.of("news", List.of(Draft.of(MINE)), "many", many));
        near.publish("sport", MINE);
        near.publish("news", new Event("mine", "tick", "2")); // is another
        Hub.Receipt receipt = near.publish("news", MINE);
        assertEquals("mine", receipt.id());
        assertEquals(List.of("1", "2"), all(near, "news"));
        assertEquals("close", far.publish("many", many).id()); // at the same server again
        Await.until("it has come back to Redis", 10_000, () -> all(far, "many").equals(List.of("a", "b", "c")));
        Await.until("the marks are gone", 10_000, () -> marks() == 0);
        near.publish("news", MINE);
        near.publish("news", MINE);
        assertEquals(List.of("1", "2", "1", "1"), all(near, "news"));
        Await.until("the mark is gone", 10_000, () -> marks() == 0);
    }

    @Waits
    void whatTwoServersPublishAtTheSameMomentOnPurposeIsThereAsOften() throws Exception {
        List<Thread> publishers = new ArrayList<>();
        for (Hub hub : List.of(far, near)) {
            publishers.add(Thread.startVirtualThread(() -> {
                for (int i = 0; i < 30; i++) hub.publish("news", MINE);
            }));
        }
        for (Thread publisher : publishers) publisher.join();
        Await.until("there are 60", 10_000, () -> all(near, "news").size() == 60);
    }

    @Waits
    void whatNeverCameThereIsPublishedWhenItIsSentAgain() throws Exception {
        redis.say("CLIENT", "PAUSE", "2000", "ALL");
        assertTrue(assertThrows(Journal.Unwritten.class, () -> near.publish("news", MINE)).perhaps);
        Await.until("it is published", 10_000, () -> {
            try {
                near.publish("news", MINE);
                return true;
            } catch (Journal.Unwritten away) {
                return false;
            }
        });
        assertEquals(List.of("1"), all(near, "news"));
    }

    @Waits
    void whichOfTwoComesFirstToARedisThatHungDoesNotMatter() throws Exception {
        redis.signal("STOP");
        CompletableFuture<Boolean> one = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                far.publish("news", MINE);
                one.complete(false);
            } catch (Journal.Unwritten e) {
                one.complete(e.perhaps);
            }
            redis.signal("CONT");
        });
        long began = System.nanoTime();
        Await.until("it is under way", 10_000, () -> System.nanoTime() - began > 600_000_000);
        String id = near.publish("news", MINE).id();
        assertTrue(one.get(10, TimeUnit.SECONDS));
        assertEquals("mine", id);
        near.publish("news", Event.of("2"));
        assertEquals(List.of("1", "2"), all(near, "news"));
    }
}
