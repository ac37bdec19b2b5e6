package sse.hub;

/** Finds where in its topics a subscription starts, and what of it is gone. Under the hub's lock. */
final class Cursors {
    private final Topic[] topics;
    private final int history;
    private final long head;
    private final Ids ids;
    private final Hub hub;

    Cursors(Hub hub, Topic[] topics, int history, long head, Ids ids) {
        this.hub = hub;
        this.topics = topics;
        this.history = history;
        this.head = head;
        this.ids = ids;
    }

    Subscription subscription(Start start, View view) {
        String asked = start.lastEventId();
        if (!asked.isEmpty()) return resumed(asked, view);
        long[] next = new long[topics.length];
        if (start.last() > 0) {
            last(start.last(), next);
        } else {
            for (int i = 0; i < next.length; i++) {
                next[i] = start.sinceMillis() < 0 ? topics[i].end() : topics[i].since(start.sinceMillis(), topics[i].oldest(history));
            }
        }
        return new Subscription(hub, view, topics, next, null, ids.of(before(next)), false);
    }

    private Subscription resumed(String asked, View view) {
        long seq = ids.seqOf(asked);
        if (seq >= head) seq = -1;
        Entry own = seq >= 0 ? null : withOwnId(asked);
        if (own != null) seq = own.seq;
        String reason = seq >= 0 ? null : ids.isOfAnotherStart(asked) ? "restart" : "unknown";
        long[] next = new long[topics.length];
        for (int i = 0; i < next.length; i++) {
            long oldest = topics[i].oldest(history);
            next[i] = seq < 0 ? oldest : topics[i].after(seq, oldest);
            if (seq >= 0 && topics[i].lostSeq(history) > seq) reason = "evicted";
        }
        Entry seen = topics.length == 1 && next[0] > 0 ? topics[0].get(next[0] - 1) : null;
        boolean over = seen != null && seen.seq == seq && seen.closes;
        Entry first = first(next);
        Gap gap = reason == null ? null : new Gap(asked, first == null ? "" : first.id(), reason);
        return new Subscription(hub, view, topics, next, gap, ids.of(reason == null ? seq : before(next)), over);
    }

    /** The newest so many events of all topics together. */
    private void last(int count, long[] next) {
        for (int i = 0; i < next.length; i++) next[i] = topics[i].end();
        for (; count > 0; count--) {
            int newest = -1;
            for (int i = 0; i < next.length; i++) {
                if (next[i] == topics[i].oldest(history)) continue;
                if (newest < 0 || topics[i].get(next[i] - 1).seq > topics[newest].get(next[newest] - 1).seq) newest = i;
            }
            if (newest < 0) return;
            next[newest]--;
        }
    }

    private Entry withOwnId(String id) {
        Entry newest = null;
        for (Topic topic : topics) {
            Entry entry = topic.withOwnId(id);
            if (entry != null && (newest == null || entry.seq > newest.seq)) newest = entry;
        }
        return newest;
    }

    private Entry first(long[] next) {
        Entry first = null;
        for (int i = 0; i < next.length; i++) {
            if (next[i] == topics[i].end()) continue;
            Entry entry = topics[i].get(next[i]);
            if (first == null || entry.seq < first.seq) first = entry;
        }
        return first;
    }

    /** The place in the hub's order right before the first event to come. */
    private long before(long[] next) {
        Entry first = first(next);
        return first == null ? head - 1 : first.seq - 1;
    }
}
