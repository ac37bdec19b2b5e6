package sse.load;

/**
 * Takes the transfer coding off a response's body, in whatever pieces it arrives.
 *
 * <pre>
 *   body.feed(bytes, from, to);
 *   while (body.next()) ...  the stream's bytes are those from body.start to body.end
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112, 7.1 Chunked transfer coding</a>
 */
final class Body {
    private enum State { SIZE, EXTENSION, CONTENT, AFTER_CONTENT, OVER, MALFORMED }

    private static final long MAX_CHUNK = 1L << 40;

    private final boolean chunked;
    private State state;
    private long left;     // of the chunk, or of the whole body
    private boolean digit; // the size has one
    private byte[] bytes;
    private int at;
    private int to;
    int start;
    int end;

    /**
     * A body.
     *
     * @param chunked whether it comes in chunks
     * @param length its bytes, if it does not; negative if only closing the connection ends it
     */
    Body(boolean chunked, long length) {
        this.chunked = chunked;
        this.left = chunked ? 0 : length < 0 ? Long.MAX_VALUE : length;
        this.state = chunked ? State.SIZE : left == 0 ? State.OVER : State.CONTENT;
    }

    /** Hands in the next bytes of the connection. */
    void feed(byte[] b, int from, int end) {
        if (bytes != b) bytes = b; // it is always the same; a store would be work for the collector
        at = from;
        to = end;
    }

    /** Goes to the next bytes of the stream; false when those handed in are used up. */
    boolean next() {
        while (at < to) {
            if (state == State.CONTENT) {
                start = at;
                end = at += (int) Math.min(left, to - at);
                left -= end - start;
                if (left == 0) state = chunked ? State.AFTER_CONTENT : State.OVER;
                return true;
            }
            if (state == State.OVER || state == State.MALFORMED) return false;
            step(bytes[at++]);
        }
        return false;
    }

    private void step(byte b) {
        switch (state) {
            case SIZE -> {
                int value = Character.digit(b, 16);
                if (value >= 0 && left < MAX_CHUNK) {
                    left = left << 4 | value;
                    digit = true;
                } else if (b == '\n' && digit) {
                    sized();
                } else {
                    state = digit && value < 0 ? State.EXTENSION : State.MALFORMED;
                }
            }
            case EXTENSION -> {
                if (b == '\n') sized();
            }
            case AFTER_CONTENT -> {
                if (b == '\n') state = State.SIZE;
                else if (b != '\r') state = State.MALFORMED;
            }
            default -> throw new AssertionError(state);
        }
    }

    private void sized() {
        state = left == 0 ? State.OVER : State.CONTENT; // trailers say nothing to a reader of events
        digit = false;
    }

    /** Whether the body was ended as its coding says; if the connection closes without that, it was cut. */
    boolean over() {
        return state == State.OVER;
    }

    /** Whether what came is no such body. */
    boolean malformed() {
        return state == State.MALFORMED;
    }
}
