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
    /** A known field with a letter too many, too few, wrong or elsewhere, or with something else for the colon. */
    MISSPELT,
    /** A name that is not UTF-8. */
    NOT_UTF8,
    /** Nothing that is seen, where a blank line may have been meant. */
    BLANK,
    /** No field at all: a piece of text. */
    TEXT,
    /** A field of another name. */
    NAME;

    private static final int LONGEST = 40; // bytes of a name that may be near a known one

    /** Judges the line that {@link sse.EventReader.Step#UNKNOWN} was said of. */
    public static NearMiss of(byte[] b, int start, int nameEnd, int end) {
        if (isBlank(b, start, end)) return BLANK;
        if (startsWithBom(b, start, end)) return BOM;
        String name = name(b, start, nameEnd);
        boolean colon = nameEnd < end;
        boolean ascii = isAscii(name);
        if ((colon || !ascii) && known(name) == null && known(replaced(name)) != null) return LOOKALIKE;
        if (!ascii) return colon && Characters.firstBad(b, start, nameEnd) >= 0 ? NOT_UTF8 : TEXT;
        if (colon && known(name) != null && nameEnd - start <= LONGEST) {
            char first = name.charAt(0);
            char last = name.charAt(name.length() - 1);
            if (first == ' ' || first == '\t') return LEADING_SPACE;
            return last == ' ' || last == '\t' ? SPACE_BEFORE_COLON : CASE;
        }
        if (Misspelt.field(name, colon) != null) return MISSPELT;
        return colon && isName(b, start, nameEnd) ? NAME : TEXT;
    }

    /** {@return the known field that was meant by such a line, or null where that cannot be told} */
    static String meant(byte[] b, int start, int nameEnd, int end) {
        start = behindBoms(b, start, end);
        String name = name(b, start, nameEnd);
        boolean colon = nameEnd < end;
        String known = known(replaced(name));
        if (known != null && (colon || name.equals(known) || !isAscii(name))) return known;
        return Misspelt.field(name, colon);
    }

    /** {@return where the value of the field begins that was meant, behind what stands for its colon} */
    static int value(byte[] b, int start, int nameEnd, int end) {
        String name = name(b, start, nameEnd);
        int at = Misspelt.separator(name);
        if (at > 0 && known(name) == null) return start + (name.charAt(at) == ' ' ? at : at + 1);
        for (int i = 0; i < name.length(); i++) {
            if (isColon(name.charAt(i))) {
                return start + name.substring(0, i + 1).getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return Math.min(nameEnd + 1, end);
    }

    /** {@return whether nothing is there behind the one space that is removed} */
    static boolean isEmpty(byte[] b, int value, int end) {
        return value == end || value + 1 == end && b[value] == ' ';
    }

    private static String name(byte[] b, int start, int nameEnd) {
        return new String(b, start, Math.min(nameEnd - start, LONGEST), StandardCharsets.UTF_8);
    }

    /** {@return whether there is nothing but spaces, tabs and byte order marks} */
    static boolean isBlank(byte[] b, int start, int end) {
        while (start < end) {
            if (b[start] == ' ' || b[start] == '\t') start++;
            else if (startsWithBom(b, start, end)) start += 3;
            else return false;
        }
        return true;
    }

    /** {@return the known field that this is but for case and outer space, or null} */
    static String known(String name) {
        String bare = Header.trim(name).toLowerCase(Locale.ROOT);
        return switch (bare) {
            case "data", "event", "id", "retry" -> bare;
            default -> null;
        };
    }

    static int behindBoms(byte[] b, int start, int end) {
        while (startsWithBom(b, start, end)) start += 3;
        return start;
    }

    private static boolean startsWithBom(byte[] b, int start, int end) {
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
            if (name.charAt(i) > 0x7E || name.charAt(i) < 0x20) return "U+" + Harmless.hex(name.charAt(i), 4);
        }
        return "";
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7E) return false;
        }
        return true;
    }

    /** {@return whether it is a field of any name: letters, digits and the like up to a colon} */
    static boolean isToken(byte[] b, int from, int to, int end) {
        return to < end && Header.isName(new String(b, from, to - from, StandardCharsets.ISO_8859_1));
    }

    private static boolean isName(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if ((b[i] < 'a' || b[i] > 'z') && b[i] != '_' && b[i] != '-') return false;
        }
        return to > from;
    }
}
