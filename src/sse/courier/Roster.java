package sse.courier;

import java.util.Arrays;

/**
 * The streams that a courier carries, each in the slot it came into. Under the courier's lock, but for
 * {@link #load} and for reading the slots that were there when the courier began its round.
 */
final class Roster {
    private static final int FEW = 16;

    private Carried[] slots = new Carried[FEW];
    private int size;
    private int holes;
    private int comings;
    private volatile int load; // size without the holes

    void add(Carried carriage) {
        if (size == slots.length) slots = Arrays.copyOf(slots, size * 2);
        carriage.slot = size;
        slots[size++] = carriage;
        load = size - holes;
        comes();
    }

    /** Leaves a hole where the stream was. */
    void drop(Carried carriage) {
        slots[carriage.slot] = null;
        holes++;
        load = size - holes;
    }

    /** There is a stream more to look after: a new one, or one that had a thread of its own. */
    void comes() {
        comings++;
    }

    /** {@return how often a stream has come} */
    int comings() {
        return comings;
    }

    /** {@return how many streams there are} Any thread. */
    int load() {
        return load;
    }

    /** {@return the slots; a hole is null} What comes later may come into them, from {@link #size} on. */
    Carried[] slots() {
        return slots;
    }

    /** {@return how many slots are in use, with the holes} */
    int size() {
        return size;
    }

    /** Closes the holes if there are many. Slots change, so nobody may be on a round. */
    void compact() {
        if (holes <= FEW + size / 2) return;
        Carried[] compact = new Carried[Math.max(FEW, Integer.highestOneBit(load) * 2)];
        int n = 0;
        for (int i = 0; i < size; i++) {
            if (slots[i] == null) continue;
            slots[i].slot = n;
            compact[n++] = slots[i];
        }
        slots = compact;
        size = n;
        holes = 0;
    }
}
