package sse.hub;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A reader's cursor into one topic or several: not a queue, so a slow reader costs nothing but its
 * place. What it has not seen is read from the topics' logs, in the order of publishing.
 *
 * <p>{@link #next} gives events to a program that follows a hub of its own. {@link #fill} gives bytes to
 * those who carry events to readers elsewhere. Both move the cursor, and are for one thread at a time;
 * {@link #behind}, {@link #close} and the getters are for any.
 *
 * <p>It and {@link Hub} know each other: the hub makes it and counts it among its topics' readers, and it
 * asks the hub how far the order of publishing has come, and tells it that a reader has gone.
 */
public final class Subscription implements AutoCloseable {
    private final Hub hub;
    private View view;                // becomes the one that was asked for, once all that was seen elsewhere is past
    private final Topic[] topics;
    private final long[] next;        // for each topic, the index of the event to send next
    private final Cursors start;
    private final long endsFrom;      // of a single topic, the index from which on an event that closes it ends this
    private int which;                // the topic of the entry that first() gave
    private volatile boolean ended;   // the topic was closed, and its last event handed out
    private volatile boolean lost;    // the next event has left the log
    private volatile boolean closed;
    private volatile Thread waiting;  // in next()
    private volatile Hub.Listener bell; // once next() has waited: wakes it

    Subscription(Hub hub, View view, Topic[] topics, Cursors start) {
        this.hub = hub;
        this.view = start.seen == 0 ? view : new Unseen(start.seen, view);
        this.topics = topics;
        this.next = start.next;
        this.start = start;
        this.endsFrom = topics[0].end() - 1;
    }

    /** {@return what was asked for and cannot be given any more, or null} */
    public Gap gap() {
        return start.gap;
    }

    /**
     * {@return the id of the place where this starts} A reader that is told it at once, and is cut before
     * its first event, comes back to the same place.
     */
    public String position() {
        return start.position;
    }

    /** {@return whether the reader has seen the topic's last event: there is nothing to come back for} */
    public boolean over() {
        return start.over;
    }

    /** {@return whether the topic was closed and its last event was filled in} Nothing follows. */
    public boolean ended() {
        return ended;
    }

    /** {@return whether the reader fell off the end of the log} It has to come back, and is told of a gap. */
    public boolean lost() {
        return lost;
    }

    /** {@return whether there is something to {@link #fill}} */
    public boolean behind() {
        if (ended || lost) return false;
        for (int i = 0; i < topics.length; i++) {
            if (topics[i].end() != next[i]) return true;
        }
        return false;
    }

    /** {@return how many events it has not seen} */
    public long lag() {
        long lag = 0;
        for (int i = 0; i < topics.length; i++) lag += topics[i].end() - next[i];
        return lag;
    }

    /**
     * The next event, for which it waits if need be. It is the one that the view shows next; in which form
     * the view shows it does not matter.
     *
     * @param timeout how long to wait at most
     * @return the event; or null if the time is up, or there is nothing to wait for any more:
     *     {@link #ended}, {@link #lost}, or closed
     */
    public Entry next(Duration timeout) throws InterruptedException {
        long nanos = TimeUnit.NANOSECONDS.convert(timeout); // the longest there is, if it does not fit
        long began = System.nanoTime();
        waiting = Thread.currentThread(); // before it looks, so that whoever publishes behind the look wakes it
        try {
            while (true) {
                Entry entry = take();
                if (entry != null || ended || lost || closed) return entry;
                long left = nanos - (System.nanoTime() - began);
                if (left <= 0) return null;
                if (bell == null) {
                    bell = weight -> LockSupport.unpark(waiting);
                    hub.listen(bell);
                } else {
                    LockSupport.parkNanos(this, left);
                    if (Thread.interrupted()) throw new InterruptedException();
                }
            }
        } finally {
            waiting = null;
            if (closed && bell != null) hub.unlisten(bell); // close() may not have seen it yet
        }
    }

    /** The next entry that the view shows, or null if there is none now. */
    private Entry take() {
        while (!ended && !closed) {
            Entry entry = first();
            if (entry == null) return null;
            next[which]++;
            ended = endsAt(entry);
            if (view.of(entry) != null) return entry;
        }
        return null;
    }

    /**
     * Makes the batch hold what comes next, and moves the cursor behind it.
     *
     * @return whether the batch has bytes to send; if not, there was nothing, or nothing this view shows
     */
    public boolean fill(Batch batch) {
        if (view instanceof Unseen unseen && hub.head() > unseen.seen()) arrive(unseen);
        if (topics.length > 1) {
            merge(batch);
        } else if (batch.holds(topics[0], view, next[0])) {
            next[0] = batch.to();
            ended = endsAt(batch.last());
        } else {
            fillAnew(batch);
        }
        return batch.length() > 0;
    }

    /** The view as it was asked for is enough, if the cursor is behind all that the reader has seen elsewhere. */
    private void arrive(Unseen unseen) {
        for (int i = 0; i < topics.length; i++) {
            Entry entry = next[i] == topics[i].end() ? null : topics[i].get(next[i]);
            if (entry != null && entry.seq <= unseen.seen()) return;
        }
        view = unseen.of();
    }

    private void fillAnew(Batch batch) {
        Topic topic = topics[0];
        long from = next[0];
        long end = topic.end();
        batch.begin();
        while (next[0] < end) {
            Entry entry = topic.get(next[0]);
            if (entry == null) {
                lost = true;
                return;
            }
            byte[] block = view.of(entry);
            if (block != null) {
                if (batch.full(block)) break;
                batch.add(entry, block);
            }
            next[0]++;
            if (entry.closes) { // the batch ends here, because some of those who share it end here
                ended = endsAt(entry);
                if (block == null) return; // and is not shared, because it does not show them the end
                break;
            }
        }
        if (next[0] > from) batch.shareable(topic, view, from, next[0]);
    }

    /**
     * Whether nothing follows this entry. A topic that is published to after it was closed has an end in
     * the middle of its log; who starts in front of that reads on. A stream of several topics has no end.
     */
    private boolean endsAt(Entry entry) {
        return entry != null && entry.closes && topics.length == 1 && entry.index >= endsFrom;
    }

    private void merge(Batch batch) {
        batch.begin();
        for (Entry entry; (entry = first()) != null; next[which]++) {
            byte[] block = view.of(entry);
            if (block == null) continue;
            if (batch.full(block)) return;
            batch.add(entry, block);
        }
    }

    /**
     * The event that was published first of all that are next, or null; {@link #which} topic's it is.
     * Only those below the hub's head as it was at the start are taken, because a topic looked at early
     * may get an event that is older than one that a topic looked at late has got meanwhile.
     */
    private Entry first() {
        long head = hub.head();
        Entry first = null;
        for (int i = 0; i < topics.length; i++) {
            if (next[i] == topics[i].end()) continue;
            Entry entry = topics[i].get(next[i]);
            if (entry == null) {
                lost = true;
                return null;
            }
            if (entry.seq < head && (first == null || entry.seq < first.seq)) {
                first = entry;
                which = i;
            }
        }
        return first;
    }

    /** Ends the subscription, and a wait for its next event: the topics count one reader less. */
    @Override
    public void close() {
        hub.unsubscribe(this);
        if (bell != null) hub.unlisten(bell);
        LockSupport.unpark(waiting);
    }

    /** Under the hub's lock: whether this call is the first. */
    boolean closeOnce() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    Topic[] topics() {
        return topics;
    }
}
