package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tape is judged and explained as the stream that it was, with its times. */
@Timeout(20)
class TapeCommandsTest {
    private static final String FIRST = "{\"tape\":1,\"url\":\"http://h/x\",\"method\":\"GET\",\"headers\":[]}\n";
    private static final String STREAM = ",\"head\",{\"status\":200,\"headers\":[[\"Content-Type\","
            + "\"text/event-stream\"],[\"Cache-Control\",\"no-cache\"],[\"X-Accel-Buffering\",\"no\"]]}]\n";

    @TempDir
    Path folder;

    private String tape(String entries) throws IOException {
        Path file = folder.resolve("a.tape");
        Files.writeString(file, FIRST + entries);
        return file.toString();
    }

    private static String lint(String tape) {
        Typed typed = Typed.run("lint", tape, "--ignore", "SSE611");
        return typed.code() + "\n" + typed.out() + typed.err();
    }

    @Test
    void whatIsSaidOfTimesIsSaidOfATapeToo() throws IOException {
        StringBuilder events = new StringBuilder();
        for (int i = 1; i <= 12; i++) {
            int second = i <= 6 ? 20 : 40; // six at once, and six more 20 s later
            events.append("[").append(second).append(",\"o\",\"id: ").append(i).append("\\ndata: x\\n\\n\"]\n");
        }
        String says = lint(tape("[0,\"ask\",{}]\n[9" + STREAM + events + "[41,\"end\",\"clean\"]\n"));
        assertTrue(says.contains("SSE314  head      the head came after 9.0 s"), says);
        assertTrue(says.contains("SSE313  1:1       6 events came in one read after 20.0 s"), says);
    }

    @Test
    void howItEndedIsJudged() throws IOException {
        String body = "[0,\"ask\",{}]\n[0" + STREAM
                + "[0,\"o\",\"retry: 9\\nid: 1\\ndata: x\\n\\ndata: ha\"]\n[1,\"end\",\"";
        assertTrue(lint(tape(body + "short\"]\n")).contains("closed the connection inside the body"));
        assertTrue(lint(tape(body + "clean\"]\n")).contains("SSE1"));
        assertTrue(!lint(tape(body + "stopped\"]\n")).contains("error"), "that is the recorder's, not the stream's");
    }

    @Test
    void eachConnectionIsJudgedAndExplainedByItself() throws IOException {
        String tape = tape("[0,\"ask\",{}]\n[0" + STREAM
                + "[0,\"o\",\"retry: 9\\nid: 1\\ndata: x\\n\\n\"]\n[0,\"end\",\"clean\"]\n"
                + "[1,\"ask\",{\"headers\":[[\"Last-Event-ID\",\"1\"]]}]\n[1" + STREAM
                + "[1,\"o\",\"id: 2\\ndata: y\\n\\n\"]\n");
        String says = lint(tape);
        assertTrue(says.startsWith("0\nconnection 1\n"), says);
        assertTrue(says.contains("\nconnection 2, Last-Event-ID: 1\n"), says);
        assertEquals("x\ny\n", Typed.run("tail", tape, "--data").out());
        String explained = Typed.run("explain", tape).out();
        assertTrue(explained.contains("connection 2, Last-Event-ID: 1\nbytes "), explained);
    }

    /** All of it comes at once, so that it would look like polling. */
    @Test
    void tailBlamesNoServerForTheEndOfAFile() throws IOException {
        String tape = tape("[0,\"ask\",{}]\n[0" + STREAM
                + "[0,\"o\",\"id: 1\\ndata: x\\n\\n\"]\n[9,\"end\",\"stopped\"]\n");
        String says = Typed.run("tail", tape).steadyErr();
        assertTrue(says.contains("\n# the file ends after 1 event, 15 bytes\n# 1 event in N s, 1 connection"), says);
        assertTrue(!says.contains("browser") && !says.contains("polling"), says);
        assertEquals("sse: there is no file ':1/x': record makes a file of a stream first\n",
                Typed.run("replay", ":1/x").err());
    }

    @Test
    void whatIsNoTapeIsOneSentence() throws IOException {
        String tape = tape("nothing\n");
        assertEquals("2\nsse: " + tape + ", line 2 of the tape: no JSON: no JSON value at position 1\n", lint(tape));
        assertEquals("2\nsse: no answer is on the tape\n", lint(tape("[0,\"ask\",{}]\n")));
        String good = FIRST + "[0,\"ask\",{}]\n[0" + STREAM + "[0,\"o\",\"data: x\\n\\n\"]\n";
        Typed typed = Typed.with(good, "explain", "-");
        assertTrue(typed.out().contains("DISPATCH message"), typed.out() + typed.err());
        assertTrue(Typed.with("{\"tap", "explain", "-").out().contains("{\"tap"));
        assertTrue(Typed.with("", "explain", "-").out().contains("0 bytes"), Typed.with("", "explain", "-").out());
    }

    @Test
    void tapeThatIsNotThereIsNoTopic() throws IOException {
        for (String word : new String[] {"nosuch.tape", "../no/such.SSE"}) {
            Typed typed = Typed.run("tail", word, "-c", "1");
            assertEquals("2 sse: there is no file '" + word + "'; where it is a path of a server, give its whole URL\n",
                    typed.code() + " " + typed.err());
        }
        String tape = tape("");
        assertEquals("sse: a file such as '" + tape + "' is read alone\n", Typed.run("tail", "news", tape).err());
    }

    @Test
    void whatIsTooLargeForTheMemoryIsSaid() throws Exception {
        String piece = "[0,\"o\",\"" + "data: ".repeat(20_000) + "\\n\"]\n";
        String tape = tape("[0,\"ask\",{}]\n[0" + STREAM + piece.repeat(100));
        for (String command : new String[] {"lint", "replay"}) {
            Process process = new ProcessBuilder(Program.JAVA_HOME.resolve("bin/java").toString(), "-Xmx32m",
                    "-jar", Program.JAR.toString(), command, tape).redirectErrorStream(true).start();
            String says = new String(process.getInputStream().readAllBytes());
            assertTrue(says.contains("it is too large for the memory that Java has here"), says);
            assertEquals(1, process.waitFor());
        }
    }
}
