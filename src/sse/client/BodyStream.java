package sse.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import sse.text.ArrayInput;

/**
 * A body for those who wait for it. A read gives all that has arrived, over the borders of chunks, and never
 * waits for a chunk to be whole; that the connection ends before the body does is an EOFException.
 */
final class BodyStream extends ArrayInput {
    private final InputStream in;
    private final BodyDecoder decoder;
    private final StreamListener listener; // is told what came; or null
    private boolean excess; // bytes came behind the body

    BodyStream(InputStream in, BodyDecoder decoder, StreamListener listener) {
        this.in = in;
        this.decoder = decoder;
        this.listener = listener;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) return 0;
        int n = 0;
        while (n == 0 && !decoder.isOver()) {
            if (decoder.malformed() != null) throw new IOException(decoder.malformed());
            int got = in.read(bytes, offset, length);
            if (got < 0) {
                if (decoder.missing() != null) throw new EOFException(decoder.missing());
                return -1;
            }
            n = decode(bytes, offset, offset + got);
        }
        return n == 0 ? -1 : n;
    }

    /** Moves what is of the body together, to where the bytes came, and gives how much that is. */
    private int decode(byte[] bytes, int offset, int to) {
        int n = 0;
        int from = offset;
        while (from < to && !decoder.isOver() && decoder.malformed() == null) {
            from = decoder.feed(bytes, from, to);
            int start = decoder.start();
            int found = decoder.end() - start;
            if (found > 0 && listener != null) listener.received(bytes, start, start + found);
            if (found > 0 && start > offset + n) System.arraycopy(bytes, start, bytes, offset + n, found);
            n += found;
        }
        if (from < to && decoder.isOver()) excess = true;
        return n;
    }

    /** Whether the body is read to its end, and the connection is good for another request. */
    boolean isClean() {
        return decoder.isOver() && !excess;
    }
}
