package sse.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import sse.kit.Chunks;
import sse.text.Json;

/** What the model said is what is heard, in every shape and however it is cut; and half of it never seems whole. */
class LlmStreamTest {
    private static final String CHUNK = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":%s}}]}";

    private static String chunk(String json) {
        return CHUNK.replace("%s", json);
    }

    @Test
    void everyRecordedShapeIsHeard() {
        for (Recorded recorded : Recorded.ALL) {
            Heard heard = Heard.of(recorded.body());
            assertEquals(recorded.text(), heard.text(), recorded.name());
            assertEquals(List.of(recorded.says()), heard.says(), recorded.name());
            assertNull(heard.stream.unmet(), recorded.name());
        }
    }

    @Test
    void theCutsOfTheNetworkChangeNothing() {
        for (Recorded recorded : Recorded.ALL) {
            byte[] body = ("\uFEFF" + recorded.body()).getBytes(StandardCharsets.UTF_8);
            for (int n = 1; n < 20; n++) same(recorded, Heard.of(Chunks.cut(body, n)));
            boolean isJson = recorded.body().charAt(0) != 'd' && recorded.body().charAt(0) != 'e';
            for (int i = 1; i < body.length && isJson; i++) same(recorded, Heard.of(Chunks.split(body, i)));
            same(recorded, Heard.of(recorded.body().replace("\n", "\r\n")));
        }
    }

    private static void same(Recorded recorded, Heard heard) {
        assertEquals(recorded.text(), heard.text(), recorded.name());
        assertEquals(List.of(recorded.says()), heard.says(), recorded.name());
        assertNull(heard.stream.unmet(), recorded.name());
    }

    /** At every byte. */
    @Test
    void withoutItsEndItIsNotWhole() {
        for (Recorded recorded : Recorded.ALL) {
            byte[] torn = recorded.torn().getBytes(StandardCharsets.UTF_8);
            for (int n = 0; n <= torn.length; n++) {
                Heard heard = Heard.of(Chunks.of(Arrays.copyOf(torn, n)));
                assertFalse(heard.stream.isComplete(), recorded.name());
                assertNotNull(heard.stream.unmet(), recorded.name());
                assertTrue(recorded.text().startsWith(heard.text()), recorded.name() + ": " + heard.text());
            }
            String unmet = Heard.of(recorded.torn()).stream.unmet();
            assertTrue(unmet.startsWith("the answer ends in the middle: no "), unmet);
        }
    }

    @Test
    void theLastEventMayLackItsBlankLine() {
        for (String end : List.of("\n\n", "\n", "")) {
            assertNull(Heard.of("data: " + chunk("\"a\"") + "\n\ndata: [DONE]" + end).stream.unmet(), end);
            String stop = "data: {\"type\":\"message_start\"}\n\ndata: {\"type\":\"message_stop\"}" + end;
            assertNull(Heard.of(stop).stream.unmet(), end);
        }
    }

    @Test
    void timesAreThoseOfTheReads() {
        byte[] a = ("data: " + chunk("\"a\"") + "\n\n").getBytes(StandardCharsets.UTF_8);
        byte[] quiet = ": comment\n\n".getBytes(StandardCharsets.UTF_8);
        Heard heard = Heard.of(Chunks.of(quiet, a, a, quiet, quiet, a));
        assertEquals("first token after 20 ms, then 3 chunks at 50/s, longest gap 30 ms", heard.times());
        assertEquals("first token after 10 ms, 2 chunks all at once",
                Heard.events(chunk("\"a\""), chunk("\"b\"")).times());
        byte[] usage = "data: {\"choices\":[],\"usage\":{\"completion_tokens\":21}}\n\ndata: [DONE]\n\n".getBytes();
        assertEquals("first token after 10 ms, then 21 tokens at 2,000/s, longest gap 10 ms",
                Heard.of(Chunks.of(a, a, usage)).times());
    }

    /** Tokens of thoughts that were not sent took their time in front of the first one. */
    @Test
    void hiddenThoughtsAreNoSpeed() {
        byte[] a = ("data: " + chunk("\"a\"") + "\n\n").getBytes(StandardCharsets.UTF_8);
        byte[] usage = ("data: {\"choices\":[],\"usage\":{\"completion_tokens\":1011,\"completion_tokens_details\":"
                + "{\"reasoning_tokens\":1000}}}\n\ndata: [DONE]\n\n").getBytes();
        assertTrue(Heard.of(Chunks.of(a, a, usage)).times().contains(", then 11 tokens at 1,000/s,"));
    }

