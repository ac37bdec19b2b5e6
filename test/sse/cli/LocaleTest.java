package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.cli.Program.JAR;
import static sse.cli.Program.JAVA_HOME;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import sse.kit.ScriptedServer;

/** Words beyond ASCII, and files whose names are, where no locale is set: the JVM then knows ASCII alone. */
@EnabledOnOs(OS.LINUX)
class LocaleTest {
    private static final String UTF8 = "ch\\303\\240o"; // for printf, as the JVM of this test may know ASCII alone

    @TempDir Path folder;

    private Program.Result run(String script, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "unset LANG; " + script));
        command.addAll(List.of(words));
        return new Program(folder, folder).run(command, "LC_ALL=C", "JAVA_HOME=" + JAVA_HOME,
                "XDG_CACHE_HOME=none"); // a relative one: no cache is made behind the test
    }

    private static ScriptedServer server() throws IOException {
        return new ScriptedServer(ScriptedServer.answer("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"));
    }

    private static String body(ScriptedServer server) { // a character for each byte
        String request = server.requests().get(0);
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void programSendsWhatWasTyped() throws Exception {
        try (ScriptedServer server = server()) {
            Program.Result result = run("exec \"$0\" pub \"$1\" \"$(printf '" + UTF8 + "')\"", JAR.toString(),
                    server.uri("/x").toString());
            assertEquals(0, result.code(), result.err());
            assertEquals("ch\u00C3\u00A0o", body(server));
        }
    }

    @Test
    void jarReadsAFileOfThatName() throws Exception {
        try (ScriptedServer server = server()) {
            Program.Result result = run("name=$(printf '" + UTF8 + "'); echo hi >\"$name\"; "
                    + "exec \"$0\" -jar \"$1\" pub \"$2\" -f \"$name\"", JAVA_HOME + "/bin/java", JAR.toString(),
                    server.uri("/x").toString());
            assertEquals(0, result.code(), result.err());
            assertEquals("hi", body(server));
        }
    }

    @Test
    void whatIsNoTextIsRefused() throws Exception {
        Program.Result result = run("exec \"$0\" pub :9/x \"$(printf 'caf\\351')\"", JAR.toString());
        assertEquals(2, result.code());
        assertEquals("sse: word 3 is not UTF-8: nothing of it is guessed\n", result.err());
    }

    @Test
    void fileThatIsNotThereIsSaidToBe() {
        Typed typed = Typed.run("pub", ":9/x", "-f", folder.resolve("none").toString());
        assertEquals(new Typed(2, "", "sse: cannot read " + folder.resolve("none") + ": there is no such file\n"),
                typed);
        assertTrue(Typed.run("pub", ":9/x", "-f", folder.toString()).err().endsWith(": it is a folder\n"));
    }
}
