package sse.hub;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Publishers' own ids whose events have left the log, each with the place it stood at: so that a reader that comes
 * back with one is told what it lost of that topic, and goes on where it was in its other topics, and so that an id
 * that comes again is known to. The ends of topics, too, for those who come back behind one. Of all topics together
 * the newest {@value #LEAST} are remembered, or twice as many.
 *
 * <p>An id is kept as a hash of 64 bits, in 16 bytes and an empty slot beside it. Under the hub's lock.
 */
final class PastIds {
    static final int LEAST = 1 << 15;
    private static final int FEW = 1 << 6;

    private final long seed = ThreadLocalRandom.current().nextLong() | 1; // lest somebody finds two of one hash
    private Table young = new Table(FEW);
    private Table old = new Table(FEW);

    /** Two numbers for each id, its hash and its place, at the hash or in the next slot that was free. */
    private static final class Table {
        private final long[] slots;
        private int size;

        Table(int room) {
            slots = new long[4 * room];
        }

        boolean isFull() {
            return 4 * size == slots.length;
        }

        boolean isLargest() {
            return slots.length == 4 * LEAST;
        }

        long get(long hash) {
            return slots[slot(hash) + 1];
        }

        void put(long hash, long place) {
            int at = slot(hash);
            if (slots[at] == 0) size++;
            slots[at] = hash;
            slots[at + 1] = place;
        }

        private int slot(long hash) {
            int at = 2 * (int) hash & slots.length - 1;
            while (slots[at] != 0 && slots[at] != hash) at = at + 2 & slots.length - 1;
            return at;
        }

        Table cleared() {
            Arrays.fill(slots, 0);
            size = 0;
            return this;
        }

        /** The same with twice the room. */
        Table grown() {
            Table larger = new Table(slots.length / 2);
            for (int i = 0; i < slots.length; i += 2) {
                if (slots[i] != 0) larger.put(slots[i], slots[i + 1]);
            }
            return larger;
        }
    }

    /** An event has left the log; the oldest with its id stood at this place, and was perhaps one of several. */
    void add(String topic, String id, long seq, boolean several) {
        long hash = hash(topic, id);
        long known = get(hash);
        if (known != 0) seq = Math.min(seq, Math.abs(known));
        if (young.size == LEAST) {
            Table oldest = old;
            old = young;
            young = oldest.isLargest() ? oldest.cleared() : new Table(LEAST);
        } else if (young.isFull()) {
            young = young.grown();
        }
        young.put(hash, several || known != 0 ? -seq : seq);
    }

    /** The place of the oldest event with this id, negative if it was one of several; 0 if none is known. */
    long get(String topic, String id) {
        return get(hash(topic, id));
    }

    private long get(long hash) {
        long place = young.get(hash);
        return place != 0 ? place : old.get(hash);
    }

    /** The hashes that the strings keep, 32 bits, and as many of the id's end, where numbers and random ids differ. */
    private long hash(String topic, String id) {
        long end = 0;
        for (int i = Math.max(0, id.length() - 12); i < id.length(); i++) end = end * 37 + id.charAt(i);
        long hash = ((long) id.hashCode() << 32 ^ end ^ topic.hashCode() * seed) * seed;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }
}
