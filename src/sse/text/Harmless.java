package sse.text;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Shows what a stream sent so that it cannot do anything: as it stands, with markers for what cannot
 * be printed; quoted, as a JSON string whose unprintable characters are escaped; or in brief, for one line of a
 * message. What that is says {@link Characters#hidden}; {@link Markers} does the same for text that people read.
 */
public final class Harmless {
    /** As many columns as it takes. */
    public static final int ALL = Integer.MAX_VALUE / 2;

    private Harmless() {}

    /** Remembers how far a text may stay when it turns out to be too long, so that an ellipsis fits behind it. */
    private static final class Fit {
        private final Text out;
        private final int end; // an ellipsis may stand in any column before this one
        private int length;
        private int column;

        Fit(Text out, int end) {
            this.out = out;
            this.end = end;
            this.length = out.length();
            this.column = out.column();
        }

        /** A character ends here, and another is to follow. */
        void mark() {
            if (out.column() >= end) return;
            length = out.length();
            column = out.column();
        }

        void cut() {
            out.backTo(length, column);
            out.marker("…", "...");
        }
    }

    /**
     * Bytes as they stand; spaces at an edge are shown as dots.
     *
     * @param columns cut here, with an ellipsis
     * @return whether they are all there
     */
    public static boolean bytes(Text out, byte[] b, int from, int to, int columns) {
        int first = from;
        while (first < to && b[first] == ' ') first++;
        int last = to;
        while (last > first && b[last - 1] == ' ') last--;
        boolean plain = columns == ALL || to - from <= columns && Characters.kinds(b, first, last) == 0;
        int stop = columns == ALL ? ALL : out.column() + columns;
        Fit fit = new Fit(out, stop);
        for (int i = from; i < to; ) {
            fit.mark();
            if (i < first || i >= last) {
                out.marker("·", ".");
                i++;
            } else {
                int run = plain ? printable(b, i, last) : i;
                out.words(b, i, run);
                i = run < last ? run + one(out, b, run, last) : run;
            }
            if (out.column() > stop) {
                fit.cut();
                return false;
            }
        }
        return true;
    }

    /** The end of the printable ASCII that starts here. */
    private static int printable(byte[] b, int i, int to) {
        while (i < to && b[i] >= 0x20 && b[i] < 0x7F) i++;
        return i;
    }

    /** One character, or one byte that belongs to none; gives the number of bytes. */
    private static int one(Text out, byte[] b, int i, int to) {
        int n = Characters.length(b, i, to);
        if (n == 0) {
            String hex = hex(b[i] & 0xFF, 2);
            out.marker("⟨" + hex + "⟩", "<" + hex + ">");
            return 1;
        }
        int c = Characters.at(b, i);
        if (Characters.hidden(c) || c > 0x7F && out.ascii()) out.marker(marker(c, false), marker(c, true));
        else out.character(c);
        return n;
    }

    /** {@return what stands for a character that is not to be printed} */
    static String marker(int c, boolean ascii) {
        if (c >= ' ' && c != 0x7F) {
            String name = c == 0xFEFF ? "BOM" : "U+" + hex(c, 4);
            return ascii ? "<" + name + ">" : "⟨" + name + "⟩";
        }
        if (!ascii) return c == '\t' ? "⇥" : c == 0x7F ? "␡" : String.valueOf((char) (0x2400 + c)); // Control Pictures
        int known = "\n\r\t\0\u001B".indexOf(c);
        return known >= 0 ? "\\" + "nrt0e".charAt(known) : "\\x" + hex(c, 2);
    }

    /** {@return the sentence with the escapes of JSON for what cannot be printed} */
    public static String harmless(String sentence) {
        int i = 0;
        while (i < sentence.length() && !Characters.hidden(sentence.charAt(i))) i++;
        if (i == sentence.length()) return sentence;
        StringBuilder out = new StringBuilder().append(sentence, 0, i);
        for (int n; i < sentence.length(); i += n) {
            int c = sentence.codePointAt(i);
            n = Character.charCount(c);
            if (!Characters.hidden(c)) out.appendCodePoint(c);
            else for (int k = i; k < i + n; k++) out.append(escape(sentence.charAt(k)));
        }
        return out.toString();
    }

    /**
     * {@return the text in one line, with question marks for what cannot be printed}
     *
     * @param most characters; behind them an ellipsis stands for the rest
     */
    public static String brief(String text, int most) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length() && i < most; ) {
            int c = text.codePointAt(i);
            out.appendCodePoint(Characters.hidden(c) ? '?' : c);
            i += Character.charCount(c);
        }
        return text.length() > most ? out.append("...").toString() : out.toString();
    }

    /** Stands for a byte order mark. */
    public static void bom(Text out) {
        out.marker(marker(0xFEFF, false), marker(0xFEFF, true));
    }

    /** Bytes of the stream, quoted; false, and nothing done, if they are not UTF-8. */
    public static boolean quoted(Text out, byte[] b, int from, int to) {
        int length = out.length();
        int column = out.column();
        out.words("\"");
        for (int i = from; i < to; ) {
            int run = out.escaped(b, i, to);
            if (run == to) break;
            int n = Characters.length(b, run, to);
            if (n == 0) {
                out.backTo(length, column);
                return false;
            }
            escaped(out, Characters.at(b, run));
            i = run + n;
        }
        out.words("\"");
        return true;
    }

    /** Bytes of a value: JSON as it stands, as its brackets are its quotes; or quoted; false, as there. */
    public static boolean value(Text out, byte[] b, int from, int to) {
        boolean bare = to - from > 1 && isBrackets(b[from], b[to - 1]) && Characters.kinds(b, from, to) == 0;
        if (!bare) return quoted(out, b, from, to);
        out.words(b, from, to);
        return true;
    }

    /**
     * A value: JSON as it stands, anything else quoted.
     *
     * @param columns cut here, with an ellipsis and the size
     * @param size in bytes, or -1 for that of the text in UTF-8
     * @return whether it is all there
     */
    public static boolean value(Text out, String text, int columns, long size) {
        return isBare(out, text) ? cut(out, text, "", columns, size) : quoted(out, text, columns, size);
    }

    private static boolean isBrackets(int first, int last) {
        return first == '{' && last == '}' || first == '[' && last == ']';
    }

    private static boolean isBare(Text out, String text) {
        int n = text.length();
        if (n < 2 || !isBrackets(text.charAt(0), text.charAt(n - 1))) return false;
        for (int i = 0; i < n; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7F && (out.ascii() || Characters.hidden(text.codePointAt(i)))) return false;
            if (Character.isHighSurrogate(c)) i++;
        }
        return true;
    }

    /** Any text, quoted: a JSON string that has nothing in it that would not be seen. */
    public static void quoted(Text out, String text) {
        out.words("\"");
        for (int i = 0; (i = out.escaped(text, i)) < text.length(); ) {
            int c = text.codePointAt(i);
            escaped(out, c);
            i += Character.charCount(c);
        }
        out.words("\"");
    }

    /**
     * Any text, quoted.
     *
     * @param columns cut here, with an ellipsis and the size
     * @param size in bytes, or -1 for that of the text in UTF-8
     * @return whether it is all there
     */
    public static boolean quoted(Text out, String text, int columns, long size) {
        if (columns != ALL) return cut(out, text, "\"", columns, size);
        quoted(out, text);
        return true;
    }

    /** Between quotes with escapes, or as it stands without. */
    private static boolean cut(Text out, String text, String quote, int columns, long size) {
        if (columns == ALL) {
            out.text(text);
            return true;
        }
        int stop = out.column() + columns;
        out.words(quote);
        int note = 10 + Integer.toString(text.length()).length() * 4 / 3; // such as (1,048,576 bytes)
        Fit fit = new Fit(out, stop - quote.length() - note);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            fit.mark();
            if (quote.isEmpty()) out.character(c);
            else escaped(out, c);
            i += Character.charCount(c);
            if (out.column() + quote.length() > stop) {
                fit.cut();
                long bytes = size < 0 ? text.getBytes(StandardCharsets.UTF_8).length : size;
                out.words(quote).words(" (").grouped(bytes).words(" bytes)");
                return false;
            }
        }
        out.words(quote);
        return true;
    }

    private static void escaped(Text out, int c) {
        if (c != '"' && c != '\\' && !Characters.hidden(c) && (c < 0x80 || !out.ascii())) out.character(c);
        else for (char half : Character.toChars(c)) out.words(escape(half));
    }

    /** {@return the escape for a quote, a backslash or whatever is not to be seen} A pair has two of them. */
    private static String escape(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u" + Integer.toHexString(c | 0x10000).substring(1);
        };
    }

    /** A type or an id: bare where it is one plain word, or else quoted. */
    public static void word(Text out, String text, int columns) {
        boolean plain = !text.isEmpty() && text.length() <= columns;
        for (int i = 0; i < text.length() && plain; i++) {
            char c = text.charAt(i);
            plain = c > ' ' && c < 0x7F && c != '"' && c != '\\' && c != '=';
        }
        if (plain) out.words(text);
        else quoted(out, text, columns, -1);
    }

    /** The number in so many hexadecimal digits or more, in capitals. */
    public static String hex(int value, int digits) {
        String hex = Integer.toHexString(value).toUpperCase(Locale.ROOT);
        return "0".repeat(Math.max(0, digits - hex.length())) + hex;
    }
}
