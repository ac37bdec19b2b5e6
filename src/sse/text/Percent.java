package sse.text;

import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986, 2). */
public final class Percent {
    private Percent() {}

    /** {@return whether it means itself everywhere in a URL: letters and digits of ASCII, and {@code - . _ ~}} */
    public static boolean isUnreserved(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c > 0 && "-._~".indexOf(c) >= 0;
    }

    /** Appends a byte as a percent sign and two digits. */
    public static void append(StringBuilder out, byte b) {
        out.append('%').append(Harmless.hex(b & 0xFF, 2));
    }

    /** {@return the UTF-8 of the text with all encoded but what is unreserved, or among those characters} */
    public static String encode(String text, String kept) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(b) || b > 0 && kept.indexOf(b) >= 0) out.append((char) b);
            else append(out, b);
        }
        return out.toString();
    }
}
