package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.feed.Pace;
import sse.kit.Await;
import sse.kit.ScriptedServer;
import sse.term.Console;
import sse.term.ShellWords;

/** What pub sends, byte for byte, and what it says when it cannot. */
@Timeout(20)
class PubTest {
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();

    /** Answers one request after the other on each connection: yes to the first {@code good}, then no. */
    private ScriptedServer server(int good) throws IOException {
        ScriptedServer[] self = new ScriptedServer[1];
        self[0] = new ScriptedServer(with -> {
            for (String request = null;; request = with.readRequest()) {
                if (request == null) request = self[0].requests().get(self[0].requests().size() - 1);
                if (request.isEmpty()) return;
                seen.add(request);
                String answer = seen.size() <= good ? "{\"id\":\"b-" + seen.size() + "\",\"subscribers\":2}"
                        : "event type cannot have a line feed\n";
                with.send("HTTP/1.1 " + (seen.size() <= good ? "201 Created" : "400 Bad Request")
                        + "\r\nContent-Length: "
                        + answer.length() + "\r\n\r\n" + answer);
                bodies.add(body(request));
            }
        });
        return self[0];
    }

    private static String body(String request) {
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }

    private String nextBody() throws InterruptedException {
        return bodies.poll(5, TimeUnit.SECONDS);
    }

    private List<String> seenBodies() {
        return seen.stream().map(PubTest::body).toList();
    }

    private static String url(ScriptedServer server) {
        return server.uri("/news").toString();
    }

    private static Typed pub(String input, String... words) {
        String[] line = new String[words.length + 1];
        line[0] = "pub";
        System.arraycopy(words, 0, line, 1, words.length);
        return Typed.run(Map.of(), input, false, line);
    }

    @Test
    void textIsOneEvent() throws Exception {
        try (ScriptedServer server = server(9)) {
            Typed typed = pub("", url(server), "-e", "price", "--id", "7", "--retry", "500", "hi", "there, Hu\u1EBF");
            assertEquals(new Typed(0, "", "# sent 1 event to " + url(server) + ", 2 readers\n"), typed);
            assertTrue(seen.get(0).startsWith("POST /news HTTP/1.1\r\n"));
            for (String header : List.of("Content-Type: text/plain; charset=utf-8", "X-Event: price", "X-Id: 7",
                    "X-Retry: 500",
                    "Content-Length: 15")) {
                assertTrue(seen.get(0).contains("\r\n" + header + "\r\n"), header + " in " + seen.get(0));
            }
            assertEquals("hi there, Hu\u00E1\u00BA\u00BF", nextBody());
        }
    }

    @Test
    void whatNoHeaderCarriesGoesAsABlock() throws Exception {
        try (ScriptedServer server = server(9)) {
            pub("", url(server), "-e", " \u00E9", "a");
            assertTrue(seen.get(0).contains("\r\nContent-Type: text/event-stream\r\n"));
            assertEquals("event:  \u00C3\u00A9\ndata: a\n\n", nextBody());
        }
    }

    @Test
    void newIdsAreAskedForAndWarningsTold() throws Exception {
        try (ScriptedServer server = new ScriptedServer(with -> with.send("HTTP/1.1 202 Accepted\r\n"
                + "Warning: 299 - \"an id has come again\"\r\nContent-Length: 0\r\n\r\n"))) {
            Typed typed = pub("data: a\n\n", url(server), "--sse", "--new-ids");
            assertEquals(0, typed.code());
            assertTrue(server.requests().get(0).startsWith("POST /news?ids=new "), server.requests().get(0));
            assertTrue(typed.err().contains("# the server warns: an id has come again\n"), typed.err());
        }
    }

    @Test
    void eachLineIsSentAsItComesOverOneConnection() throws Exception {
        PipedInputStream in = new PipedInputStream();
        OutputStream typing = new PipedOutputStream(in);
        try (ScriptedServer server = server(9)) {
            FutureTask<Typed> task = new FutureTask<>(() -> Typed.run(Map.of(), in, false, "pub", url(server),
                    "--json"));
            Thread.ofPlatform().start(task);
            typing.write("one\n".getBytes());
            typing.flush();
            assertEquals("one", nextBody());
            typing.write("two\r\n\nfo".getBytes());
            typing.flush();
            assertEquals("two", nextBody());
            assertEquals("", nextBody(), "an empty line is an event with empty data");
            typing.write("ur".getBytes());
            typing.close();
            assertEquals("four", nextBody());
            Typed typed = task.get(5, TimeUnit.SECONDS);
            assertEquals("{\"id\":\"b-1\",\"subscribers\":2}", typed.out().lines().findFirst().orElseThrow());
            assertEquals("# sent 4 events to " + url(server) + ", 2 readers\n", typed.err());
            assertEquals(1, server.requests().size(), "one connection");
        }
    }

