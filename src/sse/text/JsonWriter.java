package sse.text;

import java.nio.charset.StandardCharsets;
import sse.LineReader;

/**
 * Writes JSON: {@code object().put("id", id).put("time", time).end()}. Members and elements come in the
 * order of the calls, with nothing between them; what is opened is closed by {@link #end}. Names
 * of members are ours: nothing in them is escaped. Objects and arrays may be in each other up to 63 deep. For one
 * thread.
 */
public final class JsonWriter {
    private final Text out;
    private final int start;
    private long closing = 1; // a 1 for the bottom; then a bit for each that is open: 1 an object, 0 an array

    /** Appends to a text that is there; if that one is ASCII, everything else is escaped. */
    public JsonWriter(Text out) {
        this.out = out;
        this.start = out.length();
    }

    /** {@return a writer of a text of its own, which has begun with an object} */
    public static JsonWriter object() {
        return new JsonWriter(new Text()).open();
    }

    /** Begins an object: the value itself, or an element of an array. */
    public JsonWriter open() {
        separate();
        return begin("{", 1);
    }

    /** Begins an array: the value itself, or an element of an array. */
    public JsonWriter array() {
        separate();
        return begin("[", 0);
    }

    /** Begins a member that is an object. */
    public JsonWriter object(String name) {
        return name(name).begin("{", 1);
    }

    /** Begins a member that is an array. */
    public JsonWriter array(String name) {
        return name(name).begin("[", 0);
    }

    private JsonWriter begin(String opening, int object) {
        out.words(opening);
        closing = closing << 1 | object;
        return this;
    }

    /** Ends the object or array that was begun last. */
    public JsonWriter end() {
        out.words((closing & 1) == 1 ? "}" : "]");
        closing >>>= 1;
        return this;
    }

    /** A line feed: behind the value, or before the next element. */
    public JsonWriter line() {
        if (closing != 1) separate();
        out.newline();
        return this;
    }

    /** A member that is a text, or null. */
    public JsonWriter put(String name, String value) {
        name(name);
        if (value == null) out.words("null");
        else Harmless.quoted(out, value);
        return this;
    }

    /** A member that is a text in this form. */
    public JsonWriter put(String name, Text value) {
        Harmless.quoted(name(name).out, value.bytes(), 0, value.length());
        return this;
    }

    /** A member that is the line as text; it need not be made a String, if it is UTF-8. */
    public JsonWriter put(String name, LineReader line) {
        name(name);
        boolean done = Harmless.quoted(out, line.buffer(), line.start(), line.end());
        if (!done) Harmless.quoted(out, line.text());
        return this;
    }

    /** A member that is a whole number. */
    public JsonWriter put(String name, long value) {
        name(name).out.number(value);
        return this;
    }

    /** A member that is true or false. */
    public JsonWriter put(String name, boolean value) {
        name(name).out.words(value ? "true" : "false");
        return this;
    }

    /** A member that is a number with at most three digits behind the point. */
    public JsonWriter put(String name, double value) {
        long thousandths = Math.round(value * 1000);
        name(name).out.words(thousandths < 0 && thousandths > -1000 ? "-" : "").number(thousandths / 1000);
        long part = Math.abs(thousandths % 1000);
        if (part == 0) return this;
        out.words(".");
        for (long unit = 100; part > 0; unit /= 10) {
            out.number(part / unit);
            part %= unit;
        }
        return this;
    }

    /** An element that is a text. */
    public JsonWriter add(String value) {
        separate();
        Harmless.quoted(out, value);
        return this;
    }

    private JsonWriter name(String name) {
        out.words(isFirst() ? "\"" : ",\"").words(name).words("\":");
        return this;
    }

    /** A comma, unless this is the first in what is open. */
    private void separate() {
        if (!isFirst()) out.words(",");
    }

    private boolean isFirst() {
        int n = out.length();
        if (n == start) return true;
        byte last = out.bytes()[n - 1];
        return last == '{' || last == '[' || last == '\n';
    }

    /** {@return the JSON so far} */
    @Override
    public String toString() {
        return new String(out.bytes(), start, out.length() - start, StandardCharsets.UTF_8);
    }

    /** {@return the text as a JSON string, in quotes} */
    public static String quoted(String text) {
        Text out = new Text();
        Harmless.quoted(out, text);
        return out.toString();
    }
}
