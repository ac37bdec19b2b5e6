package sse.client;

import java.net.URI;
import sse.head.Head;

/**
 * The head of a server's answer, and where it came from.
 *
 * @param uri the URL that gave it, the last one after redirects
 * @param head status line and headers; values as Latin-1, as they are on the wire
 * @param sentLastEventId what the request sent as {@code Last-Event-ID}, or empty
 * @param millis from the start of the attempt to the end of this head
 */
public record Answer(URI uri, Head head, String sentLastEventId, long millis) {

    /** {@return the status code} */
    public int status() {
        return head.status();
    }

    /** {@return the value of the last header of that name, or null} */
    public String header(String name) {
        return head.header(name);
    }
}