    @Test
    void wholeInputIsOneEventWithoutItsLastLineEnd() throws Exception {
        try (ScriptedServer server = server(9)) {
            pub("a\nb\n\n", url(server), "--whole");
            assertEquals("a\nb\n", nextBody());
            pub("\u0000\u00FF", url(server), "--base64");
            assertEquals("AMO/", nextBody());
        }
    }

    @Test
    void ndjsonIsCheckedLineByLine() throws Exception {
        try (ScriptedServer server = server(9)) {
            Typed typed = pub("{\"a\":1}\n\n[2]\n{bad\n3\n", url(server), "--ndjson");
            assertEquals(1, typed.code());
            assertEquals("sse: line 4 is no JSON: a key in quotes is missing at position 1; 2 events sent\n",
                    typed.err());
            assertEquals(List.of("{\"a\":1}", "[2]"), List.of(nextBody(), nextBody()));
        }
    }

    @Test
    void whatTailPrintsAsJsonIsPublishedAsItWas() throws Exception {
        String lines = """
                {"id":"7","type":"tick","data":"a\\nb","topic":"x","time":1}
                {"data":"c","retry":9}
                {"data":"d","more":1}
                """;
        try (ScriptedServer server = server(9)) {
            assertEquals(0, pub(lines, url(server), "--ndjson", "-e", "t").code());
            assertTrue(seen.get(0).contains("\r\nContent-Type: application/x-ndjson\r\n"), seen.get(0));
            assertEquals("{\"id\":\"7\",\"type\":\"tick\",\"data\":\"a\\nb\"}\n", nextBody());
            assertTrue(seen.get(1).contains("\r\nContent-Type: application/x-ndjson\r\n"), seen.get(1));
            assertEquals("{\"type\":\"t\",\"data\":\"c\",\"retry\":9}\n"
                    + "{\"type\":\"t\",\"data\":\"{\\\"data\\\":\\\"d\\\",\\\"more\\\":1}\"}\n", nextBody());
            Typed typed = pub("1\n2\n{\"data\":\"\",\"id\":{}}\n", url(server), "--ndjson");
            assertEquals("sse: line 3: the id of an event is a text; 2 events sent\n", typed.err());
        }
    }

    @Test
    void streamGoesOutAsItsEvents() throws Exception {
        try (ScriptedServer server = server(9)) {
            Typed typed = pub(": c\nretry: 10\nid: 1\nevent: a\ndata: x\ndata: y\n\nid: 2\n\ndata: z\n\ndata: half",
                    url(server),
                    "--sse");
            assertEquals("x\ny", nextBody());
            assertTrue(seen.get(0).contains("\r\nX-Id: 1\r\n") && seen.get(0).contains("\r\nX-Event: a\r\n")
                    && seen.get(0).contains("\r\nX-Retry: 10\r\n"), seen.get(0));
            assertEquals("z", nextBody());
            assertTrue(!seen.get(1).contains("X-Id") && !seen.get(1).contains("X-Retry"), seen.get(1));
            assertEquals(new Typed(1, "", "sse: the stream ends "
                    + "inside a block, which is no event: a blank line is missing; 2 events sent\n"), typed);
        }
    }

    @Test
    void refusalSaysWhatWasSentAndWhichLineWasNot() throws Exception {
        try (ScriptedServer server = server(1)) {
            assertEquals(new Typed(22, "",
                    "sse: status 400: event type cannot have a line feed; 1 event sent; line 2 was not sent\n"),
                    pub("a\nb\nc\nd\n", url(server)));
            assertEquals(List.of("a", "data: b\n\ndata: c\n\ndata: d\n\n", "b"), seenBodies());
        }
    }

