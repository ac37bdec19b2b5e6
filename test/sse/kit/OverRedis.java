package sse.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import sse.hub.Hub;
import sse.redis.RedisJournal;
import sse.redis.RedisUrl;

/** While a class with this extension is tested, the servers of its tests have their events in a Redis. */
public final class OverRedis implements BeforeAllCallback, AfterAllCallback {
    private static final AtomicInteger KEYS = new AtomicInteger();
    private static volatile RedisProcess redis;

    /** One for all classes. */
    private record Shared(Path folder, RedisProcess redis) implements AutoCloseable {
        static Shared start(Object key) {
            try {
                Path folder = Files.createTempDirectory("sse-redis-test");
                return new Shared(folder, new RedisProcess(folder));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            redis.close();
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(file);
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        redis = context.getRoot().getStore(Namespace.GLOBAL)
                .getOrComputeIfAbsent(Shared.class, Shared::start, Shared.class).redis;
        if (redis.say("PING").isEmpty()) redis.start(); // where a test that had stopped it has failed
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (redis != null) redis.say("FLUSHALL");
        redis = null;
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
        try {
            journal.start(Map::of, 0, note -> { });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hub;
    }

    /** Lets go of what a hub of these has. */
    public static void close(Hub hub) {
        if (hub.journal() instanceof RedisJournal journal) journal.close();
    }
}
