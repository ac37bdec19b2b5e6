package sse.lint;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import sse.head.Header;
import sse.text.Characters;
import sse.text.Harmless;

/** What may have been meant by a line whose field nobody knows. */
public enum NearMiss {
    /** Space or tab in front of a known field. */
    LEADING_SPACE,
    /** Space or tab between a known field and its colon. */
    SPACE_BEFORE_COLON,
    /** A known field in capitals. */
    CASE,
    /** A byte order mark that is not the first of the stream. */
    BOM,
    /** A known field with a character that only looks right, or that is not seen. */
    LOOKALIKE,
    /** No field at all: a piece of text. */
    TEXT,
    /** A field of another name. */
    NAME;

    private static final int LONGEST = 40; // bytes of a name that may be near a known one

    /** Judges the line that {@link sse.EventReader.Step#UNKNOWN} was said of. */
    public static NearMiss of(byte[] b, int start, int nameEnd, int end) {
        if (startsWithBom(b, start, end)) return BOM;
        String name = new String(b, start, Math.min(nameEnd - start, LONGEST), StandardCharsets.UTF_8);
        boolean colon = nameEnd < end;
        if (!isAscii(name)) return known(replaced(name)) == null ? TEXT : LOOKALIKE;
        if (colon && known(name) != null && nameEnd - start <= LONGEST) {
            char first = name.charAt(0);
            char last = name.charAt(name.length() - 1);
            if (first == ' ' || first == '\t') return LEADING_SPACE;
            return last == ' ' || last == '\t' ? SPACE_BEFORE_COLON : CASE;
        }
        return colon && isName(b, start, nameEnd) ? NAME : TEXT;
    }

    /** {@return the known field that this is but for case and outer space, or null} */
    static String known(String name) {
        String bare = Header.trim(name).toLowerCase(Locale.ROOT);
        return switch (bare) {
            case "data", "event", "id", "retry" -> bare;
            default -> null;
        };
    }

    static boolean startsWithBom(byte[] b, int start, int end) {
        return end - start >= 3 && b[start] == (byte) 0xEF && b[start + 1] == (byte) 0xBB
                && b[start + 2] == (byte) 0xBF;
    }

    /**
     * Other colons by a colon, and cut there; what is not seen by nothing; full-width and Cyrillic letters by Latin
     * ones.
     */
    static String replaced(String name) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            int cyrillic = "аеоіт".indexOf(c);
            if (isColon(c)) break;
            if (c >= 0xFF21 && c <= 0xFF5A) out.append((char) (c - 0xFEE0));
            else if (cyrillic >= 0) out.append("aeoit".charAt(cyrillic));
            else if (!Characters.hidden(c)) out.append(c);
        }
        return out.toString();
    }

    static boolean isColon(char c) {
        return c == '\uFF1A' || c == '\uFE55' || c == '\uFE13' || c == '\u2236' || c == '\uA789' || c == '\u02D0'
                || c == ':';
    }

    /** {@return the first character of the name that a known field cannot have, as {@code U+FF1A}} */
    public static String culprit(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7E) return "U+" + Harmless.hex(name.charAt(i), 4);
        }
        return "";
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7E) return false;
        }
        return true;
    }

    private static boolean isName(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if ((b[i] < 'a' || b[i] > 'z') && b[i] != '_' && b[i] != '-') return false;
        }
        return to > from;
    }
}
