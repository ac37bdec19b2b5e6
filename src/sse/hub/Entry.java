package sse.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import sse.Event;
import sse.EventReader;

/**
 * One published event as it stands in its topic's log. Immutable to everybody but the hub, and shared:
 * every reader is sent the same {@link #block()}. It and {@link View} need each other: it keeps what views make of it.
 * It and {@link Topic} know each other: the topic makes it, and who finds it among all that the hub keeps lets go of it
 * there.
 */
public final class Entry {
    private static final int STRING = 56;
    private static final int OVERHEAD = 112 + STRING + 32; // the object and its slot; its id; the head of its block
    private static final int OWN_ID = 64;                  // its place in a map

    final Topic of;        // the topic in whose log it stands
    final long index;      // place there, from 0
    final long seq;        // place in the hub's order of publishing, from 1
    final boolean closes;  // the last event before the topic was closed
    final boolean ownId;   // its publisher's, not the hub's
    final long latest;     // the latest time in its log up to here: it never goes back, as the clock may
    Entry older;           // neighbours in the hub's order, among those still kept; guarded by the hub's lock
    Entry newer;
    volatile Forms.Made made; // other forms of it; these two are written under the lock of the forms
    boolean gone;             // out of its log
    private final String id;
    private final String type;
    private final long time;
    private final byte[] block;

    Entry(Topic of, long index, long seq, String id, boolean ownId, String type, long time, long latest,
            byte[] block, boolean closes) {
        this.of = of;
        this.index = index;
        this.seq = seq;
        this.id = id;
        this.ownId = ownId;
        this.type = type;
        this.time = time;
        this.latest = latest;
        this.block = block;
        this.closes = closes;
    }

    /** What it takes of memory, about. */
    long cost() {
        long own = ownId ? OWN_ID : 0;
        return OVERHEAD + id.length() + own + (type == null ? 0 : STRING + type.length()) + block.length;
    }

    /** {@return the event's id: its publisher's own, or the one the hub gave} */
    public String id() {
        return id;
    }

    /** {@return the event's type, {@code message} if it has none} */
    public String type() {
        return type == null || type.isEmpty() ? "message" : type;
    }

    /** {@return the name of the topic it was published to} */
    public String topic() {
        return of.name;
    }

    /** {@return when it was published, in milliseconds since 1970} */
    public long time() {
        return time;
    }

    /** {@return the event as it goes out, ended by its blank line} Shared: not to be written to. */
    public byte[] block() {
        return block;
    }

    /**
     * {@return the form of this that the view makes, or null if it shows nothing} It is made once and shared by all who
     * ask with the same view object, as long as there is room for it: not to be written to.
     */
    public byte[] in(View maker) {
        return of.forms.of(this, maker);
    }

    /** {@return the event, read back from its block} It costs as much as reading it from a stream. */
    public Event event() {
        return read().event();
    }

    /** {@return a reader that has just read it from its block, and knows its reconnection time, too} */
    public EventReader read() {
        try {
            EventReader reader = new EventReader(block);
            reader.read();
            return reader;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** {@return whether its topic was closed with it} */
    public boolean closes() {
        return closes;
    }
}
