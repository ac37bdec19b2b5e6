package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is mistyped gets one sentence that is true, and exit code 2; nothing of it is done. */
class MistakesTest {
    private static final String HELP = "; see sse help ";

    private static void refused(String sentence, String... words) {
        refused(sentence, Map.of(), words);
    }

    private static void refused(String sentence, Map<String, String> env, String... words) {
        assertEquals(new Typed(2, "", "sse: " + sentence + "\n"), Typed.run(env, "", false, words), sentence);
    }

    @Test
    void serve() {
        refused("'' is not an address of this machine", "serve", "-b", "");
        refused("'192.0.2.1' is not an address of this machine", "serve", "-p", "0", "-b", "192.0.2.1");
        refused("a port is a number from 0 to 65535, not 'x'", "-p", "x");
        refused("a port is a number from 0 to 65535, not 'x' ($PORT)", Map.of("PORT", "x"), "serve");
        refused("--token is empty: then nobody would be asked for it", "serve", "--token", "");
        refused("--token is what a header brings unchanged: ASCII, and no space at its edges", "serve", "--token", "é");
        refused("$SSE_TOKEN is what a header brings unchanged: ASCII, and no space at its edges",
                Map.of("SSE_TOKEN", " a"), "serve");
        for (String host : new String[] {"http://x", "a b", "", "x/y", "*"}) {
            refused("--host: '" + host + "' is not the name of a host, such as app.test", "serve", "--host", host);
        }
        refused("serve has no option -z" + HELP + "serve", "serve", "-z");
    }

    @Test
    void helpAndVersion() {
        refused("there is no help about 'formt'; did you mean format?", "help", "formt");
        refused("help is about commands; sse lint --explain SSE104 shows the code", "help", "SSE104");
        refused("help is about one word, not also 'lint'", "help", "explain", "lint");
        refused("version has no option --json; see sse help version", "--version", "--json");
    }

    @Test
    void requests() {
        refused("'BAD METHOD' is not a method", "tail", ":8080/x", "-X", "BAD METHOD");
        for (String command : new String[] {"tail", "lint"}) {
            String[] words = {command, ":8080/x", "--origin", "foo", command.equals("tail") ? "--as=browser" : "-v"};
            refused("--origin: 'foo' is no origin of a page: such as http://localhost:3000, or null", words);
            words[3] = "*"; // which --cors takes
            refused("--origin: '*' is no origin of a page: such as http://localhost:3000, or null", words);
        }
    }

    @Test
    void whatHasNothingToDoWithThePageIsNotSaidOfIt() {
        refused("--last takes a whole number from 0 to 2147483647, not 'x'", "tail", ":8080/x", "--as", "browser",
                "--last", "x");
        refused("'http://a%20b/': no host can be called 'a%20b'; in a page, EventSource fails at once", "tail",
                "http://a b/", "--as", "browser");
    }

    @Test
    void explainAndLint() {
        refused("'' is neither a file, a URL nor a topic", "explain", "");
        refused("--explain is about a code, not a stream", "lint", "--explain", "SSE104", "bad.txt");
        refused("--fix prints the stream, and --format is for findings", "lint", "--fix", "--format", "github");
    }

    @Test
    void programThatIsNotThere(@TempDir Path folder) throws Exception {
        Path stream = Files.createFile(folder.resolve("not a program"));
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(new FutureTask<>(() -> answer(server)));
            String url = ":" + server.getLocalPort() + "/x";
            String none = "sse: cannot run exit: there is no such program (a shell's words need sh -c '...')\n";
            for (String option : new String[] {"--then", "--exec"}) {
                Typed typed = Typed.run("tail", url, "-c", "1", option, "exit 3");
                assertEquals(1, typed.code());
                assertTrue(typed.err().endsWith(none), typed.err());
            }
            Typed typed = Typed.run("tail", url, "-c", "1", "--exec", "'" + stream + "'");
            assertTrue(typed.err().endsWith("sse: cannot run " + stream + ": not allowed\n"), typed.err());
        }
    }

    private static Object answer(ServerSocket server) throws IOException {
        while (true) {
            server.accept().getOutputStream().write(("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                    + "data: x\n\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
