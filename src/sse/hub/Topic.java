package sse.hub;

import java.util.HashMap;
import java.util.Map;

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
    final Forms forms;         // of its entries and of all others
    private volatile Entry[] ring = new Entry[8];
    private volatile long end;
    private long first;
    private long losses;       // indices below the end that never were an event's
    private long newestSeq;    // the newest event
    private long evictedSeq;   // the newest event that a reader can no longer be given
    private long latest;       // the latest time of an event
    private final PastIds past;
    private Map<String, Entry> ownIds = Map.of(); // for each id that a publisher gave the newest entry that is kept
    private Map<String, Long> repeated = Map.of(); // of these the ones that came again: the place of the first
    long repeatsFrom;          // here an id of a publisher's came again while it was kept, for the first time; or 0
    int readers;               // open subscriptions
    int publishers;            // in the middle of many events: meanwhile the topic is not forgotten
    long idleSince;            // its key among the idle topics, 0 while it is none

    Topic(String name, long evictedSeq, PastIds past, Forms forms) {
        this.forms = forms;
        this.name = name;
        this.past = past;
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

    /** Appends an event. {@return its entry} */
    Entry append(Draft draft, long seq, String id, byte[] block, long now, boolean closes, int capacity) {
        latest = Math.max(latest, now);
        boolean own = draft.id() != null;
        Entry entry = new Entry(this, end, seq, id, own, draft.type(), now, latest, block, closes);
        if (own) named(entry);
        newestSeq = seq;
        if (end - first == ring.length) {
            Entry[] larger = new Entry[Math.min(capacity, ring.length * 2)];
            for (long i = first; i < end; i++) larger[(int) (i % larger.length)] = get(i);
            ring = larger;
        }
        ring[(int) (entry.index % ring.length)] = entry;
        end = entry.index + 1; // volatile, so whoever sees the end sees the entry
        return entry;
    }

    private void named(Entry entry) {
        if (ownIds.isEmpty()) ownIds = new HashMap<>();
        Entry before = ownIds.put(entry.id(), entry);
        if (before == null) return;
        if (repeatsFrom == 0) repeatsFrom = entry.seq;
        if (repeated.isEmpty()) repeated = new HashMap<>();
        repeated.putIfAbsent(entry.id(), before.seq);
    }

    /** Lets go of the oldest entry and gives it. */
    Entry evict() {
        Entry oldest = get(first);
        ring[(int) (first % ring.length)] = null;
        evictedSeq = oldest.seq;
        first++;
        if (oldest.closes) past.add(name, closing(oldest.seq), oldest.seq, false);
        if (oldest.ownId && ownIds.remove(oldest.id(), oldest)) { // unless a newer one has the same id
            Long first = repeated.isEmpty() ? null : repeated.remove(oldest.id());
            past.add(name, oldest.id(), first == null ? oldest.seq : first, first != null);
        }
        return oldest;
    }

    /** With no entry left: who has not come to the end at this place, or stands there, is lost from here on. */
    void lose(long seq) {
        evictedSeq = Math.max(evictedSeq, seq);
        newestSeq = 0;
        first = end + 1;
        end = first; // an index without an entry, which every reader has to pass
        losses++;
    }

    /** How many events were appended. */
    long published() {
        return end - losses;
    }

    int size() {
        return (int) (end - first);
    }

    /** The place of its newest event in the hub's order; 0 if it has had none, or lost all. */
    long newestSeq() {
        return newestSeq;
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
        return halve(from, seq, Long.MIN_VALUE);
    }

    /** The first index, from {@code from} on, whose entry is behind this place and not before this time. */
    private long halve(long from, long seq, long time) {
        long low = from;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            Entry entry = get(middle);
            if (entry.seq <= seq || entry.latest < time) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /** The first index, from {@code from} on, whose entry or one before it was published at this time or later. */
    long since(long time, long from) {
        return halve(from, -1, time);
    }

    /**
     * The place of the first event that came with this id of its own, negative if there have been several; 0 if none
     * is known. The event itself may no longer be kept.
     */
    long placeOf(String id) {
        Entry newest = ownIds.get(id);
        long gone = past.get(name, id);
        if (newest == null) return gone;
        if (gone != 0) return -Math.abs(gone);
        Long first = repeated.get(id);
        return first == null ? newest.seq : -first;
    }

    /** Whether the event at this place in the hub's order closed the topic, as far as it is remembered. */
    boolean isClosedAt(long seq) {
        if (seq <= 0) return false;
        long next = after(seq, first);
        Entry entry = next == first ? null : get(next - 1);
        if (entry != null && entry.seq == seq) return entry.closes;
        return past.get(name, closing(seq)) != 0;
    }

    /** Stands for the end of a topic at this place among the ids that have left the log; it can be none of them. */
    private static String closing(long seq) {
        return "\n" + seq;
    }
}
