package sse.llm;

import java.util.List;
import java.util.Map;
import sse.text.Digits;
import sse.text.Json;

/** How an API streams what a model generates: what each of its objects adds. For one stream. */
abstract class ApiShape {
    final String name;
    final String mark; // of the end, as people call it

    ApiShape(String name, String mark) {
        this.name = name;
        this.mark = mark;
    }

    /** Adds what this object says. */
    abstract void take(Map<?, ?> object, Generation to);

    /** The member that is a text, or null. */
    static String text(Map<?, ?> object, String name) {
        return object.get(name) instanceof String text ? text : null;
    }

    /** The member that is an object; one without members for none. */
    static Map<?, ?> object(Map<?, ?> object, String name) {
        return object.get(name) instanceof Map<?, ?> member ? member : Map.of();
    }

    /** The member that is an array; an empty one for none. */
    static List<?> list(Map<?, ?> object, String name) {
        return object.get(name) instanceof List<?> list ? list : List.of();
    }

    /** The element as an object; one without members for anything else. */
    static Map<?, ?> object(Object element) {
        return element instanceof Map<?, ?> object ? object : Map.of();
    }

    /** The member that is a whole number of 0 or more, or -1. */
    static long number(Map<?, ?> object, String name) {
        return object.get(name) instanceof Json.Number number ? Digits.parse(number.text()) : -1;
    }

    /** The index of a choice; 0 where it is not told. */
    static long index(Map<?, ?> choice) {
        return Math.max(0, number(choice, "index"));
    }

    /** Text, or parts of which some are text and some are thoughts. */
    static void content(Object content, Generation to) {
        if (content instanceof String text) {
            to.text(text);
        } else if (content instanceof List<?> parts) {
            for (Object part : parts) part(object(part), to);
        } else if (content != null && content != Json.NULL) {
            to.odd();
        }
    }

    private static void part(Map<?, ?> part, Generation to) {
        String type = text(part, "type");
        if ("thinking".equals(type)) {
            if (part.get("thinking") instanceof String thought) to.reasoning(thought);
            for (Object thought : list(part, "thinking")) to.reasoning(text(object(thought), "text"));
        } else if (text(part, "text") != null) {
            to.text(text(part, "text"));
        } else if (text(part, "refusal") != null) {
            to.refusal(text(part, "refusal"));
        }
    }

    /** A value of a tool's arguments: JSON as a text, or as it stands. */
    static String arguments(Object value) {
        if (value instanceof String text) return text;
        return value == null || value == Json.NULL ? "" : Json.write(value);
    }
}
