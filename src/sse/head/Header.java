package sse.head;

import java.util.ArrayList;
import java.util.List;

/**
 * One header field of a request or an answer.
 *
 * @param name a token of RFC 9110, 5.1; compared without case
 * @param value the text, without spaces around it; has no CR, LF or NUL. Sent as UTF-8
 */
public record Header(String name, String value) {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    /** Checks that it can travel; throws IllegalArgumentException with one sentence if not. */
    public Header {
        if (name.isEmpty()) throw new IllegalArgumentException("a header needs a name");
        if (!isName(name)) throw new IllegalArgumentException("'" + name + "' is not the name of a header");
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0 || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the header " + name + " cannot have a line end or a NUL");
        }
    }

    /** {@return whether it is a token of RFC 9110, 5.6.2, as the name of a header must be} */
    public static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean token = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                    || TOKEN_MARKS.indexOf(c) >= 0;
            if (!token) return false;
        }
        return !name.isEmpty();
    }

    /** {@return the value without spaces and tabs around it, the optional whitespace of RFC 9110, 5.6.3} */
    public static String trim(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && (value.charAt(from) == ' ' || value.charAt(from) == '\t')) from++;
        while (to > from && (value.charAt(to - 1) == ' ' || value.charAt(to - 1) == '\t')) to--;
        return value.substring(from, to);
    }

    /** {@return the values of that list; a comma in quotes parts nothing} */
    public static List<String> split(String list) {
        List<String> values = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c == '"') {
                i = quotedEnd(list, i) - 1;
            } else if (c == ',') {
                values.add(trim(list.substring(from, i)));
                from = i + 1;
            }
        }
        values.add(trim(list.substring(from)));
        return values;
    }

    /** Where the text in quotes ends that begins there: behind its second quote, or at the end. */
    static int quotedEnd(String text, int from) {
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') i++;
            else if (c == '"') return i + 1;
        }
        return text.length();
    }

    /** {@return whether this is the header of that name} */
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
