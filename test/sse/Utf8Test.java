package sse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** UTF-8 against a decoder that follows the Encoding Standard step by step. */
class Utf8Test {

    /** Where the ranges of lead and continuation bytes begin and end, and their neighbours. */
    private static final int[] BYTES = {0x00, 0x0A, 0x3F, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1,
            0xC2, 0xDF,
        0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFE, 0xFF};

    /** 8.1.1 UTF-8 decoder: its five variables, and its steps in their order. */
    private static String standard(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        int codePoint = 0;
        int seen = 0;
        int needed = 0;
        int lower = 0x80;
        int upper = 0xBF;
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xFF;
            if (needed == 0) {
                if (b <= 0x7F) {
                    out.append((char) b);
                } else if (b >= 0xC2 && b <= 0xDF) {
                    needed = 1;
                    codePoint = b & 0x1F;
                } else if (b >= 0xE0 && b <= 0xEF) {
                    if (b == 0xE0) lower = 0xA0;
                    if (b == 0xED) upper = 0x9F;
                    needed = 2;
                    codePoint = b & 0xF;
                } else if (b >= 0xF0 && b <= 0xF4) {
                    if (b == 0xF0) lower = 0x90;
                    if (b == 0xF4) upper = 0x8F;
                    needed = 3;
                    codePoint = b & 0x7;
                } else {
                    out.append('\uFFFD');
                }
                continue;
            }
            boolean fits = b >= lower && b <= upper;
            lower = 0x80;
            upper = 0xBF;
            if (!fits) {
                codePoint = needed = seen = 0;
                out.append('\uFFFD');
                i--; // the byte is looked at again
                continue;
            }
            codePoint = codePoint << 6 | b & 0x3F;
            if (++seen < needed) continue;
            out.appendCodePoint(codePoint);
            codePoint = needed = seen = 0;
        }
        if (needed > 0) out.append('\uFFFD');
        return out.toString();
    }

    private static void check(byte[] bytes) {
        String expected = standard(bytes);
        if (!expected.equals(Utf8.decode(bytes, 0, bytes.length))) {
            assertEquals(expected, Utf8.decode(bytes, 0, bytes.length), () -> Arrays.toString(bytes));
        }
        byte[] inside = new byte[bytes.length + 4]; // what stands around the part does not count
        Arrays.fill(inside, (byte) 0xED);
        inside[bytes.length + 2] = (byte) 0xA0;
        System.arraycopy(bytes, 0, inside, 2, bytes.length);
        byte[] before = inside.clone();
        assertEquals(expected, Utf8.decode(inside, 2, bytes.length));
        assertArrayEquals(before, inside, "what is read is not written to");
    }

    @Test
    void decodesEverySequenceOfUpToThreeBytesOfEachKind() {
        check(new byte[0]);
        for (int a = 0; a < 256; a++) {
            check(new byte[] {(byte) a});
            for (int b = 0; b < 256; b++) check(new byte[] {(byte) a, (byte) b});
        }
        for (int a : BYTES) {
            for (int b : BYTES) {
                for (int c : BYTES) check(new byte[] {(byte) a, (byte) b, (byte) c});
            }
        }
    }

    @Test
    void decodesSequencesOfFourBytesOfEachKind() {
        for (int a : new int[] {0xE0, 0xED, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5}) {
            for (int b : BYTES) {
                for (int c : BYTES) {
                    for (int d : new int[] {0x41, 0x7F, 0x80, 0x90, 0xA0, 0xBF, 0xC2, 0xED, 0xF0}) {
                        check(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
                    }
                }
            }
        }
    }

    @Test
    void decodesRandomBytes() {
        Random random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            if (i % 2 == 0) {
                for (int j = 0; j < bytes.length; j++) bytes[j] = (byte) BYTES[random.nextInt(BYTES.length)];
            }
            check(bytes);
        }
    }

    @Test
    void encodesEveryCodePointAsTheJdkDoesAndItsDecoderReadsItBack() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) continue;
            String text = Character.toString(c);
            byte[] bytes = Utf8.encode(text);
            if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes) || !text.equals(standard(bytes))) {
                assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), bytes, text);
            }
        }
    }

    @Test
    void loneSurrogateIsWrittenAsReplacementCharacter() {
        String[][] texts = {{"\uD800", "\uFFFD"}, {"\uDC00", "\uFFFD"}, {"a\uDBFF", "a\uFFFD"},
                {"\uDFFFa?", "\uFFFDa?"},
            {"\uDC00\uD800", "\uFFFD\uFFFD"}, {"\uD800\uD83D\uDE00", "\uFFFD\uD83D\uDE00"},
            {"\uD83D\uDE00\uDE00", "\uD83D\uDE00\uFFFD"},
            {"é?\uD83D\uDE00?", "é?\uD83D\uDE00?"}};
        for (String[] text : texts) {
            for (int pad = 0; pad < 20; pad++) {
                String x = "x".repeat(pad);
                byte[] expected = (x + text[1] + x).getBytes(StandardCharsets.UTF_8);
                assertArrayEquals(expected, Utf8.encode(x + text[0] + x));
            }
        }
    }

    @Test
    void questionMarksStay() {
        for (String text : new String[] {"", "?", "x?", "???????", "????????", "xxxxxxx?xxxxxxxx", "xxxxxxxxx?", "?…",
                "…?"}) {
            assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), Utf8.encode(text));
        }
    }
}
