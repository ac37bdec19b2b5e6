package sse.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sse.Event;
import sse.hub.Draft;
import sse.hub.Hub;
import sse.hub.Journal;
import sse.hub.Start;
import sse.hub.Subscription;
import sse.hub.View;
import sse.kit.RedisProcess;

/** Publishing by a way to Redis on which answers, or commands, are lost. */
class LostAnswerTest {
    @TempDir
    private Path folder;

    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private RedisProcess redis;
    private ServerSocket door;
    private RedisJournal journal;
    private Hub hub;
    private volatile boolean losesAnswers;
    private volatile boolean losesCommands;

    @BeforeEach
    void begin() throws IOException {
        redis = new RedisProcess(folder);
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::admit);
        RedisUrl url = RedisUrl.of("redis://127.0.0.1:" + door.getLocalPort());
        journal = new RedisJournal(url, "sse", 1000, sentence -> { }, bugs::add);
        hub = new Hub(Hub.Limits.DEFAULT, System::currentTimeMillis, journal);
        journal.start(Map::of, 0, note -> { });
    }

    @AfterEach
    void end() throws IOException {
        if (journal != null) journal.close();
        if (door != null) door.close();
        for (Socket socket : open) socket.close();
        if (redis != null) redis.close();
        assertEquals(List.of(), bugs);
    }

    private void admit() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket("127.0.0.1", redis.port);
                open.addAll(List.of(client, server));
                Thread.ofVirtual().start(() -> carry(client, server, true));
                Thread.ofVirtual().start(() -> carry(server, client, false));
            }
        } catch (IOException over) {
            // the test is over
        }
    }

    /** A command that publishes on its way cuts the connection, before it arrives or behind that. */
    private void carry(Socket from, Socket to, boolean commands) {
        byte[] bytes = new byte[16 << 10];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n; (n = in.read(bytes)) > 0; ) {
                String text = new String(bytes, 0, n, StandardCharsets.US_ASCII);
                boolean publishes = commands && text.contains("NOMKSTREAM");
                if (publishes && losesCommands) return;
                if (publishes && losesAnswers) {
                    from.shutdownOutput();
                    awaitEnd(in); // else what is published next might go the same way
                }
                out.write(bytes, 0, n);
                if (!publishes || !losesAnswers) continue;
                redis.say("PING"); // which Redis answers behind what came before
                return;
            }
        } catch (IOException cut) {
            // as it was meant
        }
    }

    private static void awaitEnd(InputStream in) {
        try {
            while (in.read() >= 0) { }
        } catch (IOException end) {
            // a reset is one, too
        }
    }

    private List<String> all() throws InterruptedException {
        List<String> all = new CopyOnWriteArrayList<>();
        try (Subscription reader = hub.subscribe(List.of("news"), Start.OLDEST, View.STREAM)) {
            for (var entry = reader.next(Duration.ZERO); entry != null; entry = reader.next(Duration.ZERO)) {
                all.add(entry.event().data());
            }
        }
        return all;
    }

    @Test
    void whatRedisHasIsPublishedThoughItsAnswerIsLost() throws Exception {
        losesAnswers = true;
        String one = hub.publish("news", Event.of("1")).id();
        hub.publish("news", List.of(Draft.of(Event.of("2")), Draft.of(new Event("mine", null, "3"))));
        losesAnswers = false;
        assertTrue(hub.publish("news", Event.of("4")).id().compareTo(one) > 0);
        assertEquals(List.of("1", "2", "3", "4"), all());
    }

    @Test
    void whatNeverCameThereIsNotSaidToBePublished() throws Exception {
        losesCommands = true;
        Journal.Unwritten e = assertThrows(Journal.Unwritten.class, () -> hub.publish("news", Event.of("1")));
        assertTrue(e.perhaps);
        assertEquals("Redis has not answered in time: it is not known whether this was published", e.getMessage());
        losesCommands = false;
        hub.publish("news", Event.of("2"));
        assertEquals(List.of("2"), all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\n\r\n", "$999999999999\r\n",
            "+PONG\r\n*1\r\n*1\r\n*1\r\n:1\r\n", "*1000000000\r\n",
            "+PONG\r\n%1\r\n+a\r\n+b\r\n",
            "+PONG\r\n$3\r\nabc\r\n", ""})
    void whoSpeaksOtherwiseIsOneSentence(String says) throws Exception {
        try (ServerSocket stranger = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        Socket client = stranger.accept();
                        open.add(client);
                        client.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
                        client.shutdownOutput();
                    }
                } catch (IOException over) {
                    // the test is over
                }
            });
            RedisUrl url = RedisUrl.of("redis://127.0.0.1:" + stranger.getLocalPort());
            RedisJournal other = new RedisJournal(url, "sse", 1000, sentence -> { }, bugs::add);
            Hub never = new Hub(Hub.Limits.DEFAULT, System::currentTimeMillis, other);
            String sentence = assertThrows(IOException.class, () -> other.start(Map::of, 0, note -> { })).getMessage();
            assertTrue(sentence.contains("Redis") && sentence.length() < 200, sentence);
            assertFalse(sentence.contains("\n"), sentence);
            assertEquals(0, never.published());
        }
    }
}
