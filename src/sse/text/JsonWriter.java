package sse.text;

/**
 * Writes JSON: {@code object().put("id", id).put("time", time).end()}. Members and elements come in the
 * order of the calls, with nothing between them; what is opened is closed by {@link #end}. Objects and
 * arrays may be in each other up to 63 deep. For one thread.
 */
public final class JsonWriter {
    private final StringBuilder out;
    private final int start;
    private final boolean ascii;
    private long closing = 1; // a 1 for the bottom; then a bit for each that is open: 1 an object, 0 an array

    /** Appends to a text that is there. */
    public JsonWriter(StringBuilder out) {
        this(out, false);
    }

    /**
     * Appends to a text that is there.
     *
     * @param ascii whether everything that is not ASCII is escaped
     */
    public JsonWriter(StringBuilder out, boolean ascii) {
        this.out = out;
        this.start = out.length();
        this.ascii = ascii;
    }

    /** {@return a writer of a text of its own, which has begun with an object} */
    public static JsonWriter object() {
        return new JsonWriter(new StringBuilder()).open();
    }

    /** Begins an object: the value itself, or an element of an array. */
    public JsonWriter open() {
        separate();
        return begin('{', 1);
    }

    /** Begins an array: the value itself, or an element of an array. */
    public JsonWriter array() {
        separate();
        return begin('[', 0);
    }

    /** Begins a member that is an object. */
    public JsonWriter object(String name) {
        return name(name).begin('{', 1);
    }

    /** Begins a member that is an array. */
    public JsonWriter array(String name) {
        return name(name).begin('[', 0);
    }

    private JsonWriter begin(char opening, int object) {
        out.append(opening);
        closing = closing << 1 | object;
        return this;
    }

    /** Ends the object or array that was begun last. */
    public JsonWriter end() {
        out.append((closing & 1) == 1 ? '}' : ']');
        closing >>>= 1;
        return this;
    }

    /** A line feed: behind the value, or before the next element. */
    public JsonWriter line() {
        if (closing != 1) separate();
        out.append('\n');
        return this;
    }

    /** A member that is a text, or null. */
    public JsonWriter put(String name, String value) {
        name(name);
        if (value == null) out.append("null");
        else quote(out, value, ascii);
        return this;
    }

    /** A member that is a whole number. */
    public JsonWriter put(String name, long value) {
        name(name).out.append(value);
        return this;
    }

    /** A member that is true or false. */
    public JsonWriter put(String name, boolean value) {
        name(name).out.append(value);
        return this;
    }

    /** A member that is a number with at most three digits behind the point. */
    public JsonWriter put(String name, double value) {
        long thousandths = Math.round(value * 1000);
        name(name).out.append(thousandths < 0 && thousandths > -1000 ? "-" : "").append(thousandths / 1000);
        long part = Math.abs(thousandths % 1000);
        if (part == 0) return this;
        out.append('.');
        for (long unit = 100; part > 0; unit /= 10) {
            out.append(part / unit);
            part %= unit;
        }
        return this;
    }

    /** An element that is a text. */
    public JsonWriter add(String value) {
        separate();
        quote(out, value, ascii);
        return this;
    }

    private JsonWriter name(String name) {
        separate();
        quote(out, name, ascii);
        out.append(':');
        return this;
    }

    /** A comma, unless this is the first in what is open. */
    private void separate() {
        int n = out.length();
        if (n == start) return;
        char last = out.charAt(n - 1);
        if (last != '{' && last != '[' && last != '\n') out.append(',');
    }

    /** {@return the JSON so far} */
    @Override
    public String toString() {
        return out.substring(start);
    }

    /**
     * Appends the text as a JSON string, in quotes. What {@link Characters#hidden} says is escaped: control
     * characters, those that turn the direction of writing, lone surrogates and the like.
     */
    public static void quote(StringBuilder out, String text) {
        quote(out, text, false);
    }

    private static void quote(StringBuilder out, String text, boolean ascii) {
        out.append('"');
        int done = 0;
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F && c != '"' && c != '\\') {
                i++;
                continue;
            }
            int point = text.codePointAt(i);
            int next = i + Character.charCount(point);
            if (c == '"' || c == '\\' || ascii || Characters.hidden(point)) {
                out.append(text, done, i);
                done = next;
                for (; i < next; i++) out.append(escape(text.charAt(i)));
            }
            i = next;
        }
        out.append(text, done, text.length()).append('"');
    }

    /** {@return the escape for a quote, a backslash or whatever is not to be seen} A pair has two of them. */
    static String escape(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u" + Integer.toHexString(c | 0x10000).substring(1);
        };
    }

    /** {@return the text as a JSON string, in quotes} */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2);
        quote(out, text);
        return out.toString();
    }
}
