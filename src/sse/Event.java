package sse;

import java.util.Objects;

/**
 * One event of a stream: what a writer sends and what a reader is given.
 *
 * <p>An event to be written may leave out its id and its type ({@code null}: no such line). An event
 * that was read always has both: the type is {@code message} unless the stream named one, and the id
 * is the last event ID string at the moment of dispatch, so it may come from an earlier event, and is
 * empty where there is none.
 *
 * <p>A value that cannot travel cannot be built. Immutable; any thread may use it.
 *
 * @param id the last event ID, or null for none; the empty id resets the reader's memory. Has no
 *     carriage return, line feed or NUL
 * @param type the event type, or null for none; an empty one means {@code message}. Has no carriage
 *     return or line feed
 * @param data the text; may be empty, and of several lines (each of CR LF, CR and LF arrives as LF)
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">
 *     HTML Standard, 9.2.5 Parsing an event stream</a>
 */
public record Event(String id, String type, String data) {

    static final String MESSAGE = "message"; // the type of an event that was read and named none

    /** Checks that each part can travel; throws IllegalArgumentException with one sentence if not. */
    public Event {
        Objects.requireNonNull(data, "data");
        if (id != null) {
            refuse("id", id, '\n', "a line feed");
            refuse("id", id, '\r', "a carriage return");
            refuse("id", id, '\0', "a NUL");
        }
        if (type != null && type != MESSAGE) { // not the very string that most events read have: 10 % of reading one
            refuse("event type", type, '\n', "a line feed");
            refuse("event type", type, '\r', "a carriage return");
        }
    }

    /** {@return an event with this data, no id and no type} */
    public static Event of(String data) {
        return new Event(null, null, data);
    }

    /** {@return this event with another id; null takes the id away} */
    public Event withId(String id) {
        return new Event(id, type, data);
    }

    /** {@return this event with another type; null takes the type away} */
    public Event withType(String type) {
        return new Event(id, type, data);
    }

    private static void refuse(String part, String value, char bad, String name) {
        if (value.indexOf(bad) >= 0) {
            throw new IllegalArgumentException(part + " cannot have " + name + " (at position " + value.indexOf(bad)
                    + ")");
        }
    }
}
