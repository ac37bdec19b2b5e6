package sse.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes JSON, to the letter of RFC 8259 and a little stricter: one value and nothing behind
 * it, no key twice, no half surrogate pair, no more than {@link #DEPTH} levels.
 *
 * <p>A value is a Map (in the order of the text), a List, a String, a {@link Number}, a Boolean or
 * {@link #NULL}. Numbers keep their text, and so lose no digit.
 */
public final class Json {
    /** How deep arrays and objects may be in each other. */
    static final int DEPTH = 256;

    /** The value {@code null}. */
    public static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    /** A number, as it is written. */
    public record Number(String text) {
        public double value() {
            return Double.parseDouble(text);
        }
    }

    /** The text is no JSON; the message says why, and where. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String what, int at) {
            super(what + " at position " + at, null, false, false);
        }
    }

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** The one value that the text is. */
    public static Object parse(String text) throws Malformed {
        Json json = new Json(text);
        json.space();
        Object value = json.value(0);
        json.space();
        if (json.at < text.length()) throw json.malformed("text behind the value");
        return value;
    }

    private Object value(int depth) throws Malformed {
        if (depth > DEPTH) throw malformed("more than " + DEPTH + " levels");
        switch (peek()) {
            case '{':
                return object(depth);
            case '[':
                return array(depth);
            case '"':
                return string();
            case 't':
                return word("true", Boolean.TRUE);
            case 'f':
                return word("false", Boolean.FALSE);
            case 'n':
                return word("null", NULL);
            default:
                return number();
        }
    }

    private Object object(int depth) throws Malformed {
        Map<String, Object> object = new LinkedHashMap<>();
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
            if (object.put(key, value) != null) throw new Malformed("the key " + JsonWriter.quoted(key) + " a second time", start);
            space();
        } while (take(','));
        if (!take('}')) throw malformed("',' or '}' is missing");
        return object;
    }

    private Object array(int depth) throws Malformed {
        List<Object> array = new ArrayList<>();
        at++;
        space();
        if (take(']')) return array;
        do {
            space();
            array.add(value(depth + 1));
            space();
        } while (take(','));
        if (!take(']')) throw malformed("',' or ']' is missing");
        return array;
    }

    private String string() throws Malformed {
        int start = ++at;
        while (peek() != '"' && peek() != '\\' && peek() >= ' ' && !Character.isSurrogate(text.charAt(at))) at++;
        if (peek() == '"') return text.substring(start, at++); // as most are: nothing to undo
        StringBuilder string = new StringBuilder(text.substring(start, at));
        for (int c; (c = peek()) != '"'; at++) {
            if (c < 0) throw malformed("a string without its end");
            if (c < ' ') throw malformed("a control character in a string");
            string.append(c == '\\' ? escape() : (char) c);
        }
        at++;
        checkPairs(string);
        return string.toString();
    }

    /** The escape at the backslash; afterwards this stands at its last character. */
    private char escape() throws Malformed {
        at++;
        switch (peek()) {
            case '"', '\\', '/':
                return (char) peek();
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                break;
            default:
                throw malformed("an escape that is none");
        }
        int c = 0;
        for (int i = 0; i < 4; i++) {
            at++;
            int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1; // not the digits of other scripts
            if (digit < 0) throw malformed("\\u without its four digits");
            c = c << 4 | digit;
        }
        return (char) c;
    }

    private void checkPairs(CharSequence string) throws Malformed {
        for (int i = 0; i < string.length(); i++) {
            if (!Character.isSurrogate(string.charAt(i))) continue;
            boolean pair = Character.isHighSurrogate(string.charAt(i)) && i + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(i + 1));
            if (!pair) throw malformed("half a surrogate pair in the string in front");
            i++;
        }
    }

    private Object number() throws Malformed {
        int start = at;
        take('-');
        if (!take('0') && digits() == 0) {
            throw new Malformed(start == text.length() ? "a value is missing" : "no JSON value", start);
        }
        if (take('.') && digits() == 0) throw malformed("digits behind the point are missing");
        if (take('e') || take('E')) {
            if (!take('+')) take('-');
            if (digits() == 0) throw malformed("digits of the exponent are missing");
        }
        return new Number(text.substring(start, at));
    }

    private int digits() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') at++;
        return at - start;
    }

    private Object word(String word, Object value) throws Malformed {
        if (!text.startsWith(word, at)) throw malformed("no JSON value");
        at += word.length();
        return value;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
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

    /** The value in its shortest form. */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value);
        return out.toString();
    }

    private static void write(StringBuilder out, Object value) {
        if (value instanceof Map<?, ?> object) {
            String comma = "{";
            for (Map.Entry<?, ?> entry : object.entrySet()) {
                out.append(comma);
                JsonWriter.quote(out, (String) entry.getKey());
                write(out.append(':'), entry.getValue());
                comma = ",";
            }
            out.append(object.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> array) {
            String comma = "[";
            for (Object element : array) {
                write(out.append(comma), element);
                comma = ",";
            }
            out.append(array.isEmpty() ? "[]" : "]");
        } else if (value instanceof String string) {
            JsonWriter.quote(out, string);
        } else {
            out.append(value instanceof Number number ? number.text() : value);
        }
    }
}
