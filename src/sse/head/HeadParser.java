package sse.head;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes the head of an answer out of the bytes of a connection, in whatever pieces they come.
 *
 * <pre>{@code
 *   int body = parser.feed(bytes, from, to);   // where the body begins; -1: all of these are of the head
 *   if (body >= 0) ... parser.head() ...
 * }</pre>
 *
 * <p>Heads that only announce another (100 to 199, but 101) are passed over. Lines may end with LF alone. A line that
 * is no field is left out, as browsers do; one that is folded goes on with the field before it. Values are
 * Latin-1, as they are on the wire. Only half a line is kept from call to call. For one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-2">RFC 9112, 2 Message</a>
 */
public final class HeadParser {
    /** The longest head that is read, with those that announce it, in bytes: 64 KiB. */
    public static final int LIMIT = 64 << 10;

    private static final byte[] NOTHING = {};

    private byte[] half = NOTHING; // the beginning of a line whose end has not come
    private int kept;              // how much of it
    private int taken;             // bytes of heads so far
    private String first;          // the status line; null in front of it
    private int status;
    private List<Header> headers;
    private Head head;

    /** Begins in front of a head. */
    public HeadParser() {}

    /**
     * Takes the next bytes of the connection.
     *
     * @return where the body begins among them, or -1 while the head is not whole
     * @throws NotHttpException if that is no answer, or too long a head; then this is of no further use
     */
    public int feed(byte[] bytes, int from, int to) throws NotHttpException {
        int start = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] != '\n') continue;
            take(i + 1 - start);
            boolean over = line(lineUpTo(bytes, start, i));
            start = i + 1;
            if (over) return start;
        }
        take(to - start);
        keep(bytes, start, to);
        return -1;
    }

    private void take(int n) throws NotHttpException {
        taken += n;
        if (taken > LIMIT) throw new NotHttpException("the head of the answer is longer than " + LIMIT + " bytes");
    }

    private void keep(byte[] bytes, int from, int to) {
        int n = to - from;
        if (half.length < kept + n) half = Arrays.copyOf(half, Math.max(kept + n, 2 * half.length));
        System.arraycopy(bytes, from, half, kept, n);
        kept += n;
    }

    /** The line that ends in front of that LF, together with what was kept of it. */
    private String lineUpTo(byte[] bytes, int from, int to) {
        if (kept > 0) {
            keep(bytes, from, to);
            bytes = half;
            from = 0;
            to = kept;
            kept = 0;
        }
        if (to > from && bytes[to - 1] == '\r') to--;
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Takes a line; true behind the last one of a head that counts. */
    private boolean line(String line) throws NotHttpException {
        if (first == null) {
            status = Head.status(line);
            if (status < 100 || !line.startsWith("HTTP/1.") || line.charAt(8) != ' ') {
                throw new NotHttpException("the answer is not HTTP/1");
            }
            first = line;
            headers = new ArrayList<>();
        } else if (!line.isEmpty()) {
            field(line);
        } else if (status < 200 && status != 101) {
            first = null; // the next head is of the same answer
        } else {
            head = new Head(first.substring(0, 8), status, first.substring(12).strip(), headers);
            return true;
        }
        return false;
    }

    private void field(String line) throws NotHttpException {
        char c = line.charAt(0);
        if (c == ' ' || c == '\t') { // a folded line (RFC 9112, 5.2)
            if (headers.isEmpty()) return;
            Header last = headers.remove(headers.size() - 1);
            headers.add(new Header(last.name(), last.value() + " " + line.strip()));
            return;
        }
        int colon = line.indexOf(':');
        if (colon <= 0) return;
        try {
            headers.add(new Header(line.substring(0, colon), Header.trim(line.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            throw new NotHttpException("the answer has a header that is none: " + e.getMessage());
        }
    }

    /** {@return the head, or null while it is not whole} */
    public Head head() {
        return head;
    }
}
