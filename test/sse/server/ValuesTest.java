package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import sse.text.JsonWriter;
import sse.text.Units;

/** Durations, sizes, and strings of JSON. */
class ValuesTest {

    @Test
    void durations() {
        assertEquals(0, Units.millis("0"));
        assertEquals(500, Units.millis("500ms"));
        assertEquals(2000, Units.millis("2s"));
        assertEquals(1500, Units.millis("1.5s"));
        assertEquals(600_000, Units.millis("10m"));
        assertEquals(3_600_000, Units.millis("1h"));
        assertEquals(86_400_000, Units.millis("1d"));
        for (String bad : List.of("", "5", "s", "-1s", "+1s", "1e3s", "1..5s", ".5s", "5.s", "1 s", "1w", "１s", "0x1s",
                "1sm",
                "9999999999999999s", "NaNs")) {
            assertThrows(IllegalArgumentException.class, () -> Units.millis(bad), bad);
        }
    }

    @Test
    void whatOverflowsIsRefusedInOneSentence() {
        assertEquals(3650L * 86_400_000, Units.millis("3650d"));
        assertEquals("'200000d' is longer than 10 years",
                assertThrows(IllegalArgumentException.class, () -> Units.millis("200000d")).getMessage());
        assertThrows(IllegalArgumentException.class, () -> Units.millis("3650.001d"));
        assertEquals(Units.nanos(3650L * 86_400_000), Units.nanos(Long.MAX_VALUE));
        assertEquals(1_000_000, Units.nanos(1));
        assertEquals("'9999999999G' is larger than any size can be",
                assertThrows(IllegalArgumentException.class, () -> Units.bytes("9999999999G")).getMessage());
        assertEquals(8_589_934_591L << 30, Units.bytes("8589934591G"));
    }

    @Test
    void sizes() {
        assertEquals(7, Units.bytes("7"));
        assertEquals(64 << 10, Units.bytes("64K"));
        assertEquals(2 << 20, Units.bytes("2M"));
        assertEquals(3L << 30, Units.bytes("3g"));
        assertEquals(512, Units.bytes("0.5k"));
        for (String bad : List.of("", "K", "-1", "1KB", "1T", "1,5M",
                " 1")) assertThrows(IllegalArgumentException.class,
                () -> Units.bytes(bad), bad);
    }

    @Test
    void jsonStringsEscapeWhatMustNotBeInThem() {
        assertEquals("\"\"", JsonWriter.quoted(""));
        assertEquals("\"a\\\"b\\\\c\"", JsonWriter.quoted("a\"b\\c"));
        assertEquals("\"\\n\\r\\t\\u0000\\u001b\\u007f\\u0085\"", JsonWriter.quoted("\n\r\t\0\u001b\u007f\u0085"));
        assertEquals("\"xin chào …\"", JsonWriter.quoted("xin chào …"));
        assertEquals("\"\\u2028\\u2029\"", JsonWriter.quoted("\u2028\u2029"));
        assertEquals("\"\uD83D\uDE00\"", JsonWriter.quoted("\uD83D\uDE00"));
        assertEquals("\"\\ud83d!\\ude00\"", JsonWriter.quoted("\uD83D!\uDE00"));
        assertEquals("\"\\ud83d\"", JsonWriter.quoted("\uD83D"));
    }
}
