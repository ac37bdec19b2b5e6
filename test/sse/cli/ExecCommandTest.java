package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sse.cli.Executed.events;
import static sse.cli.Executed.first;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.kit.Await;
import sse.kit.Waits;
import sse.kit.Wire;

/** {@code exec}: one program for all readers, over real sockets. */
@Timeout(60)
class ExecCommandTest {
    private static final String END = "exit {\"code\":0,\"ms\":N}";

    @Waits
    void allSeeTheSameAndTheEnd() throws Exception {
        try (Executed exec = new Executed("--wait", "sh", "-c",
                "echo one; echo two >&2; echo three; sleep 0.5; exit 3")) {
            try (Wire first = exec.get("/exec"); Wire late = exec.get("/exec")) {
                List<String> expected = List.of("message one", "stderr two", "message three",
                        "exit {\"code\":3,\"ms\":N}");
                List<String> seen = events(first.text());
                assertEquals(expected.size(), seen.size(), seen.toString());
                assertTrue(seen.containsAll(expected), seen.toString()); // two pipes have no order
                assertEquals(expected.get(3), seen.get(3));
                assertEquals(seen, events(late.text()));
                assertTrue(first.body.toString().contains("id: close\nevent: exit\n"), first.body.toString());
            }
            assertEquals(3, exec.code());
            assertTrue(exec.err().endsWith("# sh ended with exit code 3\n"), exec.err());
            assertTrue(exec.out().contains("/exec\n  show    open http://127.0.0.1:"), exec.out());
        }
    }

    @Test
    void tailBlamesNothingOfItsOwnStream() throws Exception {
        try (Executed exec = new Executed("--keep", "sh", "-c", "echo one; exit 3")) {
            Typed tail = Typed.run("tail", "http://127.0.0.1:" + exec.port() + "/exec");
            assertTrue(tail.err().endsWith(", no errors or warnings\n"), tail.err());
        }
    }

    @Test
    void whoComesLateGetsTheHistoryFirst() throws Exception {
        try (Executed exec = new Executed("--keep", "sh", "-c", "echo one; echo two")) {
            Await.until("it has ended", 20_000, () -> exec.err().contains("ended with"));
            assertEquals(List.of("message one", "message two", END), exec.read("/exec"));
            assertEquals(List.of("message two", END), exec.read("/exec?last=2"));
        }
    }

    @Test
    void whoComesBackWithTheEndIsToldThatItIsOver() throws Exception {
        try (Executed exec = new Executed("--keep", "--topic", "build", "true")) {
            assertEquals(List.of(END), exec.read("/build"));
            try (Wire back = exec.get("/build", "Last-Event-ID: close")) {
                assertEquals(204, back.status());
            }
        }
    }

    @Test
    void itWaitsForThoseWhoComeBackToBeToldThatItIsOver() throws Exception {
        try (Executed exec = new Executed("--wait", "true")) {
            assertEquals(List.of(END), exec.read("/exec"));
            try (Wire back = exec.get("/exec", "Last-Event-ID: close")) {
                assertEquals(204, back.status());
            }
            assertEquals(0, exec.code());
        }
    }

    @Test
    void browsersAreLedToThePageForAnAudience() throws Exception {
        try (Executed exec = new Executed("--wait", "true")) {
            for (String path : List.of("/", "/exec")) {
                try (Wire browser = exec.get(path, "Accept: text/html,*/*")) {
                    assertEquals("302 /exec?show", browser.status() + " " + browser.header("Location"));
                }
            }
            for (String path : List.of("/?watch=/exec", "/exec?show")) {
                try (Wire page = exec.get(path, "Accept: text/html,*/*")) {
                    assertEquals("200 text/html; charset=utf-8", page.status() + " " + page.header("Content-Type"));
                }
            }
            assertFalse(exec.isDone()); // a page is no reader yet
        }
    }

