package sse.redis;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import sse.hub.Draft;
import sse.hub.Journal;

/**
 * A Redis stream as the log of a hub. Make it, make the hub with it, then {@link #start}. What is published goes by the
 * {@link Sender} to Redis and comes back by the {@link RedisFollower}; then it is done. Any thread may publish.
 */
public final class RedisJournal implements Journal, AutoCloseable {
    private static final long ERRAND = TimeUnit.MILLISECONDS.toNanos(1800); // who publishes is told within 2 s
    private static final long LOOK = 500_000; // nanoseconds between two looks at what cannot tell by itself

    private final RedisUrl url;
    private final String key;
    private final long maxLength;
    private final String server = Long.toString(ThreadLocalRandom.current().nextLong() >>> 1, 36);
    private final AtomicLong errands = new AtomicLong();
    private final Map<String, Errand> underWay = new ConcurrentHashMap<>();
    private final Consumer<String> log;
    private final Consumer<Throwable> bugs;
    private final Sender sender;
    private RedisFollower follower;
    private Census census;

    /**
     * A journal that does not follow yet.
     *
     * @param url where Redis is
     * @param key the stream's key
     * @param maxLength entries that are kept in Redis, about
     * @param log told in a sentence when Redis goes away, and when it is there again
     * @param bugs told of exceptions that nobody expected
     */
    public RedisJournal(RedisUrl url, String key, long maxLength, Consumer<String> log, Consumer<Throwable> bugs) {
        this.url = url;
        this.key = key;
        this.maxLength = maxLength;
        this.log = log;
        this.bugs = bugs;
        this.sender = new Sender(url);
    }

    @Override
    public void feed(Feed feed) {
        follower = new RedisFollower(url, key, feed, this::meet, log, bugs);
    }

    private void meet(Stored entry) {
        Errand errand = underWay.get(entry.by());
        if (errand != null) errand.meet(entry.place());
    }

    /**
     * Fills the hub with what is in the stream, and follows it from here on.
     *
     * @param readers for each topic how many readers it has here
     * @param millis how long Redis may be away until this gives up
     * @param notes told why it waits, each time that is something else
     * @throws IOException with one sentence, if Redis is away, or waiting would not help
     */
    public void start(Census.Readers readers, long millis, Consumer<String> notes) throws IOException {
        String told = null;
        Thread.ofPlatform().daemon().name("sse-redis").start(follower);
        long began = System.nanoTime();
        while (!follower.level()) {
            String trouble = follower.trouble();
            if (trouble != null && !follower.there()) {
                if (!mayPass(trouble) || System.nanoTime() - began >= millis * 1_000_000) {
                    close();
                    throw new IOException(trouble);
                }
                if (!trouble.equals(told)) notes.accept(trouble + "; waiting for it");
                told = trouble;
            }
            LockSupport.parkNanos(this, 1_000_000);
        }
        census = new Census(url, key, server, readers);
        Thread.ofPlatform().daemon().name("sse-redis-census").start(census);
    }

    /** Whether it may be otherwise later without anybody's doing: Redis is away, loading, busy. */
    static boolean mayPass(String trouble) {
        return trouble.startsWith("Redis is ");
    }

    @Override
    public Written append(String topic, List<Draft> drafts, boolean closes) {
        long began = System.nanoTime();
        Written written;
        while ((written = tried(topic, drafts, closes, began)) == null) { // there is no stream yet, or no more
            if (System.nanoTime() - began > ERRAND) throw new Unwritten("the stream in Redis is gone", false);
            try (RedisLink link = RedisLink.open(url, RedisFollower.ANSWER)) {
                RedisFollower.begin(link, key, follower.place());
            } catch (IOException e) {
                throw new Unwritten(e.getMessage(), false);
            }
            LockSupport.parkNanos(this, 20 * LOOK); // until another server has begun it
        }
        return written;
    }

    /** Null if there is no stream. */
    private Written tried(String topic, List<Draft> drafts, boolean closes, long began) {
        boolean ends = closes || Journal.closes(drafts.get(drafts.size() - 1));
        Errand errand = new Errand(server + "-" + errands.incrementAndGet(), drafts.size(), ends);
        Command command = command(topic, drafts, closes, errand.by);
        underWay.put(errand.by, errand);
        try {
            sender.send(command, errand, left(began));
            boolean known = errand.await(left(began));
            if (errand.foundNoStream()) return null;
            if (known) return errand.written();
            if (!errand.isCut()) sender.cut();
            throw new Unwritten("Redis has not answered in time: it is not known whether this was published", true);
        } catch (IOException e) {
            throw new Unwritten(e.getMessage(), false);
        } finally {
            underWay.remove(errand.by);
        }
    }

    private static long left(long began) {
        return Math.max(1, ERRAND - (System.nanoTime() - began));
    }

    private Command command(String topic, List<Draft> drafts, boolean closes, String by) {
        Command command = new Command();
        boolean many = drafts.size() > 1 || closes || Journal.closes(drafts.get(0));
        if (many) command.add("MULTI");
        for (Draft draft : drafts) {
            for (Object[] words : Stored.words(topic, draft, closes, by)) {
                Object[] all = new Object[words.length + 6];
                all[0] = "XADD";
                all[1] = key;
                all[2] = "NOMKSTREAM"; // so that a stream always begins with the entry that says so
                all[3] = "MAXLEN";
                all[4] = "~";
                all[5] = maxLength;
                System.arraycopy(words, 0, all, 6, words.length);
                command.add(all);
            }
        }
        if (many) command.add("EXEC");
        return command;
    }

    @Override
    public void catchUp() {
        long began = System.nanoTime();
        try (RedisLink link = RedisLink.open(url, RedisFollower.ANSWER)) {
            Object answer = link.ask(new Command().add("XREVRANGE", key, "+", "-", "COUNT", 1)).get(0);
            if (!(answer instanceof List<?> newest) || newest.isEmpty()) return;
            long place = Stored.of(newest.get(0)).place();
            while (follower.place() < place && System.nanoTime() - began < ERRAND) LockSupport.parkNanos(this, LOOK);
        } catch (IOException away) {
            // then nothing more is known than is here
        }
    }

    @Override
    public int readersElsewhere(String topic) {
        return census == null ? 0 : census.elsewhere(topic);
    }

    @Override
    public String trouble() {
        if (follower.there()) return null;
        String trouble = follower.trouble();
        return trouble == null ? "Redis is being connected to" : trouble;
    }

    @Override
    public long behindMillis() {
        if (follower.level()) return 0;
        return Math.max(0, System.currentTimeMillis() - (follower.place() >> Integer.bitCount(MOST_IN_MILLI)));
    }

    @Override
    public void close() {
        if (census != null) census.close();
        sender.close();
        follower.close();
    }
}
