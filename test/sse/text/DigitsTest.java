package sse.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DigitsTest {
    @Test
    void digitsAreANumberAndNothingElseIs() {
        assertEquals(0, Digits.parse("0"));
        assertEquals(7, Digits.parse("007"));
        assertEquals(Long.MAX_VALUE, Digits.parse("9223372036854775807"));
        for (String none : new String[] {"", "-1", "+1", " 1", "1 ", "1.0", "1e3", "\u0661", "9223372036854775808"}) {
            assertEquals(-1, Digits.parse(none), none);
        }
    }

    @Test
    void aPartIsReadToo() {
        for (int from = 0; from <= 4; from++) {
            for (int to = from; to <= 4; to++) {
                long expected = from == 1 && to == 2 ? 1 : from == 1 && to == 3 ? 12 : from == 2 && to == 3 ? 2 : -1;
                assertEquals(expected, Digits.parse("a12b", from, to));
            }
        }
    }

    @Test
    void theNumberAtTheEndIsFound() {
        assertEquals(2, Digits.atEnd("a-12"));
        assertEquals(0, Digits.atEnd("12"));
        assertEquals(3, Digits.atEnd("12a"));
        assertEquals(0, Digits.atEnd(""));
    }
}