    @Test
    void linesThatWaitGoTogetherInOrder() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1200; i++) lines.append(i).append('\n');
        try (ScriptedServer server = server(99)) {
            Typed typed = pub(lines.toString(), url(server), "-e", "n", "--retry", "5");
            assertEquals(new Typed(0, "", "# sent 1,200 events to " + url(server) + ", 2 readers\n"), typed);
            assertEquals(4, seen.size(), "one alone, then 500, 500 and 199");
            assertTrue(seen.get(1).contains("\r\nContent-Type: text/event-stream\r\n"), seen.get(1));
            assertEquals("0", nextBody());
            String all = nextBody() + nextBody() + nextBody();
            StringBuilder blocks = new StringBuilder();
            for (int i = 1; i < 1200; i++) blocks.append("event: n\nretry: 5\ndata: ").append(i).append("\n\n");
            assertEquals(blocks.toString(), all);
        }
    }

    @Test
    void noBodyOfManyIsLargerThanAMebibyte() throws Exception {
        String line = "x".repeat(400_000) + "\n";
        try (ScriptedServer server = server(99)) {
            assertEquals(0, pub(line.repeat(6), url(server)).code());
            for (String body : seenBodies()) assertTrue(body.length() <= 1 << 20, body.length() + " bytes");
            assertTrue(seen.size() < 6, seen.size() + " requests");
        }
    }

    @Test
    void serverOfAnotherKindGetsOneEventAtATime() throws Exception {
        ScriptedServer.Play play = with -> {
            for (String next = "first"; !next.isEmpty(); next = with.readRequest()) {
                seen.add(next);
                with.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        };
        try (ScriptedServer server = new ScriptedServer(play)) {
            assertEquals(new Typed(0, "", "# sent 4 events to " + url(server) + "\n"),
                    pub("a\nb\nc\nd\n", url(server)));
            assertEquals(4, seen.size());
        }
    }

    @Test
    void manyWhoseAnswerIsLostAreNotSentAgain() throws Exception {
        ScriptedServer.Play play = with -> {
            with.send("HTTP/1.1 201 Created\r\nContent-Length: 28\r\n\r\n{\"id\":\"b-1\",\"subscribers\":2}");
            seen.add(with.readRequest());
        };
        try (ScriptedServer server = new ScriptedServer(play)) {
            Typed typed = pub("a\nb\nc\n", url(server), "--retry-connect");
            assertEquals(7, typed.code());
            assertTrue(typed.err().endsWith("; 1 event sent; whether lines 2 to 3 arrived is not known\n"),
                    typed.err());
            assertEquals(1, seen.size());
            assertEquals(1, server.requests().size(), "no second connection");
        }
    }

    @Test
    void whatIsNoTextIsRefusedAndNotReplaced() throws Exception {
        try (ScriptedServer server = server(99)) {
            for (String[] words : new String[][] {{}, {"--ndjson"}, {"--sse"}, {"--whole"}}) {
                String good = words.length > 0 && words[0].equals("--sse") ? "data: 1\n\ndata: " : "1\n2\n";
                byte[] input = (good + "caf\u00E9\n\n").getBytes(StandardCharsets.ISO_8859_1);
                List<String> line = new ArrayList<>(List.of("pub", url(server)));
                line.addAll(List.of(words));
                Typed typed = Typed.run(Map.of(), new ByteArrayInputStream(input), false,
                        line.toArray(String[]::new));
                assertEquals(1, typed.code(), line.toString());
                assertTrue(typed.err().startsWith("sse: line 3 is not UTF-8 (byte E9); --base64 sends what is no text"),
                        typed.err());
            }
            assertEquals(List.of("1", "2", "1", "2", "1"), seenBodies());
        }
    }

    @Test
    void progressIsALineThatIsGoneAtTheEnd(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("lines");
        Files.writeString(file, "a\n".repeat(8));
        try (ScriptedServer server = server(99)) {
            Typed typed = Typed.onTerminal("", Map.of(), "pub", url(server), "-f", file.toString(), "--rate", "10/s");
            assertTrue(typed.err().startsWith("# "), typed.err());
            assertTrue(typed.err().contains(" events sent, "), typed.err());
            assertTrue(typed.err().endsWith("\r# sent 8 events to " + url(server) + ", 2 readers\n"), typed.err());
            assertEquals(-1, pub("a\n".repeat(8), url(server), "--rate", "10/s").err().indexOf('\r'));
        }
    }

    @Test
    void serverThatIsDownIsSeven() throws Exception {
        try (Socket deaf = new Socket()) { // holds the port, and does not listen
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = deaf.getLocalPort();
            Typed typed = pub("a\n", ":" + port + "/x");
            assertEquals(new Typed(7, "", "sse: no connection to http://127.0.0.1:" + port
                    + "/x: Connection refused; nothing sent; line 1 was not sent\n"), typed);
        }
    }

    @Test
    void serverThatDiesBetweenTwoEventsIsSevenAndSaysHowManyWereSent() throws Exception {
        PipedInputStream in = new PipedInputStream();
        OutputStream typing = new PipedOutputStream(in);
        FutureTask<Typed> task;
        try (ScriptedServer server = server(9)) {
            task = new FutureTask<>(() -> Typed.run(Map.of(), in, false, "pub", url(server)));
            Thread.ofPlatform().start(task);
            typing.write("one\n".getBytes());
            typing.flush();
            assertEquals("one", nextBody());
        }
        typing.write("two\n".getBytes());
        typing.close();
        Typed typed = task.get(10, TimeUnit.SECONDS);
        assertEquals(7, typed.code());
        assertTrue(typed.err().contains("1 event sent"), typed.err());
    }

    @Test
    void connectionThatBreaksBeforeTheAnswerIsNotSentAgain() throws Exception {
        try (ScriptedServer server = new ScriptedServer(with -> { })) {
            Typed typed = pub("a\n", url(server), "--retry-connect");
            assertEquals(7, typed.code());
            assertTrue(typed.err().endsWith("; nothing sent; whether the next one arrived is not known\n"),
                    typed.err());
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void serverThatIsDownIsWaitedForWhenAsked() throws Exception {
        Socket deaf = new Socket(); // holds the port, and does not listen
        deaf.setReuseAddress(true);
        deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int port = deaf.getLocalPort();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(new ByteArrayInputStream("a\n".getBytes()), OutputStream.nullOutputStream(),
                err, Map.of(), false);
        FutureTask<Integer> task = new FutureTask<>(
                () -> Cli.run(new String[] {"pub", ":" + port + "/x", "--retry-connect", "-v"}, console));
        Thread.ofPlatform().start(task);
        Await.until("a first try in vain", 5000, () -> err.toString().contains("; again in "));
        deaf.close();
        try (ScriptedServer server = new ScriptedServer(port,
                with -> with.send("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"))) {
            assertEquals(0, task.get(10, TimeUnit.SECONDS));
            assertTrue(err.toString().endsWith("# sent 1 event to http://127.0.0.1:" + port + "/x\n"), err.toString());
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void followedFileMayBeRotatedAndTruncated(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("app.log");
        Files.writeString(log, "old\n");
        try (ScriptedServer server = server(99)) {
            FutureTask<Typed> task = new FutureTask<>(() -> pub("", url(server), "--follow", log.toString()));
            Thread thread = Thread.ofPlatform().start(task);
            String first = null; // the file is followed from its end, whenever that is looked at
            for (int i = 0; first == null && i < 50; i++) {
                Files.writeString(log, "start\n", StandardOpenOption.APPEND);
                first = bodies.poll(100, TimeUnit.MILLISECONDS);
            }
            assertEquals("start", first);
            while (bodies.poll(300, TimeUnit.MILLISECONDS) != null) {
                // those that were written while it started
            }
            Files.writeString(log, "ha", StandardOpenOption.APPEND);
            Files.writeString(log, "lf\nlast of the old", StandardOpenOption.APPEND);
            assertEquals("half", nextBody());
            Files.move(log, folder.resolve("app.log.1"), StandardCopyOption.ATOMIC_MOVE);
            Files.writeString(log, "first of the new\n");
            assertEquals("last of the old", nextBody());
            assertEquals("first of the new", nextBody());
            Files.writeString(log, "cut\n"); // truncated, and shorter than it was
            assertEquals("cut", nextBody());
            Files.delete(log);
            Files.writeString(log, "again\n");
            assertEquals("again", nextBody());
            thread.interrupt();
            assertEquals(0, task.get(5, TimeUnit.SECONDS).code());
        }
    }

    @Test
    void rateSpacesWhatIsSent() {
        Pace pace = Pace.of("10/s");
        assertEquals(0, pace.waitNanos(1000));
        assertEquals(100_000_000, pace.waitNanos(1000));
        assertEquals(50_000_000, pace.waitNanos(150_001_000));
        assertEquals(0, pace.waitNanos(900_000_000));
        assertEquals(2_000_000_000L, Pace.of("30/m").waitNanos(0) + secondWait("30/m"));
    }

    private static long secondWait(String rate) {
        Pace pace = Pace.of(rate);
        pace.waitNanos(0);
        return pace.waitNanos(0);
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
        try (ScriptedServer server = server(9)) {
            Typed.run(Map.of("SSE_TOKEN", "t", "SSE_URL", "127.0.0.1:" + server.port()), InputStream.nullInputStream(),
                    false,
                    "pub", "news", "hi");
            assertTrue(seen.get(0).contains("\r\nAuthorization: Bearer t\r\n"));
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
