package sse.redis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final int MOST_AT_ONCE = 40_000;    // events, which Redis has to take while all others wait
    private static final int AROUND = 64 << 10;        // an event, in an answer
    private static final long LOOK = 500_000; // nanoseconds between two looks at what cannot tell by itself
    private static final long PAUSE = 20 * LOOK;
    private static final int MOST_WAITS = 300; // longer than an errand

    private static final Set<String> PASSING = Set.of(RedisLink.SILENT, ReplyReader.CLOSED, RedisLink.CUT);

    private final RedisUrl url;
    private final String key;
    private final long maxLength;
    private final long answer;
    private final String server = Long.toString(ThreadLocalRandom.current().nextLong() >>> 1, 36);
    private final AtomicLong errands = new AtomicLong();
    private final Map<String, Errand> underWay = new ConcurrentHashMap<>();
    private final Consumer<String> log;
    private final Consumer<Throwable> bugs;
    private final Sender sender;
    private final Newest newest;
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
        this(url, key, maxLength, RedisFollower.MOST_OF_ANSWER, log, bugs);
    }

    RedisJournal(RedisUrl url, String key, long maxLength, long answer, Consumer<String> log,
            Consumer<Throwable> bugs) {
        this.url = url;
        this.answer = answer;
        this.key = key;
        this.maxLength = maxLength;
        this.log = log;
        this.bugs = bugs;
        this.sender = new Sender(url, ERRAND);
        this.newest = new Newest(sender, key);
    }

    @Override
    public void feed(Feed feed) {
        follower = new RedisFollower(url, key, answer, feed, this::meet, log, bugs);
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

    /** Whether it may be otherwise later without anybody's doing: Redis is away, loading, busy, overrun. */
    static boolean mayPass(String trouble) {
        return trouble.startsWith("Redis is ") || PASSING.contains(trouble);
    }

    @Override
    public Written append(String topic, List<Draft> drafts, boolean closes) {
        if (drafts.size() > MOST_AT_ONCE) {
            throw new IllegalArgumentException("Redis is given " + MOST_AT_ONCE + " events at once at most: "
                    + "send them in parts");
        }
        for (Draft draft : drafts) {
            if (draft.block().length > answer - AROUND) {
                throw new IllegalArgumentException("an event of more than " + (answer - AROUND)
                        + " bytes is too large for the memory of this server");
            }
        }
        long began = System.nanoTime();
        int waits = 0;
        Once once = Once.of(key, topic, drafts);
        while (true) {
            Errand errand = tried(topic, drafts, closes, once, began);
            if (errand.foundNoStream()) { // not yet, or no more: the follower, or another server, begins it
                if (left(began) == 1) throw new Unwritten("the stream in Redis is gone", false);
            } else if (errand.isFound() && Once.ageMillis(errand.markLeft()) < TimeUnit.NANOSECONDS.toMillis(ERRAND)) {
                if (waits++ == MOST_WAITS) throw new Unwritten("the same is being published again and again", false);
                began = System.nanoTime(); // whoever added it knows that soon, or never
            } else {
                Written written = errand.written();
                if (errand.isFound()) awaitPlace(written.last(), began);
                if (once != null) known(once, began);
                return written;
            }
            LockSupport.parkNanos(this, PAUSE); // until it is begun, or the mark gone or old
        }
    }

    /** Of this errand it is known what has become of it. */
    private Errand tried(String topic, List<Draft> drafts, boolean closes, Once once, long began) {
        boolean ends = closes || Journal.closes(drafts.get(drafts.size() - 1));
        String unreadable = follower.unreadable();
        if (unreadable != null) throw new Unwritten(unreadable, false);
        Errand errand = new Errand(server + "-" + errands.incrementAndGet(), drafts.size(), ends);
        Command command = command(topic, drafts, closes, once, ends, errand.by);
        underWay.put(errand.by, errand);
        try {
            sender.send(command, errand, left(began));
            if (errand.await(left(began))) return errand;
            if (!errand.isCut()) sender.cut();
            throw new Unwritten("Redis has not answered in time: it is not known whether this was published"
                    + (once == null ? "" : "; sent again as it is, it will not be there twice"), true);
        } catch (IOException e) {
            throw new Unwritten(e.getMessage(), false);
        } finally {
            underWay.remove(errand.by);
        }
    }

    private void known(Once once, long began) {
        try {
            sender.send(once.known(), new Errand("", 0, false), left(began)); // in front of what is published next
        } catch (IOException e) {
            // then what is published next is taken for the same, if it is the same
        }
    }

    private static long left(long began) {
        return Math.max(1, ERRAND - (System.nanoTime() - began));
    }

    private Command command(String topic, List<Draft> drafts, boolean closes, Once once, boolean ends, String by) {
        List<Object[]> entries = new ArrayList<>();
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
                entries.add(all);
            }
        }
        if (once != null) return once.add(key, entries, ends ? 1 : 0);
        Command command = new Command();
        boolean many = entries.size() > 1;
        if (many) command.add("MULTI");
        for (Object[] words : entries) command.add(words);
        if (many) command.add("EXEC");
        return command;
    }

    @Override
    public void catchUp() {
        long began = System.nanoTime();
        awaitPlace(newest.place(left(began)), began);
    }

    private void awaitPlace(long place, long began) {
        while (follower.place() < place && System.nanoTime() - began < ERRAND) LockSupport.parkNanos(this, LOOK);
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
