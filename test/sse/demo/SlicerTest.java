package sse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sse.Event;

/** Line ends, sizes of writes, and what else is on the wire beside the events. */
class SlicerTest {
    private static final String COUNT = "/demo/count?n=5&every=20ms";

    @AutoClose
    private static final DemoServer server = new DemoServer();
    private static List<Event> events;

    @BeforeAll
    static void start() throws IOException {
        events = server.get(COUNT).events();
        assertEquals(5, events.size());
    }

    @Test
    void everyFormIsReadAlike() throws IOException {
        for (String eol : new String[] {"lf", "crlf", "cr", "mixed"}) {
            for (String chunk : new String[] {"", "&chunk=1", "&chunk=7"}) {
                assertEquals(events, server.get(COUNT + "&eol=" + eol + chunk).events(), eol + chunk);
            }
        }
    }

    @Test
    void crlfEndsEveryLine() throws IOException {
        String text = server.get(COUNT + "&eol=crlf").text();
        assertTrue(text.startsWith(": sse.jar\r\nretry: 3000\r\n\r\nid: 1\r\n"), text);
        assertFalse(text.replace("\r\n", "").contains("\n"));
        assertFalse(text.replace("\r\n", "").contains("\r"));
    }

    @Test
    void crAloneEndsEveryLine() throws IOException {
        String text = server.get(COUNT + "&eol=cr").text();
        assertTrue(text.startsWith(": sse.jar\rretry: 3000\r\rid: 1\r"), text);
        assertFalse(text.contains("\n"));
    }

    @Test
    void mixedHasThemAll() throws IOException {
        String text = server.get(COUNT + "&eol=mixed").text();
        assertTrue(text.contains("\r\n"));
        assertTrue(text.matches("(?s).*[^\r]\n.*"));
        assertTrue(text.matches("(?s).*\r[^\n].*"));
    }

    @Test
    void mixedNeverMakesOneLineEndOfTwo() {
        for (int skip = 0; skip < 3; skip++) {
            Slicer wire = new Slicer(Slicer.Eol.MIXED, 0);
            String blanks = "\n".repeat(skip + 12);
            String out = new String(wire.withLineEnds(blanks.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
            assertEquals(skip + 12, out.split("\r\n|\r|\n", -1).length - 1);
        }
    }

    @Test
    void chunkIsTheSizeOfAWrite() throws IOException {
        for (byte[] write : server.get(COUNT + "&chunk=1").writes()) assertEquals(1, write.length);
        List<byte[]> writes = server.get("/demo/count?from=5&cut=1&chunk=7").writes();
        assertEquals(List.of(7, 7, 7, 2, 7, 7, 7, 7, 2), writes.stream().map(write -> write.length).toList());
    }

    @Test
    void crlfIsCutBetweenWritesToo() throws IOException {
        List<byte[]> writes = server.get("/demo/count?cut=1&eol=crlf&chunk=1").writes();
        int cuts = 0;
        for (int i = 1; i < writes.size(); i++) {
            if (writes.get(i - 1)[0] == '\r' && writes.get(i)[0] == '\n') cuts++;
        }
        assertEquals(7, cuts);
    }

    @Test
    void reconnectionTimeIsWhatWasAskedFor() throws IOException {
        assertTrue(server.get("/demo/count?cut=1&retry=50").text().startsWith(": sse.jar\nretry: 50\n\nid: 1\n"));
        assertTrue(server.get("/demo/count?cut=1&retry=no").text().startsWith(": sse.jar\n\nid: 1\n"));
    }

    @Test
    void heartbeatsComeWhenAskedFor() throws IOException {
        try (var socket = server.open("GET", "/demo/count?every=1h&hb=1s")) {
            while (!DemoServer.line(socket.getInputStream()).equals("data: one")) { }
            for (String line; !(line = DemoServer.line(socket.getInputStream())).equals(":"); ) {
                assertFalse(line.contains("id"), line);
            }
        }
    }

    @Test
    void delayComesBeforeTheHead() throws IOException {
        long start = System.nanoTime();
        try (var socket = server.open("GET", "/demo/count?cut=1&delay=300ms")) {
            assertEquals("HTTP/1.1 200 OK", DemoServer.line(socket.getInputStream()));
            assertTrue(System.nanoTime() - start >= 300_000_000L);
        }
    }
}
