package sse.text;

import java.util.Locale;

/**
 * Shows text of a stream so that it cannot do anything to a terminal: control characters, ESC,
 * characters that turn the direction of writing and whatever else is not to be seen become markers.
 */
public final class Markers {
    private final boolean ascii;
    private final String before;
    private final String after;

    /**
     * Markers of a kind.
     *
     * @param ascii for a terminal that knows nothing else; other characters become markers, too
     * @param colour whether they stand out in yellow
     */
    public Markers(boolean ascii, boolean colour) {
        this.ascii = ascii;
        this.before = colour ? "\u001B[33m" : "";
        this.after = colour ? "\u001B[39m" : "";
    }

    public boolean ascii() {
        return ascii;
    }

    /** The text, safe to print. It has no line end afterwards. */
    public String show(String text) {
        return show(text, false);
    }

    /** The text, safe to print, with its line feeds and tabs as they are. */
    public String showLines(String text) {
        return show(text, true);
    }

    /** A name, with dots for spaces at its edges, which would not be seen. */
    public String showName(String text) {
        if (!text.startsWith(" ") && !text.endsWith(" ")) return show(text);
        int from = 0;
        while (from < text.length() && text.charAt(from) == ' ') from++;
        int to = text.length();
        while (to > from && text.charAt(to - 1) == ' ') to--;
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < from; i++) mark(out, ascii ? "." : "\u00B7");
        out.append(show(text.substring(from, to)));
        for (int i = to; i < text.length(); i++) mark(out, ascii ? "." : "\u00B7");
        return out.toString();
    }

    private String show(String text, boolean lines) {
        int i = 0;
        while (i < text.length() && text.charAt(i) >= ' ' && text.charAt(i) < 0x7F) i++;
        if (i == text.length()) return text;
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, i);
        while (i < text.length()) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (lines && (c == '\n' || c == '\t')) out.append((char) c);
            else if (c < ' ' || c == 0x7F) mark(out, control(c));
            else if (c == 0xFEFF) mark(out, ascii ? "<BOM>" : "\u27E8BOM\u27E9");
            else if (isHidden(c) || ascii && c > 0x7F) mark(out, codePoint(c));
            else out.appendCodePoint(c);
        }
        return out.toString();
    }

    private void mark(StringBuilder out, String marker) {
        out.append(before).append(marker).append(after);
    }

    /** C1 controls, line separators, marks of direction, halves of pairs, tags. */
    private static boolean isHidden(int c) {
        return c >= 0x80 && c < 0xA0 || c >= 0x2028 && c <= 0x202E || c >= 0x2066 && c <= 0x2069
                || c == 0x200E || c == 0x200F || c == 0x061C || c >= 0xD800 && c < 0xE000 || c >= 0xE0000 && c < 0xE0080;
    }

    private String control(int c) {
        int known = "\n\r\t\0\u001B".indexOf(c);
        if (known >= 0) return ascii ? "\\" + "nrt0e".charAt(known) : "" + "\u240A\u240D\u21E5\u2400\u241B".charAt(known);
        if (ascii) return "\\x" + Character.forDigit(c >> 4, 16) + Character.forDigit(c & 15, 16);
        return String.valueOf(c == 0x7F ? '\u2421' : (char) (0x2400 + c)); // the pictures of Unicode for C0
    }

    private String codePoint(int c) {
        String hex = Integer.toHexString(c).toUpperCase(Locale.ROOT);
        return (ascii ? "<U+" : "\u27E8U+") + "0000".substring(Math.min(4, hex.length())) + hex + (ascii ? ">" : "\u27E9");
    }
}
