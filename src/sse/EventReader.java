package sse;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads the events of a stream, by the steps of the standard and in its order and words.
 *
 * <p>{@link #read()} waits for the next event and gives it as soon as the line end that dispatches it
 * is there. {@link #step()} does the same one line at a time and says what each did; whoever shows or
 * judges a stream steps through it, and so cannot disagree with whoever reads it.
 *
 * <p>A block that the stream leaves unfinished is discarded, its id too. Bytes that are not UTF-8
 * become U+FFFD and never stop the stream. If the stream it reads throws, because time is up or because
 * there is nothing yet, nothing is lost and nothing comes twice: the next call goes on where that one was.
 * For one thread; closing it is closing the stream it reads.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">
 *     HTML Standard, 9.2.6 Interpreting an event stream</a>
 */
public final class EventReader implements AutoCloseable {

    /** What one line did. */
    public enum Step {
        /** Nothing: there is no further line, and whatever was pending is discarded. */
        END,
        /** A last line that nothing ended: it is not processed. The next step is END. */
        UNFINISHED,
        /** A line that starts with a colon. */
        COMMENT,
        /** Its value and a line feed went to the data buffer. */
        DATA,
        /** Its value is the event type buffer now. */
        EVENT,
        /** Its value is the last event ID buffer now. */
        ID,
        /** An id with a NUL: ignored, the buffer stays. */
        ID_IGNORED,
        /** Its value is the reconnection time now. */
        RETRY,
        /** A retry that is not only ASCII digits, or too large: ignored, the time stays. */
        RETRY_IGNORED,
        /** A field of any other name: ignored. */
        UNKNOWN,
        /** A blank line without data before it: no event, but the last event ID string is set. */
        BLANK,
        /** A blank line that dispatches {@link EventReader#event()}. */
        DISPATCH
    }

    /** The longest data of one event that is read unless told otherwise, in bytes: 64 MiB. */
    public static final int DATA_LIMIT = 64 << 20;

    private static final int FIRST_DATA = 512;
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
    private static final byte[] ID = {'i', 'd'};
    private static final byte[] RETRY = {'r', 'e', 't', 'r', 'y'};

    private final InputStream in;
    private final LineReader lines;

    private final DataBuffer data;
    private String type = "";             // the event type buffer
    private String idBuffer;              // the last event ID buffer
    private String lastEventId;           // the last event ID string
    private long retryMillis = -1;

    private boolean blockEnded = true;    // by the last step; what is known of the block holds until the next
    private long blockStart = -1;
    private boolean openBlock;
    private String idInBlock;

    private int nameEnd;
    private int valueStart;
    private Event event;

    /** Reads a stream that is the first of its reader: the last event ID is empty. */
    public EventReader(InputStream in) {
        this(in, "");
    }

    /**
     * Reads a stream that goes on after another one.
     *
     * @param lastEventId what the reader remembers from before. The buffer starts from it too, as in
     *     all browsers, so that a stream without ids leaves it as it is
     */
    public EventReader(InputStream in, String lastEventId) {
        this(in, new LineReader(in), lastEventId, DATA_LIMIT, FIRST_DATA);
    }

    /**
     * Reads a stream within limits of one's own, in bytes (at most 1 GiB); passing one makes reading
     * throw a {@link LimitException}. The last line feed of the data does not count.
     */
    public EventReader(InputStream in, String lastEventId, int lineLimit, int dataLimit) {
        this(in, new LineReader(in, lineLimit), lastEventId, dataLimit, FIRST_DATA);
    }

    /** The same with a {@linkplain LineReader#LineReader(InputStream, int, int) first buffer} of so many bytes. */
    public EventReader(InputStream in, String lastEventId, int lineLimit, int dataLimit, int firstBuffer) {
        this(in, new LineReader(in, lineLimit, firstBuffer), lastEventId, dataLimit, Math.min(FIRST_DATA, firstBuffer));
    }

    /** Reads the events of these bytes, which are not copied and must not change meanwhile. */
    public EventReader(byte[] bytes) {
        this(InputStream.nullInputStream(), new LineReader(bytes), "", bytes.length, FIRST_DATA);
    }

    private EventReader(InputStream in, LineReader lines, String lastEventId, int limit, int firstData) {
        this.in = in;
        this.lines = lines;
        this.data = new DataBuffer(firstData, Math.min(limit, LineReader.MOST));
        // one that cannot be is refused here
        this.idBuffer = new Event(Objects.requireNonNull(lastEventId), null, "").id();
        this.lastEventId = idBuffer;
    }

    /**
     * Waits for the next event.
     *
     * @return it, or null at the end of the stream
     * @throws LimitException if a line or the data of an event passes its limit
     */
    public Event read() throws IOException {
        Step step;
        do {
            step = step();
        } while (step != Step.DISPATCH && step != Step.END);
        return event; // none at the end
    }

    /** Waits for the next line and processes it: "process the field" and "dispatch the event" of the standard. */
    public Step step() throws IOException {
        event = null;
        if (blockEnded) beginBlock();
        if (!lines.next()) return discard(Step.END);
        byte[] b = lines.buffer();
        int start = lines.start();
        int end = lines.end();
        nameEnd = end;
        valueStart = end;
        if (lines.ending() == LineReader.End.NONE) return discard(Step.UNFINISHED);
        if (start == end) return dispatch();
        if (b[start] == ':') {
            nameEnd = start;
            valueStart = start + 1;
            return Step.COMMENT;
        }
        if (blockStart < 0) blockStart = lines.offset();
        int colon = start;
        while (colon < end && b[colon] != ':') colon++;
        nameEnd = colon;
        valueStart = colon == end ? end : colon + 1;
        if (valueStart < end && b[valueStart] == ' ') valueStart++; // one space, and nothing else
        if (is(DATA, b, start, colon)) return data(b, end);
        if (is(ID, b, start, colon)) return id(b, end);
        if (is(EVENT, b, start, colon)) {
            type = text(b, end);
            openBlock = true;
            return Step.EVENT;
        }
        if (is(RETRY, b, start, colon)) return retry(b, end);
        return Step.UNKNOWN;
    }

    private static boolean is(byte[] name, byte[] b, int from, int to) {
        return Arrays.equals(name, 0, name.length, b, from, to);
    }

    private Step data(byte[] b, int end) throws IOException {
        openBlock = true;
        data.add(b, valueStart, end, data.isEmpty() && lines.blankIsNext());
        return Step.DATA;
    }

    private Step id(byte[] b, int end) {
        for (int i = valueStart; i < end; i++) {
            if (b[i] == 0) return Step.ID_IGNORED;
        }
        idBuffer = text(b, end);
        idInBlock = idBuffer;
        openBlock = true;
        return Step.ID;
    }

    private Step retry(byte[] b, int end) {
        if (valueStart == end) return Step.RETRY_IGNORED;
        long millis = 0;
        for (int i = valueStart; i < end; i++) {
            int digit = b[i] - '0';
            if (digit < 0 || digit > 9 || millis > (Long.MAX_VALUE - digit) / 10) return Step.RETRY_IGNORED;
            millis = millis * 10 + digit;
        }
        retryMillis = millis;
        return Step.RETRY;
    }

    private String text(byte[] b, int end) {
        return valueStart == end ? "" : Utf8.decode(b, valueStart, end - valueStart);
    }

    private Step dispatch() {
        lastEventId = idBuffer;
        blockEnded = true;
        openBlock = false;
        if (data.isEmpty()) {
            type = "";
            return Step.BLANK;
        }
        event = new Event(lastEventId, type.isEmpty() ? Event.MESSAGE : type, data.take());
        type = "";
        return Step.DISPATCH;
    }

    private void beginBlock() {
        blockEnded = false;
        blockStart = -1;
        idInBlock = null;
    }

    private Step discard(Step step) {
        data.discard();
        type = "";
        idBuffer = lastEventId;
        return step;
    }

    /** {@return the event that the last step dispatched, or null if it dispatched none} */
    public Event event() {
        return event;
    }

    /**
     * {@return the last event ID string: what goes into {@code Last-Event-ID} on the next request, or
     * empty for no such header}
     */
    public String lastEventId() {
        return lastEventId;
    }

    /** {@return the reconnection time the stream asked for, in milliseconds; -1 until it does} */
    public long retryMillis() {
        return retryMillis;
    }

    /** {@return the lines this reads, standing at the one that the last step processed} */
    public LineReader lines() {
        return lines;
    }

    /** {@return where the field name ends in {@link LineReader#buffer()}; at a comment, its start} */
    public int nameEnd() {
        return nameEnd;
    }

    /** {@return where the value starts, behind the colon and one space; at a comment, behind the colon} */
    public int valueStart() {
        return valueStart;
    }

    /** {@return the data buffer as it stands, with a line feed behind each value} */
    public String pendingData() {
        return data.peek();
    }

    /** {@return the event type buffer as it stands} */
    public String pendingType() {
        return type;
    }

    /** {@return the last event ID buffer as it stands} */
    public String pendingId() {
        return idBuffer;
    }

    /** {@return whether the block in progress has data: if the stream ended now, an event were lost} */
    public boolean hasPendingData() {
        return !data.isEmpty();
    }

    /**
     * {@return whether the block in progress has a data, event or id field, which a blank line would send or
     * remember} Behind the end of the stream: whether that was lost.
     */
    public boolean hasOpenBlock() {
        return openBlock;
    }

    /**
     * {@return the offset of the first line of the block that is neither comment nor blank, or -1 in front of
     * that} At a blank line: of the block that it ended.
     */
    public long blockStart() {
        return blockStart;
    }

    /**
     * {@return the last event ID buffer if the block set it, even to empty, or null if it came from before the
     * block} At a blank line: of the block that it ended.
     */
    public String idInBlock() {
        return idInBlock;
    }

    /**
     * {@return the data that the end of the stream discarded, with a line feed behind each value; empty before that}
     */
    public String discardedData() {
        return data.discarded();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
