package sse.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sse.text.Digits;

/**
 * How many readers the topics have at all servers of a stream: each tells its own every two seconds, in a hash that is
 * gone after six, and asks for those of the others.
 */
public final class Census implements Runnable, AutoCloseable {
    private static final int PERIOD_MILLIS = 2000;
    private static final long ANSWER = 16 << 20;
    private static final int MOST_SERVERS = 1000;

    /** The readers here. */
    public interface Readers {
        /** {@return for each topic that has any, how many} */
        Map<String, Integer> count();
    }

    private final RedisUrl url;
    private final String servers;
    private final String prefix;
    private final String server;
    private final Readers readers;
    private volatile Map<String, Integer> elsewhere = Map.of();
    private volatile boolean closed;
    private volatile RedisLink link;

    Census(RedisUrl url, String key, String server, Readers readers) {
        this.url = url;
        this.servers = key + ":servers";
        this.prefix = key + ":readers:";
        this.server = server;
        this.readers = readers;
    }

    int elsewhere(String topic) {
        return elsewhere.getOrDefault(topic, 0);
    }

    @Override
    public void run() {
        while (!closed) {
            try (RedisLink link = RedisLink.open(url, ANSWER)) {
                this.link = link;
                while (!closed) {
                    round(link);
                    Thread.sleep(PERIOD_MILLIS);
                }
            } catch (IOException | RuntimeException | Error e) {
                elsewhere = Map.of(); // nothing is known of them
            } catch (InterruptedException e) {
                return;
            }
            try {
                if (!closed) Thread.sleep(PERIOD_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void round(RedisLink link) throws IOException {
        Map<String, Integer> here = readers.count();
        Object[] words = new Object[4 + 2 * here.size()];
        words[0] = "HSET";
        words[1] = prefix + server;
        words[2] = ""; // so that there is a hash, though nobody reads
        words[3] = 0;
        int n = 4;
        for (Map.Entry<String, Integer> topic : here.entrySet()) {
            words[n++] = topic.getKey();
            words[n++] = topic.getValue();
        }
        List<Object> answers = link.ask(new Command().add("MULTI").add("DEL", words[1]).add(words)
                .add("PEXPIRE", words[1], 3 * PERIOD_MILLIS).add("SADD", servers, server).add("EXEC")
                .add("SRANDMEMBER", servers, MOST_SERVERS));
        Map<String, Integer> sum = new HashMap<>();
        if (answers.get(6) instanceof List<?> names) {
            for (Object name : names) {
                if (name instanceof byte[] is) add(link, new String(is, StandardCharsets.UTF_8), sum);
            }
        }
        elsewhere = sum;
    }

    private void add(RedisLink link, String other, Map<String, Integer> sum) throws IOException {
        if (other.equals(server)) return;
        Object answer = link.ask(new Command().add("HGETALL", prefix + other)).get(0);
        if (!(answer instanceof List<?> pairs)) return;
        if (pairs.isEmpty()) link.ask(new Command().add("SREM", servers, other)); // it has gone
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            if (!(pairs.get(i) instanceof byte[] topic) || !(pairs.get(i + 1) instanceof byte[] count)) continue;
            long number = Digits.parse(new String(count, StandardCharsets.UTF_8));
            if (number > 0 && number < 1 << 24) {
                sum.merge(new String(topic, StandardCharsets.UTF_8), (int) number, Integer::sum);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        RedisLink is = link;
        if (is != null) is.close();
    }
}
