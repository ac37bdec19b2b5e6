package sse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * Cuts a stream of bytes into lines, and says of each where it stands and how it ended.
 *
 * <p>A line ends at CR LF, at LF or at CR, and at nothing else. A line that ends with CR is given at
 * once, without waiting for the byte behind it: if that turns out to be the LF of a CR LF, it is
 * skipped before the next line ({@link #skippedLf()}). One leading byte order mark is removed. How
 * the bytes were cut into reads never changes the lines.
 *
 * <p>Time is linear in the bytes, however small the reads; memory is the longest line, bounded by the
 * limit. The line is lent, not given: {@link #buffer()}, {@link #start()} and {@link #end()} hold
 * until the next call of {@link #next()}. For one thread.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">
 *     HTML Standard, 9.2.5 Parsing an event stream</a>
 */
public final class LineReader {

    /** What ended a line. */
    public enum End {
        /** The end of the stream, behind a last line that nothing ended. */
        NONE,
        /** A line feed. */
        LF,
        /** A carriage return. */
        CR,
        /** Both, in this order. */
        CRLF
    }

    /** The longest line that is read unless told otherwise, in bytes: 16 MiB. */
    public static final int LINE_LIMIT = 16 << 20;

    static final int MOST = (1 << 30) - 1; // of any limit: a buffer that doubles must not outgrow an int

    private static final int FIRST_BUFFER = 64 << 10;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private final InputStream in;
    private final int limit;
    private byte[] buffer;
    private ByteBuffer words;
    private long base;      // offset in the stream of buffer[0]
    private int next;       // where the next line starts in the buffer
    private int filled;     // bytes of the buffer that the stream has given
    private int searched;   // bytes of the next line that are here and have no line end among them
    private boolean afterCr; // the line ended with a CR, the last byte read: a LF that belongs to it may follow

    private int head;       // the line with its byte order mark
    private int start;
    private int end;
    private End ending = End.NONE;
    private boolean skippedLf;
    private long number;

    /** Reads lines of up to {@link #LINE_LIMIT} bytes. */
    public LineReader(InputStream in) {
        this(in, LINE_LIMIT);
    }

    /**
     * Reads lines of up to {@code limit} bytes (at most 1 GiB); a longer one makes {@link #next()} throw a
     * LimitException.
     */
    public LineReader(InputStream in, int limit) {
        this(in, limit, FIRST_BUFFER);
    }

    /**
     * Reads lines of up to {@code limit} bytes, and no more than {@code firstBuffer} bytes (64 KiB unless told
     * otherwise) at a time until a line needs a larger buffer. For whoever holds thousands of readers.
     */
    public LineReader(InputStream in, int limit, int firstBuffer) {
        this.in = Objects.requireNonNull(in);
        this.limit = Math.min(limit, MOST);
        this.buffer = new byte[firstBuffer];
        this.words = words(buffer);
    }

    /** Reads the lines of these bytes, where they are: the array is neither copied nor written to. */
    public LineReader(byte[] bytes) {
        this.in = null;
        this.limit = bytes.length;
        this.buffer = bytes;
        this.words = words(bytes);
        this.filled = bytes.length;
    }

    /**
     * Goes to the next line, waiting for it as long as the stream does. If the stream throws, nothing
     * is lost and nothing is read twice: the next call goes on where this one was.
     *
     * @return false when there is none; a last line that nothing ended is a line, with {@link End#NONE}
     */
    public boolean next() throws IOException {
        skippedLf = false;
        if (ending == End.NONE && number > 0) return false;
        if (afterCr && !skipLfBehindCr()) return false;
        int e;
        while ((e = lineEnd(next + searched, filled)) < 0) {
            searched = filled - next;
            if (searched > limit) throw new LimitException("line", limit);
            if (!refill()) return searched > 0 && found(filled, filled, End.NONE);
        }
        if (e - next > limit) throw new LimitException("line", limit);
        if (buffer[e] == '\n') return found(e, e + 1, End.LF);
        if (e + 1 < filled && buffer[e + 1] == '\n') return found(e, e + 2, End.CRLF);
        afterCr = e + 1 == filled;
        return found(e, e + 1, End.CR);
    }

    /** Skips the LF of a CR LF that was cut in two, if it was; false at the end of the stream. */
    private boolean skipLfBehindCr() throws IOException {
        while (next == filled) {
            if (!refill()) return false;
        }
        afterCr = false;
        skippedLf = buffer[next] == '\n';
        if (skippedLf) next++;
        return true;
    }

    private boolean found(int to, int behind, End how) {
        head = next;
        start = next;
        end = to;
        next = behind;
        searched = 0;
        ending = how;
        if (++number == 1 && startsWithBom()) start += 3;
        return true;
    }

    private boolean startsWithBom() {
        byte[] b = buffer;
        return end - start >= 3 && b[start] == (byte) 0xEF && b[start + 1] == (byte) 0xBB
                && b[start + 2] == (byte) 0xBF;
    }

    /**
     * Reads more bytes behind those from {@code next} on, which may move to make room; false at the end of the stream.
     */
    private boolean refill() throws IOException {
        if (in == null) return false;
        int length = filled - next;
        if (length == 0 || filled == buffer.length) {
            // More than half is one line: double, so that a long line is copied a few times, not once a read.
            byte[] room = length > buffer.length / 2 ? new byte[Math.min(buffer.length, MOST / 2 + 1) * 2] : buffer;
            System.arraycopy(buffer, next, room, 0, length);
            if (room != buffer) words = words(buffer = room);
            base += next;
            next = 0;
            filled = length;
        }
        int n = in.read(buffer, filled, buffer.length - filled);
        if (n < 0) return false;
        filled += n;
        return true;
    }

    /**
     * {@return the first CR or LF from i on, or -1} Eight bytes a step. One test passes all words without
     * a byte below 14, which are nearly all: 20 % of the time of reading, against testing for both ends.
     */
    private int lineEnd(int i, int to) {
        byte[] b = buffer;
        ByteBuffer w = words;
        for (; i <= to - 8; i += 8) {
            long word = w.getLong(i);
            if ((word - ONES * ('\r' + 1) & ~word & HIGHS) == 0) continue;
            long lf = word ^ ONES * '\n'; // zero is the byte that was one
            long cr = word ^ ONES * '\r';
            long hit = (lf - ONES & ~lf | cr - ONES & ~cr) & HIGHS;
            if (hit != 0) return i + (Long.numberOfTrailingZeros(hit) >>> 3);
        }
        for (; i < to; i++) {
            if (b[i] == '\n' || b[i] == '\r') return i;
        }
        return -1;
    }

    private static ByteBuffer words(byte[] buffer) {
        return ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** {@return the array that holds the line} Not to be written to. */
    public byte[] buffer() {
        return buffer;
    }

    /** {@return where the line starts in the buffer, behind a byte order mark} */
    public int start() {
        return start;
    }

    /** {@return where the line ends in the buffer, in front of what ended it} */
    public int end() {
        return end;
    }

    /** {@return what ended the line} */
    public End ending() {
        return ending;
    }

    /** {@return the offset of the line's first byte in the stream, from 0, byte order mark included} */
    public long offset() {
        return base + head;
    }

    /** {@return the offset behind the line and what ended it; at the end, the bytes of the stream} */
    public long nextOffset() {
        return base + next;
    }

    /** {@return the bytes that were read: {@link #nextOffset()} and the beginning of a line that has no end yet} */
    public long received() {
        return base + filled;
    }

    /** {@return the beginning of a line that has no end yet} Where reading failed: what it left of the line. */
    public String rest() {
        return Utf8.decode(buffer, next, filled - next);
    }

    /** {@return the number of the line, from 1; 0 before the first} */
    public long number() {
        return number;
    }

    /** {@return whether a byte order mark was removed in front of this line} */
    public boolean bom() {
        return start != head;
    }

    /**
     * {@return whether a LF was skipped in front of this line, because the line before it ended with a
     * CR that was the last byte read then} After {@code next()} gave false: in front of the end.
     */
    public boolean skippedLf() {
        return skippedLf;
    }

    /** {@return whether the line's bytes are here already, so that {@link #next()} need not wait} */
    public boolean ready() {
        return lineEnd(next, filled) >= 0;
    }

    /** {@return whether the line behind this one is here already, and blank} */
    boolean blankIsNext() {
        return next < filled && (buffer[next] == '\n' || buffer[next] == '\r');
    }

    /** {@return the line as text, without its byte order mark and its line end} */
    public String text() {
        return Utf8.decode(buffer, start, end - start);
    }

    /** {@return part of the line as text} */
    public String text(int from, int to) {
        return Utf8.decode(buffer, from, to - from);
    }

    /** {@return a copy of the bytes of the line, byte order mark included, line end not} */
    public byte[] bytes() {
        return Arrays.copyOfRange(buffer, head, end);
    }
}
