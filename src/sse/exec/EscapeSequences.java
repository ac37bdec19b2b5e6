package sse.exec;

/** What programs write to a terminal beside text: colours, the cursor's moves, titles (ECMA-48). */
final class EscapeSequences {
    private EscapeSequences() {}

    /** {@return the text without them} What of one is not there in whole is left out, too. */
    static String without(String text) {
        if (text.indexOf('\u001B') < 0) return text;
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == '\u001B') i = end(text, i + 1);
            else plain.append(text.charAt(i++));
        }
        return plain.toString();
    }

    private static int end(String text, int i) {
        if (i == text.length()) return i;
        char kind = text.charAt(i++);
        if (kind == '[') { // a control sequence: parameters and intermediates, then one final byte
            while (i < text.length() && text.charAt(i) >= 0x20 && text.charAt(i) < 0x40) i++;
            return Math.min(i + 1, text.length());
        }
        if (kind == ']' || kind == 'P' || kind == '^' || kind == '_' || kind == 'X') { // a string, to BEL or ESC \
            while (i < text.length() && text.charAt(i) != '\u0007' && text.charAt(i) != '\u001B') i++;
            if (i < text.length() && text.charAt(i) == '\u001B') return Math.min(i + 2, text.length());
            return Math.min(i + 1, text.length());
        }
        if (kind >= 0x20 && kind < 0x30) { // intermediates, as of a character set
            while (i < text.length() && text.charAt(i) >= 0x20 && text.charAt(i) < 0x30) i++;
            return Math.min(i + 1, text.length());
        }
        return i;
    }
}
