package sse.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import sse.broken.RawExchange;
import sse.client.BodyDecoder;
import sse.client.Connection;

/**
 * Reads what a reader sends: the body of its request, which goes on to the upstream as it comes, and then nothing,
 * until it leaves; then the upstream is closed at once. One that leaves inside a body which the upstream does not read
 * is seen when that reads, or breaks: its leaving lies behind bytes that are still on their way. A thread of its own
 * runs it.
 */
final class Following implements Runnable {
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final RawExchange raw;
    private final InputStream from;
    private final OnwardRequest asked;
    private final Connection upstream;
    private OutputStream out;         // null from where the upstream takes no more
    private volatile String malformed;
    private volatile boolean left;

    Following(RawExchange raw, OnwardRequest asked, Connection upstream) throws IOException {
        this.raw = raw;
        this.from = raw.follow();
        this.asked = asked;
        this.upstream = upstream;
        this.out = upstream.out();
    }

    /** Whether the reader has left, or its connection is closed. */
    boolean hasLeft() {
        return left;
    }

    /** Why the body of the request is none, or null. */
    String malformed() {
        return malformed;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[16 << 10];
        try {
            if (asked.body == null || body(buffer)) {
                while (from.read(buffer) >= 0) { } // one request a connection: what comes behind it is none
            }
        } catch (IOException e) {
            // it has left with a reset, or all is over
        } finally {
            left = true;
            upstream.close();
            raw.close();
            raw.leave();
        }
    }

    /** Passes the body on; false if the reader left in it. */
    private boolean body(byte[] buffer) throws IOException {
        BodyDecoder body = asked.body;
        while (!body.isOver()) {
            int n = from.read(buffer);
            if (n < 0) return false;
            for (int at = 0; at < n && !body.isOver() && body.malformed() == null; ) {
                at = body.feed(buffer, at, n);
                if (body.end() > body.start()) pass(buffer, body.start(), body.end());
            }
            if (body.malformed() == null) continue;
            malformed = body.malformed();
            upstream.close(); // to which it is a request that broke off
            return true;
        }
        if (asked.chunked) pass(LAST_CHUNK, -1, LAST_CHUNK.length);
        return true;
    }

    /** One write to the upstream, which may have answered already and take no more. From -1: as it is. */
    private void pass(byte[] bytes, int from, int to) {
        if (out == null) return;
        try {
            if (from < 0 || !asked.chunked) {
                out.write(bytes, Math.max(0, from), to - Math.max(0, from));
            } else {
                out.write(RawExchange.chunk(bytes, from, to));
            }
            out.flush();
        } catch (IOException e) {
            out = null; // what it says of that is read by the other thread
        }
    }
}
