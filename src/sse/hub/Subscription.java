package sse.hub;

/**
 * A reader's cursor into one topic or several: not a queue, so a slow reader costs nothing but its
 * place. What it has not seen is read from the topics' logs, in the order of publishing.
 *
 * <p>{@link #fill} is for one thread at a time; {@link #behind} and the getters are for any.
 */
public final class Subscription implements AutoCloseable {
    private final Hub hub;
    private final View view;
    private final Topic[] topics;
    private final long[] next;        // for each topic, the index of the event to send next
    private final Gap gap;
    private final String position;
    private final boolean over;
    private final long newest;        // of a single topic, the index of the newest event when this began
    private volatile boolean ended;   // the topic was closed, and its last event handed out
    private volatile boolean lost;    // the next event has left the log
    private boolean closed;

    Subscription(Hub hub, View view, Topic[] topics, long[] next, Gap gap, String position, boolean over) {
        this.hub = hub;
        this.view = view;
        this.topics = topics;
        this.next = next;
        this.gap = gap;
        this.position = position;
        this.over = over;
        this.newest = topics[0].end() - 1;
    }

    /** {@return what was asked for and cannot be given any more, or null} */
    public Gap gap() {
        return gap;
    }

    /**
     * {@return the id of the place where this starts} A reader that is told it at once, and is cut before
     * its first event, comes back to the same place.
     */
    public String position() {
        return position;
    }

    /** {@return whether the reader has seen the topic's last event: there is nothing to come back for} */
    public boolean over() {
        return over;
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
     * Makes the batch hold what comes next, and moves the cursor behind it.
     *
     * @return whether the batch has bytes to send; if not, there was nothing, or nothing this view shows
     */
    public boolean fill(Batch batch) {
        if (topics.length > 1) {
            merge(batch);
        } else if (batch.holds(topics[0], view, next[0])) {
            next[0] = batch.to();
            ended = isEnd(batch.last());
        } else {
            take(batch);
        }
        return batch.length() > 0;
    }

    private void take(Batch batch) {
        Topic topic = topics[0];
        long from = next[0];
        long end = topic.end();
        long at = from;
        boolean hidden = false; // the topic's end, by the view
        batch.begin();
        for (boolean room = true; room && at < end; at++) {
            Entry entry = topic.get(at);
            if (entry == null) {
                lost = true;
                break;
            }
            byte[] block = view.of(entry);
            if (block != null) {
                if (batch.full(block)) break;
                batch.add(entry, block);
            }
            if (entry.closes) {
                ended = isEnd(entry);
                hidden = block == null;
                room = false;
            }
        }
        next[0] = at;
        if (!lost && at > from && !hidden) batch.shareable(topic, view, from, at);
    }

    /**
     * Whether nothing follows this entry. A topic that is published to after it was closed has an end in
     * the middle of its log; who starts in front of that reads on.
     */
    private boolean isEnd(Entry entry) {
        return entry != null && entry.closes && entry.index >= newest;
    }

    /**
     * Several topics: always the event that was published first. Only those below the hub's head as it
     * was at the start are taken, because a topic looked at early may get an event that is older than
     * one that a topic looked at late has got meanwhile.
     */
    private void merge(Batch batch) {
        batch.begin();
        long head = hub.head();
        while (true) {
            Entry first = null;
            int which = -1;
            for (int i = 0; i < topics.length; i++) {
                if (next[i] == topics[i].end()) continue;
                Entry entry = topics[i].get(next[i]);
                if (entry == null) {
                    lost = true;
                    return;
                }
                if (entry.seq < head && (first == null || entry.seq < first.seq)) {
                    first = entry;
                    which = i;
                }
            }
            if (first == null) return;
            byte[] block = view.of(first);
            if (block != null) {
                if (batch.full(block)) return;
                batch.add(first, block);
            }
            next[which]++;
        }
    }

    /** Ends the subscription: the topics count one reader less. */
    @Override
    public void close() {
        hub.unsubscribe(this);
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
