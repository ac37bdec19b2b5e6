package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sse.cli.Executed.first;
import static sse.cli.Program.JAR;
import static sse.cli.Program.JAVA_HOME;

import java.io.BufferedReader;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.kit.Await;
import sse.kit.Waits;
import sse.kit.Wire;

/** {@code exec} as a process of its own: what it prints where, and signals. */
@Timeout(60)
class ExecSignalTest {
    @TempDir
    Path folder;

    private Program program;
    private Process exec;
    private int port;

    @BeforeEach
    void here() {
        assumeTrue(File.separatorChar == '/', "signals are those of Unix");
        program = new Program(folder, Path.of("/dev/null"));
    }

    @AfterEach
    void stop() throws Exception {
        if (exec != null) exec.destroyForcibly().waitFor();
    }

    private void exec(List<String> variables, String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of(JAR.toString(), "exec", "-p", "0", "-o", "none"));
        line.addAll(List.of(words));
        List<String> all = new ArrayList<>(variables);
        all.add("JAVA_HOME=" + JAVA_HOME);
        exec = program.start(line, all.toArray(String[]::new));
        BufferedReader out = exec.inputReader();
        String said = String.valueOf(out.readLine());
        assertTrue(said.contains("http://"), () -> "it listens: " + said);
        port = URI.create(said.substring(said.indexOf("http://"), said.indexOf("/ "))).getPort();
    }

    private static long pid(String event) {
        return Long.parseLong(event.substring("message ".length()));
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    @Waits
    void signalEndsTheProgramAndThenTheStreams() throws Exception {
        exec(List.of(), "--wait", "--stderr", "drop", "sh", "-c",
                "trap 'echo last; exit 9' TERM; echo $$; while :; do sleep 0.1; done");
        try (Wire reader = Wire.get(port, "/exec")) {
            long pid = pid(first(1, reader).get(0));
            exec.destroy();
            List<String> rest = Executed.events(reader.text());
            assertEquals(List.of("message last", "exit {\"code\":9,\"ms\":N}"), rest.subList(1, rest.size()));
            assertTrue(exec.waitFor(20, TimeUnit.SECONDS));
            assertEquals(143, exec.exitValue());
            assertTrue(!isAlive(pid));
            assertEquals("# sh ended with exit code 9\n", program.err());
        }
    }

    @Waits
    void programThatDoesNotListenIsKilledAndASecondSignalChangesNothing() throws Exception {
        exec(List.of(), "--wait", "sh", "-c", "trap '' TERM; echo $$; while :; do sleep 0.1; done");
        try (Wire reader = Wire.get(port, "/exec")) {
            long pid = pid(first(1, reader).get(0));
            exec.destroy();
            exec.destroy();
            List<String> all = Executed.events(reader.text());
            assertEquals("exit {\"code\":137,\"ms\":N}", all.get(all.size() - 1));
            assertTrue(exec.waitFor(20, TimeUnit.SECONDS));
            assertTrue(!isAlive(pid));
        }
    }

    @Waits
    void programsOfReadersEndWithTheServer() throws Exception {
        exec(List.of(), "--per-client", "sh", "-c", "echo $$; sleep 60 & echo $!; wait");
        List<Long> pids = new ArrayList<>();
        List<Wire> readers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            readers.add(Wire.get(port, "/exec"));
            for (String event : first(2, readers.get(i))) pids.add(pid(event));
        }
        assertEquals(20, pids.stream().filter(ExecSignalTest::isAlive).count());
        exec.destroy();
        assertTrue(exec.waitFor(20, TimeUnit.SECONDS));
        Await.until("they have ended", 10_000, () -> pids.stream().noneMatch(ExecSignalTest::isAlive));
        for (Wire reader : readers) {
            while (reader.next() != null) { }
            assertEquals("end", reader.ended);
            reader.close();
        }
    }

    @Test
    void whatItSaysOnStandardErrorIsPrintedHereIfAsked() throws Exception {
        exec(List.of(), "--wait", "--stderr", "pass", "sh", "-c", "echo oops >&2; echo out");
        try (Wire reader = Wire.get(port, "/exec")) {
            assertEquals(List.of("message out", "exit {\"code\":0,\"ms\":N}"), Executed.events(reader.text()));
        }
        assertTrue(exec.waitFor(20, TimeUnit.SECONDS));
        assertEquals("oops\n# sh ended with exit code 0\n", program.err());
    }

    /** script(1) of BSD takes the command as words, and knows no --version. */
    @Test
    void terminalIsMadeByTheOtherScript() throws Exception {
        Program.script(folder.resolve("bin/script"), """
                case $1 in --version) echo "script: illegal option -- -" >&2; exit 1;; esac
                [ "$1 $2" = "-q /dev/null" ] || exit 99
                shift 2; echo "in a terminal"; exec "$@\"""");
        exec(List.of("PATH=" + folder.resolve("bin") + ":" + System.getenv("PATH")), "--wait", "--pty", "sh", "-c",
                "echo \"$1\"; exit 4", "sh", "it's $HOME");
        try (Wire reader = Wire.get(port, "/exec")) {
            assertEquals(List.of("message in a terminal", "message it's $HOME", "exit {\"code\":4,\"ms\":N}"),
                    Executed.events(reader.text()));
        }
        assertTrue(exec.waitFor(20, TimeUnit.SECONDS));
        assertEquals(4, exec.exitValue());
    }
}
