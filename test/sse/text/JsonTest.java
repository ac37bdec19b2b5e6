package sse.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sse.Event;
import sse.tail.Condition;
import sse.tail.JsonPath;
import sse.ask.Resume;
import sse.term.Exit;
import sse.term.ShellWords;

/** The JSON reader, and what is built on it: paths, conditions; and the small readers of text beside them. */
class JsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "0", "-0", "-12.50e+3", "1E9", "true", "false", "null", "\"\"",
            "[1,[2,{\"a\":null}],\"x\"]", "{\"b\":1,\"a\":[]}", "-0.5e+10", "{\"a\":{\"b\":[null]}}",
            "[[],{}]", "{\"\":0}",
            "\"\u00E9\uD83D\uDE00\"", "123456789012345678901234567890.12345678901234567890"})
    void whatIsReadIsWrittenAsItWas(String text) throws Exception {
        assertEquals(text, Json.write(Json.parse(text)));
        assertEquals(text, Json.write(Json.parse(" \t\r\n" + text + "\n ")));
        assertNull(Json.check(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}",
            "{\"a\":1 \"b\":2}", "[1 2]", "1 2", "01", "+1", ".5", "1.", "1e", "1e+",
            "--1", "0x1", "NaN", "Infinity", "tru", "nul", "nulll", "True", "-", "'a'", "[1}", "{\"a\":1", "{} {}",
            "\u00A0{}", "\"\\u12", "\"", "\"a", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"",
                    "\"\\u\uFF11\uFF11\uFF11\uFF11\"", "\"\n\"", "\"\t\"", "\"\u0000\"",
            "\"\\uD83D\"", "\"\\uDE00\\uD83D\"", "\"\uD83D\"", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}",
                    "\uFEFF1",
                    "1\u00A0", "// x\n1", "[1]]", "\uFF11"})
    void whatIsNoJsonIsRefused(String text) {
        Json.Malformed refused = assertThrows(Json.Malformed.class, () -> Json.parse(text));
        String why = refused.getMessage();
        Json.Malformed wrong = Json.check(text);
        boolean onlyAsValue = why.contains("a second time") || why.contains("surrogate");
        assertEquals(onlyAsValue ? null : why, wrong == null ? null : wrong.getMessage());
    }

    @Test
    void whereTheFirstErrorIsCanBeAsked() {
        assertEquals(7, Json.check("{\"a\":1,}").at());
        assertEquals(3, Json.check("{} {}").at());
        assertEquals(2, Json.check("[tRue]").at());
        assertEquals(3, Json.check("\"\u007F\u2028").at());
        assertNull(Json.check("\"\u007F\u2028\\/\\u00e9\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a", "{}", " [\"", "[{", "[]", "{'a'", "{", "{\n\"", "[\n"})
    void beginningOfJsonIsKnown(String text) {
        assertTrue(Json.isMeant(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "[1", "[INFO]", "{{", "{x}", "\"", "["})
    void whatOnlyBeginsWithABracketIsNotMeantAsJson(String text) {
        assertFalse(Json.isMeant(text));
    }

    @Test
    void refusalSaysWhatAndWhere() {
        assertEquals("the key \"a\" a second time at position 7", assertThrows(Json.Malformed.class,
                () -> Json.parse("{\"a\":1,\"a\":2}")).getMessage());
        assertEquals("',' or ']' is missing at position 3", assertThrows(Json.Malformed.class,
                () -> Json.parse("[1 2]")).getMessage());
        assertEquals("a value is missing at position 0", assertThrows(Json.Malformed.class, () -> Json.parse(""))
                .getMessage());
    }

    @Test
    void depthHasALimitAndNoStackIsUsedUp() throws Exception {
        Json.parse("[".repeat(Json.DEPTH) + "]".repeat(Json.DEPTH));
        assertThrows(Json.Malformed.class, () -> Json.parse("[".repeat(Json.DEPTH + 2) + "]".repeat(Json.DEPTH + 2)));
        assertThrows(Json.Malformed.class, () -> Json.parse("{\"a\":".repeat(1_000_000)));
        assertNull(Json.check("[".repeat(Json.DEPTH) + "]".repeat(Json.DEPTH)));
        assertEquals("more than 512 levels at position 513", Json.check("[".repeat(1_000_000)).getMessage());
    }

    @Test
    void valuesAreThoseOfJava() throws Exception {
        assertEquals(Map.of("a", List.of("x\n\"\\/\b\f\r\t\u00E9\uD83D\uDE00", Boolean.TRUE), "n", Json.NULL),
                Json.parse("{\"a\":[\"x\\n\\\"\\\\\\/\\b\\f\\r\\t\\u00e9\\uD83D\\uDE00\",true],\"n\":null}"));
        assertEquals(new Json.Number("1.0"), Json.parse("1.0"));
        assertEquals(1.0, ((Json.Number) Json.parse("1.0")).value());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {".a|~{\"b\":[1,\"x\",{\"c d\":true}]}~", "a.b[0]|1",
            ".a.b[-2]|~\"x\"~", ".a[\"b\"][2][\"c d\"]|true", ".a.b[9]|", ".a.b.c|", ".x|", ".n|null",
            ".a.b[0].z|"})
    void pathLeadsToAValue(String path, String expected) throws Exception {
        Object value = JsonPath.of(path).from(Json.parse("{\"a\":{\"b\":[1,\"x\",{\"c d\":true}]},\"n\":null}"));
        if (expected == null) assertNull(value);
        else assertEquals(expected, Json.write(value));
    }

    @Test
    void wholeValueHasThePathOfADot() throws Exception {
        assertEquals("[1]", Json.write(JsonPath.of(".").from(Json.parse("[1]"))));
        assertEquals("1", Json.write(JsonPath.of(".[0]").from(Json.parse("[1]"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {".a.", "..a", ".a[", ".a[x]", ".a[\"x]", ".a[0]b", ".a[]"})
    void wrongPathIsRefused(String path) {
        assertEquals(2, assertThrows(Exit.class, () -> JsonPath.of(path)).code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"event=price", "type=price", "id=7", "id!=8", "data~\"p\":10", "data!~x", ".p=10",
            ".p=10.0", ".p>9",
            ".p>=10", ".p<100", ".p<=10", ".p!=11", ".s=abc", ".s>abb", ".s~b",
            ".ok", ".x!=1", ".[\"a=b\"]=1", ".s == abc", "id>6.5"})
    void conditionHolds(String condition) {
        Event event = new Event("7", "price",
                "{\"p\":10,\"s\":\"abc\",\"ok\":true,\"no\":false,\"nil\":null,\"a=b\":1}");
        assertTrue(Condition.of(condition).holds(event));
    }

    @ParameterizedTest
    @ValueSource(strings = {"event=Price", "id=8", "data~x", ".p>10", ".p=9", ".no", ".nil", ".x", ".x=1", ".s=ab"})
    void conditionDoesNotHold(String condition) {
        assertFalse(Condition.of(condition)
                .holds(new Event("7", "price", "{\"p\":10,\"s\":\"abc\",\"no\":false,\"nil\":null}")));
        assertFalse(Condition.of(".a").holds(Event.of("[DONE]")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "event", "foo=1", "=1", ".a!1", "data"})
    void wrongConditionIsRefused(String condition) {
        assertEquals(2, assertThrows(Exit.class, () -> Condition.of(condition)).code);
    }

    @Test
    void commandIsCutIntoWordsAsAShellDoes() {
        assertEquals(List.of("sh", "-c", "echo \"$X\" \\n", "", "a b", "c'd"),
                ShellWords.of("sh -c 'echo \"$X\" \\n'  '' a\\ b \"c'd\""));
        assertEquals(2, assertThrows(Exit.class, () -> ShellWords.of("a 'b")).code);
    }

    @ParameterizedTest
    @CsvSource({"0,1970-01-01T00:00:00.000Z", "951782399999,2000-02-28T23:59:59.999Z",
            "951782400000,2000-02-29T00:00:00.000Z",
            "1795262401004,2026-11-21T12:00:01.004Z",
            "4107542400000,2100-03-01T00:00:00.000Z", "-1,1969-12-31T23:59:59.999Z",
                    "1735689600000,2025-01-01T00:00:00.000Z"})
    void stampIsIso(long millis, String expected) {
        assertEquals(expected, Figures.utc(millis));
        assertEquals(java.time.Instant.parse(expected).toEpochMilli(), millis);
    }

    @Test
    void resumeSaysWhatTheFirstIdMeans() {
        assertEquals("resumed: next id follows 7, nothing missing", Resume.says("7", new Event("8", "x", ""), true));
        assertEquals("resumed: 10 follows 7, 2 ids left out", Resume.says("7", new Event("10", "x", ""), true));
        assertEquals("resumed: b-10 follows b-7", Resume.says("b-7", new Event("b-10", "x", ""), true));
        assertEquals("resumed: next id follows b-7, nothing missing", Resume.says("b-7", new Event("b-8", "x", ""),
                true));
        assertEquals("resumed: c-1 follows b-7", Resume.says("b-7", new Event("c-1", "x", ""), true));
        assertEquals("started over: the first id is 1, after 7", Resume.says("7", new Event("1", "x", ""), true));
        assertEquals("started over: 7 came a second time", Resume.says("7", new Event("7", "x", ""), true));
        assertEquals("no id with the first event: nobody can tell whether something is missing",
                Resume.says("7", new Event("7", "x", ""), false));
        assertEquals("gap: several events have the id 7; some of what follows may come again",
                Resume.says("7", new Event("9", "gap", "{\"asked\":\"7\",\"reason\":\"ambiguous\"}"), true));
        assertEquals("gap: the server no longer has all that followed 7", Resume.says("7", new Event("9", "gap", ""),
                true));
    }
}
