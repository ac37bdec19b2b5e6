package sse.text;

import java.util.Locale;

/**
 * Shows what a stream sent so that it cannot do anything: as it stands, with markers for what cannot
 * be printed; or quoted, as a JSON string whose unprintable characters are escaped.
 */
public final class Harmless {
    /** As many columns as it takes. */
    public static final int ALL = Integer.MAX_VALUE / 2;

    private Harmless() {}

    /**
     * Bytes as they stand; spaces at an edge are shown as dots.
     *
     * @param columns cut here, with an ellipsis
     */
    public static void bytes(Text out, byte[] b, int from, int to, int columns) {
        int first = from;
        while (first < to && b[first] == ' ') first++;
        int last = to;
        while (last > first && b[last - 1] == ' ') last--;
        if (to - from <= columns && Characters.kinds(b, first, last) == 0) {
            for (int i = from; i < first; i++) out.marker("·", ".");
            out.words(b, first, last);
            for (int i = last; i < to; i++) out.marker("·", ".");
            return;
        }
        int stop = columns == ALL ? ALL : out.column() + columns;
        int length = out.length(); // where an ellipsis would still fit
        int column = out.column();
        for (int i = from; i < to; ) {
            if (out.column() < stop) {
                length = out.length();
                column = out.column();
            }
            if (i < first || i >= last) {
                out.marker("·", ".");
                i++;
            } else {
                int run = columns == ALL ? printable(b, i, last) : i;
                out.words(b, i, run);
                i = run < last ? run + one(out, b, run, last) : run;
            }
            if (out.column() > stop) {
                out.backTo(length, column);
                out.marker("…", "...");
                return;
            }
        }
    }

    /** The end of the printable ASCII that starts here. */
    private static int printable(byte[] b, int i, int to) {
        while (i < to && b[i] >= 0x20 && b[i] < 0x7F) i++;
        return i;
    }

    /** One character, or one byte that belongs to none; gives the number of bytes. */
    private static int one(Text out, byte[] b, int i, int to) {
        int c = b[i];
        int n = Characters.length(b, i, to);
        if (n == 0) {
            out.marker("⟨" + hex(c & 0xFF, 2) + "⟩", "<" + hex(c & 0xFF, 2) + ">");
            return 1;
        }
        c = Characters.at(b, i);
        if (c < 0x20 || c == 0x7F) control(out, c);
        else if (c == 0xFEFF) bom(out);
        else if (Characters.hidden(c) || c > 0x7F && out.ascii()) out.marker("⟨U+" + hex(c, 4) + "⟩", "<U+" + hex(c, 4) + ">");
        else out.character(c);
        return n;
    }

    private static void control(Text out, int c) {
        switch (c) {
            case 0 -> out.marker("␀", "\\0");
            case '\t' -> out.marker("⇥", "\\t");
            case '\n' -> out.marker("␊", "\\n");
            case '\r' -> out.marker("␍", "\\r");
            case 0x1B -> out.marker("␛", "\\e");
            default -> out.marker(c == 0x7F ? "␡" : String.valueOf((char) (0x2400 + c)), "\\x" + hex(c, 2));
        }
    }

    /** {@return the sentence with the escapes of {@link #quoted} for what cannot be printed} */
    public static String harmless(String sentence) {
        int i = 0;
        while (i < sentence.length() && !Characters.hidden(sentence.charAt(i))) i++;
        if (i == sentence.length()) return sentence;
        Text out = new Text(false, false);
        for (i = 0; i < sentence.length(); ) {
            int c = sentence.codePointAt(i);
            if (c == '"' || c == '\\') out.character(c);
            else escaped(out, c);
            i += Character.charCount(c);
        }
        return out.toString();
    }

    public static void bom(Text out) {
        out.marker("⟨BOM⟩", "<BOM>");
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

    /** Any text, quoted. */
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
     */
    public static void quoted(Text out, String text, int columns, long size) {
        if (columns == ALL) {
            quoted(out, text);
            return;
        }
        int stop = out.column() + columns;
        out.words("\"");
        int length = out.length();
        int column = out.column();
        int note = 10 + Integer.toString(text.length()).length() * 4 / 3; // such as (1,048,576 bytes)
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (out.column() < stop - 1 - note || i == 0) {
                length = out.length();
                column = out.column();
            }
            escaped(out, c);
            i += Character.charCount(c);
            if (out.column() >= stop) {
                out.backTo(length, column);
                out.marker("…", "...");
                out.words("\" (").grouped(size < 0 ? size(text) : size).words(" bytes)");
                return;
            }
        }
        out.words("\"");
    }

    private static long size(String text) {
        long size = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) size += c < 0x800 || Character.isSurrogate(c) ? 1 : 2; // a pair takes four
        }
        return size;
    }

    private static void escaped(Text out, int c) {
        if (c == '"' || c == '\\') out.character('\\').character(c);
        else if (c >= 0x20 && c < 0x7F) out.character(c);
        else if (c == '\n') out.words("\\n");
        else if (c == '\t') out.words("\\t");
        else if (c == '\r') out.words("\\r");
        else if (!out.ascii() && !Characters.hidden(c)) out.character(c);
        else if (c < 0x10000) out.words("\\u").words(hex(c, 4));
        else out.words("\\u").words(hex(Character.highSurrogate(c), 4)).words("\\u").words(hex(Character.lowSurrogate(c), 4));
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
