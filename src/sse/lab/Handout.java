package sse.lab;

import java.io.IOException;
import java.util.ArrayDeque;
import sse.server.EventStream;

/**
 * One reader of a page's own stream: it is sent what the page posts, each post with one write. Posts that wait for it
 * are bounded. For the thread that holds the stream, but where another is named.
 */
final class Handout {
    private static final int MOST_BYTES = 64 << 10;

    private final EventStream stream;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>(); // with the bytes in it, behind the lock
    private int bytes;

    Handout(EventStream stream) {
        this.stream = stream;
    }

    /** Sends what is posted, until the reader leaves. */
    void send() throws IOException {
        while (true) {
            stream.await(this::isThere);
            stream.send(take(), null);
        }
    }

    private synchronized boolean isThere() {
        return !waiting.isEmpty();
    }

    private synchronized byte[] take() {
        byte[] next = waiting.removeFirst();
        bytes -= next.length;
        return next;
    }

    /** Any thread. */
    synchronized boolean hasRoom(int more) {
        return bytes + more <= MOST_BYTES;
    }

    /** Any thread, if there is room. */
    void send(byte[] post) {
        synchronized (this) {
            waiting.addLast(post);
            bytes += post.length;
        }
        stream.wake();
    }
}
