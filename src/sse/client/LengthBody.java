package sse.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body of a length that the head told. The end of the connection in front of that is an EOFException. */
final class LengthBody extends InputStream {
    private final Incoming in;
    private final long length;
    private long left;

    LengthBody(Incoming in, long length) {
        this.in = in;
        this.length = length;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (left == 0) return -1;
        int n = in.read(bytes, offset, (int) Math.min(count, left));
        if (n < 0) throw new EOFException("the server closed the connection after " + (length - left) + " of " + length
                + " bytes");
        left -= n;
        return n;
    }
}
