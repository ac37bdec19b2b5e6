package sse.feed;

import sse.Encoder;
import sse.Event;

/**
 * An event to be published.
 *
 * @param event it, with an id and a type only if they were given
 * @param retryMillis the reconnection time it sets, or -1
 * @param line where it comes from in the input, from 1; 0 if there is only one event
 */
public record Outgoing(Event event, long retryMillis, long line) {
    /** It as a part of a body of many. */
    byte[] block() {
        return Encoder.encode(event, retryMillis);
    }
}
