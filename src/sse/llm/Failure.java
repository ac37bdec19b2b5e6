package sse.llm;

import java.util.Map;
import sse.text.Json;

/** What a stream says in its middle when it can say no more of the answer. */
public final class Failure {
    private Failure() {}

    /**
     * {@return what an event says went wrong, or null if it says no such thing}
     *
     * @param type of the event; {@code error} is one, whatever its data
     * @param data as it came
     * @param json the same as JSON, or null if it is none
     */
    public static String of(String type, String data, Object json) {
        if (json instanceof Map<?, ?> object) {
            String says = of(object.get("error"));
            if (says != null) return says;
            if ("error".equals(object.get("type"))) return says(object);
        }
        return type.equals("error") ? of((Object) data) == null ? "an error" : data : null;
    }

    /** What a member called error says; null where that is nothing. */
    static String of(Object error) {
        if (error instanceof String text) return text.isEmpty() ? null : text;
        return error instanceof Map<?, ?> object && !object.isEmpty() ? says(object) : null;
    }

    private static String says(Map<?, ?> error) {
        StringBuilder says = new StringBuilder();
        for (String name : new String[] {"type", "status", "code", "message"}) {
            Object value = error.get(name);
            boolean told = value instanceof String text && !text.isEmpty() && !text.equals("error")
                    || value instanceof Json.Number;
            if (told) says.append(says.isEmpty() ? "" : ": ").append(value instanceof Json.Number n ? n.text() : value);
        }
        return says.isEmpty() ? Json.write(error) : says.toString();
    }
}
