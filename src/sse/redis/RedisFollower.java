package sse.redis;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import sse.hub.Journal;
import sse.text.Digits;

/**
 * Reads as much of the stream as the hub has room for, from there on all of it, and gives it to the hub, on a thread of
 * its own; comes back where it is cut, and goes on behind the last entry it has read. Where that entry is no more, the
 * hub is told that something is lost.
 */
final class RedisFollower implements Runnable {
    /** An answer that takes more of memory is asked for again in smaller parts; an entry that does is passed over. */
    static final long MOST_OF_ANSWER = Math.clamp(Runtime.getRuntime().maxMemory() / 32, 4 << 20, 65 << 20);

    private static final int MOST = 512;           // entries at once
    private static final int BLOCK_MILLIS = 1000;  // how long Redis waits for something to come
    private static final int FIRST_PAUSE = 50;     // milliseconds until it comes back
    private static final int LONGEST_PAUSE = 2000;

    private static final int PLACE_BITS = Integer.bitCount(Journal.MOST_IN_MILLI);

    private final RedisUrl url;
    private final String key;
    private final long answer;
    private final Journal.Feed feed;
    private final Consumer<Stored> met;
    private final Consumer<String> log;
    private final Consumer<Throwable> bugs;
    private volatile RedisLink link;
    private volatile boolean closed;
    private int count = MOST;
    private boolean tooLarge;     // the one entry that was read last
    private String last;          // the id of the newest entry it has read, or in front of the oldest there is
    private volatile long place;  // the same as a place
    private volatile boolean there;  // the stream is being read
    private volatile boolean level;  // and all that was in it has been read
    private volatile String trouble; // why not, in one sentence
    private volatile boolean unreadable; // because of what is in the stream

    /**
     * One that does not follow yet.
     *
     * @param answer what an answer may take of memory
     */
    RedisFollower(RedisUrl url, String key, long answer, Journal.Feed feed, Consumer<Stored> met, Consumer<String> log,
            Consumer<Throwable> bugs) {
        this.url = url;
        this.answer = answer;
        this.key = key;
        this.feed = feed;
        this.met = met;
        this.log = log;
        this.bugs = bugs;
    }

    boolean there() {
        return there;
    }

    boolean level() {
        return level;
    }

    long place() {
        return place;
    }

    /** Why the stream is not read, in one sentence, once that has been tried; or null. */
    String trouble() {
        return trouble;
    }

    /** Why the stream cannot be read on, whatever comes behind, until somebody has seen to it; or null. */
    String unreadable() {
        return unreadable ? trouble : null;
    }

    @Override
    public void run() {
        int pause = FIRST_PAUSE;
        while (!closed) {
            long began = System.nanoTime();
            try {
                follow();
            } catch (ReplyReader.TooLarge e) {
                count = Math.max(1, count / 2); // one alone is skimmed
                continue;
            } catch (IOException e) {
                String why = e instanceof SocketException || e.getMessage() == null ? RedisLink.CUT : e.getMessage();
                if (!closed && (there || e instanceof Stored.Unreadable && !unreadable)) {
                    log.accept(why + ": readers stay, and nothing can be published");
                }
                trouble = why;
                unreadable = e instanceof Stored.Unreadable;
            } catch (RuntimeException | Error e) {
                trouble = "the follower of Redis has met a mistake of its own: " + e;
                bugs.accept(e);
            } finally {
                there = false;
                level = false;
            }
            boolean brief = System.nanoTime() - began < 1_000_000L * LONGEST_PAUSE; // also where it is let in each time
            pause = brief ? Math.min(2 * pause, LONGEST_PAUSE) : FIRST_PAUSE;
            sleep(pause / 2 + ThreadLocalRandom.current().nextInt(pause));
        }
    }

    private void sleep(int millis) {
        try {
            if (!closed) Thread.sleep(millis);
        } catch (InterruptedException e) {
            // it looks whether it is to end
        }
    }

