package sse.redis;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import sse.ask.Certificates;
import sse.hub.Hub;
import sse.term.Args;
import sse.term.Exit;

/** A hub that has its events in Redis, as a command line says it. */
public final class RedisHub {
    /** What a command line may say. */
    public static final String OPTIONS = " --redis=URL --redis-key=NAME --redis-maxlen=N --redis-wait=D --cacert=FILE";

    private static final String KEY = "sse";
    private static final int MAX_LENGTH = 1_000_000;
    private static final int LEAST_LENGTH = 1000; // of which a server can be a little behind, and see when it lost some

    /** The hub; empty until it is started. */
    public final Hub hub;
    private final RedisJournal journal;
    private final RedisUrl url;
    private final long waitMillis;

    private RedisHub(RedisUrl url, RedisJournal journal, Hub.Limits limits, long waitMillis) {
        this.url = url;
        this.journal = journal;
        this.hub = new Hub(limits, System::currentTimeMillis, journal);
        this.waitMillis = waitMillis;
    }

    /**
     * One as these words say.
     *
     * @param fromEnv the URL that the environment has, or empty
     * @param log told in a sentence when Redis goes away, and when it is there again
     * @param bugs told of exceptions that nobody expected
     */
    public static RedisHub of(Args args, String fromEnv, Hub.Limits limits, Consumer<String> log,
            Consumer<Throwable> bugs) {
        String text = args.get("--redis", fromEnv);
        if (text.isEmpty() && !args.has("--redis")) {
            for (String option : new String[] {"--redis-key", "--redis-maxlen", "--redis-wait"}) {
                if (args.has(option)) throw Exit.usage(option + " is for --redis URL");
            }
            throw Exit.usage("--cacert is for --redis rediss://HOST: no client is asked for a certificate");
        }
        String key = args.get("--redis-key", KEY);
        if (key.isEmpty()) throw Exit.usage("--redis-key is empty");
        int length = args.number("--redis-maxlen", MAX_LENGTH, LEAST_LENGTH, 1_000_000_000);
        try {
            RedisUrl url = RedisUrl.of(text);
            if (args.has("--cacert") && !url.tls()) throw Exit.usage("--cacert is for rediss://, which is over TLS");
            if (args.has("--cacert")) url = url.trusting(Certificates.of(false, args.get("--cacert")));
            RedisJournal journal = new RedisJournal(url, key, length, log, bugs);
            return new RedisHub(url, journal, limits, args.millis("--redis-wait", 0));
        } catch (IllegalArgumentException e) {
            throw Exit.usage((args.has("--redis") ? "--redis: " : "$SSE_REDIS: ") + e.getMessage());
        }
    }

    /**
     * Fills the hub, which follows Redis from here on; 1 if that is away.
     *
     * @param notes told why it waits
     */
    public void start(Consumer<String> notes) {
        try {
            journal.start(this::readers, waitMillis, notes);
        } catch (IOException e) {
            throw new Exit(Exit.FAILED, e.getMessage() + (waitMillis == 0 && RedisJournal.mayPass(e.getMessage())
                    ? "; --redis-wait 1m waits until it is there" : ""));
        }
    }

    private Map<String, Integer> readers() {
        Map<String, Integer> readers = new HashMap<>();
        for (Hub.State topic : hub.topics()) {
            if (topic.readers() > 0) readers.put(topic.name(), topic.readers());
        }
        return readers;
    }

    /** {@return where the events are, as a line for whoever starts the server} */
    public String line() {
        return "  events  are in Redis at " + url + ", for all servers that have it\n";
    }

    /** Lets go of Redis. */
    public void close() {
        journal.close();
    }
}
