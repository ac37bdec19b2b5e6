package sse.hub;

/** Where in its topics a subscription starts, and what is gone of what it asked for. Made under the hub's lock. */
final class Cursors {
    /** For each topic the index of the first entry to give. */
    final long[] next;

    /** What cannot be given any more, or null. */
    final Gap gap;

    /** The id of the place; who comes back with it starts here again. */
    final String position;

    /** Whether the reader has seen its topic's last event. */
    final boolean over;

    /** Where the reader has been already, if that is behind all that is here: what comes up to there it has seen. */
    final long seen;

    private final Topic[] topics;
    private final int history;
    private final long head;
    private final Ids ids;
    private final long born;
    private final long future;

    /**
     * A place right behind an event.
     *
     * @param seq the event's place in the hub's order, of several that it may be the oldest; -1 if it is not known,
     *     which is in front of all
     * @param reason why it is not known for sure, or null
     */
    private record Place(long seq, String reason) {}

    /**
     * Cursors where the reader wants to start.
     *
     * @param head the place of the next event
     * @param born where the order began anew: an id of before is of another start
     * @param future places of this millisecond and later are nobody's; those from the head on up to it may have been
     *     given by another hub already. 0 if there is no other
     */
    Cursors(Topic[] topics, Start start, int history, long head, Ids ids, long born, long future) {
        this.topics = topics;
        this.history = history;
        this.head = head;
        this.ids = ids;
        this.born = born;
        this.future = future;
        this.next = new long[topics.length];
        String asked = start.lastEventId();
        if (asked.isEmpty()) {
            if (start.last() > 0) last(start.last());
            else since(start.sinceMillis());
            this.gap = null;
            this.position = ids.of(before());
            this.over = false;
            this.seen = 0;
            return;
        }
        Place place = find(asked);
        this.seen = place.seq() >= head ? place.seq() : 0;
        String reason = resume(place);
        Entry first = first();
        this.gap = reason == null ? null : new Gap(asked, first == null ? "" : first.id(), reason);
        this.position = ids.of(reason == null ? place.seq() : before());
        this.over = topics.length == 1 && (asked.equals(Ids.CLOSE) || topics[0].isClosedAt(place.seq()));
    }

    private Place find(String asked) {
        long seq = ids.seqOf(asked);
        if (seq >= 0 && (seq < head || StampIds.millis(seq) < future)) return new Place(seq, null);
        Place oldest = null;
        for (Topic topic : topics) {
            long place = topic.placeOf(asked);
            if (place == 0) continue;
            boolean several = oldest != null || place < 0;
            long first = Math.min(Math.abs(place), oldest == null ? Long.MAX_VALUE : oldest.seq());
            oldest = new Place(first, several ? "ambiguous" : null);
        }
        if (oldest != null) return oldest;
        return new Place(-1, ids.isOfAnotherStart(asked) ? "restart" : "unknown");
    }

    /** Starts behind the place. {@return why the reader cannot simply go on from there, or null} */
    private String resume(Place place) {
        String reason = place.reason();
        for (int i = 0; i < next.length; i++) {
            next[i] = topics[i].after(place.seq(), topics[i].oldest(history));
            if (reason == null && topics[i].lostSeq(history) > place.seq()) {
                reason = place.seq() < born ? "restart" : "evicted";
            }
        }
        return reason;
    }

    private void since(long millis) {
        for (int i = 0; i < next.length; i++) {
            next[i] = millis < 0 ? topics[i].end() : topics[i].since(millis, topics[i].oldest(history));
        }
    }

    /** Starts with the newest so many events of all topics together. */
    private void last(int count) {
        for (int i = 0; i < next.length; i++) next[i] = Math.max(topics[i].oldest(history), topics[i].end() - count);
        long low = before(); // behind it are more than that, or all that there are
        if (behind(low) <= count) return;
        long high = head;    // behind it are fewer
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (behind(middle) > count) low = middle;
            else high = middle;
        }
        for (int i = 0; i < next.length; i++) next[i] = topics[i].after(high, next[i]);
    }

    /** How many events of those that {@link #next} gives were published after this place in the hub's order. */
    private long behind(long seq) {
        long events = 0;
        for (int i = 0; i < next.length; i++) events += topics[i].end() - topics[i].after(seq, next[i]);
        return events;
    }

    /** The first event that is given, or null. */
    private Entry first() {
        Entry first = null;
        for (int i = 0; i < next.length; i++) {
            if (next[i] == topics[i].end()) continue;
            Entry entry = topics[i].get(next[i]);
            if (first == null || entry.seq < first.seq) first = entry;
        }
        return first;
    }

    /** The place right in front of the first event that is given, or that is to come. */
    private long before() {
        Entry first = first();
        return first == null ? head - 1 : first.seq - 1;
    }
}
