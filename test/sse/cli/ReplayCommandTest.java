package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.fault.Kind;

/** What replay says, and prints. */
@Timeout(60)
class ReplayCommandTest {
    @TempDir
    Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("a.sse"), text).toString();
    }

    private static String said(String... words) {
        Typed typed = Typed.run(words);
        return typed.code() + " " + typed.out() + typed.err();
    }

    @Test
    void bodyIsPrintedAsItWas() throws IOException {
        String stream = "data: a\n\n: c\n\nid: 1\ndata: b\r\n\r\ndata: half";
        assertEquals("0 " + stream, said("replay", file(stream), "--to", "stdout", "--every", "1ms"));
        assertEquals("0 data: a\n\n", said("replay", file(stream), "--to", "stdout", "--every", "1ms", "--fault",
                "cut@events=1"));
        String answer = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: a\n\n";
        assertEquals("0 data: a\n\n", said("replay", file(answer), "--to", "stdout", "--speed", "max"));
        assertEquals("0 data: a\n\n", Typed.with("data: a\n\n", "replay", "-", "--to", "stdout").code() + " "
                + Typed.with("data: a\n\n", "replay", "-", "--to", "stdout").out());
    }

    @Test
    void whatCannotBeIsOneSentence() throws IOException {
        String file = file("data: a\n\n");
        assertTrue(said("replay").startsWith("2 sse: replay needs one tape, or a file that is a stream; see "));
        assertEquals("2 sse: there is no file '../nosuch'\n", said("replay", "../nosuch"));
        assertEquals("2 sse: '" + folder + "' is a folder\n", said("replay", folder.toString()));
        assertEquals("2 sse: --speed is a number from 0.001 to 1000000, or max, not 'NaN'\n",
                said("replay", file, "--speed", "NaN"));
        assertTrue(said("replay", file, "--fault", "cut@").startsWith("2 sse: --fault: fault spec, character 5"));
        assertEquals("2 sse: --connections is as-taped or joined, not 'x'\n",
                said("replay", file, "--connections", "x"));
        assertEquals("2 sse: " + file + ", line 2 of the tape: no JSON: no JSON value at position 0\n",
                said("replay", file("{\"tape\":1}\n..\n")));
        assertEquals("2 sse: " + file + ": no connection is on the tape\n", said("replay", file("{\"tape\":1}\n")));
        String there = said("replay", file("data: a\n\n"), "-b", "192.0.2.1", "-p", "0");
        assertTrue(there.startsWith("1 sse: cannot listen on "), there);
    }

    @Test
    void beginningBehindTheEndIsSaid() throws IOException {
        String tape = file("{\"tape\":1}\n[0,\"ask\",{}]\n[0,\"head\",{\"status\":200}]\n[0,\"o\",\"data: a\\n\\n\"]\n"
                + "[1,\"end\",\"clean\"]\n[2,\"ask\",{}]\n[2,\"head\",{\"status\":200}]\n[2,\"o\",\"data: b\\n\\n\"]\n"
                + "[2,\"o\",\"data: c\\n\\n\"]\n[4,\"o\",\"data: d\\n\\n\"]\n[4,\"end\",\"clean\"]\n");
        assertEquals("0 data: d\n\n", said("replay", tape, "--to", "stdout", "--from", "3s"));
        assertEquals("2 sse: --from 5s is behind the end, which is at 4.0 s\n",
                said("replay", tape, "--to", "stdout", "--from", "5s"));
        assertEquals("2 sse: --from 3s is behind the end, which is at 1.0 s\n",
                said("replay", tape, "-p", "0", "--from", "3s"));
        assertEquals("2 sse: --from is a time on a tape, and this file has no times\n",
                said("replay", file("data: a\n\n"), "--to", "stdout", "--from", "1ms"));
    }

    @Test
    void whatIsNeitherTapeNorStreamIsSaid() throws IOException {
        String file = file("\u001f\u0000\u0001");
        assertEquals("0 \u001f\u0000\u0001# " + file + " is no tape, and as a stream it has no event\n",
                said("replay", file, "--to", "stdout", "--speed", "max"));
        Typed empty = Typed.with("", "replay", "-", "--to", "stdout");
        assertEquals("# standard input is no tape, and as a stream it has no event\n", empty.err());
    }

    @Test
    void everyWrongSpecIsOneSentence() throws IOException {
        String file = file("data: a\n\n");
        Random random = new Random(7);
        List<String> pieces = List.of(",", ";", "@", "=", ":", "\"", "conn", "1", "-", "events", "p", "0.1", "3s",
                " ", "é", "\u0000", "bytes", "every", "after");
        for (int i = 0; i < 10_000; i++) {
            StringBuilder spec = new StringBuilder();
            for (int n = random.nextInt(6); n >= 0; n--) {
                Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
                spec.append(random.nextBoolean() ? kind.example() : pieces.get(random.nextInt(pieces.size())));
            }
            Typed typed = Typed.run("replay", file, "--to", "stdout", "--every", "0s", "--fault", spec.toString());
            boolean right = typed.code() == 0 && typed.err().isEmpty();
            boolean sentence = typed.code() == 2 && typed.err().startsWith("sse: --fault: ")
                    && typed.err().indexOf('\n') == typed.err().length() - 1;
            assertTrue(right || sentence, spec + ": " + typed);
        }
    }
}
