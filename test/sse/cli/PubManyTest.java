package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.cli.PubTest.pub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.feed.Pace;

/** Many events: sent together, spaced, counted, and from a file that grows. */
@Timeout(20)
class PubManyTest {
    @Test
    void linesThatWaitGoTogetherInOrder() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1200; i++) lines.append(i).append('\n');
        try (Taker server = new Taker(99)) {
            Typed typed = pub(lines.toString(), server.url(), "-e", "n", "--retry", "5");
            assertEquals(new Typed(0, "", "# sent 1,200 events to " + server.url() + ", 2 readers\n"), typed);
            assertEquals(4, server.seen.size(), "one alone, then 500, 500 and 199");
            assertTrue(server.seen.get(1).contains("\r\nContent-Type: text/event-stream\r\n"), server.seen.get(1));
            assertEquals("0", server.nextBody());
            String all = server.nextBody() + server.nextBody() + server.nextBody();
            StringBuilder blocks = new StringBuilder();
            for (int i = 1; i < 1200; i++) blocks.append("event: n\nretry: 5\ndata: ").append(i).append("\n\n");
            assertEquals(blocks.toString(), all);
        }
    }

    @Test
    void noBodyOfManyIsLargerThanAMebibyte() throws Exception {
        String line = "x".repeat(400_000) + "\n";
        try (Taker server = new Taker(99)) {
            assertEquals(0, pub(line.repeat(6), server.url()).code());
            for (String body : server.seenBodies()) assertTrue(body.length() <= 1 << 20, body.length() + " bytes");
            assertTrue(server.seen.size() < 6, server.seen.size() + " requests");
        }
    }

    @Test
    void rateSpacesWhatIsSent() {
        Pace pace = Pace.of("10/s");
        assertEquals(0, pace.waitNanos(1000));
        assertEquals(100_000_000, pace.waitNanos(1000));
        assertEquals(50_000_000, pace.waitNanos(150_001_000));
        assertEquals(0, pace.waitNanos(900_000_000));
        assertEquals(2_000_000_000L, Pace.of("30/m").waitNanos(0) + secondWait("30/m"));
    }

    private static long secondWait(String rate) {
        Pace pace = Pace.of(rate);
        pace.waitNanos(0);
        return pace.waitNanos(0);
    }

    @Test
    void progressIsALineThatIsGoneAtTheEnd(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("lines");
        Files.writeString(file, "a\n".repeat(8));
        try (Taker server = new Taker(99)) {
            Typed typed = Typed.onTerminal("", Map.of(), "pub", server.url(), "-f", file.toString(), "--rate", "10/s");
            assertTrue(typed.err().startsWith("# "), typed.err());
            assertTrue(typed.err().contains(" events sent, "), typed.err());
            assertTrue(typed.err().endsWith("\r# sent 8 events to " + server.url() + ", 2 readers\n"), typed.err());
            assertEquals(-1, pub("a\n".repeat(8), server.url(), "--rate", "10/s").err().indexOf('\r'));
        }
    }

    @Test
    void followedFileMayBeRotatedAndTruncated(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("app.log");
        Files.writeString(log, "old\n");
        try (Taker server = new Taker(99)) {
            FutureTask<Typed> task = new FutureTask<>(() -> pub("", server.url(), "--follow", log.toString()));
            Thread thread = Thread.ofPlatform().start(task);
            String first = null; // the file is followed from its end, whenever that is looked at
            for (int i = 0; first == null && i < 50; i++) {
                Files.writeString(log, "start\n", StandardOpenOption.APPEND);
                first = server.nextBody(100);
            }
            assertEquals("start", first);
            while (server.nextBody(300) != null) {
                // those that were written while it started
            }
            Files.writeString(log, "ha", StandardOpenOption.APPEND);
            Files.writeString(log, "lf\nlast of the old", StandardOpenOption.APPEND);
            assertEquals("half", server.nextBody());
            Files.move(log, folder.resolve("app.log.1"), StandardCopyOption.ATOMIC_MOVE);
            Files.writeString(log, "first of the new\n");
            assertEquals("last of the old", server.nextBody());
            assertEquals("first of the new", server.nextBody());
            Files.writeString(log, "cut\n"); // truncated, and shorter than it was
            assertEquals("cut", server.nextBody());
            Files.delete(log);
            Files.writeString(log, "again\n");
            assertEquals("again", server.nextBody());
            thread.interrupt();
            assertEquals(0, task.get(5, TimeUnit.SECONDS).code());
        }
    }
}
