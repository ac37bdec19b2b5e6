package sse.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class JsonCheckTest {

    @Test
    void takesWhatTheStandardAllows() {
        for (String text : new String[] {"{}", "[]", "0", "-0.5e+10", "\"\"", "true", "false", "null", " [ 1 , 2 ] ", "{\"a\":{\"b\":[null]}}",
            "\"\\u00e9\\n\\/\\\"\"", "\"\u007F\u2028\"", "1E5", "[[],{}]", "\t\n\r {\"\":0}"}) {
            assertEquals(-1, JsonCheck.firstError(text), text);
        }
    }

    @Test
    void refusesEverythingElse() {
        for (String text : new String[] {"", " ", "{", "[", "\"", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[1,]", "[,1]", "01", "-", "+1", ".5", "1.", "1e", "tru", "True",
            "'a'", "{a:1}", "\"\t\"", "\"\\x\"", "\"\\u12g4\"", "\"\\u12", "{} {}", "[1 2]", "NaN", "\u00A0{}", "{\"a\":1", "[1}", "nul", "\"\\"}) {
            assertNotEquals(-1, JsonCheck.firstError(text), text);
        }
    }

    @Test
    void saysWhereTheFirstErrorIs() {
        assertEquals(7, JsonCheck.firstError("{\"a\":1,}"));
        assertEquals(3, JsonCheck.firstError("{} {}"));
    }

    @Test
    void depthIsBounded() {
        assertEquals(-1, JsonCheck.firstError("[".repeat(500) + "]".repeat(500)));
        assertNotEquals(-1, JsonCheck.firstError("[".repeat(1_000_000)));
    }

    @Test
    void knowsTheLookOfJson() {
        for (String text : new String[] {"{\"a", "{}", " [\"", "[{", "[]", "{'a'", "{", "{\n\""}) assertTrue(JsonCheck.looksLikeJson(text), text);
        for (String text : new String[] {"", "a", "[1", "[INFO]", "{{", "{x}", "\"", "["}) assertFalse(JsonCheck.looksLikeJson(text), text);
    }
}
