package sse.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sse.EventReader;
import sse.Fixtures;

/** The scanner finds what the reader of the standard finds, however the bytes are cut. */
class EventScannerTest {

    /** What both of them know of a stream. */
    record Seen(List<String> events, String lastEventId, long retryMillis, long comments) {}

    static List<Fixtures.Fixture> fixtures() {
        return Fixtures.ALL;
    }

    private static Seen read(byte[] bytes) throws IOException {
        EventReader reader = new EventReader(bytes);
        List<String> events = new ArrayList<>();
        long comments = 0;
        while (true) {
            switch (reader.step()) {
                case DISPATCH -> events.add((reader.event().type().equals("gap") ? "gap " : "") + reader.event().id());
                case COMMENT -> comments++;
                case END -> {
                    return new Seen(events, reader.lastEventId(), reader.retryMillis(), comments);
                }
                default -> { }
            }
        }
    }

    /** Scans the bytes in pieces that end at these places, each in an array of its own that is spoilt afterwards. */
    private static Seen scan(byte[] bytes, int... cuts) {
        EventScanner scanner = new EventScanner(null);
        List<String> events = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i < cuts.length ? cuts[i] : bytes.length;
            byte[] piece = new byte[to - from + 6];
            System.arraycopy(bytes, from, piece, 3, to - from);
            scanner.feed(piece, 3, 3 + to - from);
            while (scanner.next()) events.add((scanner.gap() ? "gap " : "") + id(scanner));
            java.util.Arrays.fill(piece, (byte) '\n');
            from = to;
        }
        return new Seen(events, id(scanner), scanner.retryMillis(), scanner.comments());
    }

    private static String id(EventScanner scanner) {
        byte[] id = scanner.lastEventId().toBytes();
        return id == null ? "" : new String(id, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void agreesWithTheReaderOnEveryFixtureAndEveryCut(Fixtures.Fixture fixture) throws IOException {
        agree(fixture.bytes());
    }

    @Test
    void agreesOnGapsAndWhatOnlyLooksLikeOne() throws IOException {
        agree(bytes("event: gap\ndata: 1\n\nevent:gap\r\ndata\r\n\r\nevent: gap \ndata: 2\n\nevent: gaps\ndata: 3\n\nevent: ga\ndata: 4\n\n"
                + "event: gap\nevent: x\ndata: 5\n\nevent: gap\n\ndata: 6\n\nevent: gap\nid: 9\ndata: 7\n\n"));
    }

    @Test
    void agreesOnRandomStreams() throws IOException {
        String[] words = {"data", "data:", "data: x", "id", "id: 7", "id: a-12", "id:\0", "event: gap", "event: t", "retry: 5", "retry:", ":", ": c",
                " ", "\n", "\n", "\n", "\r", "\r\n", "\uFEFF", "dat", "x: y", "\u00e4"};
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(14); n > 0; n--) text.append(words[random.nextInt(words.length)]);
            byte[] bytes = bytes(text.toString());
            Seen expected = read(bytes);
            int a = random.nextInt(bytes.length + 1);
            int b = a + random.nextInt(bytes.length - a + 1);
            assertEquals(expected, scan(bytes, a, b), () -> text.toString().replace("\r", "\\r").replace("\n", "\\n"));
        }
    }

    private static void agree(byte[] bytes) throws IOException {
        Seen expected = read(bytes);
        assertEquals(expected, scan(bytes), "whole");
        int[] each = new int[Math.max(0, bytes.length - 1)];
        for (int i = 0; i < each.length; i++) each[i] = i + 1;
        assertEquals(expected, scan(bytes, each), "byte by byte");
        for (int at = 0; at <= bytes.length; at++) assertEquals(expected, scan(bytes, at), "cut at " + at);
    }

    @Test
    void readsTheStampOfEachEventWhereverItIsCut() {
        Mark stamp = new Mark("run1", 0);
        byte[] data = new byte[200];
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < 3; n++) {
            stamp.write(data, 0, data.length, 4_000_000_000L + n, 77_000_000_000L + n);
            text.append("id: x-").append(n).append("\ndata: ").append(new String(data, StandardCharsets.US_ASCII)).append("\ndata: more\n\n");
        }
        text.append("data: bench-run2-5-5 \n\ndata: hello\n\n");
        byte[] bytes = bytes(text.toString());
        for (int cut = 0; cut <= bytes.length; cut++) {
            EventScanner scanner = new EventScanner(stamp.copy());
            List<String> found = new ArrayList<>();
            for (int[] piece : new int[][] {{0, cut}, {cut, bytes.length}}) {
                scanner.feed(bytes, piece[0], piece[1]);
                while (scanner.next()) found.add(scanner.stamped() ? scanner.number + " " + scanner.due : "none");
            }
            assertEquals(List.of("4000000000 77000000000", "4000000001 77000000001", "4000000002 77000000002", "none", "none"), found, "cut at " + cut);
        }
    }

    @Test
    void theStampMayStandInQuotes() {
        Mark stamp = new Mark("r", 0);
        byte[] data = new byte[64];
        stamp.write(data, 0, 64, 5, 6);
        EventScanner scanner = new EventScanner(stamp);
        byte[] bytes = bytes("data: \"" + new String(data, StandardCharsets.US_ASCII) + "\"\n\n");
        scanner.feed(bytes, 0, bytes.length);
        assertTrue(scanner.next());
        assertTrue(scanner.stamped());
        assertEquals(5, scanner.number);
    }

    @Test
    void ofALongLineOnlyItsBeginningIsKept() {
        Mark stamp = new Mark("r", 0);
        byte[] data = new byte[100_000];
        stamp.write(data, 0, data.length, 5, 6);
        byte[] bytes = bytes("data: " + new String(data, StandardCharsets.US_ASCII) + "\n\ndata: 2\n\n");
        EventScanner scanner = new EventScanner(stamp);
        int events = 0;
        for (int from = 0; from < bytes.length; from += 1000) {
            scanner.feed(bytes, from, Math.min(bytes.length, from + 1000));
            while (scanner.next()) {
                if (events++ == 0) assertEquals(5, scanner.number);
            }
        }
        assertEquals(2, events);
    }

    @Test
    void anIdOfFourKilobytesIsRememberedAndALongerOneIsNot() {
        EventScanner scanner = new EventScanner(null);
        String id = "i".repeat(EventScanner.ID_LIMIT);
        byte[] bytes = bytes("id: " + id + "\n\nid: " + id + "i\n\n");
        int middle = bytes.length / 2;
        scanner.feed(bytes, 0, 100);
        assertFalse(scanner.next());
        scanner.feed(bytes, 100, middle);
        assertFalse(scanner.next());
        assertArrayEquals(bytes(id), scanner.lastEventId().toBytes());
        scanner.feed(bytes, middle, bytes.length);
        assertFalse(scanner.next());
        assertNull(scanner.lastEventId().toBytes());
    }

    @Test
    void theNumberIsWhatTheIdEndsWith() {
        assertEquals(4711, number("4711"));
        assertEquals(4711, number("mwqho5ax-4711"));
        assertEquals(3, number("0-3"));
        assertEquals(-1, number("event7"));
        assertEquals(-1, number("7a"));
        assertEquals(-1, number("2f1e-4c"));
        assertEquals(-1, number("1234567890123456789"));
        assertEquals(-1, number("-"));
    }

    private static long number(String id) {
        EventScanner scanner = new EventScanner(null);
        byte[] bytes = bytes("id: " + id + "\ndata\n\n");
        scanner.feed(bytes, 0, bytes.length);
        assertTrue(scanner.next());
        return scanner.lastEventId().number();
    }

    @Test
    void theSpaceOfAnIdIsWhatStandsInFrontOfItsNumber() {
        assertEquals(space("a-1"), space("a-22"));
        assertFalse(space("a-1") == space("b-1"));
        assertFalse(space("a-1") == space("1"));
    }

    private static int space(String id) {
        EventScanner scanner = new EventScanner(null);
        byte[] bytes = bytes("id: " + id + "\ndata\n\n");
        scanner.feed(bytes, 0, bytes.length);
        scanner.next();
        return scanner.lastEventId().space();
    }

    @Test
    void aNewConnectionForgetsTheUnfinishedBlockAndKeepsTheId() {
        EventScanner scanner = new EventScanner(null);
        byte[] bytes = bytes("id: 7\ndata: 1\n\nid: 8\nevent: gap\ndata: 2\nda");
        scanner.feed(bytes, 0, bytes.length);
        assertTrue(scanner.next());
        assertFalse(scanner.next());
        scanner.restart();
        byte[] more = bytes("\uFEFFdata: 3\n\n");
        scanner.feed(more, 0, more.length);
        assertTrue(scanner.next());
        assertFalse(scanner.gap());
        assertFalse(scanner.ownId());
        assertArrayEquals(bytes("7"), scanner.lastEventId().toBytes());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
