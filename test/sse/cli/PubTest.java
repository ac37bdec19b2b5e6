package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.ScriptedServer;
import sse.term.ShellWords;

/** What pub sends, byte for byte, and what it refuses to send. */
@Timeout(20)
class PubTest {
    static Typed pub(String input, String... words) {
        String[] line = new String[words.length + 1];
        line[0] = "pub";
        System.arraycopy(words, 0, line, 1, words.length);
        return Typed.run(Map.of(), input, false, line);
    }

    @Test
    void textIsOneEvent() throws Exception {
        try (Taker server = new Taker(9)) {
            Typed typed = pub("", server.url(), "-e", "price", "--id", "7", "--retry", "500", "hi", "there, Hu\u1EBF");
            assertEquals(new Typed(0, "", "# sent 1 event to " + server.url() + ", 2 readers\n"), typed);
            assertTrue(server.seen.get(0).startsWith("POST /news HTTP/1.1\r\n"));
            for (String header : List.of("Content-Type: text/plain; charset=utf-8", "X-Event: price", "X-Id: 7",
                    "X-Retry: 500",
                    "Content-Length: 15")) {
                assertTrue(server.seen.get(0).contains("\r\n" + header + "\r\n"), header + " in " + server.seen.get(0));
            }
            assertEquals("hi there, Hu\u00E1\u00BA\u00BF", server.nextBody());
        }
    }

    @Test
    void whatNoHeaderCarriesGoesAsABlock() throws Exception {
        try (Taker server = new Taker(9)) {
            pub("", server.url(), "-e", " \u00E9", "a");
            assertTrue(server.seen.get(0).contains("\r\nContent-Type: text/event-stream\r\n"));
            assertEquals("event:  \u00C3\u00A9\ndata: a\n\n", server.nextBody());
        }
    }

    @Test
    void newIdsAreAskedForAndWarningsTold() throws Exception {
        try (ScriptedServer server = new ScriptedServer(with -> with.send("HTTP/1.1 202 Accepted\r\n"
                + "Warning: 299 - \"an id has come again\"\r\nContent-Length: 0\r\n\r\n"))) {
            Typed typed = pub("data: a\n\n", server.url(), "--sse", "--new-ids");
            assertEquals(0, typed.code());
            assertTrue(server.requests().get(0).startsWith("POST /events?ids=new "), server.requests().get(0));
            assertTrue(typed.err().contains("# the server warns: an id has come again\n"), typed.err());
        }
    }

    @Test
    void eachLineIsSentAsItComesOverOneConnection() throws Exception {
        PipedInputStream in = new PipedInputStream();
        OutputStream typing = new PipedOutputStream(in);
        try (Taker server = new Taker(9)) {
            FutureTask<Typed> task = new FutureTask<>(() -> Typed.run(Map.of(), in, false, "pub", server.url(),
                    "--json"));
            Thread.ofPlatform().start(task);
            typing.write("one\n".getBytes());
            typing.flush();
            assertEquals("one", server.nextBody());
            typing.write("two\r\n\nfo".getBytes());
            typing.flush();
            assertEquals("two", server.nextBody());
            assertEquals("", server.nextBody(), "an empty line is an event with empty data");
            typing.write("ur".getBytes());
            typing.close();
            assertEquals("four", server.nextBody());
            Typed typed = task.get(5, TimeUnit.SECONDS);
            assertEquals("{\"id\":\"b-1\",\"subscribers\":2}", typed.out().lines().findFirst().orElseThrow());
            assertEquals("# sent 4 events to " + server.url() + ", 2 readers\n", typed.err());
            assertEquals(1, server.connections(), "one connection");
        }
    }

    @Test
    void wholeInputIsOneEventWithoutItsLastLineEnd() throws Exception {
        try (Taker server = new Taker(9)) {
            pub("a\nb\n\n", server.url(), "--whole");
            assertEquals("a\nb\n", server.nextBody());
            pub("\u0000\u00FF", server.url(), "--base64");
            assertEquals("AMO/", server.nextBody());
        }
    }

    @Test
    void ndjsonIsCheckedLineByLine() throws Exception {
        try (Taker server = new Taker(9)) {
            Typed typed = pub("{\"a\":1}\n\n[2]\n{bad\n3\n", server.url(), "--ndjson");
            assertEquals(1, typed.code());
            assertEquals("sse: line 4 is no JSON: a key in quotes is missing at position 1; 2 events sent\n",
                    typed.err());
            assertEquals(List.of("{\"a\":1}", "[2]"), List.of(server.nextBody(), server.nextBody()));
        }
    }