    @Test
    void filesStandBesideTheTopic(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("index.html"), "home");
        try (Executed exec = new Executed("--wait", "--dir", folder.toString(), "true");
                Wire home = exec.get("/", "Accept: text/html")) {
            assertEquals("home", home.text());
            assertEquals(List.of(END), exec.read("/exec"));
        }
    }

    @Test
    void requestThatIsRefusedStartsNothing(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("started");
        try (Executed exec = new Executed("--wait", "--token", "word", "touch", file.toString())) {
            List<String> heads = List.of("GET /exec HTTP/1.1\nHost: 127.0.0.1",
                    "GET /exec?token=no HTTP/1.1\nHost: 127.0.0.1", "GET /exec?token=word HTTP/1.1\nHost: evil.example",
                    "GET /exec?token=word HTTP/1.1\nHost: 127.0.0.1\nOrigin: http://evil.example",
                    "GET /exec?token=word&nonsense=1 HTTP/1.1\nHost: 127.0.0.1",
                    "HEAD /exec HTTP/1.1\nHost: 127.0.0.1\nAuthorization: Bearer word",
                    "GET /exec HTTP/1.1\nHost: 127.0.0.1\nAccept: text/html",
                    "OPTIONS /exec HTTP/1.1\nHost: 127.0.0.1\nAuthorization: Bearer word");
            for (String head : heads) {
                try (Wire wire = new Wire(exec.port(), head, new byte[0])) {
                    wire.head();
                }
            }
            for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
                String head = method + " /exec HTTP/1.1\nHost: 127.0.0.1\nAuthorization: Bearer word";
                try (Wire wire = new Wire(exec.port(), head + "\nContent-Length: 1", new byte[] {'x'})) {
                    assertEquals("405 GET, HEAD, OPTIONS", wire.status() + " " + wire.header("Allow"), method);
                }
            }
            assertFalse(Files.exists(file) || exec.isDone());
            assertEquals(List.of(END), exec.read("/exec?token=word"));
            assertTrue(Files.exists(file));
        }
    }

    @Test
    void whatCannotBeRunIsOneSentenceAndNoServer(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("script"), "#!/no/such/shell -e\necho hi\n");
        assertTrue(script.toFile().setExecutable(true));
        assertFails(127, "there is no program 'no-such-program-here'", "no-such-program-here", "x");
        assertFails(127, "there is no program 'ls -l': leave the quotes out, or put sh -c in front", "ls -l");
        assertFails(126, "cannot run '/': it is no file that may be executed", "/");
        assertFails(126, "cannot run '" + script + "': its first line names /no/such/shell, which is not there",
                script.toString());
        assertFails(2, "exec needs a program to run; see sse help exec");
        assertFails(2, "--per-client does not go with --keep", "--per-client", "--keep", "true");
        assertFails(2, "--stderr is event, drop or pass, not 'x'", "--stderr", "x", "true");
        assertFails(2, "'a b' cannot be the topic's name, which is letters, digits and _ - ~ .", "--topic",
                "a b", "true");
    }

    private static void assertFails(int code, String says, String... words) throws Exception {
        try (Executed exec = new Executed(words)) {
            assertEquals(code, exec.code());
            assertEquals("sse: " + says + "\n", exec.err().replaceAll("see \\S+ help", "see sse help"));
            assertEquals("", exec.out());
        }
    }

    @Test
    void linesCanBeTypedByThoseWhoMayPublish() throws Exception {
        try (Executed exec = new Executed("--input", "--keep", "sh", "-c", "read a; read b; echo \"$a-$b\"");
                Wire reader = exec.get("/exec")) {
            try (Wire kept = exec.post("/exec", "evil", "Origin: http://evil.example")) {
                assertEquals(403, kept.status());
            }
            Await.until("it runs", 20_000, () -> typed(exec, "việt") == 202);
            assertEquals(202, typed(exec, "two"));
            assertEquals(List.of("message việt-two", END), events(reader.text()));
            try (Wire late = exec.post("/exec", "x")) {
                assertEquals("409 the program does not read now\n", late.status() + " " + late.text());
            }
        }
    }

    @Test
    void whatIsTypedToAProgramThatDoesNotReadHoldsNobodyUp() throws Exception {
        try (Executed exec = new Executed("--input", "--wait", "sleep", "60")) {
            try (Wire reader = exec.get("/exec")) {
                first(0, reader.head());
                String large = "x".repeat(600_000);
                Await.until("it runs", 20_000, () -> typed(exec, "first") == 202);
                assertEquals(202, typed(exec, large));
                assertEquals(503, typed(exec, large));
                assertEquals(202, typed(exec, "small"));
            }
        }
    }

    private static int typed(Executed exec, String line) throws IOException {
        try (Wire typed = exec.post("/exec", line)) {
            return typed.status();
        }
    }

    @Test
    void withoutInputTheProgramReadsTheEnd() throws Exception {
        try (Executed exec = new Executed("--wait", "sh", "-c", "cat; echo over")) {
            assertEquals(List.of("message over", END), exec.read("/exec"));
        }
    }

    @Test
    void standardErrorCanBeLeftOutAndProgressMadeABar() throws Exception {
        try (Executed exec = new Executed("--wait", "--stderr", "drop", "--progress", "--plain", "sh", "-c",
                "echo no >&2; printf '\\033[32m 40%% done\\033[0m\\n{\"progress\":0.5}\\n'; echo end")) {
            assertEquals(List.of("progress {\"pct\":40,\"line\":\" 40% done\"}",
                    "progress {\"pct\":50,\"line\":\"{\\\"progress\\\":0.5}\"}", "message end", END),
                    exec.read("/exec"));
            assertEquals(0, exec.code());
        }
    }

    @Test
    void lineWithoutAnEndIsPartialAndThenWhole() throws Exception {
        try (Executed exec = new Executed("--input", "--wait", "sh", "-c",
                "printf 'Name? '; read n; echo $n; printf x"); Wire reader = exec.get("/exec")) {
            assertEquals(List.of("partial Name? "), first(1, reader));
            assertEquals(202, typed(exec, "me"));
            assertEquals(List.of("partial Name? ", "message Name? me", "message x", END), events(reader.text()));
        }
    }

    @Test
    void whoWasNotReadIsToldHowToBe() throws Exception {
        try (Executed exec = new Executed("true")) {
            assertEquals(0, exec.code());
            assertEquals("# true ended with exit code 0\n"
                    + "# nobody was reading: --wait starts it with a reader, --keep serves on\n", exec.err());
        }
    }

    @Test
    void lineThatIsTooLongIsCutAndThatIsSaidOnce() throws Exception {
        try (Executed exec = new Executed("--wait", "--max-event", "5", "sh", "-c", "echo 123456; echo 1234567")) {
            assertEquals(List.of("message 12345…", "message 12345…", END), exec.read("/exec"));
            exec.code();
            assertEquals("# a line was longer than --max-event and was cut\n# sh ended with exit code 0\n", exec.err());
        }
    }

    @Waits
    void programThatIsQuietHasOneHint() throws Exception {
        String hint = "# no output yet: many programs hold it back in a pipe; try --pty, stdbuf -oL, python -u\n";
        try (Executed exec = new Executed("--wait", "sh", "-c", "echo $PYTHONUNBUFFERED >&2; sleep 3.3");
                Executed still = new Executed("--wait", "--stderr", "drop", "sh", "-c", "echo x >&2; sleep 3.3")) {
            try (Wire one = exec.get("/exec"); Wire other = still.get("/exec")) {
                assertEquals(List.of("stderr 1", END), events(one.text()));
                assertEquals(List.of(END), events(other.text()));
            }
            assertEquals(0, exec.code() + still.code());
            assertEquals("# sh ended with exit code 0\n", exec.err());
            assertEquals(hint + "# sh ended with exit code 0\n", still.err());
        }
    }

    @Test
    void programInATerminalOfItsOwnKnowsIt() throws Exception {
        assumeTrue(new File("/usr/bin/script").exists(), "there is no script(1)");
        try (Executed exec = new Executed("--wait", "--pty", "sh", "-c",
                "test -t 1 && printf '%s\\n' \"a terminal's\" \"$1\"; exit 4", "sh", "it's; $HOME \\ \"x\"")) {
            assertEquals(List.of("message a terminal's", "message it's; $HOME \\ \"x\"",
                    "exit {\"code\":4,\"ms\":N}"), exec.read("/exec"));
            assertEquals(4, exec.code());
        }
    }

    @Waits
    void itIsRunAgainAndSaysSo() throws Exception {
        try (Executed exec = new Executed("--wait", "--restart", "sh", "-c", "echo hi; exit 2");
                Wire reader = exec.get("/exec")) {
            assertEquals(List.of("message hi", "restart {\"code\":2,\"ms\":N,\"in\":1000}", "message hi"),
                    first(3, reader).subList(0, 3));
        }
    }

    @Waits
    void programThatIsGoneMeanwhileIsLookedForAgain(@TempDir Path folder) throws Exception {
        Path script = folder.resolve("script");
        Program.script(script, "mv \"$0\" \"$0.new\"; echo hi");
        try (Executed exec = new Executed("--wait", "--restart", script.toString()); Wire reader = exec.get("/exec")) {
            assertEquals(List.of("message hi", "restart {\"code\":0,\"ms\":N,\"in\":1000}",
                    "restart {\"code\":127,\"ms\":N,\"in\":2000}"), first(3, reader));
            assertEquals("# it ended with exit code 0, and is run again in 1 s\n# there is no program '" + script
                    + "'\n# it ended with exit code 127, and is run again in 2 s\n", exec.err());
        }
    }

    private static long published(int port) throws IOException {
        try (Wire topics = Wire.get(port, "/_/topics")) {
            String json = topics.text();
            int at = json.indexOf("\"published\":") + 12;
            return at < 12 ? 0 : Long.parseLong(json.substring(at, json.indexOf(',', at)));
        }
    }

    private static String many(int lines) {
        return "i=0; while [ $i -lt " + lines + " ]; do echo $i " + "x".repeat(200) + "; i=$((i+1)); done";
    }

    @Test
    void programIsHeldBackWhileAReaderIsFarBehindIfAsked() throws Exception {
        try (Executed exec = new Executed("--wait", "--block", "--history", "100", "sh", "-c", many(30_000))) {
            int port = exec.port();
            try (Wire reader = exec.get("/exec")) {
                long[] last = {-1, 0};
                Await.until("it is held back, for nobody reads", 30_000, () -> {
                    long published = published(port);
                    last[1] = published > 0 && published == last[0] ? last[1] + 1 : 0;
                    last[0] = published;
                    return last[1] == 50; // looks that saw the same
                });
                assertTrue(last[0] < 30_000, "held back at " + last[0]);
                String body = reader.text();
                assertFalse(body.contains("event: gap"), "no gap");
                List<String> seen = events(body);
                assertEquals(30_001, seen.size());
                for (int i = 0; i < 30_000; i++) assertTrue(seen.get(i).startsWith("message " + i + " x"), seen.get(i));
            }
            assertEquals(0, exec.code());
        }
    }

    @Waits
    void readerWhoDoesNotTakeTheEndIsNotWaitedForLong() throws Exception {
        try (Executed exec = new Executed("--wait", "sh", "-c", many(30_000) + "; exit 6");
                Wire reader = exec.get("/exec")) {
            first(0, reader.head());
            assertEquals(6, exec.code());
        }
    }

    @Test
    void otherwiseASlowReaderComesBackAndIsToldOfAGap() throws Exception {
        try (Executed exec = new Executed("--wait", "--keep", "--history", "100", "sh", "-c", many(30_000))) {
            try (Wire slow = exec.get("/exec")) {
                Await.until("it has ended, whoever reads", 30_000, () -> exec.err().contains("ended with"));
                String body = slow.text();
                int id = body.lastIndexOf("\nid: ") + 5;
                List<String> rest = exec.read("/exec", "Last-Event-ID: " + body.substring(id, body.indexOf('\n', id)));
                assertTrue(rest.get(0).startsWith("gap {"), rest.get(0));
                assertEquals(END, rest.get(rest.size() - 1));
            }
        }
    }
}
