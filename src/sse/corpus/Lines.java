package sse.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sse.corpus.Case.End;
import sse.corpus.Case.Seen;
import sse.text.Digits;
import sse.text.Json;
import sse.text.JsonWriter;

/**
 * What a reader saw, as lines of JSON: {@code {"id":"7","type":"tick","data":"one"}} for each event, and at the end,
 * if that is known, {@code {"retry":3000,"lastEventId":"7"}}.
 */
record Lines(List<Seen> events, End end) {

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException with one sentence that says in which line what is wrong
     */
    static Lines parse(String text) {
        return parse(text, Integer.MAX_VALUE);
    }

    /** The same, but what follows the first event that is one too many is not read. */
    static Lines parse(String text, int most) {
        List<Seen> events = new ArrayList<>();
        End end = End.UNKNOWN;
        int number = 0;
        for (int from = 0; from < text.length() && events.size() <= most; ) {
            int to = text.indexOf('\n', from);
            if (to < 0) to = text.length();
            String line = text.substring(from, to).strip();
            from = to + 1;
            number++;
            if (line.isEmpty()) continue;
            Map<?, ?> object = object(line, number);
            if (object.containsKey("data")) events.add(seen(object, number));
            else if (object.containsKey("retry") || object.containsKey("lastEventId")) end = end(object, number);
            else throw wrong(number, "it has neither data, as an event has, nor retry or lastEventId");
        }
        return new Lines(events, end);
    }

    private static Map<?, ?> object(String line, int number) {
        try {
            if (Json.parse(line) instanceof Map<?, ?> object) return object;
        } catch (Json.Malformed e) {
            throw wrong(number, e.getMessage());
        }
        throw wrong(number, "it is no object");
    }

    static Seen seen(Map<?, ?> object, int number) {
        String type = text(object, "type", number);
        return new Seen(text(object, "id", number), type == null ? "message" : type, text(object, "data", number));
    }

    static End end(Map<?, ?> object, int number) {
        Object retry = object.get("retry");
        long millis = retry instanceof Json.Number n ? Digits.parse(n.text()) : -1;
        if (millis < 0 && retry != null && retry != Json.NULL) {
            throw wrong(number, "retry is a whole number of milliseconds");
        }
        return new End(millis, text(object, "lastEventId", number));
    }

    private static String text(Map<?, ?> object, String key, int number) {
        Object value = object.get(key);
        if (value instanceof String text) return text;
        if ((value == null || value == Json.NULL) && !key.equals("data")) return null;
        throw wrong(number, key + " is a text, in quotes");
    }

    private static IllegalArgumentException wrong(int number, String what) {
        return new IllegalArgumentException("line " + number + ": " + what);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Seen event : events) text.append(json(event)).append('\n');
        if (!end.equals(End.UNKNOWN)) text.append(json(end)).append('\n');
        return text.toString();
    }

    private static String json(Seen event) {
        return JsonWriter.object().put("id", event.id()).put("type", event.type()).put("data", event.data()).end()
                .toString();
    }

    private static String json(End end) {
        JsonWriter json = JsonWriter.object();
        if (end.retryMillis() >= 0) json.put("retry", end.retryMillis());
        if (end.lastEventId() != null) json.put("lastEventId", end.lastEventId());
        return json.end().toString();
    }
}
