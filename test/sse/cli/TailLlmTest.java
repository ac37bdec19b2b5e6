package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.kit.ScriptedServer.CHUNKED;
import static sse.kit.ScriptedServer.answer;
import static sse.kit.ScriptedServer.held;
import static sse.kit.ScriptedServer.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.demo.Demos;
import sse.kit.ScriptedServer;
import sse.server.ServerOptions;
import sse.server.SseServer;
import sse.text.Json;

/** {@code tail --llm}: what goes where, and how it ends. */
@Timeout(30)
class TailLlmTest {
    private static final String SAID = "Xin ch\u00e0o! \ud83d\udc4b";
    private static final String HALF = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"half\"}}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private static Typed tail(ScriptedServer server, String... more) {
        List<String> words = new ArrayList<>(List.of("tail", "--llm", server.url()));
        words.addAll(List.of(more));
        return Typed.run(words.toArray(new String[0]));
    }

    /** A whole answer, ended by the end of the connection. */
    private static ScriptedServer.Play json(String body) {
        return answer("HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n" + body);
    }

    @Test
    void everyShapeOfTheDemoIsHeard() throws Exception {
        List<Throwable> bugs = new ArrayList<>();
        try (SseServer server = new SseServer(ServerOptions.loopback(0), null, bugs::add)) {
            server.route("demo", new Demos(server));
            server.start();
            String demo = "http://127.0.0.1:" + server.address().getPort() + "/demo/llm";
            String ask = "?tps=1000&text=Xin+ch%C3%A0o!+%F0%9F%91%8B&style=";
            String[][] styles = {{"done", "chat completions", "stop", "length", "[DONE]"},
                {"typed", "messages", "end_turn", "max_tokens", "message_stop"},
                {"responses", "responses", "completed", "max_output_tokens", "response.completed"}};
            for (String[] style : styles) {
                Typed typed = Typed.run("tail", "--llm", demo + ask + style[0]);
                assertEquals(SAID + "\n", typed.out());
                assertTrue(typed.err().contains("\n# " + style[1] + " of demo: finish reason " + style[2] + "\n"),
                        typed.err());
                assertTrue(typed.err().contains(style[0].equals("done") ? " 3 chunks " : " 3 tokens "), typed.err());
                assertTrue(typed.err().endsWith(", 1 connection, no errors or warnings\n"), typed.err());
                assertEquals(0, typed.code());
                typed = Typed.run("tail", "--llm", demo + "?tps=1000&stop=length&style=" + style[0]);
                assertTrue(typed.err().contains(": finish reason " + style[3] + "\n"), typed.err());
                assertEquals(0, typed.code());
                typed = Typed.run("tail", "--llm", demo + ask + style[0] + "&break=middle");
                assertEquals("Xin\n", typed.out());
                assertTrue(typed.err().endsWith("\nsse: the answer ends in the middle: no " + style[4] + " came\n"),
                        typed.err());
                assertEquals(18, typed.code());
            }
            for (String path : List.of("/v1/chat/completions", "/v1/messages", "/v1/responses")) {
                for (boolean streams : new boolean[] {true, false}) {
                    Typed typed = Typed.run("tail", "--llm", demo + path + ask.replace("&style=", ""), "-d",
                            "{\"model\":\"m\",\"stream\":" + streams + "}");
                    assertEquals(SAID + "\n", typed.out(), path);
                    assertEquals(!streams, typed.err().contains("# it came whole and not as a stream"), typed.err());
                    assertEquals(0, typed.code());
                }
            }
        }
        assertEquals(List.of(), bugs);
    }

    @Test
    void linesOfJsonAreReadWhateverTheirType() throws Exception {
        try (ScriptedServer server = new ScriptedServer(json("{\"model\":\"l\",\"response\":\"a\\n\",\"done\":false}\n"
                + "{\"model\":\"l\",\"response\":\"b\",\"done\":true,\"done_reason\":\"stop\"}\n"))) {
            Typed typed = tail(server, "-d", "{\"prompt\":1}");
            assertEquals("a\nb\n", typed.out());
            assertTrue(typed.err().startsWith("# 200 application/x-ndjson, head after "), typed.err());
            assertTrue(typed.err().contains("\n# Ollama generate of l: finish reason stop\n"), typed.err());
            assertFalse(typed.err().contains("connection"), typed.err());
            assertEquals(0, typed.code());
            assertEquals("application/json", server.sent(0, "Content-Type"));
            tail(server, "-d", "x", "-H", "Content-Type: text/plain");
            assertEquals("text/plain", server.sent(1, "Content-Type"));
        }
    }

    @Test
    void gzipAndChunksAreTakenOff() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write((HALF + DONE).getBytes(StandardCharsets.UTF_8));
        }
        String head = CHUNKED.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n");
        String body = zipped.toString(StandardCharsets.ISO_8859_1);
        try (ScriptedServer server = new ScriptedServer(
                answer(head + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n"))) {
            Typed typed = tail(server, "--compressed");
            assertEquals("half\n", typed.out());
            assertEquals(0, typed.code());
        }
    }

    @Test
    void errorsEndItWithOne() throws Exception {
        String error = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded\\u001b[2J\","
                + "\"message\":\"Busy\"}}\n\n";
        try (ScriptedServer server = new ScriptedServer(held(HALF + error), held(HALF + error),
                held(HALF + DONE + error), stream("data: {\"error\":{\"message\":\"no such model\"}}\n\n" + DONE))) {
            Typed typed = tail(server);
            assertEquals("half\n", typed.out());
            assertTrue(typed.err().contains("\n# chat completions: no finish reason, then an error\n"), typed.err());
            assertTrue(typed.err().endsWith("\nsse: the stream says: overloaded?[2J: Busy\n"), typed.err());
            assertEquals(1, typed.code());
            typed = Typed.run("tail", server.url(), "--get", ".choices[0].delta.content", "--join");
            assertEquals("half\n", typed.out());
            assertTrue(typed.err().endsWith("\nsse: the stream says: overloaded?[2J: Busy\n"), typed.err());
            assertEquals(1, typed.code());
            assertEquals(1, tail(server).code(), "also behind the end");
            typed = tail(server);
            assertTrue(typed.err().endsWith("\nsse: the stream says: no such model\n"), typed.err());
            assertEquals(1, typed.code());
        }
    }

    @Test
    void pieceThatCannotBeReadIsNotForgotten() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stream(HALF + "data: {\"choices\":[{\"ind\n\n" + DONE))) {
            Typed typed = tail(server);
            assertEquals("half\n", typed.out());
            assertTrue(typed.err().contains("# 1 piece of data that is no JSON; the first: {\"choices\":[{\"ind\n"));
            assertEquals(1, typed.code());
        }
    }

    @Test
    void partsThatAreJoinedMayBeCalledError() throws Exception {
        String body = "data: {\"error\":{\"text\":\"a\"}}\n\ndata: {\"error\":null,\"text\":\"b\"}\n\n";
        try (ScriptedServer server = new ScriptedServer(held(body))) {
            Typed typed = Typed.run("tail", server.url(), "--get", ".error.text", "--join", "-c", "2");
            assertEquals("a\n", typed.out());
            assertEquals(0, typed.code(), typed.err());
        }
    }

    @Test
    void whatNeverLeavesAfterTheEndIsLeft() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held(HALF + DONE), answer(CHUNKED + "5\r\ndata:"))) {
            Typed typed = tail(server);
            assertEquals("half\n", typed.out());
            assertEquals(0, typed.code());
            assertEquals(18, tail(server).code());
            assertEquals(2, server.requests().size(), "an answer is made once");
        }
        String broken = HALF + DONE; // the last chunk of the chunked coding is missing, and nothing of the answer
        try (ScriptedServer server = new ScriptedServer(
                answer(CHUNKED + Integer.toHexString(broken.length()) + "\r\n" + broken + "\r\n"))) {
            Typed typed = tail(server);
            assertEquals(0, typed.code(), typed.err());
            assertTrue(typed.err().contains("# stream was cut short: "), typed.err());
        }
    }

    @Test
    void whatWasStoppedFromHereIsNotBlamed() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held(HALF + HALF))) {
            Typed typed = tail(server, "-c", "1");
            assertEquals("half\n", typed.out());
            assertEquals(0, typed.code(), typed.err());
            assertTrue(typed.err().contains("# chat completions: no finish reason, and no [DONE] so far\n"));
            assertEquals(28, tail(server, "-m", "0.3").code());
        }
    }

    @Test
    void onATerminalItIsHarmlessAndIntoAPipeItIsAsItCame() throws Exception {
        String body = "data: {\"choices\":[{\"delta\":{\"content\":\"a\\u001b[31m\\tb\\r\\n\"}}]}\n\n" + DONE;
        try (ScriptedServer server = new ScriptedServer(stream(body))) {
            assertEquals("a\u001b[31m\tb\r\n", tail(server).out());
            Typed typed = Typed.onTerminal("", Map.of("TERM", "dumb", "COLUMNS", "80", "LC_ALL", "C.UTF-8"), "tail",
                    "--llm", server.url());
            assertEquals("a\u241b[31m\tb\u240d\n", typed.out());
        }
    }

    @Test
    void asJsonItIsOneObject() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stream(HALF + DONE), stream(HALF),
                answer("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"))) {
            Typed typed = tail(server, "--json");
            Map<?, ?> object = (Map<?, ?>) Json.parse(typed.out());
            assertEquals("half", object.get("text"));
            assertEquals(true, object.get("complete"));
            assertEquals(0, typed.code());
            typed = tail(server, "--json");
            assertEquals(false, ((Map<?, ?>) Json.parse(typed.out())).get("complete"));
            assertEquals(18, typed.code());
            typed = tail(server, "--json");
            assertEquals("", typed.out());
            assertEquals(22, typed.code());
        }
    }

    @Test
    void whatIsNoAnswerOfAModelIsSaid() throws Exception {
        String clock = "data: {\"now\":1}\n\n";
        try (ScriptedServer server = new ScriptedServer(held(clock.repeat(10)), stream(clock), stream(": hb\n\n"),
                answer("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!DOCTYPE html>\n<p>Log in\n"))) {
            for (int code : new int[] {22, 22, 18, 22}) {
                Typed typed = tail(server);
                assertEquals("", typed.out());
                assertEquals(code, typed.code(), typed.err());
            }
        }
    }

    @Test
    void wordsThatDoNotGoTogetherAreSaid() {
        assertTrue(Typed.run("tail", "--llm", "x", "--raw").err().startsWith("sse: --llm goes with --json, and "));
        assertTrue(Typed.run("tail", "--llm", ":1/x", ":1/y").err().startsWith("sse: --llm takes one URL"));
        assertTrue(Typed.run("tail", "--llm", ":1/x", "--as", "browser").err().startsWith("sse: --llm goes"));
    }
}
