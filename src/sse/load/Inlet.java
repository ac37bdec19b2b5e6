package sse.load;

import java.io.IOException;
import java.io.InputStream;
import sse.client.BodyDecoder;

/**
 * The body of one stream as it arrives, for an {@link sse.EventReader} that must not wait: where there is
 * nothing yet, a read throws {@link Dry}, and the reader goes on from there when it is asked again.
 */
final class Inlet extends InputStream {

    /** There is nothing yet. One for all and without a stack, as it is thrown about once an arrival. */
    static final class Dry extends IOException {
        private static final long serialVersionUID = 1;
        private static final Dry DRY = new Dry();

        private Dry() {
            super("nothing has arrived");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private final BodyDecoder body;
    private byte[] bytes;  // of the connection
    private int next;      // the first that is not decoded
    private int to;
    private int at;        // the first of the body that is not read
    private int end;

    Inlet(BodyDecoder body) {
        this.body = body;
    }

    /** Hands in the next bytes of the connection, to be read before they change. */
    void feed(byte[] b, int from, int to) {
        if (bytes != b) bytes = b; // it is always the same; a store would be work for the collector
        this.next = from;
        this.to = to;
    }

    @Override
    public int read(byte[] out, int offset, int length) throws Dry {
        while (at == end) {
            if (next == to || isClosed()) throw Dry.DRY;
            next = body.feed(bytes, next, to);
            at = body.start();
            end = body.end();
        }
        int n = Math.min(length, end - at);
        System.arraycopy(bytes, at, out, offset, n);
        at += n;
        return n;
    }

    @Override
    public int read() throws Dry {
        byte[] one = new byte[1];
        read(one, 0, 1);
        return one[0] & 0xFF;
    }

    /** Whether no more will come: the body is over, or it is none. */
    boolean isClosed() {
        return isWhole() || body.malformed() != null;
    }

    /** Whether the body was ended as its coding says; a connection that closes without that was cut. */
    boolean isWhole() {
        return body.isOver();
    }
}
