package sse.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import sse.head.Head;
import sse.head.HeadParser;
import sse.head.NotHttpException;
import sse.text.ArrayInput;

/**
 * The bytes of a connection as they come: heads are taken out of them, and what was read too far is kept for
 * whoever reads next. A read gives what is there and waits only where there is nothing. For one thread.
 */
final class Incoming extends ArrayInput {
    private static final byte TLS_ALERT = 0x15; // what TLS says to what is no TLS begins with it

    private final InputStream in;
    private final byte[] buffer = new byte[16 << 10];
    private int from;
    private int to;

    Incoming(InputStream in) {
        this.in = in;
    }

    /** Waits for the head of an answer; the next read gives what is behind it. */
    Head head() throws IOException {
        HeadParser parser = new HeadParser();
        boolean first = true;
        while (true) {
            if (from == to && !fill()) {
                throw new EOFException("the server closed the connection before the head of an answer");
            }
            if (first && buffer[from] == TLS_ALERT) {
                throw new NotHttpException("this port answers in TLS; try https://");
            }
            first = false;
            int body = parser.feed(buffer, from, to);
            from = body < 0 ? to : body;
            if (body >= 0) return parser.head();
        }
    }

    /** Whether all that came has been read. */
    boolean isEmpty() {
        return from == to;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (from == to) {
            if (length >= buffer.length) return in.read(bytes, offset, length);
            if (!fill()) return -1;
        }
        int n = Math.min(length, to - from);
        System.arraycopy(buffer, from, bytes, offset, n);
        from += n;
        return n;
    }

    private boolean fill() throws IOException {
        int n = in.read(buffer, 0, buffer.length);
        if (n < 0) return false;
        from = 0;
        to = n;
        return true;
    }
}