    @Test
    void aPairThatIsCutOverTwoPiecesComesOutWhole() {
        Heard heard = Heard.events(chunk("\"a\\ud83d\""), chunk("\"\\ude00b\""), chunk("\"\\ud83d\""),
                chunk("\"c\\ude00\""), chunk("\"\\ud83d\""), "[DONE]");
        assertEquals("a\uD83D\uDE00b\uFFFDc\uFFFD\uFFFD", heard.text());
    }

    @Test
    void anErrorInTheMiddleIsTold() {
        String[][] errors = {
            {"event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Busy\"}}",
                "overloaded_error: Busy"},
            {"data: {\"error\":{\"message\":\"Rate limit\",\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}",
                "tokens: rate_limit_exceeded: Rate limit"},
            {"data: {\"error\":\"model crashed\"}", "model crashed"},
            {"data: {\"error\":{\"code\":502,\"message\":\"Provider\"},\"choices\":[{\"index\":0,\"delta\":{"
                + "\"content\":\"\"},\"finish_reason\":\"error\"}]}", "502: Provider"},
            {"event: error\ndata: upstream gone", "upstream gone"},
            {"event: error\ndata:", "an error"},
            {"{\"error\":{\"message\":\"bare\"}}", "bare"},
            {"data: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"Oops\",\"param\":null}",
                "server_error: Oops"}};
        for (String[] error : errors) {
            Heard heard = Heard.of("data: " + chunk("\"half\"") + "\n\n" + error[0] + "\n\ndata: [DONE]\n\n");
            assertEquals(error[1], heard.stream.error(), error[0]);
            assertEquals("half", heard.text());
            assertEquals("the stream says: " + error[1], heard.stream.unmet());
            assertTrue(heard.says().get(0).endsWith(", then an error"), heard.says().get(0));
        }
        String failed = "{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":"
                + "\"server_error\",\"message\":\"Oops\"}}}";
        assertEquals("server_error: Oops", Heard.events(failed).stream.error());
        assertEquals("out of memory", Heard.of("{\"model\":\"l\",\"response\":\"a\",\"done\":false}\n"
                + "{\"error\":\"out of memory\"}\n").stream.error());
        assertEquals("RESOURCE_EXHAUSTED: 429: Later", Heard.of("[{\"error\":{\"code\":429,\"message\":\"Later\","
                + "\"status\":\"RESOURCE_EXHAUSTED\"}}]").stream.error());
        assertNull(Heard.events(chunk("\"{\\\"error\\\":1}\""), "[DONE]").stream.error());
        assertNull(Heard.events("{\"error\":null,\"choices\":[{\"delta\":{}}]}", "[DONE]").stream.error());
    }

    @Test
    void whatComesBehindTheEndIsNoPartOfIt() {
        Heard heard = Heard.events(chunk("\"a\""), "[DONE]", "[DONE]", chunk("\"late\""));
        assertEquals("a", heard.text());
        assertNull(heard.stream.unmet());
        assertTrue(heard.says().contains("4 characters behind the end, which no client reads: not shown"));
        assertEquals("late", Heard.events(chunk("\"a\""), "[DONE]", "{\"error\":\"late\"}").stream.error());
    }

    @Test
    void anAnswerThatIsNoStreamIsToldFromOne() {
        String[] bodies = {
            "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"all\",\"tool_calls\":"
                + "[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"stop\"}]}",
            "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"all\"},{\"type\":\"tool_use\",\"name\":"
                + "\"f\",\"input\":{}}],\"stop_reason\":\"end_turn\"}",
            "{\"object\":\"response\",\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"content\":[{"
                + "\"type\":\"output_text\",\"text\":\"all\"}]},{\"type\":\"function_call\",\"name\":\"f\"}]}"};
        for (String body : bodies) {
            Heard heard = Heard.of(body);
            assertEquals("all", heard.text(), body);
            assertNull(heard.stream.unmet(), body);
            assertTrue(heard.says().contains("it came whole and not as a stream: ask with \"stream\": true"), body);
            assertTrue(heard.says().get(1).startsWith("tool call: f"), body);
        }
    }

