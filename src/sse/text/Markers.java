package sse.text;

/**
 * Shows text of a stream so that it cannot do anything to a terminal: control characters, ESC,
 * characters that turn the direction of writing and whatever else a terminal obeys become the markers of
 * {@link Harmless}. Immutable.
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
        this.before = colour ? "\u001B[" + Text.YELLOW + "m" : "";
        this.after = colour ? "\u001B[39m" : "";
    }

    /** {@return whether they are ASCII, and all else becomes one} */
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
            boolean shown = lines && (c == '\n' || c == '\t') || !Characters.steers(c) && (c < 0x80 || !ascii);
            if (shown) out.appendCodePoint(c);
            else mark(out, Harmless.marker(c, ascii));
        }
        return out.toString();
    }

    private void mark(StringBuilder out, String marker) {
        out.append(before).append(marker).append(after);
    }
}
