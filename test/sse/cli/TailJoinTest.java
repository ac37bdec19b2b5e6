package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.ScriptedServer;

/** With --join, half an answer never looks like a whole one. */
@Timeout(20)
class TailJoinTest {
    private static final String HALF = "event: part\ndata: {\"text\":\"half\"}\n\n";

    /** Tail prints half of it, says why there is no more, and ends though the stream stays open. */
    private static void endsWith(String says, String body, String... options) throws IOException {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.held(body))) {
            String[] words = new String[options.length + 3];
            System.arraycopy(options, 0, words, 3, options.length);
            words[0] = "tail";
            words[1] = server.url();
            words[2] = "--join";
            Typed typed = Typed.run(words);
            assertEquals("half\n", typed.out());
            assertTrue(typed.err().endsWith("\nsse: the stream says: " + says + "\n"), typed.err());
            assertEquals(1, typed.code());
        }
    }

    @Test
    void errorInTheMiddleEndsItWhateverIsWanted() throws IOException {
        String error = "event: error\ndata: {\"message\":\"Busy\"}\n\n";
        endsWith("{\"message\":\"Busy\"}", HALF + error, "--get", ".text");
        endsWith("{\"message\":\"Busy\"}", HALF + error, "--get", ".text", "-e", "part");
        endsWith("{\"message\":\"Busy\"}", HALF + error, "--get", ".text", "--where", ".text~a");
        endsWith("out of memory", HALF + "event: error\ndata: out of memory\n\n", "--get", ".text");
        endsWith("an error", HALF + "event: error\ndata:\n\n", "--get", ".text");
    }

    @Test
    void errorBesideAPartIsOne() throws IOException {
        endsWith("server_error: gone", HALF + "data: {\"text\":\"\",\"error\":{\"code\":\"server_error\","
                + "\"message\":\"gone\"}}\n\n", "--get", ".text");
        endsWith("gone", HALF + "data: {\"error\":\"gone\"}\n\n", "--get", ".text", "-e", "part");
    }

    @Test
    void textThatIsJoinedHasErrorsToo() throws IOException {
        endsWith("Busy", "data: ha\n\ndata: lf\n\nevent: error\ndata: Busy\n\n", "--data");
        endsWith("Busy", "data: half\n\ndata: {\"error\":{\"message\":\"Busy\"}}\n\n", "--data");
    }

    @Test
    void wordsOfAnErrorAreNone() throws IOException {
        String body = "data: {\"text\":\"the \\\"error\\\" of \"}\n\ndata: {\"text\":\"it\",\"error\":null}\n\n"
                + "data: {\"text\":\".\",\"error\":{}}\n\n";
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.held(body))) {
            Typed typed = Typed.run("tail", server.url(), "--get", ".text", "--join", "-c", "3");
            assertEquals("the \"error\" of it.\n", typed.out());
            assertEquals(0, typed.code());
        }
        String asked = "data: {\"error\":{\"text\":\"a\"}}\n\n";
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.held(asked))) {
            Typed typed = Typed.run("tail", server.url(), "--get", ".error.text", "--join", "-c", "1");
            assertEquals("a\n", typed.out());
            assertEquals(0, typed.code());
        }
    }

    @Test
    void whatIsSaidOfACutStandsOnALineOfItsOwnWhereBothAreSeen() throws IOException {
        for (boolean terminal : new boolean[] {true, false}) {
            try (ScriptedServer server = new ScriptedServer(ScriptedServer.stream("retry: 1\n\ndata: half\n\n"),
                    ScriptedServer.held("data: whole\n\n"))) {
                Typed typed = Typed.run(Map.of(), "", terminal, "tail", server.url(), "--data", "--join", "-c", "2");
                assertEquals(terminal ? "half\nwhole\n" : "halfwhole\n", typed.out());
            }
        }
    }
}
