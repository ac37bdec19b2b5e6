package sse.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body in chunks. A read gives all that has arrived, over the borders of chunks, and never waits for a
 * chunk to be whole; the end of the connection in front of the last chunk is an EOFException.
 *
 * <pre>
 *   SIZE ──► DATA ──► DATA_END ──► SIZE …          each arrow but DATA's is one line
 *     └─ 0 ─► TRAILER ──► … ──► ENDED
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112, 7.1 Chunked Transfer Coding</a>
 */
final class ChunkedBody extends InputStream {
    private enum At { SIZE, DATA, DATA_END, TRAILER, ENDED }

    private static final int LINE_LIMIT = 8 << 10; // a size with its extensions, or a trailer

    private final Incoming in;
    private At at = At.SIZE;
    private long left; // bytes of the chunk that are still to come

    ChunkedBody(Incoming in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = 0;
        while (n < length && at != At.ENDED) {
            // With something to give already, go on only as far as that needs no waiting.
            if (n > 0 && !(at == At.DATA ? in.buffered() > 0 : in.hasLine())) break;
            if (at != At.DATA) {
                nextLine();
                continue;
            }
            int got = in.read(bytes, offset + n, (int) Math.min(length - n, left));
            if (got < 0) throw new EOFException("the server closed the connection inside a chunk");
            n += got;
            left -= got;
            if (left == 0) at = At.DATA_END;
        }
        return n > 0 || length == 0 ? n : -1;
    }

    private void nextLine() throws IOException {
        if (at == At.SIZE) {
            left = size();
            at = left > 0 ? At.DATA : At.TRAILER;
        } else if (skipLine(next()) == 0) {
            at = at == At.DATA_END ? At.SIZE : At.ENDED;
        } else if (at == At.DATA_END) {
            throw new IOException("a chunk is longer than its size says");
        } // else a trailer: nothing in it matters to a stream
    }

    private long size() throws IOException {
        long size = 0;
        int digits = 0;
        int b = next();
        for (int digit; (digit = Character.digit(b, 16)) >= 0; digits++, b = next()) size = size << 4 | digit;
        boolean end = b == '\r' || b == '\n' || b == ';' || b == ' ' || b == '\t'; // extensions are passed over
        if (digits == 0 || digits > 15 || !end) throw new IOException("the size of a chunk is not a number");
        skipLine(b);
        return size;
    }

    /** Reads on from this byte to behind the end of the line, and says how many bytes the line had. */
    private int skipLine(int b) throws IOException {
        int n = 0;
        int last = 0;
        for (; b != '\n'; b = next()) {
            if (++n > LINE_LIMIT) throw new IOException("the size line of a chunk is longer than " + LINE_LIMIT + " bytes");
            last = b;
        }
        return last == '\r' ? n - 1 : n;
    }

    private int next() throws IOException {
        int b = in.read();
        if (b < 0) throw new EOFException("the server closed the connection without the last chunk");
        return b;
    }
}