    private void follow() throws IOException {
        try (RedisLink link = RedisLink.open(url, answer)) {
            this.link = link;
            if (closed) return;
            link.patience(BLOCK_MILLIS + 2 * RedisLink.PATIENCE_MILLIS);
            look(link);
            while (!closed) {
                List<Stored> entries = read(link);
                if (!there) arrive();
                if (entries.isEmpty()) look(link);
                else if (tooLarge) pass(entries.get(0));
                else take(entries);
                level = entries.size() < count;
                if (count < MOST && !entries.isEmpty()) count++;
            }
        }
    }

    private void arrive() {
        if (trouble != null && place > 0) log.accept("Redis is there (" + url + ")");
        trouble = null;
        unreadable = false;
        there = true;
    }

    /** The entries that come next; where some in front of them are gone, after the hub was told. */
    private List<Stored> read(RedisLink link) throws IOException {
        List<Stored> entries;
        List<Stored> oldest = List.of();
        if (level || count == 1) {
            Command command = new Command();
            if (level) command.add("XREAD", "COUNT", count, "BLOCK", BLOCK_MILLIS, "STREAMS", key, last);
            else command.add("XREAD", "COUNT", count, "STREAMS", key, last);
            link.skim(count == 1);
            entries = entries(link.ask(command).get(0));
            tooLarge = link.leftOut();
            // Those that are trimmed are the oldest of many: there are more in front, if not all of them came.
            if (entries.size() == count) oldest = range(link, "-", "+");
        } else {
            link.skim(false);
            Object both = link.ask(new Command().add("MULTI").add("XREAD", "COUNT", count, "STREAMS", key, last)
                    .add("XRANGE", key, "-", "+", "COUNT", 1).add("EXEC")).get(3);
            if (!(both instanceof List<?> pair) || pair.size() != 2) throw strange("no two answers");
            entries = entries(pair.get(0));
            oldest = stored(pair.get(1));
            tooLarge = false;
        }
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).place() <= (i == 0 ? place : entries.get(i - 1).place())) throw strange("no order");
        }
        if (!entries.isEmpty() && !oldest.isEmpty() && oldest.get(0).place() > place + 1) {
            feed.begin(entries.get(0).place() - 1, false);
        }
        return entries;
    }

    /** The entries in an answer to XREAD: nothing, or one stream: [[key, entries]], or [key, entries] in version 3. */
    private static List<Stored> entries(Object answer) throws IOException {
        if (answer == null) return List.of();
        if (answer instanceof RedisError no) throw no;
        Object stream = answer instanceof List<?> list && !list.isEmpty() ? list.get(0) : null;
        Object entries = stream instanceof List<?> pair && pair.size() == 2 ? pair.get(1)
                : answer instanceof List<?> pair && pair.size() == 2 ? pair.get(1) : null;
        return stored(entries);
    }

    private static IOException strange(String what) {
        return new IOException("this does not speak as Redis does: " + what);
    }

    private static List<Stored> stored(Object entries) throws IOException {
        if (entries instanceof RedisError no) throw no;
        if (!(entries instanceof List<?> list)) throw strange("no entries");
        List<Stored> stored = new ArrayList<>();
        for (Object entry : list) stored.add(Stored.of(entry));
        return stored;
    }

    private void take(List<Stored> entries) {
        List<Journal.Line> lines = new ArrayList<>();
        for (Stored entry : entries) {
            if (entry.begins()) {
                give(lines);
                feed.begin(entry.place(), true);
            } else if (entry.line() != null) {
                lines.add(entry.line());
            }
        }
        give(lines);
        Stored newest = entries.get(entries.size() - 1);
        last = newest.id();
        place = newest.place();
        for (Stored entry : entries) {
            if (entry.by() != null) met.accept(entry);
        }
    }

    /** An entry that is too large for this server: nobody here can be given it. */
    private void pass(Stored entry) {
        log.accept("the entry " + entry.id() + " in Redis is too large for this server, and is passed over");
        if (entry.line() != null) feed.begin(entry.place(), false);
        last = entry.id();
        place = entry.place();
    }

    private void give(List<Journal.Line> lines) {
        if (!lines.isEmpty()) feed.take(List.copyOf(lines));
        lines.clear();
    }

    /** Looks whether what follows in the stream is what follows the last entry, and tells the hub if it is not. */
    private void look(RedisLink link) throws IOException {
        if (last != null && !range(link, last, last).isEmpty()) return;
        List<Stored> first = range(link, "-", "+");
        if (last != null && (first.isEmpty() || first.get(0).place() <= place)) {
            begin(link, key, place); // is met when its turn comes
            return;
        }
        for (int n = 0; first.isEmpty(); n++) {
            if (n == BLOCK_MILLIS / FIRST_PAUSE) throw new IOException("the stream in Redis is gone again and again");
            if (n > 0) sleep(FIRST_PAUSE); // another server is about to begin it
            begin(link, key, 0);
            first = range(link, "-", "+");
        }
        long front = oldestWithRoom(link, first.get(0)).place() - 1;
        feed.begin(front, false);
        place = front;
        last = (front >> PLACE_BITS) + "-" + (front & Journal.MOST_IN_MILLI);
    }

    /** Looks from the newest entry back for the one from which on all have room in the hub. */
    private Stored oldestWithRoom(RedisLink link, Stored first) throws IOException {
        Stored oldest = first;
        String end = "+";
        for (long room = feed.most(); ; end = "(" + oldest.id()) {
            link.skim(count == 1);
            List<Stored> part = stored(link.ask(new Command().add("XREVRANGE", key, end, "-", "COUNT", count)).get(0));
            if (part.isEmpty()) return oldest;
            for (Stored entry : part) {
                if (oldest != first && entry.place() >= oldest.place()) throw strange("no order");
                room -= Journal.Feed.EVENT_BYTES + (entry.line() == null ? 0 : entry.line().draft().block().length);
                if (room < 0 && oldest != first) return oldest;
                oldest = entry;
                if (entry.begins()) return oldest; // and nothing from before is known
            }
        }
    }

    /** The first entry of these, perhaps not all of it. */
    private List<Stored> range(RedisLink link, String from, String to) throws IOException {
        link.skim(true);
        Object answer = link.ask(new Command().add("XRANGE", key, from, to, "COUNT", 1)).get(0);
        return stored(answer);
    }

    /**
     * Adds the entry that says that the log begins anew, behind this place; of all servers that find that at the same
     * time one does.
     */
    private static void begin(RedisLink link, String key, long behind) throws IOException {
        Object first = link.ask(new Command().add("SET", key + ":begin", 1, "NX", "PX", 2 * BLOCK_MILLIS)).get(0);
        if (first == null) return;
        Object answer = link.ask(new Command().add("TIME")).get(0);
        if (!(answer instanceof List<?> time) || time.size() != 2 || !(time.get(0) instanceof byte[] seconds)
                || !(time.get(1) instanceof byte[] micros)) {
            throw strange("it does not know the time");
        }
        long millis = 1000 * number(seconds) + number(micros) / 1000;
        String id = Math.max(millis, (behind >> PLACE_BITS) + 1) + "-0";
        try {
            link.ask(new Command().add("XADD", key, id, "begin", 1));
        } catch (RedisError e) {
            if (!e.code.equals("ERR")) throw e;
            link.ask(new Command().add("XADD", key, "*", "begin", 1)); // there are newer ones already
        }
    }

    private static long number(byte[] text) {
        return Digits.parse(new String(text, StandardCharsets.US_ASCII));
    }

    void close() {
        closed = true;
        RedisLink is = link;
        if (is != null) is.close();
    }
}
