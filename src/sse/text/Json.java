package sse.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes JSON by RFC 8259: one value and nothing behind it, in no more than {@link #DEPTH} levels. Who wants
 * the value gets it a little stricter: no key twice, no half surrogate pair. Who only asks whether a text is JSON gets
 * the answer of a browser, and nothing is built; who joins pieces of text takes it as a browser does, too.
 *
 * <p>A value is a Map (in the order of the text), a List, a String, a {@link Number}, a Boolean or
 * {@link #NULL}. Numbers keep their text, and so lose no digit.
 */
public final class Json {
    /** How deep arrays and objects may be in each other. */
    static final int DEPTH = 512;

    /** The value {@code null}. */
    public static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    /**
     * A number.
     *
     * @param text as it is written
     */
    public record Number(String text) {
        /** {@return the nearest double} */
        public double value() {
            return Double.parseDouble(text);
        }
    }

    /** The text is no JSON; the message says why, and where. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private final int at;

        Malformed(String what, int at) {
            super(what + " at position " + at, null, false, false);
            this.at = at;
        }

        /** {@return the index of the first character that cannot stand where it does; or the text's length} */
        public int at() {
            return at;
        }
    }

    private final String text;
    private final boolean build;
    private final boolean strict;
    private int at;

    private Json(String text, boolean build, boolean strict) {
        this.text = text;
        this.build = build;
        this.strict = strict;
    }

    /** {@return the one value that the text is} */
    public static Object parse(String text) throws Malformed {
        return new Json(text, true, true).whole();
    }

    /** {@return the same as a browser takes it: a half pair is a character, and of a key the last one counts} */
    public static Object lenient(String text) throws Malformed {
        return new Json(text, true, false).whole();
    }

    /** {@return what is wrong with the text first, or null: it is JSON} */
    public static Malformed check(String text) {
        try {
            new Json(text, false, false).whole();
            return null;
        } catch (Malformed e) {
            return e;
        }
    }

    /** {@return whether the text begins as only JSON would: an object, or an array of texts or objects} */
    public static boolean isMeant(String text) {
        Json json = new Json(text, false, false);
        json.space();
        int open = json.peek();
        if (open != '{' && open != '[') return false;
        json.at++;
        json.space();
        int next = json.peek();
        if (next < 0) return open == '{' || text.indexOf('\n') >= 0;
        return next == '"' || (open == '{' ? next == '}' || next == '\'' : next == '{' || next == ']');
    }

    private Object whole() throws Malformed {
        space();
        Object value = value(0);
        space();
        if (at < text.length()) throw malformed("text behind the value");
        return value;
    }

    private Object value(int depth) throws Malformed {
        if (depth > DEPTH) throw malformed("more than " + DEPTH + " levels");
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", NULL);
            default -> number();
        };
    }

    private Object object(int depth) throws Malformed {
        Map<String, Object> object = build ? new LinkedHashMap<>() : null;
        at++;
        space();
        if (take('}')) return object;
        do {
            space();
            int start = at;
            if (peek() != '"') throw malformed("a key in quotes is missing");
            String key = string();
            space();
            if (!take(':')) throw malformed("':' is missing");
            space();
            Object value = value(depth + 1);
            if (build && object.put(key, value) != null && strict) {
                throw new Malformed("the key " + JsonWriter.quoted(key) + " a second time", start);
            }
            space();
        } while (take(','));
        if (!take('}')) throw malformed("',' or '}' is missing");
        return object;
    }

    private Object array(int depth) throws Malformed {
        List<Object> array = build ? new ArrayList<>() : null;
        at++;
        space();
        if (take(']')) return array;
        do {
            space();
            Object value = value(depth + 1);
            if (build) array.add(value);
            space();
        } while (take(','));
        if (!take(']')) throw malformed("',' or ']' is missing");
        return array;
    }

    private String string() throws Malformed {
        int start = ++at;
        StringBuilder undone = null; // from the first escape on; most strings have none
        for (int c; (c = peek()) != '"'; at++) {
            if (c < 0) throw malformed("a string without its end");
            if (c < ' ') throw malformed("a control character in a string");
            if (c == '\\') {
                if (undone == null && build) undone = new StringBuilder().append(text, start, at);
                c = escape();
            }
            if (undone != null) undone.append((char) c);
        }
        int end = at++;
        if (!build) return null;
        String string = undone == null ? text.substring(start, end) : undone.toString();
        if (strict) checkPairs(string);
        return string;
    }

    /** The escape at the backslash; afterwards this stands at its last character. */
    private char escape() throws Malformed {
        at++;
        int known = "\"\\/bfnrtu".indexOf(peek());
        if (known < 0) throw malformed("an escape that is none");
        if (peek() != 'u') return "\"\\/\b\f\n\r\t".charAt(known);
        int c = 0;
        for (int i = 0; i < 4; i++) {
            at++;
            int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1; // not the digits of other scripts
            if (digit < 0) throw malformed("\\u without its four digits");
            c = c << 4 | digit;
        }
        return (char) c;
    }

    private void checkPairs(String string) throws Malformed {
        for (int i = 0; i < string.length(); i++) {
            if (!Character.isSurrogate(string.charAt(i))) continue;
            if (!Character.isSupplementaryCodePoint(string.codePointAt(i))) {
                throw malformed("half a surrogate pair in the string in front");
            }
            i++;
        }
    }

    private Object number() throws Malformed {
        int start = at;
        take('-');
        if (!take('0') && digits() == 0) {
            throw malformed(start == text.length() ? "a value is missing" : "no JSON value");
        }
        if (take('.') && digits() == 0) throw malformed("digits behind the point are missing");
        if (take('e') || take('E')) {
            if (!take('+')) take('-');
            if (digits() == 0) throw malformed("digits of the exponent are missing");
        }
        return build ? new Number(text.substring(start, at)) : null;
    }

    private int digits() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') at++;
        return at - start;
    }

    private Object word(String word, Object value) throws Malformed {
        for (int i = 0; i < word.length(); i++) {
            if (!take(word.charAt(i))) throw malformed("no JSON value");
        }
        return value;
    }

    private void space() {
        for (int c; (c = peek()) == ' ' || c == '\n' || c == '\r' || c == '\t'; ) at++;
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : -1;
    }

    private boolean take(char c) {
        if (peek() != c) return false;
        at++;
        return true;
    }

    private Malformed malformed(String what) {
        return new Malformed(what, at);
    }

    /** {@return the value in its shortest form} */
    public static String write(Object value) {
        Text out = new Text();
        write(out, value);
        return out.toString();
    }

    private static void write(Text out, Object value) {
        if (value instanceof Map<?, ?> object) {
            String comma = "{";
            for (Map.Entry<?, ?> entry : object.entrySet()) {
                out.words(comma);
                Harmless.quoted(out, (String) entry.getKey());
                write(out.words(":"), entry.getValue());
                comma = ",";
            }
            out.words(object.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> array) {
            String comma = "[";
            for (Object element : array) {
                write(out.words(comma), element);
                comma = ",";
            }
            out.words(array.isEmpty() ? "[]" : "]");
        } else if (value instanceof String string) {
            Harmless.quoted(out, string);
        } else {
            out.words(value instanceof Number number ? number.text() : String.valueOf(value));
        }
    }
}