    @Test
    void aStreamOfNoKnownShapeIsGivenUpSoon() {
        Heard heard = Heard.events("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
        assertFalse(heard.stream.isStrange());
        assertEquals("no LLM API that is known answers like this: {\"n\":1}", heard.stream.unmet());
        assertTrue(Heard.events("a", "b", "c", "d", "e", "f", "g", "h", "i", "j").stream.isStrange());
        assertEquals("nothing came that a language model said", Heard.of(": nothing\n\n").stream.unmet());
        assertEquals("no LLM API that is known answers like this: <!DOCTYPE html>",
                Heard.of("<!DOCTYPE html>\n<title>Log in</title>").stream.unmet());
    }

    @Test
    void hostilePiecesAreCountedAndPassedOver() {
        Heard heard = Heard.events(chunk("7"), chunk("{\"a\":1}"), chunk("true"), chunk("null"), chunk("[1,[2],null]"),
                "[1]", "7", "\"choices\"", "{", "[".repeat(10_000) + "]".repeat(10_000),
                "{\"choices\":7}", "{\"choices\":[7,null,[]]}", "{\"choices\":[{\"index\":4000000000,\"delta\":"
                + "{\"content\":\"far\"}}]}", "{\"choices\":[{\"index\":-1,\"delta\":{\"content\":\"a\"}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":4000000000,\"function\":{\"name\":\"f\"}},7,"
                + "{\"index\":99999999999999999999,\"function\":7}]}}]}",
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":-5,\"completion_tokens\":1e9}}", "[DONE]");
        assertEquals("a", heard.text());
        assertEquals(List.of("5 pieces of data that is no JSON; the first: [1]",
                "chat completions: no finish reason", "tool call: f",
                "2 choices; shown is the first, the others have 3 characters",
                "3 pieces that should be text and is not"), heard.says());
    }

    @Test
    void whatIsKeptIsBounded() throws Json.Malformed {
        String piece = "\"" + "x".repeat(10_000_000) + "\"";
        Heard heard = Heard.events(chunk(piece), "[DONE]");
        assertEquals(10_000_000, heard.text().length());
        String json = heard.json();
        assertTrue(json.contains("\"length\":10000000"));
        assertEquals(Generation.KEPT_TEXT, json.indexOf("\",\"length\"") - json.indexOf("\"text\":\"") - 8);
        StringBuilder calls = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            calls.append(i == 0 ? "" : ",").append("{\"index\":").append(i).append(",\"function\":{\"name\":\"f\"}}");
        }
        heard = Heard.events("{\"choices\":[{\"delta\":{\"tool_calls\":[" + calls + "]}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":"
                + piece + "}}]}}]}");
        assertTrue(heard.says().get(1).startsWith("tool calls: f (10,000,000 characters), f,"), heard.says().get(1));
        assertTrue(heard.says().get(1).endsWith(" and 192 more"), heard.says().get(1));
        assertTrue(heard.json().length() < 1_100_000);
    }

    @Test
    void aTornLineOfJsonDoesNotTakeTheNext() {
        Heard heard = Heard.of("{\"model\":\"l\",\"response\":\"a\",\"done\":false}\n{\"model\":\"l\",\"respo\n"
                + "{\"model\":\"l\",\"response\":\"b\",\"done\":true}\n");
        assertEquals("ab", heard.text());
        assertEquals("1 piece of data cannot be read: a part may be missing", heard.stream.unmet());
        assertFalse(heard.stream.isComplete());
    }

    @Test
    void asJsonItIsOneObject() {
        assertEquals("{\"api\":\"messages\",\"model\":\"claude-x\",\"complete\":true,\"finishReason\":\"tool_use\","
                + "\"error\":null,\"text\":\"Xin ch\u00e0o\",\"firstTokenMs\":10,\"firstTextMs\":10,\"ms\":10,"
                + "\"longestGapMs\":0,\"chunks\":4,\"usage\":{\"input\":"
                + "100,\"cached\":75,\"output\":89},\"reasoningLength\":6,\"toolCalls\":[{\"name\":\"weather\","
                + "\"arguments\":\"{\\\"in\\\": 1}\"}]}", Heard.of(Recorded.MESSAGES.body()).json());
    }
}
