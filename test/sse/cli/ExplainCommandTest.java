package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.kit.ScriptedServer;
import sse.kit.Waits;
import sse.term.Console;

@Timeout(60)
class ExplainCommandTest {
    private static final String BROKEN = "event: success \ndata: done\n\ndata: line one\nline two\n\n";

    @TempDir
    Path folder;

    @Test
    void explainsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("broken.sse"), BROKEN);
        Typed run = Typed.with("", "explain", file.toString());
        assertEquals(1, run.code());
        assertTrue(run.out().startsWith("bytes    line                              effect\n0-15     event: success·␊"),
                run.out());
        assertTrue(run.out().endsWith("\n\n53 bytes, 2 events, 1 error, 1 warning\n"
                + "sse lint --explain SSE104 shows a bad and a good example\n"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void explainsStandardInput() {
        for (String[] line : new String[][] {{"explain"}, {"explain", "-"}}) {
            Typed run = Typed.with("data: hi\n\n", line);
            assertEquals(0, run.code());
            assertTrue(run.out().contains("DISPATCH message data=\"hi\""), run.out());
        }
    }

    @Test
    void explainsWhatCurlPrintedWithTheHead() {
        Typed run = Typed.with("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\ndata: hi\n\n", "explain");
        assertEquals(1, run.code());
        assertTrue(run.out().contains("""
                head     HTTP/1.1 200 OK                   a browser never asks again
                head     Content-Type: text/html
                head                                       Content-Type: text/html: browsers close for good; send text/event-stream  [error SSE602]
                0-8      data: hi␊                         data = "hi"
                """), run.out());
    }

    @Test
    void rowComesWithItsLineNotLater() throws Exception {
        PipedOutputStream writer = new PipedOutputStream();
        PipedInputStream stdin = new PipedInputStream(writer);
        PipedInputStream stdout = new PipedInputStream(1 << 16);
        OutputStream out = new PipedOutputStream(stdout);
        Thread command = Thread.startVirtualThread(() -> Cli.run(new String[] {"explain"}, new Console(stdin, out, out,
                Map.of(), false)));
        for (String word : new String[] {"one", "two"}) {
            writer.write(("data: " + word + "\n").getBytes(StandardCharsets.UTF_8));
            writer.flush();
            // while the stream is still open
            assertTrue(until(stdout, "\"" + word + "\"").contains("data: " + word), word);
        }
        writer.close();
        assertTrue(command.join(Duration.ofSeconds(20)));
    }

    private static String until(InputStream in, String end) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!read.toString(StandardCharsets.UTF_8).contains(end)) read.write(in.read());
        return read.toString(StandardCharsets.UTF_8);
    }

    @Waits
    void explainsAUrlWhileItLasts() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.HEAD + "data: hi\n\n", true)) {
            Typed run = Typed.with("", "explain", server.url(), "--for", "2s");
            assertEquals(0, run.code(), run.out() + run.err());
            assertTrue(run.out().contains("DISPATCH message data=\"hi\""), run.out());
            assertTrue(server.requests().get(0).contains("Accept: text/event-stream\r\n"), server.requests().get(0));
        }
    }

    @Waits
    void endOfTheTimeIsNoFaultOfTheStream() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.HEAD + "data: hi\n",
                true)) {
            Typed run = Typed.with("", "explain", server.url(), "--for", "2s");
            assertEquals(0, run.code(), run.out());
            assertFalse(run.out().contains("END"), run.out());
        }
    }

    @Test
    void closedPipeEndsQuietly() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(new ByteArrayInputStream(new byte[0]), closed, err, Map.of(), false);
        assertEquals(0, Cli.run(new String[] {"explain"}, console));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void optionsReachTheRows() {
        assertTrue(Typed.with("data: é\n\n", "explain", "--ascii").out().contains("data: <U+00E9>\\n"));
        assertTrue(Typed.with("data: x\n\n", "explain", "--state").out().contains("data buffer \"x\\n\""));
        assertTrue(Typed.with("data: x\n\n", "explain", "--hex").out().contains("64 61 74 61 3A 20 78 0A"));
        assertTrue(Typed.with("data: x\n\n", "explain", "--json").out().startsWith("{\"kind\":\"line\""));
        assertTrue(Typed.with("data:\n\n", "explain", "-v").out().contains("[note SSE210]"));
        assertTrue(Typed.with("foo: x\n\n", "explain", "--color=always").out().contains("\u001B["));
        assertFalse(Typed.with("foo: x\n\n", "explain").out().contains("\u001B["));
    }

    @Test
    void terminalGetsColoursAndIsCutToTheWindow() {
        Map<String, String> env = Map.of("COLUMNS", "60", "TERM", "xterm", "LANG", "en_US.UTF-8");
        Typed run = Typed.onTerminal("data: " + "z".repeat(1000) + "\n\n", env, "explain");
        for (String row : run.out().replaceAll("\u001B\\[[0-9;]*m", "")
                .split("\n\n")[0].split("\n")) assertTrue(row.length() <= 60, row);
        assertTrue(run.out().contains("\u001B["));
        assertTrue(Typed.onTerminal("data: " + "z".repeat(1000) + "\n\n", env, "explain", "--full").out()
                .contains("z".repeat(1000)));
        assertTrue(Typed.onTerminal("data: é\n\n", Map.of("COLUMNS", "60", "LANG", "C"), "explain").out()
                .contains("<U+00E9>"));
    }

    @Test
    void mistakesGetOneSentence() {
        assertFault(2, "there is no file '/no/such'; a URL begins with http://, https:// or :PORT/", "explain",
                "/no/such");
        assertFault(2, "'" + folder + "' is a folder", "explain", folder.toString());
        assertFault(2, "one file, URL or - at a time, not also 'b'", "explain", "a", "b");
        assertFault(2, "explain has no option --stat; did you mean --state?", "explain", "--stat");
        assertFault(2, "'http://' is not a URL: Expected authority", "explain", "http://");
        assertFault(2, "'x' is not a header such as 'Name: value'", "explain", "http://127.0.0.1:1/", "-H", "x");
        assertEquals(7, Typed.with("", "explain", ":1/").code());
    }

    private static void assertFault(int code, String sentence, String... line) {
        Typed run = Typed.with("", line);
        assertEquals("sse: " + sentence + "\n", run.err());
        assertEquals(code, run.code());
        assertEquals("", run.out());
    }

    @Test
    void lineWithoutEndIsRefusedInTheEnd() {
        InputStream endless = new InputStream() {
            @Override
            public int read(byte[] to, int from, int length) {
                java.util.Arrays.fill(to, from, from + length, (byte) 'x');
                return length;
            }

            @Override
            public int read() {
                return 'x';
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Cli.run(new String[] {"explain"}, new Console(endless, OutputStream.nullOutputStream(), err,
                Map.of(), false));
        assertEquals(1, code);
        assertEquals("sse: cannot read the stream: line longer than the limit of 16777216 bytes\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void helpShowsTheFormatOnOneScreen() {
        Typed run = Typed.with("", "help", "format");
        assertEquals(0, run.code());
        assertTrue(run.out().contains("<- EMPTY LINE = SEND. No empty line, no event.\n"), run.out());
        assertEquals(9, run.out().lines().count());
    }

    @Test
    void helpIsWrappedAndNamesEveryOption() {
        for (String usage : new String[] {ExplainCommand.USAGE, LintCommand.USAGE}) {
            usage.lines().forEach(line -> assertTrue(line.length() <= 80, line));
        }
        assertTrue(Typed.with("", "help").out().contains("explain"));
        assertEquals(Typed.with("", "help").out(), Typed.with("", "help", "--help").out());
        assertFault(2, "there is no help about 'tial'; did you mean tail?", "help", "tial");
        assertTrue(Typed.with("", "explain", "--help").out().contains("--full"));
        assertTrue(Typed.with("", "explain", "-h").out().contains("(--help shows the rest)"));
    }

    @Test
    void whoTypesIsToldThatInputIsWaitedFor() {
        assertEquals("# reading standard input; Ctrl-D ends it\n", Typed.onTerminal("data: a\n\n", Map.of("NO_COLOR",
                "1"), "explain").err());
        assertEquals("", Typed.with("data: a\n\n", "explain").err());
    }
}
