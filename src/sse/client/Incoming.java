package sse.client;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a connection as they come, with what was read too far kept for the next reader: the head
 * is read byte by byte, the body in one piece behind it. A read gives what is there and waits only
 * where there is nothing. For one thread.
 */
final class Incoming extends InputStream {
    private final InputStream in;
    private final byte[] buffer = new byte[16 << 10];
    private int from;
    private int to;

    Incoming(InputStream in) {
        this.in = in;
    }

    /** How many bytes can be read without asking the connection. */
    int buffered() {
        return to - from;
    }

    /** Whether a line end is among them. */
    boolean hasLine() {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') return true;
        }
        return false;
    }

    @Override
    public int read() throws IOException {
        if (from == to && !fill()) return -1;
        return buffer[from++] & 0xFF;
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
