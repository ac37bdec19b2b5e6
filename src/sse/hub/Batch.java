package sse.hub;

import java.util.Arrays;

/**
 * Bytes on their way to readers: what one subscription has not seen, or as much of it as makes a good
 * write. A courier keeps one and offers it to each subscription in turn; those at the same place find
 * it filled already and send the same bytes. An event that is large goes alone, and is not copied: the batch then
 * holds the array that the log has. For one thread.
 */
public final class Batch {
    /** A batch is closed once it has this many bytes. */
    static final int ENOUGH = 64 << 10;

    /** An event of so many bytes goes alone: that is as good a write, and saves the copy. */
    static final int LARGE = 8 << 10;

    private final int enough;
    private byte[] own = new byte[4 << 10]; // what small events are copied to; it grows to what is enough
    private byte[] bytes = own;             // or the one large event's
    private int length;
    private int events;
    private Entry last;
    private boolean cutShort;

    // what it holds, if it can be shared
    private Topic topic;
    private View view;
    private long from;
    private long to;

    /** An empty batch, for those who send to many. */
    public Batch() {
        this(ENOUGH);
    }

    private Batch(int enough) {
        this.enough = enough;
    }

    /** {@return an empty batch that never holds more than 8 KiB of its own} For who has one for each reader. */
    public static Batch small() {
        return new Batch(LARGE);
    }

    /** {@return the bytes; the first {@link #length()} count} They may be a log's: not to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    /** {@return how many bytes it holds} */
    public int length() {
        return length;
    }

    /** {@return how many events it holds} */
    public int events() {
        return events;
    }

    /** {@return the newest event it holds, or null} */
    public Entry last() {
        return last;
    }

    /** From here on it is shared with nobody: whoever comes next is given all there is by then. */
    public void forget() {
        topic = null;
    }

    boolean holds(Topic topic, View view, long from) {
        return this.topic == topic && this.from == from && (this.view == view || view.equals(this.view));
    }

    long to() {
        return to;
    }

    void begin() {
        bytes = own;
        length = 0;
        events = 0;
        last = null;
        cutShort = false;
        forget();
    }

    /** Now any subscription with this view at {@code from} can take it and stand at {@code to}. */
    void shareable(Topic topic, View view, long from, long to) {
        this.topic = topic;
        this.view = view;
        this.from = from;
        this.to = to;
    }

    /** Whether the next block has to wait for the next batch; then this one is cut short. */
    boolean full(byte[] next) {
        cutShort = length > 0 && (bytes != own || next.length >= LARGE || length + next.length > enough);
        return cutShort;
    }

    /** {@return whether there was more to send than makes a good write} */
    public boolean cutShort() {
        return cutShort;
    }

    void add(Entry entry, byte[] block) {
        if (block.length >= LARGE) bytes = block;
        else copy(block);
        length += block.length;
        events++;
        last = entry;
    }

    private void copy(byte[] block) {
        int needed = length + block.length;
        if (needed > own.length) bytes = own = Arrays.copyOf(own, Math.min(enough, Math.max(needed, own.length * 2)));
        System.arraycopy(block, 0, own, length, block.length);
    }
}
