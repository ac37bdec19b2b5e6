package sse.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonWriterTest {
    @Test
    void whatATerminalWouldObeyIsEscaped() {
        assertEquals("\"\\u001b\\u009b\\u007f\\u202e\\u2066\\u200f\\u061c\\u2028\\ufeff\\ud800\"",
                JsonWriter.quoted("\u001B\u009B\u007F\u202E\u2066\u200F\u061C\u2028\uFEFF\uD800"));
    }

    @Test
    void whatCanBeSeenStaysAsItIs() {
        assertEquals("\"a\\\"\\\\\\n\u00E9\u20AC\uD83D\uDE00\"", JsonWriter.quoted("a\"\\\n\u00E9\u20AC\uD83D\uDE00"));
    }
}
