package sse.tail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sse.term.Exit;
import sse.text.Digits;
import sse.text.Json;

/**
 * A way into a JSON value: {@code .choices[0].delta.content}, {@code .["odd key"]}, {@code .} for all of it.
 * A negative index counts from the end. A {@code $} in front is as good, and {@code .a.0} is {@code .a[0]} where
 * there is an array.
 */
public final class JsonPath {
    private final List<Object> steps = new ArrayList<>(); // a String is a key, an Integer an index

    private final String path;

    private JsonPath(String path) {
        this.path = path;
    }

    /** Reads the path; a {@link Exit} of usage if it is none. */
    public static JsonPath of(String path) {
        JsonPath get = new JsonPath(path);
        int at = path.startsWith("$.") || path.startsWith("$[") || path.equals("$") ? 1 : 0; // as JSONPath has it
        while (at < path.length()) {
            char c = path.charAt(at);
            if (c == '[') at = get.bracket(path, at);
            else if (c == '.' || get.steps.isEmpty() && at == 0) at = get.key(path, c == '.' ? at + 1 : at);
            else throw wrong(path);
        }
        return get;
    }

    private int key(String path, int from) {
        int to = from;
        while (to < path.length() && path.charAt(to) != '.' && path.charAt(to) != '[') to++;
        if (to > from) steps.add(path.substring(from, to));
        boolean ends = to == path.length() || path.charAt(to) == '.';
        if (to == from && ends && path.length() > 1) throw wrong(path); // ".a." or "..a"
        return to;
    }

    private int bracket(String path, int at) {
        boolean quoted = path.startsWith("[\"", at);
        int close = quoted ? path.indexOf("\"]", at + 2) : path.indexOf(']', at);
        if (close < 0) throw wrong(path);
        if (quoted) {
            steps.add(path.substring(at + 2, close));
            return close + 2;
        }
        try {
            steps.add(Integer.valueOf(path.substring(at + 1, close)));
        } catch (NumberFormatException e) {
            throw wrong(path);
        }
        return close + 1;
    }

    private static Exit wrong(String path) {
        return Exit.usage("'" + path + "' is not a path such as .a.b[0].c");
    }

    /** What is there, or null for nothing; JSON's null is {@link Json#NULL}. */
    public Object from(Object value) {
        for (Object step : steps) {
            if (step instanceof String key) {
                value = value instanceof Map<?, ?> object ? object.get(key)
                        : value instanceof List<?> array ? at(array, Digits.parse(key)) : null;
            } else if (value instanceof List<?> array) {
                int i = (Integer) step;
                value = at(array, i < 0 ? array.size() + i : i);
            } else {
                value = null;
            }
        }
        return value;
    }

    private static Object at(List<?> array, long i) {
        return i >= 0 && i < array.size() ? array.get((int) i) : null;
    }

    /** The path as it was given. */
    @Override
    public String toString() {
        return path;
    }

    /** A string as its text, everything else as JSON. */
    static String text(Object value) {
        return value instanceof String string ? string : Json.write(value);
    }
}
