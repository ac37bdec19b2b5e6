package sse.hub;

import java.util.Arrays;

/**
 * Bytes on their way to readers: what one subscription has not seen, or as much of it as makes a good
 * write. A courier keeps one and offers it to each subscription in turn; those at the same place find
 * it filled already and send the same bytes. For one thread.
 */
public final class Batch {
    /** A batch is closed once it has this many bytes; a single larger event makes it larger. */
    static final int ENOUGH = 64 << 10;

    private byte[] bytes = new byte[8 << 10];
    private int length;
    private int events;
    private Entry last;
    private boolean cutShort;

    // what it holds, if it can be shared
    private Topic topic;
    private View view;
    private long from;
    private long to;

    /** An empty batch. */
    public Batch() {}

    /** {@return the bytes; the first {@link #length()} count} */
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
        return this.topic == topic && this.view == view && this.from == from;
    }

    long to() {
        return to;
    }

    void begin() {
        length = 0;
        events = 0;
        last = null;
        cutShort = false;
        forget();
        if (bytes.length > 4 * ENOUGH) bytes = new byte[ENOUGH]; // an outsize event went through here
    }

    /** Now any subscription with this view at {@code from} can take it and stand at {@code to}. */
    void shareable(Topic topic, View view, long from, long to) {
        this.topic = topic;
        this.view = view;
        this.from = from;
        this.to = to;
    }

    /** Whether the next block makes it more than enough; then it is cut short. */
    boolean full(byte[] next) {
        cutShort = length > 0 && length + next.length > ENOUGH;
        return cutShort;
    }

    /** {@return whether there was more to send than makes a good write} */
    public boolean cutShort() {
        return cutShort;
    }

    void add(Entry entry, byte[] block) {
        int needed = length + block.length;
        if (needed > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        System.arraycopy(block, 0, bytes, length, block.length);
        length += block.length;
        events++;
        last = entry;
    }
}
