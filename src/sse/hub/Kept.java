package sse.hub;

/** All entries that a hub keeps, in the order of publishing: which is the oldest, and what they take of memory. */
final class Kept {
    private Entry oldest;
    private Entry newest;
    private long bytes;

    void add(Entry entry) {
        entry.older = newest;
        if (newest == null) oldest = entry;
        else newest.newer = entry;
        newest = entry;
        bytes += entry.cost();
    }

    void remove(Entry entry) {
        if (entry.older == null) oldest = entry.newer;
        else entry.older.newer = entry.newer;
        if (entry.newer == null) newest = entry.older;
        else entry.newer.older = entry.older;
        entry.older = null; // lest a reader that still holds it holds its neighbours, too
        entry.newer = null;
        bytes -= entry.cost();
    }

    Entry oldest() {
        return oldest;
    }

    long bytes() {
        return bytes;
    }
}
