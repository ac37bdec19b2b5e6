package sse.text;

import java.util.Map;
import java.util.Set;
import sse.Event;

/**
 * An event as a JSON object, in the one shape in which it is written and, where events are published, understood:
 * {@code {"id":"7","type":"tick","data":"one","retry":500,"topic":"news","time":1795268833198}}. An object with
 * a key that is none of these, or without data, is no event: it is data of somebody's own.
 *
 * @param event it, with an id and a type only if it names them
 * @param retryMillis the reconnection time it sets, or -1
 */
public record EventJson(Event event, long retryMillis) {
    private static final Set<String> KEYS = Set.of("id", "type", "event", "data", "retry", "topic", "time");

    /**
     * {@return the event that a line is, or null if it is something else} Topic and time are where and when it was
     * published before, and mean nothing for where it goes.
     *
     * @throws IllegalArgumentException with one sentence if the event cannot be published
     */
    public static EventJson of(String line) {
        if (!line.startsWith("{")) return null;
        try {
            return of(Json.parse(line));
        } catch (Json.Malformed e) {
            return null;
        }
    }

    /** {@return the same of a line that was read already} */
    public static EventJson of(Object value) {
        if (!(value instanceof Map<?, ?> object) || !(object.get("data") instanceof String data)) return null;
        if (!KEYS.containsAll(object.keySet())) return null;
        String type = text(object, "type");
        if (type == null) type = text(object, "event");
        if ("message".equals(type)) type = null;
        String retry = text(object, "retry");
        long millis = retry == null ? -1 : Digits.parse(retry);
        if (retry != null && millis < 0) {
            throw new IllegalArgumentException("retry is a whole number of milliseconds, not '"
                    + Harmless.brief(retry, 80) + "'");
        }
        return new EventJson(new Event(text(object, "id"), type, data), millis);
    }

    private static String text(Map<?, ?> object, String key) {
        Object value = object.get(key);
        if (value == null || value == Json.NULL) return null;
        if (value instanceof String text) return text;
        if (value instanceof Json.Number number) return number.text();
        throw new IllegalArgumentException("the " + key + " of an event is a text");
    }

    /** Puts its members into an object that has begun; topic and time may follow. */
    public JsonWriter write(JsonWriter object) {
        if (event.id() != null) object.put("id", event.id());
        if (event.type() != null) object.put("type", event.type());
        object.put("data", event.data());
        return retryMillis < 0 ? object : object.put("retry", retryMillis);
    }

    /** {@return it as a line of NDJSON} */
    public Text line() {
        Text line = new Text();
        write(new JsonWriter(line).open()).end().line();
        return line;
    }
}
