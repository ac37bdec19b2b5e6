package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.Event;
import sse.client.EventSource;
import sse.hub.Hub;
import sse.kit.Await;
import sse.kit.NginxProcess;
import sse.kit.RedisProcess;
import sse.redis.RedisJournal;
import sse.redis.RedisUrl;

/** Two servers with one Redis behind nginx, as the README configures it. */
@Timeout(60)
class BalancerTest {
    private static final Path README = Path.of(System.getProperty("sse.home", "."), "README.md");

    @TempDir
    private Path folder;

    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final List<RedisJournal> journals = new ArrayList<>();
    private final List<SseServer> servers = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private RedisProcess redis;
    private NginxProcess nginx;

    /** A server, and how often readers have come to it. */
    private AtomicInteger server() throws IOException {
        ServerOptions options = ServerOptions.loopback(0).withMaxAge(80).withRetry(100);
        RedisJournal journal = new RedisJournal(RedisUrl.of(redis.url()), "sse", 10_000, sentence -> { }, bugs::add);
        journals.add(journal);
        Hub hub = new Hub(options.limits(), System::currentTimeMillis, journal);
        journal.start(Map::of, 10_000, note -> { });
        AtomicInteger came = new AtomicInteger();
        SseServer server = new SseServer(options, hub, new ServerLog() {
            @Override
            public void came(int number, String client, String path, String agent, int open) {
                came.incrementAndGet();
            }

            @Override
            public void answered(String method, String path, int status) {}

            @Override
            public void refused(String client, String path, int status, String why) {}

            @Override
            public void left(Departure departure, int open) {}
        }, bugs::add);
        servers.add(server);
        server.start();
        return came;
    }

    /** The README's configuration for the first two servers. */
    private String config() throws IOException {
        String config = Files.readString(README).split("\n```nginx\n")[1].split("\n```\n")[0];
        for (int i = 0; i < 2; i++) {
            String named = "server 127.0.0.1:808" + (i + 1) + ";";
            assertTrue(config.contains(named), config);
            config = config.replace(named, "server 127.0.0.1:" + servers.get(i).address().getPort() + ";");
        }
        return config;
    }

    private void publish(String data) throws IOException, InterruptedException {
        URI uri = URI.create(nginx.url(0, "/news"));
        HttpRequest request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(data)).build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertTrue(answer.statusCode() == 201 || answer.statusCode() == 202, answer.body()); // 202: nobody reads
    }

    @AfterEach
    void end() {
        if (nginx != null) nginx.close();
        for (SseServer server : servers) server.close();
        for (RedisJournal journal : journals) journal.close();
        if (redis != null) redis.close();
        http.close();
        assertEquals(List.of(), bugs);
    }

    @Test
    void aReaderThatIsLedFromOneServerToTheOtherMissesNothing() throws Exception {
        redis = new RedisProcess(folder);
        AtomicInteger atOne = server();
        AtomicInteger atOther = server();
        nginx = NginxProcess.of(folder, config(), "127.0.0.1:8090");
        List<String> got = new CopyOnWriteArrayList<>();
        List<String> sent = new ArrayList<>();
        try (EventSource source = new EventSource(nginx.url(0, "/news"))) {
            Thread.ofVirtual().start(() -> {
                for (Event event : source.events()) got.add(event.data());
            });
            Await.until("it is there", 10_000, () -> atOne.get() + atOther.get() > 0);
            while (atOne.get() < 3 || atOther.get() < 3) {
                publish("" + sent.size());
                sent.add("" + sent.size());
            }
            servers.get(0).close();
            sent.add("x".repeat(200_000));
            publish(sent.get(sent.size() - 1));
            for (int i = 0; i < 20; i++) {
                publish("" + sent.size());
                sent.add("" + sent.size());
            }
            Await.until("the last event", 20_000, () -> got.size() >= sent.size());
        }
        assertEquals(sent, got);
    }
}
