package sse.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import sse.hub.Hub;
import sse.redis.RedisJournal;
import sse.redis.RedisUrl;

/** While a class with this extension is tested, the servers of its tests have their events in a Redis. */
public final class OverRedis implements BeforeAllCallback, AfterAllCallback {
    private static final AtomicInteger KEYS = new AtomicInteger();
    private static final List<RedisJournal> JOURNALS = new CopyOnWriteArrayList<>();
    private static volatile RedisProcess redis;

    private Path folder;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("sse-redis-test");
        redis = new RedisProcess(folder);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        RedisProcess is = redis;
        redis = null;
        for (RedisJournal journal : JOURNALS) journal.close();
        JOURNALS.clear();
        if (is != null) is.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(file);
        }
    }

    /** The Redis itself. */
    public static RedisProcess redis() {
        return redis;
    }

    /** A hub on a stream of its own, or null if they are to be in memory. */
    public static Hub hub(Hub.Limits limits, Consumer<Throwable> bugs) {
        if (redis == null) return null;
        String key = "test" + KEYS.incrementAndGet();
        RedisJournal journal = new RedisJournal(RedisUrl.of(redis.url()), key, 1_000_000, sentence -> { }, bugs);
        Hub hub = new Hub(limits, System::currentTimeMillis, journal);
        JOURNALS.add(journal);
        try {
            journal.start(Map::of, 0, note -> { });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hub;
    }
}
