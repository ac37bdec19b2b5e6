package sse.hub;

import java.util.concurrent.locks.ReentrantLock;
import sse.Encoder;

/** The logs of all topics in the one order of what is appended to them, and the lock that guards them. */
final class Logs {
    /** So much, as {@link #weight}ed, is appended at once; then readers come on. Well below {@link #FEWEST}. */
    static final int PORTION = 64;

    /** A log is also what couriers send from, so it holds at least so many entries, whatever can be replayed. */
    private static final int FEWEST = 1024;

    final ReentrantLock lock = new ReentrantLock();
    final Kept kept;
    final Catalogue topics;
    private final Ids ids;
    private final int most;            // entries of a log
    private volatile long head = 1;    // what the next event gets; all below can be read
    private long born;                 // the order began anew here; what is known of before is not to be relied on
    private volatile long published;

    Logs(int history, long historyBytes, int topics, Ids ids) {
        this.ids = ids;
        this.most = Math.max(FEWEST, history);
        this.kept = new Kept(historyBytes);
        this.topics = new Catalogue(topics, kept, new Forms(historyBytes / 4));
    }

    /** The place in the order that the next event gets; all before it can be read. Any thread. */
    long head() {
        return head;
    }

    /** How many events were appended since the start. Any thread. */
    long published() {
        return published;
    }

    /** How much more there is to read: one for each event, and one for each 4 KiB of them. */
    static long weight(Entry entry) {
        return 1 + (entry.block().length >> 12);
    }

    /** Lets go of one more portion of what is kept, with the lock. {@return whether there is still too much} */
    boolean trim() {
        lock.lock();
        try {
            return kept.trim();
        } finally {
            lock.unlock();
        }
    }

    // ── under the lock ──

    Entry append(Topic to, Draft draft, long seq, long now, boolean closes) {
        if (to.size() >= most) kept.drop(to);
        boolean own = draft.id() != null;
        closes |= own && draft.id().equals(Ids.CLOSE);
        String id = own ? draft.id() : ids.of(seq);
        byte[] block = own ? draft.block() : Encoder.join(Encoder.id(id), draft.block());
        Entry entry = to.append(draft, seq, id, block, now, closes, most);
        kept.add(entry);
        published++;
        // The place right behind an end is one of its own: who comes there, and comes back, is not over.
        head = closes ? seq + 2 : seq + 1;
        return entry;
    }

    /** The event at this place can be given to nobody. */
    void pass(long seq) {
        topics.pass(seq);
        head = seq + 1;
    }

    /** Of all up to this place nothing is known; or of nothing, where the order began anew. */
    void begin(long seq, boolean restart) {
        topics.loseAll(seq);
        if (restart) born = seq;
        head = seq + 1;
    }

    long born() {
        return born;
    }
}
