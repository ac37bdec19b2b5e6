package sse.feed;

import java.util.Arrays;
import sse.Encoder;
import sse.Event;
import sse.text.EventJson;
import sse.text.Text;

/**
 * An event to be published.
 *
 * @param event it, with an id and a type only if they were given
 * @param retryMillis the reconnection time it sets, or -1
 * @param line where it comes from in the input, from 1; 0 if there is only one event
 * @param json whether it was JSON, and is a line of NDJSON in a body of many
 */
public record Outgoing(Event event, long retryMillis, long line, boolean json) {
    /** It as a part of a body of many, which may be the only one. */
    public byte[] block() {
        if (!json) return Encoder.encode(event, retryMillis);
        Text line = new EventJson(event, retryMillis).line();
        return Arrays.copyOf(line.bytes(), line.length());
    }
}
