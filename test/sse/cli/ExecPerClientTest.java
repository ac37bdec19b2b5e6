package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.cli.Executed.events;
import static sse.cli.Executed.first;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.kit.Await;
import sse.kit.Waits;
import sse.kit.Wire;

/** {@code exec --per-client}: a program for each reader, and none without one. */
@Timeout(60)
class ExecPerClientTest {
    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static long pid(String event) {
        return Long.parseLong(event.substring("message ".length()));
    }

    @Waits
    void eachReaderHasAProgramThatEndsWithHim() throws Exception {
        List<Long> processes = new ArrayList<>();
        try (Executed exec = new Executed("--per-client", "sh", "-c", "echo $$; sleep 60 & echo $!; wait")) {
            try (Wire one = exec.get("/exec"); Wire other = exec.get("/exec")) {
                for (Wire reader : List.of(one, other)) {
                    for (String event : first(2, reader)) processes.add(pid(event));
                }
                assertEquals(4, processes.stream().distinct().filter(ExecPerClientTest::isAlive).count());
            }
            Await.until("they have ended", 20_000, () -> processes.stream().noneMatch(ExecPerClientTest::isAlive));
        }
    }

    @Waits
    void programThatDoesNotListenIsKilled() throws Exception {
        try (Executed exec = new Executed("--per-client", "sh", "-c",
                "trap '' TERM; echo $$; while :; do sleep 1; done")) {
            long pid;
            try (Wire reader = exec.get("/exec")) {
                pid = pid(first(1, reader).get(0));
            }
            Await.until("it has ended", 20_000, () -> !isAlive(pid));
        }
    }

    @Test
    void theirProgramsEndWithTheServer() throws Exception {
        List<Long> processes = new ArrayList<>();
        List<Wire> readers = new ArrayList<>();
        try (Executed exec = new Executed("--per-client", "sh", "-c", "echo $$; sleep 60")) {
            for (int i = 0; i < 8; i++) {
                readers.add(exec.get("/exec"));
                processes.add(pid(first(1, readers.get(i)).get(0)));
            }
        }
        for (Wire reader : readers) reader.close();
        Await.until("they have ended", 20_000, () -> processes.stream().noneMatch(ExecPerClientTest::isAlive));
    }

    @Test
    void theRequestIsInTheEnvironmentByItsNamesInCgi() throws Exception {
        try (Executed exec = new Executed("--per-client", "--token", "word", "sh", "-c",
                "echo $REQUEST_METHOD $REQUEST_URI $QUERY_STRING $REMOTE_ADDR; echo $HTTP_LAST_EVENT_ID")) {
            assertEquals(List.of("message GET /exec?a=1&b=%20$(x) a=1&b=%20$(x) 127.0.0.1", "message 7",
                    "exit {\"code\":0,\"ms\":N}"), exec.read("/exec?a=1&token=word&b=%20$(x)", "Last-Event-ID: 7"));
        }
    }

    @Test
    void noRequestSetsWhatMeansSomethingToPrograms() throws Exception {
        try (Executed exec = new Executed("--per-client", "sh", "-c", "env; exit 0")) {
            List<String> seen = exec.read("/exec", "Proxy: http://evil.example", "Authorization: Bearer SECRET",
                    "Cookie: SECRET", "Proxy-Authorization: SECRET", "Last_Event_ID: SECRET", "LD_PRELOAD: SECRET",
                    "PATH: here", "X-One: 1", "x-one: 2", "Empty:", "X-Vi: \u00e9");
            String all = String.join("\n", seen);
            assertTrue(!all.contains("SECRET") && !all.contains("HTTP_PROXY"), all);
            assertTrue(seen.contains("message HTTP_PATH=here"), all);
            assertTrue(!seen.contains("message PATH=here"), all);
            assertTrue(seen.contains("message HTTP_X_ONE=1"), all);
            assertTrue(seen.contains("message HTTP_EMPTY="), all);
        }
    }

    @Test
    void whoMayNotReadStartsNothing(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("started");
        try (Executed exec = new Executed("--per-client", "--token", "word", "touch", file.toString())) {
            for (List<String> lines : List.of(List.of("Authorization: Bearer no"),
                    List.of("Authorization: Bearer word", "Origin: http://evil.example"),
                    List.of("Authorization: Bearer word", "Sec-Fetch-Site: cross-site"))) {
                try (Wire wire = exec.get("/exec", lines.toArray(String[]::new))) {
                    assertTrue(wire.status() == 401 || wire.status() == 403, lines + ": " + wire.head);
                }
            }
            for (String head : List.of("POST /exec HTTP/1.1", "DELETE /exec HTTP/1.1", "HEAD /exec HTTP/1.1",
                    "OPTIONS /exec HTTP/1.1", "GET /exec?show HTTP/1.1\nAccept: text/html")) {
                try (Wire wire = new Wire(exec.port(), head + "\nHost: 127.0.0.1\nAuthorization: Bearer word\n"
                        + "Content-Length: 0", new byte[0])) {
                    wire.head();
                }
            }
            assertFalse(Files.exists(file));
            assertEquals(1, exec.read("/exec?token=word").size());
            assertTrue(Files.exists(file));
        }
    }

    @Test
    void programOfAReaderEndsHisStream() throws Exception {
        try (Executed exec = new Executed("--per-client", "echo", "hi")) {
            assertEquals(List.of("message hi", "exit {\"code\":0,\"ms\":N}"), exec.read("/exec"));
            try (Wire over = exec.get("/exec", "Last-Event-ID: close"); Wire head = new Wire(exec.port(),
                    "HEAD /exec HTTP/1.1\nHost: 127.0.0.1", new byte[0])) {
                assertEquals(204, over.status());
                assertEquals("200 text/event-stream", head.status() + " " + head.header("Content-Type"));
            }
        }
    }

    @Test
    void readerMoreThanMayBeOpenStartsNothing() throws Exception {
        try (Executed exec = new Executed("--per-client", "--max-streams", "1", "sh", "-c", "echo $$; sleep 60");
                Wire one = exec.get("/exec")) {
            first(1, one);
            try (Wire more = exec.get("/exec")) {
                assertEquals(503, more.status());
            }
        }
    }

    @Test
    void programIsHeldBackWhileItsReaderDoesNotRead() throws Exception {
        try (Executed exec = new Executed("--per-client", "sh", "-c",
                "i=0; while [ $i -lt 20000 ]; do echo $i " + "x".repeat(200) + "; i=$((i+1)); done");
                Wire reader = exec.get("/exec")) {
            first(1, reader);
            String body = reader.text();
            assertEquals(20_001, events(body).size());
        }
    }
}
