package sse.hub;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All entries that a hub keeps, in the order of publishing: which is the oldest, and what they take of memory; and
 * the topics that are forgotten, whose entries go portion by portion. Under the hub's lock.
 */
final class Kept {
    /** So many entries at most are let go of while the lock is held once. */
    static final int PORTION = 64;

    private final long most; // bytes
    private Entry oldest;
    private Entry newest;
    private long bytes;
    private volatile long crowdedOut;
    private final Map<String, Topic> forgotten = new LinkedHashMap<>();

    Kept(long most) {
        this.most = most;
    }

    void add(Entry entry) {
        entry.older = newest;
        if (newest == null) oldest = entry;
        else newest.newer = entry;
        newest = entry;
        bytes += entry.cost();
    }

    /** Lets go of this topic's oldest entry. */
    void drop(Topic topic) {
        Entry entry = topic.evict();
        if (entry.older == null) oldest = entry.newer;
        else entry.older.newer = entry.newer;
        if (entry.newer == null) newest = entry.older;
        else entry.newer.older = entry.older;
        entry.older = null; // lest a reader that still holds it holds its neighbours, too
        entry.newer = null;
        bytes -= entry.cost();
        topic.forms.release(entry);
    }

    /**
     * Lets go of what is too much, the newest entry apart, and of entries of topics that are forgotten.
     *
     * @return whether there is still too much, for another turn with the lock
     */
    boolean trim() {
        int n = 0;
        for (; n < PORTION && isTooMuch(); n++) {
            crowdedOut += oldest.cost();
            drop(oldest.of);
        }
        while (n < PORTION && !forgotten.isEmpty()) {
            Topic topic = forgotten.values().iterator().next();
            for (; n < PORTION && topic.size() > 0; n++) drop(topic);
            if (topic.size() == 0) forgotten.remove(topic.name);
        }
        return isTooMuch();
    }

    /** Lets go of all that topics which are forgotten still have. */
    void trimForgotten() {
        for (Topic topic : forgotten.values()) {
            while (topic.size() > 0) drop(topic);
        }
        forgotten.clear();
    }

    private boolean isTooMuch() {
        return bytes > most && oldest != newest;
    }

    /** Of this topic nothing is kept from now on, or as soon as there is time. */
    void forget(Topic topic) {
        forgotten.put(topic.name, topic);
    }

    /** {@return the topic of this name with what is still kept of it, or null} It is no longer forgotten. */
    Topic remember(String name) {
        return forgotten.remove(name);
    }

    /** How many bytes have had to go because of the bound. Any thread. */
    long crowdedOut() {
        return crowdedOut;
    }

    long bytes() {
        return bytes;
    }
}
