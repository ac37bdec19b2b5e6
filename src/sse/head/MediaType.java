package sse.head;

import java.util.Locale;

/**
 * What a {@code Content-Type} or a range of {@code Accept} says, part by part. Null stands for a header that is not
 * there, and has no part.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1">RFC 9110, 8.3.1 Media Type</a>
 */
public final class MediaType {
    /** The type of an event stream. */
    public static final String EVENT_STREAM = "text/event-stream";

    private MediaType() {}

    /** {@return type and subtype in lower case, without parameters; empty for none} */
    public static String essence(String value) {
        if (value == null) return "";
        int semicolon = value.indexOf(';');
        return (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    /** {@return the value of the first parameter of that name, without quotes; null for none} */
    public static String parameter(String value, String name) {
        if (value == null) return null;
        for (String part : value.split(";")) {
            int equals = part.indexOf('=');
            if (equals < 0 || !part.substring(0, equals).strip().equalsIgnoreCase(name)) continue;
            String found = part.substring(equals + 1).strip();
            boolean quoted = found.length() >= 2 && found.startsWith("\"") && found.endsWith("\"");
            return quoted ? found.substring(1, found.length() - 1) : found;
        }
        return null;
    }

    /** {@return the charset, as it is written; null for none} */
    public static String charset(String value) {
        return parameter(value, "charset");
    }
}
