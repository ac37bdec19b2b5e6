package sse.lab;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The labs of a server, by their ids. One that nothing has been asked of for ten minutes, and has nothing open, is
 * forgotten; sooner if there is no room for another. A virtual thread looks, as long as there is one. Any thread.
 */
final class Labs {
    static final int MOST = 64;
    static final long LIFE_MILLIS = 600_000;
    static final long LEAST_MILLIS = 30_000; // pages come back sooner
    private static final long LOOK_NANOS = 10_000_000_000L;
    private static final int ID = 32;

    private final LongSupplier clock;
    private final Map<String, Lab> labs = new HashMap<>();
    private Thread sweeper;

    /** Labs by a clock in milliseconds since 1970. */
    Labs(LongSupplier clock) {
        this.clock = clock;
    }

    /** {@return whether this can be a lab's id: 32 hexadecimal digits in lower case} */
    static boolean isId(String text) {
        if (text == null || text.length() != ID) return false;
        for (int i = 0; i < ID; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) return false;
        }
        return true;
    }

    /** {@return the lab of this id, which begins now unless there is one, or null if there is no room} */
    Lab enter(String id) {
        return enter(id, true);
    }

    /** The same, but that one begins only for who may begin one; null for others. */
    synchronized Lab enter(String id, boolean mayBegin) {
        Lab lab = labs.get(id);
        if (lab == null) {
            if (!mayBegin) return null;
            if (labs.size() >= MOST && !forgetOne()) return null;
            labs.put(id, lab = new Lab(clock));
            if (sweeper == null) sweeper = Thread.ofVirtual().name("sse-labs").start(this::sweep);
        }
        lab.use();
        return lab;
    }

    /** Forgets the one that has been idle longest, if that is long enough. */
    private boolean forgetOne() {
        String idlest = null;
        long longest = LEAST_MILLIS - 1;
        for (Map.Entry<String, Lab> lab : labs.entrySet()) {
            long idle = lab.getValue().idle();
            if (idle <= longest) continue;
            longest = idle;
            idlest = lab.getKey();
        }
        return idlest != null && labs.remove(idlest) != null;
    }

    private void sweep() {
        do LockSupport.parkNanos(LOOK_NANOS); while (look() > 0);
    }

    /** Forgets those whose time is over; {@return how many are left}. */
    synchronized int look() {
        labs.values().removeIf(lab -> lab.idle() >= LIFE_MILLIS);
        if (labs.isEmpty()) sweeper = null;
        return labs.size();
    }

    synchronized int size() {
        return labs.size();
    }

    /** Forgets all, so that nothing looks any more. */
    synchronized void clear() {
        labs.clear();
        if (sweeper != null) LockSupport.unpark(sweeper);
    }
}
