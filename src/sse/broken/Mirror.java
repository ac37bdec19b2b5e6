package sse.broken;

import com.sun.net.httpserver.Headers;

/** Sees one answer as it is on the wire. Called by the thread that writes it, which it must not hold up. */
public interface Mirror {
    /** Sees nothing. */
    Mirror NONE = new Mirror() {
        @Override
        public void head(int status, Headers headers) {}

        @Override
        public void piece(byte[] bytes, int from, int to) {}

        @Override
        public void end(String by, String how) {}
    };

    /** The head is out. */
    void head(int status, Headers headers);

    /** One write of the body is out, as it was before it was put into a chunk. */
    void piece(byte[] bytes, int from, int to);

    /**
     * It is over; nothing follows.
     *
     * @param by {@code server} or {@code client}
     * @param how {@code end}, {@code reset}, {@code short}, {@code silent} or {@code write failed}
     */
    void end(String by, String how);
}
