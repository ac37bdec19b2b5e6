package sse.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the events of a stream in whatever pieces it arrives, without making an object for any of them.
 *
 * <p>The steps are those of {@link sse.EventReader}, which waits for its input, and so would need a
 * thread a stream; a test holds the two against each other. Of an event this knows what a load test
 * counts by: its id, whether its type is {@code gap}, and the {@link Mark} in its data. Of a line that
 * is cut by the end of a piece it keeps what it needs: a field's name and the beginning of its value.
 *
 * <pre>
 *   scanner.feed(bytes, from, to);
 *   while (scanner.next()) ...  one event
 * </pre>
 *
 * <p>For one thread. The bytes are not kept beyond the last {@code next()}.
 */
final class EventScanner {
    /** The longest id that is remembered, in bytes; of a longer one the reader has none. */
    static final int ID_LIMIT = 4096;

    private static final int LINE_KEPT = ID_LIMIT + 16; // so that an id that is too long is seen to be
    private static final int DATA_KEPT = 160;           // of a data line: its name, and room for a stamp
    private static final byte[] DATA = ascii("data");
    private static final byte[] EVENT = ascii("event");
    private static final byte[] ID = ascii("id");
    private static final byte[] RETRY = ascii("retry");
    private static final byte[] GAP = ascii("gap");
    private static final byte[] NONE = {};

    private final Mark stamp;

    private byte[] bytes;
    private int at;
    private int to;
    private byte[] held = NONE;   // the beginning of a line whose end has not come
    private int heldLength;
    private boolean afterCr;
    private boolean first = true; // the next line is the stream's first

    private boolean data;         // the block has data
    private boolean gapType;      // the block's type is gap
    private boolean stamped;
    private final EventId idBuffer = new EventId(); // of the block, if it has an id
    private boolean idChanged;    // it has
    private final EventId id = new EventId();

    private boolean gap;          // of the event that next() found
    private boolean ownId;
    private boolean ownStamp;
    long number;
    long due;
    private long retryMillis = -1;
    private long comments;

    /** Scans a stream; the stamp, which may be null, is looked for in each event's data. */
    EventScanner(Mark stamp) {
        this.stamp = stamp;
    }

    /** The connection is over: what is pending is discarded, and the next bytes are a new stream's. */
    void restart() {
        heldLength = 0;
        afterCr = false;
        first = true;
        clearBlock();
    }

    /** Hands in the next bytes of the stream, to be scanned by {@link #next()} before they change. */
    void feed(byte[] b, int from, int end) {
        if (bytes != b) bytes = b; // it is always the same; a store would be work for the collector
        at = from;
        to = end;
        if (afterCr && from < end) {
            afterCr = false;
            if (b[from] == '\n') at++;
        }
    }

    /** Goes to the next event; false when these bytes are used up. */
    boolean next() {
        byte[] b = bytes;
        while (at < to) {
            int start = at;
            int end = start;
            while (end < to && b[end] != '\n' && b[end] != '\r') end++;
            if (end == to) {
                hold(b, start, end);
                at = to;
                return false;
            }
            at = end + 1;
            if (b[end] == '\r') {
                if (at == to) afterCr = true;
                else if (b[at] == '\n') at++;
            }
            if (heldLength == 0) {
                if (line(b, start, end)) return true;
            } else {
                hold(b, start, end);
                int length = heldLength;
                heldLength = 0;
                if (line(held, 0, length)) return true;
            }
        }
        return false;
    }

    /** Keeps the beginning of a line for when its end comes. */
    private void hold(byte[] b, int start, int end) {
        int length = end - start;
        if (length == 0) return;
        byte begin = heldLength > 0 ? held[0] : b[start];
        int kept = Math.min(length, (begin == 'd' || begin == ':' ? DATA_KEPT : LINE_KEPT) - heldLength);
        if (heldLength + kept > held.length) held = Arrays.copyOf(held, Math.max(heldLength + kept, Math.max(64, held.length * 2)));
        System.arraycopy(b, start, held, heldLength, kept);
        heldLength += kept;
    }

    /** Processes a line, or as much of it as was kept. True if it dispatched an event. */
    private boolean line(byte[] b, int start, int end) {
        int from = start;
        if (first) {
            first = false;
            if (end - from >= 3 && b[from] == (byte) 0xEF && b[from + 1] == (byte) 0xBB && b[from + 2] == (byte) 0xBF) from += 3;
        }
        if (from == end) return blank();
        int value;
        switch (b[from]) {
            case ':' -> comments++;
            case 'd' -> {
                if ((value = value(b, from, end, DATA)) >= 0) data(b, value, end);
            }
            case 'i' -> {
                if ((value = value(b, from, end, ID)) >= 0) id(b, value, end);
            }
            case 'e' -> {
                if ((value = value(b, from, end, EVENT)) >= 0) gapType = Arrays.equals(b, value, end, GAP, 0, GAP.length);
            }
            case 'r' -> {
                if ((value = value(b, from, end, RETRY)) >= 0) retry(b, value, end);
            }
            default -> { }
        }
        return false;
    }

    /** Where the value starts if the line is a field of this name, else -1. */
    private static int value(byte[] b, int from, int end, byte[] name) {
        int n = from + name.length;
        if (n > end) return -1;
        for (int i = 0; i < name.length; i++) {
            if (b[from + i] != name[i]) return -1;
        }
        if (n == end) return end;
        if (b[n] != ':') return -1;
        return n + 1 < end && b[n + 1] == ' ' ? n + 2 : n + 1;
    }

    private void data(byte[] b, int from, int end) {
        if (data) return;
        data = true;
        if (stamp != null && stamp.read(b, from, end)) {
            stamped = true;
            number = stamp.number;
            due = stamp.due;
        }
    }

    private void id(byte[] b, int from, int end) {
        int length = end - from > ID_LIMIT ? 0 : end - from;
        for (int i = from; i < from + length; i++) {
            if (b[i] == 0) return;
        }
        idBuffer.set(b, from, length);
        idChanged = true;
    }

    private void retry(byte[] b, int from, int end) {
        if (from == end) return;
        long millis = 0;
        for (int i = from; i < end; i++) {
            int digit = b[i] - '0';
            if (digit < 0 || digit > 9 || millis > (Long.MAX_VALUE - digit) / 10) return;
            millis = millis * 10 + digit;
        }
        retryMillis = millis;
    }

    private boolean blank() {
        if (idChanged) id.set(idBuffer);
        boolean event = data;
        gap = gapType;
        ownId = idChanged;
        ownStamp = stamped;
        clearBlock();
        return event;
    }

    private void clearBlock() {
        data = false;
        gapType = false;
        stamped = false;
        idChanged = false;
    }

    /** Whether the event's type is gap: the server says that something before it is gone. */
    boolean gap() {
        return gap;
    }

    /** Whether the event has an id of its own. */
    boolean ownId() {
        return ownId;
    }

    /** Whether the event's data begins with the stamp; then {@link #number} and {@link #due} are its. */
    boolean stamped() {
        return ownStamp;
    }

    /** The last event ID. */
    EventId lastEventId() {
        return id;
    }

    /** The reconnection time the stream asked for, in milliseconds, or -1. */
    long retryMillis() {
        return retryMillis;
    }

    /** How many comment lines there were. */
    long comments() {
        return comments;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
