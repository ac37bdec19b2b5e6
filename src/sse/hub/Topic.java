package sse.hub;

/**
 * A log of events: a ring of the newest entries, each at its index.
 *
 * <pre>
 *        evicted │ kept, for whoever resumes              │ to come
 *    ────────────┼────────────────────────────────────────┼─────────►  index
 *              first        ▲ a reader's cursor          end
 * </pre>
 *
 * Written under the hub's lock. Read without it: a reader sees {@link #end} first, and each slot holds
 * an immutable entry that says its index, so a slot that was used again meanwhile is noticed.
 */
final class Topic {
    final String name;
    private volatile Entry[] ring = new Entry[8];
    private volatile long end;
    private long first;
    private long evictedSeq;   // the newest event that a reader can no longer be given
    private long lastPublish;
    int readers;               // open subscriptions
    int publishers;            // in the middle of many events: forgotten now, it might not find room again

    Topic(String name, long evictedSeq) {
        this.name = name;
        this.evictedSeq = evictedSeq;
    }

    /**
     * Whether this can be a topic's name: 1 to 128 of the letters and digits of ASCII and {@code _ - ~ .},
     * not beginning with a dot.
     */
    static boolean isName(String name) {
        if (name.isEmpty() || name.length() > 128 || name.charAt(0) == '.') return false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-' && c != '~' && c != '.') return false;
        }
        return true;
    }

    /** The index behind the newest entry. Any thread. */
    long end() {
        return end;
    }

    /** The entry at this index, or null if it is no longer kept. Any thread; the index is below {@link #end}. */
    Entry get(long index) {
        Entry[] slots = ring;
        Entry entry = slots[(int) (index % slots.length)];
        return entry != null && entry.index == index ? entry : null;
    }

    // ── under the hub's lock ──

    void append(Entry entry, int capacity) {
        if (end - first == ring.length) {
            Entry[] larger = new Entry[Math.min(capacity, ring.length * 2)];
            for (long i = first; i < end; i++) larger[(int) (i % larger.length)] = get(i);
            ring = larger;
        }
        ring[(int) (entry.index % ring.length)] = entry;
        lastPublish = entry.time();
        end = entry.index + 1; // volatile, so whoever sees the end sees the entry
    }

    /** Lets go of the oldest entry and gives it. */
    Entry evict() {
        Entry oldest = get(first);
        ring[(int) (first % ring.length)] = null;
        evictedSeq = oldest.seq;
        first++;
        return oldest;
    }

    int size() {
        return (int) (end - first);
    }

    long lastPublish() {
        return lastPublish;
    }

    /** The first index that a new reader may be given, if only {@code history} entries are replayed. */
    long oldest(int history) {
        return Math.max(first, end - history);
    }

    /** The newest event that is not replayed any more, 0 if there was none. */
    long lostSeq(int history) {
        long oldest = oldest(history);
        return oldest > first ? get(oldest - 1).seq : evictedSeq;
    }

    /** The first index, from {@code from} on, whose entry was published after this place in the hub's order. */
    long after(long seq, long from) {
        long low = from;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (get(middle).seq <= seq) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /** The first index, from {@code from} on, whose entry was published at this time or later. */
    long since(long time, long from) {
        while (from < end && get(from).time() < time) from++;
        return from;
    }

    /** The newest entry with this id of its own, or null. */
    Entry withOwnId(String id) {
        for (long i = end - 1; i >= first; i--) {
            if (get(i).hasOwnId(id)) return get(i);
        }
        return null;
    }
}
