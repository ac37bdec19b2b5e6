package sse.client;

import java.io.InputStream;
import java.net.URI;
import java.util.List;
import sse.EventReader;

/**
 * What an {@link EventSource} tells between events. Every method is called on the thread that reads and
 * holds it up; every one may close the source, and then nothing further is delivered.
 */
public interface StreamListener {

    /** A request goes out: its head, as the bytes on the wire. */
    default void asking(URI uri, byte[] head) {}

    /** An answer redirects to that URL, which is asked next, without those headers: they may prove who asks. */
    default void redirected(Answer answer, URI target, List<String> withheld) {}

    /** {@return a reason to refuse this answer for good, or null} Asked about redirects too. */
    default String objection(Answer answer) {
        return null;
    }

    /** {@return whether this answer, if its status is 200, is read although its type may not be that of a stream} */
    default boolean takes(Answer answer) {
        return false;
    }

    /**
     * {@return how long to wait before this is asked again, in milliseconds; -1 to close for good, as the standard has
     * it} Asked about answers with a status other than 200, 204 among them.
     */
    default long comesBack(Answer answer) {
        return -1;
    }

    /**
     * An answer is refused for good; {@link #closed} follows. The body is there to be looked at; a read
     * of it waits for a second at most.
     */
    default void refused(Answer answer, InputStream body) {}

    /** The stream is open. No byte of the body has been read. */
    default void open(Answer answer) {}

    /**
     * These bytes of the body came together: with one read, and in one chunk, if it comes in chunks. The content coding
     * has not been undone. They change when this returns.
     */
    default void received(byte[] bytes, int from, int to) {}

    /** {@return the body to parse} To see its bytes as they come, wrap the one given. */
    default InputStream body(InputStream body) {
        return body;
    }

    /**
     * A line was processed, and this is what it did: the place to see comments and {@code retry}, and
     * every line of every event. The reader stands at the line; do not step it.
     */
    default void line(EventReader.Step step, EventReader reader) {}

    /** A connection is over, or there was none; the wait that the cut tells comes after this call. */
    default void cut(Cut cut) {}

    /** It will never ask again. Called once, by the {@code read()} that gives null first. */
    default void closed(Closed why) {}
}
