package sse.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.Event;
import sse.ask.Certificates;
import sse.hub.Draft;
import sse.hub.Hub;
import sse.hub.Journal;
import sse.hub.Start;
import sse.hub.Subscription;
import sse.hub.View;
import sse.kit.Await;
import sse.kit.OpensslCa;
import sse.kit.RedisProcess;

/** A real Redis over TLS, that knows who asks. */
@Timeout(60)
class RedisTlsTest {
    private static final String PASSWORD = "p:a@s/s";

    @TempDir
    private Path folder;

    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<RedisJournal> journals = new ArrayList<>();
    private OpensslCa ca;
    private RedisProcess redis;
    private int tlsPort;

    @BeforeEach
    void begin() throws Exception {
        ca = new OpensslCa(folder);
        OpensslCa.Pair pair = ca.signed("redis", "DNS:localhost", 9);
        try (ServerSocket free = new ServerSocket(0)) {
            tlsPort = free.getLocalPort();
        }
        redis = new RedisProcess(folder, "--tls-port", "" + tlsPort, "--tls-cert-file", pair.certificate().toString(),
                "--tls-key-file", pair.key().toString(), "--tls-ca-cert-file", ca.file.toString(),
                "--tls-auth-clients", "no");
        assertEquals("+OK\r\n", redis.say(user()));
    }

    /** The words behind redis-cli with which the README makes a user, but for the password. */
    private static String[] user() throws IOException {
        String readme = Files.readString(Path.of(System.getProperty("sse.home", "."), "README.md"));
        int begin = readme.indexOf("ACL SETUSER sse ");
        String line = readme.substring(begin, readme.indexOf("\n\n", begin)).replace("\\\n", " ");
        return line.replace("'", "").replace("PASSWORD", PASSWORD).trim().split(" +");
    }

    @AfterEach
    void end() {
        for (RedisJournal journal : journals) journal.close();
        if (redis != null) redis.close();
        assertEquals(List.of(), bugs);
    }

    private Hub hub(String url, String key) throws IOException {
        RedisUrl trusting = RedisUrl.of(url).trusting(Certificates.of(false, ca.file.toString()));
        RedisJournal journal = new RedisJournal(trusting, key, 1000, said::add, bugs::add);
        Hub hub = new Hub(Hub.Limits.DEFAULT, System::currentTimeMillis, journal);
        journals.add(journal);
        journal.start(() -> Map.of("news", 3), 10_000, note -> { });
        return hub;
    }

    @Test
    void aUserWithAPasswordAndADatabase() throws Exception {
        String url = "rediss://sse:p%3Aa%40s/s@localhost:" + tlsPort + "/3";
        Hub one = hub(url, "sse");
        Hub other = hub(url, "sse");
        try (Subscription reader = other.subscribe(List.of("news"), Start.OLDEST, View.STREAM)) {
            one.publish("news", Event.of("hi"));
            assertEquals("hi", reader.next(Duration.ofSeconds(10)).event().data());
            one.publish("news", List.of(Draft.of(Event.of("a")), Draft.of(new Event("mine", null, "b"))));
            assertEquals("a", reader.next(Duration.ofSeconds(10)).event().data());
            assertEquals("b", reader.next(Duration.ofSeconds(10)).event().data());
        }
        Await.until("the readers elsewhere", 10_000, () -> one.journal().readersElsewhere("news") == 3);
        assertTrue(redis.say("INFO", "keyspace").contains("db3:"), redis.say("INFO", "keyspace"));
        redis.stop(true);
        assertThrows(Journal.Unwritten.class, () -> one.publish("news", Event.of("away")));
        Await.until("it is said", 10_000, () -> one.journal().trouble() != null && !said.isEmpty());
    }

    @Test
    void whatTheUserMayNotIsSaid() {
        String url = "rediss://sse:p%3Aa%40s/s@localhost:" + tlsPort;
        String may = assertThrows(IOException.class, () -> hub(url, "other")).getMessage();
        assertTrue(may.startsWith("this user of Redis may not do that: NOPERM"), may);
        String wrong = assertThrows(IOException.class, () -> hub(url.replace("sse:p", "sse:q"), "sse")).getMessage();
        assertEquals("Redis does not know this user and password", wrong);
    }
}
