package sse.text;

import java.nio.ByteBuffer;

/** UTF-8 as far as showing needs it: where a character ends, and how it looks. */
public final class Characters {
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x2E80, 0x303E, 0x3041, 0xA4CF, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60,
        0xFFE0, 0xFFE6, 0x1F300, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F900, 0x1F9FF, 0x20000, 0x3FFFD,
    };

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private Characters() {}

    /** {@return the bytes of the character that starts at i, or 0 where none does: not UTF-8} */
    static int length(byte[] b, int i, int to) {
        int c = b[i] & 0xFF;
        if (c < 0x80) return 1;
        if (c < 0xC2 || c > 0xF4) return 0;
        int n = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        if (i + n > to) return 0;
        int second = b[i + 1] & 0xFF; // its range keeps out overlong forms, surrogates, and what is behind U+10FFFF
        if (second < (c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80)) return 0;
        if (second > (c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF)) return 0;
        for (int k = 2; k < n; k++) {
            if ((b[i + k] & 0xC0) != 0x80) return 0;
        }
        return n;
    }

    /** {@return the character that starts at i, where one does} */
    public static int at(byte[] b, int i) {
        int c = b[i];
        if (c >= 0) return c;
        if ((c & 0xE0) == 0xC0) return (c & 0x1F) << 6 | b[i + 1] & 0x3F;
        if ((c & 0xF0) == 0xE0) return (c & 0x0F) << 12 | (b[i + 1] & 0x3F) << 6 | b[i + 2] & 0x3F;
        return (c & 0x07) << 18 | (b[i + 1] & 0x3F) << 12 | (b[i + 2] & 0x3F) << 6 | b[i + 3] & 0x3F;
    }

    /** {@return the first byte that belongs to no character, or -1: all is UTF-8} */
    public static int firstBad(byte[] b, int from, int to) {
        for (int i = from; i < to; ) {
            if (b[i] >= 0) {
                i++;
                continue;
            }
            int n = length(b, i, to);
            if (n == 0) return i;
            i += n;
        }
        return -1;
    }

    /**
     * {@return whether it would not be seen, or change how others are seen} Controls, format characters
     * (bidirectional overrides, joiners, tags), line separators, spaces that are not the space.
     */
    public static boolean hidden(int c) {
        if (c < 0x600) return c < 0x20 || c >= 0x7F && c <= 0xA0 || c == 0xAD;
        if (c > 0x206F && c < 0xD800) return false; // most that is written has its answer by here
        int type = Character.getType(c);
        return type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE || type == Character.SPACE_SEPARATOR && c != 0x3000;
    }

    /**
     * {@return whether a terminal or an editor would obey it} What is {@link #hidden} but the spaces, joiners and
     * hyphens that text for people is made of.
     */
    static boolean steers(int c) {
        if (c == 0xAD || c >= 0x200B && c <= 0x200D || c == 0x2060) return false;
        return hidden(c) && Character.getType(c) != Character.SPACE_SEPARATOR;
    }

    /** {@return the columns it takes on a terminal} About what wcwidth says. */
    public static int width(int c) {
        if (c < 0x300) return 1;
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) return 0;
        if (c < WIDE[0]) return 1;
        for (int i = 0; i < WIDE.length; i += 2) {
            if (c >= WIDE[i] && c <= WIDE[i + 1]) return 2;
        }
        return 1;
    }

    /** Bit of {@link #kinds}: a byte of 80 or more. */
    public static final int HIGH = 0x80;
    /** Bit of {@link #kinds}: a control character. */
    static final int CONTROL = 0x100;

    /** {@return which kinds of bytes there are but printable ASCII; 0 for none} Eight bytes a step. */
    public static int kinds(byte[] b, int from, int to) {
        ByteBuffer words = ByteBuffer.wrap(b);
        long high = 0;
        long control = 0;
        int i = from;
        for (; i <= to - 8; i += 8) {
            long word = words.getLong(i);
            high |= word;
            // The top bit of each byte: 00 to 1F borrow it from the byte above, 7F carries into it, and bytes that
            // have it anyway are left out. What is borrowed may set the bit of an innocent byte above, so the bits
            // say whether there is any control character, and not which byte is one.
            control |= (word - ONES * 0x20 | (word & ~HIGHS) + ONES) & ~word;
        }
        for (; i < to; i++) {
            int c = b[i];
            high |= c & HIGH;
            control |= c >= 0 && c < 0x20 || c == 0x7F ? HIGH : 0;
        }
        return ((high & HIGHS) != 0 ? HIGH : 0) | ((control & HIGHS) != 0 ? CONTROL : 0);
    }
}
