package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.Await;
import sse.kit.Wire;
import sse.term.Console;

/** {@code exec}: programs as streams, over real sockets. */
@Timeout(60)
class ExecCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FutureTask<Integer> command;
    private Thread thread;

    @AfterEach
    void end() throws Exception {
        if (thread == null) return;
        thread.interrupt();
        command.get(20, TimeUnit.SECONDS);
    }

    private void exec(String... words) {
        assumeTrue(File.separatorChar == '/', "the programs of these tests are those of Unix");
        List<String> line = new ArrayList<>(List.of("exec", "-p", "0"));
        line.addAll(List.of(words));
        command = new FutureTask<>(() -> Cli.run(line.toArray(String[]::new),
                new Console(InputStream.nullInputStream(), out, err, Map.of(), false)));
        thread = Thread.ofPlatform().start(command);
    }

    private int port() {
        Await.until("it listens", 20_000, () -> text(out).contains("http://127.0.0.1:") || command.isDone());
        String said = text(out);
        return URI.create(said.substring(said.indexOf("http://"), said.indexOf("/ "))).getPort();
    }

    private static String text(ByteArrayOutputStream of) {
        return of.toString(StandardCharsets.UTF_8);
    }

    private int code() throws Exception {
        return command.get(20, TimeUnit.SECONDS);
    }

    /** The types and data of the events, without ids. */
    private static List<String> events(String body) {
        List<String> events = new ArrayList<>();
        for (String block : body.split("\n\n")) {
            String type = "message";
            String data = null;
            for (String line : block.split("\n")) {
                if (line.startsWith("event: ")) type = line.substring(7);
                if (line.startsWith("data: ")) data = data == null ? line.substring(6) : data + "|" + line.substring(6);
            }
            if (data != null) events.add(type + " " + data.replaceAll("\"ms\":\\d+", "\"ms\":N"));
        }
        return events;
    }

    private static String all(Wire wire) throws IOException {
        return wire.text();
    }

    @Test
    void allSeeTheSameAndTheEnd() throws Exception {
        exec("--wait", "sh", "-c", "echo one; echo two >&2; echo three; sleep 0.5; exit 3");
        try (Wire first = Wire.get(port(), "/exec"); Wire late = Wire.get(port(), "/exec?since=all")) {
            List<String> expected = List.of("message one", "stderr two", "message three",
                    "exit {\"code\":3,\"ms\":N}");
            List<String> seen = events(all(first));
            assertEquals(expected.size(), seen.size(), seen.toString());
            assertTrue(seen.containsAll(expected), seen.toString()); // two pipes have no order
            assertEquals(expected.get(3), seen.get(3));
            assertEquals(seen, events(all(late)));
            assertTrue(text(first.body).contains("id: close\n"), text(first.body));
        }
        assertEquals(3, code());
        assertTrue(text(err).endsWith("# sh ended with exit code 3\n"), text(err));
    }

    @Test
    void whoComesBackWithTheEndIsToldThatItIsOver() throws Exception {
        exec("--keep", "--topic", "build", "true");
        int port = port();
        try (Wire reader = Wire.get(port, "/build?since=all")) {
            assertEquals(List.of("exit {\"code\":0,\"ms\":N}"), events(all(reader)));
        }
        try (Wire back = Wire.get(port, "/build", "Last-Event-ID: close")) {
            assertTrue(back.head().head.get(0).contains(" 204 "), back.head.toString());
        }
        try (Wire browser = Wire.get(port, "/", "Accept: text/html")) {
            assertTrue(browser.head().head.contains("Location: /build"), browser.head.toString());
        }
        try (Wire typed = Wire.post(port, "/build", "x".getBytes(StandardCharsets.UTF_8))) {
            assertTrue(typed.head().head.get(0).contains(" 405 "), typed.head.toString());
        }
    }

    @Test
    void whatCannotBeRunIsOneSentenceAndNoServer() throws Exception {
        exec("no-such-program-here", "x");
        assertEquals(127, code());
        assertEquals("sse: there is no program 'no-such-program-here'\n", text(err));
        assertEquals("", text(out));
        err.reset();
        exec("/");
        assertEquals(126, code());
        assertEquals("sse: cannot run '/': it is no file that may be executed\n", text(err));
        err.reset();
        exec();
        assertEquals(2, code());
        assertTrue(text(err).startsWith("sse: exec needs a program to run; see "), text(err));
        err.reset();
        exec("--per-client", "--keep", "true");
        assertEquals(2, code());
        assertEquals("", text(out));
    }

    @Test
    void eachReaderHasAProgramThatKnowsHisRequestAndEndsWithHim() throws Exception {
        exec("--per-client", "--token", "word", "sh", "-c",
                "echo $QUERY_STRING; echo $HTTP_LAST_EVENT_ID; echo $HTTP_AUTHORIZATION$HTTP_PROXY; echo $$; "
                        + "sleep 60 & echo $!; wait");
        int port = port();
        List<Long> processes = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            try (Wire reader = Wire.get(port, "/exec?name=" + name + "&token=word", "Last-Event-ID: 7", "Proxy: x")) {
                while (events(text(reader.body)).size() < 5 && reader.next() != null) { }
                List<String> seen = events(text(reader.body));
                assertEquals(List.of("message name=" + name, "message 7", "message "), seen.subList(0, 3));
                for (String pid : seen.subList(3, 5)) processes.add(Long.parseLong(pid.substring(8)));
                for (long pid : processes.subList(processes.size() - 2, processes.size())) {
                    assertTrue(isAlive(pid), "its program runs");
                }
            }
        }
        assertEquals(4, processes.size());
        Await.until("they have ended", 20_000, () -> processes.stream().noneMatch(ExecCommandTest::isAlive));
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void programOfAReaderEndsHisStream() throws Exception {
        exec("--per-client", "echo", "hi");
        int port = port();
        try (Wire reader = Wire.get(port, "/exec"); Wire over = Wire.get(port, "/exec", "Last-Event-ID: close")) {
            assertEquals(List.of("message hi", "exit {\"code\":0,\"ms\":N}"), events(all(reader)));
            assertTrue(over.head().head.get(0).contains(" 204 "), over.head.toString());
        }
    }

    @Test
    void linesCanBeTypedByThoseWhoMayPublish() throws Exception {
        exec("--input", "--keep", "sh", "-c", "read a; read b; echo \"$a-$b\"");
        int port = port();
        try (Wire reader = Wire.get(port, "/exec?since=all")) {
            byte[] evil = "evil".getBytes(StandardCharsets.UTF_8);
            try (Wire kept = Wire.post(port, "/exec", evil, "Origin: http://evil.example")) {
                assertTrue(kept.head().head.get(0).contains(" 403 "), kept.head.toString());
            }
            for (String line : List.of("việt", "two")) {
                try (Wire typed = Wire.post(port, "/exec", line.getBytes(StandardCharsets.UTF_8))) {
                    assertTrue(typed.head().head.get(0).contains(" 202 "), typed.head.toString());
                }
            }
            assertEquals(List.of("message việt-two", "exit {\"code\":0,\"ms\":N}"), events(all(reader)));
        }
    }

    @Test
    void standardErrorCanBeLeftOutAndProgressMadeABar() throws Exception {
        exec("--wait", "--stderr", "drop", "--progress", "--plain", "sh", "-c",
                "echo no >&2; printf '\\033[32m 40%% done\\033[0m\\n'; echo end");
        try (Wire reader = Wire.get(port(), "/exec")) {
            assertEquals(List.of("progress {\"pct\":40,\"line\":\" 40% done\"}", "message end",
                    "exit {\"code\":0,\"ms\":N}"), events(all(reader)));
        }
        assertEquals(0, code());
    }

    @Test
    void programInATerminalOfItsOwnKnowsIt() throws Exception {
        assumeTrue(new File("/usr/bin/script").exists(), "there is no script(1)");
        exec("--wait", "--pty", "sh", "-c", "test -t 1 && echo \"a terminal's\"; exit 4");
        try (Wire reader = Wire.get(port(), "/exec")) {
            assertEquals(List.of("message a terminal's", "exit {\"code\":4,\"ms\":N}"), events(all(reader)));
        }
        assertEquals(4, code());
    }

    @Test
    void itIsRunAgainAndSaysSo() throws Exception {
        exec("--wait", "--restart", "sh", "-c", "echo hi; exit 2");
        try (Wire reader = Wire.get(port(), "/exec")) {
            while (events(text(reader.body)).size() < 3 && reader.next() != null) { }
            assertEquals(List.of("message hi", "restart {\"code\":2,\"ms\":N,\"in\":1000}", "message hi"),
                    events(text(reader.body)).subList(0, 3));
        }
    }

    private static long published(int port) throws IOException {
        try (Wire topics = Wire.get(port, "/_/topics")) {
            String json = topics.text();
            int at = json.indexOf("\"published\":") + 12;
            return at < 12 ? 0 : Long.parseLong(json.substring(at, json.indexOf(',', at)));
        }
    }

    @Test
    void programIsHeldBackWhileAReaderIsFarBehindIfAsked() throws Exception {
        String line = "x".repeat(200);
        exec("--wait", "--block", "--history", "100", "sh", "-c",
                "i=0; while [ $i -lt 30000 ]; do echo $i " + line + "; i=$((i+1)); done");
        int port = port();
        try (Wire reader = Wire.get(port, "/exec")) {
            long[] last = {-1, 0};
            Await.until("it is held back, for nobody reads", 30_000, () -> {
                long published = published(port);
                last[1] = published > 0 && published == last[0] ? last[1] + 1 : 0;
                last[0] = published;
                return last[1] == 50; // looks that saw the same
            });
            assertTrue(last[0] < 30_000, "held back at " + last[0]);
            String body = all(reader);
            assertFalse(body.contains("event: gap"), "no gap");
            List<String> seen = events(body);
            assertEquals(30_001, seen.size());
            for (int i = 0; i < 30_000; i++) assertTrue(seen.get(i).startsWith("message " + i + " x"), seen.get(i));
        }
        assertEquals(0, code());
    }
}
