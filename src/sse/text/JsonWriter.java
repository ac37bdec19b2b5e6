package sse.text;

/** Writes JSON strings. */
public final class JsonWriter {
    private JsonWriter() {}

    /**
     * Appends the text as a JSON string, in quotes. Control characters, those that turn the
     * direction of writing and lone surrogates are escaped.
     */
    public static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
                    if (pair) {
                        out.append(c).append(text.charAt(++i));
                    } else if (isHidden(c)) {
                        out.append("\\u");
                        for (int shift = 12; shift >= 0; shift -= 4) out.append(Character.forDigit(c >> shift & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** What a terminal or an editor would obey or not show. */
    private static boolean isHidden(char c) {
        return c < 0x20 || c >= 0x7F && c < 0xA0 || c >= 0x2028 && c <= 0x202E || c >= 0x2066 && c <= 0x2069
                || c == 0x200E || c == 0x200F || c == 0x061C || c == 0xFEFF || Character.isSurrogate(c);
    }

    /** {@return the text as a JSON string, in quotes} */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2);
        quote(out, text);
        return out.toString();
    }
}
