package sse.hub;

import java.util.Arrays;
import sse.Encoder;
import sse.Event;

/**
 * An event ready to be published: encoded already, so that nothing is left to do under the hub's lock
 * but to give it an id and a place.
 *
 * @param id the id it comes with, or null if the hub is to give one
 * @param type its type, or null
 * @param block it as a block, without an id line if the hub is to give one
 */
public record Draft(String id, String type, byte[] block) {
    /** {@return a draft of this event} */
    public static Draft of(Event event) {
        return of(event, -1);
    }

    /** {@return a draft of this event that also sets the reconnection time, in milliseconds, unless negative} */
    public static Draft of(Event event, long retryMillis) {
        return new Draft(event.id(), event.type(), Encoder.encode(event, retryMillis));
    }

    /** {@return the same without an id of its own, so that the hub gives it one} */
    public Draft withoutId() {
        if (id == null) return this;
        int line = Encoder.id(id).length; // the first of the block
        return new Draft(null, type, Arrays.copyOfRange(block, line, block.length));
    }
}
