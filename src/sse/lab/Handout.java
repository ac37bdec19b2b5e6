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

    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>(); // with the bytes in it, behind the lock
    private int bytes;
    private volatile EventStream stream; // once the head is out

    /** Sends what is posted, and was posted since this was made, until the reader leaves. */
    void send(EventStream stream) throws IOException {
        this.stream = stream;
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
        EventStream stream = this.stream;
        if (stream != null) stream.wake();
    }
}