    @Test
    void whatTailPrintsAsJsonIsPublishedAsItWas() throws Exception {
        String lines = """
                {"id":"7","type":"tick","data":"a\\nb","topic":"x","time":1}
                {"data":"c","retry":9}
                {"data":"d","more":1}
                """;
        try (Taker server = new Taker(9)) {
            assertEquals(0, pub(lines, server.url(), "--ndjson", "-e", "t").code());
            assertTrue(server.seen.get(0).contains("\r\nContent-Type: application/x-ndjson\r\n"), server.seen.get(0));
            assertEquals("{\"id\":\"7\",\"type\":\"tick\",\"data\":\"a\\nb\"}\n", server.nextBody());
            assertTrue(server.seen.get(1).contains("\r\nContent-Type: application/x-ndjson\r\n"), server.seen.get(1));
            assertEquals("{\"type\":\"t\",\"data\":\"c\",\"retry\":9}\n"
                    + "{\"type\":\"t\",\"data\":\"{\\\"data\\\":\\\"d\\\",\\\"more\\\":1}\"}\n", server.nextBody());
            Typed typed = pub("1\n2\n{\"data\":\"\",\"id\":{}}\n", server.url(), "--ndjson");
            assertEquals("sse: line 3: the id of an event is a text; 2 events sent\n", typed.err());
        }
    }

    @Test
    void streamGoesOutAsItsEvents() throws Exception {
        try (Taker server = new Taker(9)) {
            Typed typed = pub(": c\nretry: 10\nid: 1\nevent: a\ndata: x\ndata: y\n\nid: 2\n\ndata: z\n\ndata: half",
                    server.url(), "--sse");
            assertEquals("x\ny", server.nextBody());
            String first = server.seen.get(0);
            assertTrue(first.contains("\r\nX-Id: 1\r\n") && first.contains("\r\nX-Event: a\r\n")
                    && first.contains("\r\nX-Retry: 10\r\n"), first);
            assertEquals("z", server.nextBody());
            String second = server.seen.get(1);
            assertTrue(!second.contains("X-Id") && !second.contains("X-Retry"), second);
            assertEquals(new Typed(1, "", "sse: the stream ends "
                    + "inside a block, which is no event: a blank line is missing; 2 events sent\n"), typed);
        }
    }

    @Test
    void whatIsNoTextIsRefusedAndNotReplaced() throws Exception {
        try (Taker server = new Taker(99)) {
            for (String[] words : new String[][] {{}, {"--ndjson"}, {"--sse"}, {"--whole"}}) {
                String good = words.length > 0 && words[0].equals("--sse") ? "data: 1\n\ndata: " : "1\n2\n";
                byte[] input = (good + "caf\u00E9\n\n").getBytes(StandardCharsets.ISO_8859_1);
                List<String> line = new ArrayList<>(List.of("pub", server.url()));
                line.addAll(List.of(words));
                Typed typed = Typed.run(Map.of(), new ByteArrayInputStream(input), false,
                        line.toArray(String[]::new));
                assertEquals(1, typed.code(), line.toString());
                assertTrue(typed.err().startsWith("sse: line 3 is not UTF-8 (byte E9); --base64 sends what is no text"),
                        typed.err());
            }
            assertEquals(List.of("1", "2", "1", "2", "1"), server.seenBodies());
        }
    }

    @Test
    void wrongUsageIsOneSentence() {
        for (String line : List.of("", "x --id 7", "x --id '' a", "x --whole --sse",
                "x a -f b", "x --rate 0/s", "x --rate 1/d", "x -f /no/such",
                "x --retry -1 a", "x --sse -e y",
                "x --follow /tmp --whole", "x --follow /tmp", "x -H bad a", "ftp://x a", "x -e 'a\nb' c")) {
            List<String> words = new ArrayList<>(line.isEmpty() ? List.of() : ShellWords.of(line));
            Typed typed = pub("", words.toArray(String[]::new));
            assertEquals(2, typed.code(), line + ": " + typed.err());
            assertEquals(1, typed.err().lines().count(), typed.err());
        }
    }

    @Test
    void tokenIsSentWhereItBelongs() throws Exception {
        try (Taker server = new Taker(9)) {
            Typed.run(Map.of("SSE_TOKEN", "t", "SSE_URL", "127.0.0.1:" + server.port()), "", false, "pub", "news",
                    "hi");
            assertTrue(server.seen.get(0).contains("\r\nAuthorization: Bearer t\r\n"));
        }
    }

    @Test
    void userInTheUrlIsAuthorization() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(ScriptedServer.answer("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"))) {
            Typed typed = Typed.run("pub", "http://me:word@127.0.0.1:" + server.port() + "/x", "hi");
            assertEquals(0, typed.code(), typed.err());
            assertEquals("Basic bWU6d29yZA==", server.sent(0, "Authorization"));
            assertEquals(-1, typed.err().indexOf("word"), typed.err());
        }
    }
}
