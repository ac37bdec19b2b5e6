package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sse.kit.ScriptedServer.HEAD;
import static sse.kit.ScriptedServer.held;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.ScriptedServer;

/** Tail, and once pub, as a process: signals, closed pipes, full disks. */
@Timeout(60)
class TailProcessTest {
    private Process process;

    private void start(ScriptedServer server, ProcessBuilder.Redirect out, String... more) throws Exception {
        start("tail", server, out, more);
    }

    private void start(String command, ScriptedServer server, ProcessBuilder.Redirect out, String... more)
            throws Exception {
        Path classes = Path.of(Cli.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", classes.toString(),
                "sse.cli.Main", command, server.uri("/x").toString()));
        line.addAll(List.of(more));
        process = new ProcessBuilder(line).redirectOutput(out).start();
    }

    @Test
    // in a process of its own: it must be said before a class is loaded
    void pubSendsTheHeadersThatTheJdkKeepsBack() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(ScriptedServer.answer("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"))) {
            start("pub", server, ProcessBuilder.Redirect.DISCARD, "hi", "-H", "Origin: https://page.example", "-H",
                    "Host: there.example");
            assertEquals(0, exit());
            assertEquals("https://page.example", server.sent(0, "Origin"));
            assertEquals("there.example", server.sent(0, "Host"));
        }
    }

    @AfterEach
    void end() {
        if (process != null) process.destroyForcibly();
    }

    private int exit() throws InterruptedException {
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it does not end");
        return process.exitValue();
    }

    private List<String> errors() {
        return process.errorReader().lines().toList();
    }

    /** Once an event is out, sends the signal; the exit code, and the last line of standard error. */
    private String signal(String name) throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("data: a\n\n"))) {
            start(server, ProcessBuilder.Redirect.PIPE);
            assertEquals("message   a", process.inputReader().readLine());
            assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor());
            int code = exit();
            assertNull(process.inputReader().readLine());
            List<String> errors = errors();
            return code + " " + errors.get(errors.size() - 1).replaceAll("\\d+\\.\\d s", "N s")
                    .replaceAll(", [^,]*warning.*", "");
        }
    }

    @Test
    void controlCEndsWithASummaryAnd130() throws Exception {
        assumeFalse(ignoresInterrupts(),
                "interrupts are ignored here, as in the background of a shell, and children inherit that");
        assertEquals("130 # 1 event in N s, 1 connection", signal("INT"));
    }

    private static boolean ignoresInterrupts() throws Exception {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) return false;
        for (String line : Files.readAllLines(status)) {
            // signal 2
            if (line.startsWith("SigIgn:")) return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0;
        }
        return false;
    }

    @Test
    void terminationEndsWithASummaryAnd143() throws Exception {
        assertEquals("143 # 1 event in N s, 1 connection", signal("TERM"));
    }

    @Test
    void closedPipeEndsItQuietly() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        ScriptedServer.Play play = with -> {
            with.send(HEAD + "data: a\n\n");
            with.await(closed);
            while (true) with.send("data: b\n\n");
        };
        try (ScriptedServer server = new ScriptedServer(play)) {
            start(server, ProcessBuilder.Redirect.PIPE);
            BufferedReader out = process.inputReader();
            assertEquals("message   a", out.readLine());
            out.close();
            closed.countDown();
            assertEquals(0, exit());
            assertEquals(1, errors().size(), "only the line about the open stream");
        }
    }

    @Test
    void fullDiskIsOneSentence() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full here");
        try (ScriptedServer server = new ScriptedServer(held("data: a\n\n"))) {
            start(server, ProcessBuilder.Redirect.to(new File("/dev/full")));
            assertEquals(1, exit());
            List<String> errors = errors();
            assertEquals("sse: cannot write the output: No space left on device", errors.get(errors.size() - 1));
            assertEquals(2, errors.size());
        }
    }

    @Test
    void helpFitsAScreenOfEightyColumns() {
        for (String command : List.of("tail", "pub")) {
            for (String flag : List.of("-h", "--help")) {
                Typed help = Typed.run(command, flag);
                assertEquals(0, help.code());
                for (String line : help.out().split("\n")) assertTrue(line.length() <= 80, line);
            }
            assertTrue(Typed.run(command, "-h").out().endsWith("\n(--help shows the rest)\n"));
            assertEquals(Typed.run(command, "--help"), Typed.run("help", command));
        }
    }
}
