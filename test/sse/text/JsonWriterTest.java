package sse.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonWriterTest {
    @Test
    void whatATerminalWouldObeyIsEscaped() {
        assertEquals("\"\\u001b\\u009b\\u007f\\u202e\\u2066\\u200f\\u061c\\u2028\\ufeff\\ud800\\udb40\\udc01\"",
                JsonWriter.quoted("\u001B\u009B\u007F\u202E\u2066\u200F\u061C\u2028\uFEFF\uD800\uDB40\uDC01"));
    }

    @Test
    void whatCanBeSeenStaysAsItIs() {
        assertEquals("\"a\\\"\\\\\\n\u00E9\u20AC\uD83D\uDE00\"", JsonWriter.quoted("a\"\\\n\u00E9\u20AC\uD83D\uDE00"));
    }

    @Test
    void membersAndElementsArePartedByCommas() {
        JsonWriter json = JsonWriter.object().put("a", "x{").put("b", -1).put("c", true).put("d", (String) null);
        json.array("f").add("y").add("z").open().put("g", "{").end().array().end().end();
        json.object("h").end().put("i", "").end();
        assertEquals("{\"a\":\"x{\",\"b\":-1,\"c\":true,\"d\":null,\"f\":"
                + "[\"y\",\"z\",{\"g\":\"{\"},[]],\"h\":{},\"i\":\"\"}",
                json.toString());
    }

    @Test
    void elementsAndValuesCanHaveLinesOfTheirOwn() {
        JsonWriter json = new JsonWriter(new Text()).array();
        json.line().open().put("n", 1).end().line().open().end().end();
        assertEquals("[\n{\"n\":1},\n{}]", json.toString());
        Text lines = new Text().words("# two").newline();
        assertEquals("{}\n", new JsonWriter(lines).open().end().line().toString());
        json = new JsonWriter(new Text()).open().end().line().open().put("a", 1).end().line();
        assertEquals("{}\n{\"a\":1}\n", json.toString());
        assertEquals("# two\n{}\n", lines.toString());
    }

    @Test
    void aFractionHasAtMostThreeDigits() {
        JsonWriter json = JsonWriter.object().put("a", 1.5).put("b", 0.0042).put("c", -0.25);
        assertEquals("{\"a\":1.5,\"b\":0.004,\"c\":-0.25,\"d\":2,\"e\":-3.1,\"f\":0}",
                json.put("d", 2.0).put("e", -3.1).put("f", -0.0001).end().toString());
    }
}
