package sse.client;

import sse.head.Head;
import sse.head.NotHttpException;

/**
 * Takes the transfer coding off the body of an answer, in whatever pieces it comes.
 *
 * <pre>{@code
 *   while (from < to && !decoder.isOver() && decoder.malformed() == null) {
 *       from = decoder.feed(bytes, from, to);
 *       ... the bytes from decoder.start() to decoder.end() are the body's: perhaps none
 *   }
 * }</pre>
 *
 * <pre>
 *   SIZE ─► EXTENSION ─► DATA ─► DATA_END ─► SIZE …        of a body in chunks
 *                │ 0
 *                └─► TRAILER ─► OVER                       a body of a known length, or one that ends with
 *                                                          the connection, is DATA from its beginning
 * </pre>
 *
 * <p>Holds no bytes, and a call makes nothing for the collector. For one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6">RFC 9112, 6 Message Body</a>
 */
public final class BodyDecoder {
    private enum At { SIZE, EXTENSION, DATA, DATA_END, TRAILER, OVER, MALFORMED }

    private static final int LINE_LIMIT = 8 << 10; // a size with its extensions; all trailers together
    private static final int MOST_DIGITS = 15;     // of a size: as many as surely fit a long
    private static final long CHUNKED = -2;
    private static final long UNTIL_CLOSE = -1;

    private final long length;
    private At at;
    private long left;       // of the chunk, or of the whole body
    private int line;        // bytes of this line of the coding, or of all trailers; of a size, its digits
    private boolean blank;   // this line of the trailers has nothing so far
    private int start;
    private int end;
    private String malformed;

    private BodyDecoder(long length) {
        this.length = length;
        this.at = length == CHUNKED ? At.SIZE : length == 0 ? At.OVER : At.DATA;
        this.left = length == CHUNKED ? 0 : length == UNTIL_CLOSE ? Long.MAX_VALUE : length;
    }

    /** {@return one for a body in chunks} */
    public static BodyDecoder chunked() {
        return new BodyDecoder(CHUNKED);
    }

    /** {@return one for a body of that many bytes} */
    public static BodyDecoder ofLength(long length) {
        if (length < 0) throw new IllegalArgumentException("a length cannot be " + length);
        return new BodyDecoder(length);
    }

    /** {@return one for a body that ends with its connection} */
    public static BodyDecoder untilClose() {
        return new BodyDecoder(UNTIL_CLOSE);
    }

    /**
     * {@return one for the body behind this head, which does not answer a HEAD request}
     *
     * @throws NotHttpException if it tells two lengths, or another {@link Head#contradiction()}
     */
    public static BodyDecoder of(Head head) throws NotHttpException {
        if (head.contradiction() != null) throw new NotHttpException(head.contradiction());
        if (head.status() == 204 || head.status() == 304) return ofLength(0); // these have no body, whatever they say
        if (head.isChunked()) return chunked();
        long length = head.length();
        return length < 0 ? untilClose() : ofLength(length);
    }

    /**
     * Takes bytes of the connection, up to the end of the next that belong to the body: {@link #start()} and
     * {@link #end()} say where among them these are.
     *
     * @return behind the last byte that was taken; less than {@code to} where this is to be called again, or is over
     */
    public int feed(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && at != At.OVER && at != At.MALFORMED) {
            if (at == At.DATA) {
                start = i;
                end = i + (int) Math.min(left, to - i);
                left -= end - start;
                if (left == 0) next(length == CHUNKED ? At.DATA_END : At.OVER);
                return end;
            }
            step(bytes[i++]);
        }
        start = i;
        end = i;
        return i;
    }

    private void step(byte b) {
        switch (at) {
            case SIZE -> {
                int digit = Character.digit(b, 16);
                if (digit >= 0 && line++ < MOST_DIGITS) left = left << 4 | digit;
                else if (line == 0 || digit >= 0 || !endsSize(b)) malformed("the size of a chunk is not a number");
                else if (b == '\n') sized();
                else at = At.EXTENSION;
            }
            case EXTENSION -> {
                if (b == '\n') sized();
                else if (++line > LINE_LIMIT) tooLong("the size line of a chunk is");
            }
            case DATA_END -> {
                if (b == '\n') next(At.SIZE);
                else if (b != '\r' || line++ > 0) malformed("a chunk is longer than its size says");
            }
            case TRAILER -> { // nothing in it matters to a stream
                if (b == '\n' && blank) next(At.OVER);
                else if (++line > LINE_LIMIT) tooLong("the trailers of the body are");
                else if (b == '\n') blank = true;
                else if (b != '\r') blank = false;
            }
            default -> throw new AssertionError(at);
        }
    }

    private static boolean endsSize(byte b) {
        return b == '\r' || b == '\n' || b == ';' || b == ' ' || b == '\t';
    }

    private void sized() {
        blank = true;
        next(left == 0 ? At.TRAILER : At.DATA);
    }

    private void next(At state) {
        at = state;
        line = 0;
    }

    private void tooLong(String what) {
        malformed(what + " longer than " + LINE_LIMIT + " bytes");
    }

    private void malformed(String why) {
        at = At.MALFORMED;
        malformed = why;
    }

    /** {@return where the bytes of the body begin that the last feeding found} */
    public int start() {
        return start;
    }

    /** {@return where they end} */
    public int end() {
        return end;
    }

    /** {@return whether the body has come to the end that its coding or its length tell} */
    public boolean isOver() {
        return at == At.OVER;
    }

    /** {@return why what came is no such body, or null while it is one} */
    public String malformed() {
        return malformed;
    }

    /** {@return what is missing if the connection closes now; null if the body is whole then} */
    public String missing() {
        if (isOver() || length == UNTIL_CLOSE) return null;
        String where = at == At.DATA ? "inside a chunk" : "without the last chunk";
        if (length >= 0) where = "after " + (length - left) + " of " + length + " bytes";
        return "the server closed the connection " + where;
    }
}
