package sse;

import java.util.Arrays;

/**
 * The data buffer of the standard: the values of an event's data lines, each with a line feed behind it.
 *
 * <p>A value that is the only one of its event is kept as text and never copied into the bytes: 6 % of
 * the time of reading events of one line.
 */
final class DataBuffer {
    private final int limit;
    private byte[] bytes;
    private int length;
    private String only;    // instead of bytes
    private int discarded;  // bytes that the end of the stream discarded

    /**
     * An empty buffer.
     *
     * @param first bytes to begin with; there are more once an event needs them
     * @param limit bytes of one event; the last line feed does not count
     */
    DataBuffer(int first, int limit) {
        this.bytes = new byte[first];
        this.limit = limit;
    }

    /**
     * Adds a value.
     *
     * @param last whether the next line is known to be blank, so that no further value can come
     * @throws LimitException if the values of the event are longer than the limit together
     */
    void add(byte[] b, int from, int to, boolean last) throws LimitException {
        int more = to - from;
        if (more > limit - length) throw new LimitException("data of an event", limit);
        if (last && length == 0) {
            only = more == 0 ? "" : Utf8.decode(b, from, more);
            return;
        }
        if (more >= bytes.length - length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(length + more + 1L, Math.min(2L * bytes.length, limit + 1L)));
        }
        System.arraycopy(b, from, bytes, length, more);
        length += more;
        bytes[length++] = '\n';
    }

    /** {@return whether no value was added} One that is itself empty counts. */
    boolean isEmpty() {
        return length == 0 && only == null;
    }

    /** {@return the values without the last line feed, and only without that one} The buffer is empty then. */
    String take() {
        String text = only != null ? only : Utf8.decode(bytes, 0, length - 1);
        only = null;
        length = 0;
        return text;
    }

    /** {@return the values, each with its line feed} */
    String peek() {
        return only != null ? only + '\n' : Utf8.decode(bytes, 0, length);
    }

    /** Empties the buffer, for the stream has ended: nothing is added any more. */
    void discard() {
        discarded += length;
        length = 0;
    }

    /** {@return what was discarded, each value with its line feed} */
    String discarded() {
        return Utf8.decode(bytes, 0, discarded);
    }
}
