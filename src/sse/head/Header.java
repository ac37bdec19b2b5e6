package sse.head;

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
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean token = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || TOKEN_MARKS.indexOf(c) >= 0;
            if (!token) throw new IllegalArgumentException("'" + name + "' is not the name of a header");
        }
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0 || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the header " + name + " cannot have a line end or a NUL");
        }
    }

    /** {@return the charset that a Content-Type names, without quotes; null for none, or no Content-Type} */
    public static String charset(String contentType) {
        if (contentType == null) return null;
        for (String parameter : contentType.split(";")) {
            String trimmed = parameter.strip();
            if (trimmed.regionMatches(true, 0, "charset=", 0, 8)) return trimmed.substring(8).replace("\"", "");
        }
        return null;
    }

    /** {@return whether this is the header of that name} */
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
