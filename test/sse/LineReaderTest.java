package sse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sse.Fixtures.Fixture;
import sse.LineReader.End;
import sse.kit.Chunks;

/** Lines, where they stand and how they end. */
class LineReaderTest {

    /** What is known of a line: the offset of its first byte and of the one behind its end. */
    private record Line(long offset, long nextOffset, End ending, boolean bom, String bytes) {}

    static List<Fixture> fixtures() {
        return Fixtures.ALL;
    }

    /** The lines of a stream, by a loop that has the whole of it in front of it. */
    private static List<Line> lines(byte[] bytes) {
        List<Line> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\n' && bytes[i] != '\r') continue;
            boolean crLf = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
            int next = crLf ? i + 2 : i + 1;
            lines.add(line(bytes, from, i, next, crLf ? End.CRLF : bytes[i] == '\r' ? End.CR : End.LF));
            from = next;
            i = next - 1;
        }
        if (from < bytes.length) lines.add(line(bytes, from, bytes.length, bytes.length, End.NONE));
        return lines;
    }

    private static Line line(byte[] bytes, int from, int to, int next, End ending) {
        boolean bom = from == 0 && to >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF;
        return new Line(from, next, ending, bom, Arrays.toString(Arrays.copyOfRange(bytes, from, to)));
    }

    /** The lines that a reader gives. A CR LF of which the CR was given first is put together again. */
    private static List<Line> lines(LineReader reader, int length) throws IOException {
        List<Line> lines = new ArrayList<>();
        boolean more = true;
        while (more) {
            more = reader.next();
            if (reader.skippedLf()) {
                Line cr = lines.removeLast();
                assertEquals(End.CR, cr.ending());
                lines.add(new Line(cr.offset(), cr.nextOffset() + 1, End.CRLF, cr.bom(), cr.bytes()));
            }
            if (!more) break;
            assertEquals(lines.size() + 1, reader.number());
            assertEquals(reader.bom(), reader.end() - reader.start() < reader.bytes().length);
            assertEquals(reader.text(), reader.text(reader.start(), reader.end()));
            String bytes = Arrays.toString(reader.bytes());
            lines.add(new Line(reader.offset(), reader.nextOffset(), reader.ending(), reader.bom(), bytes));
        }
        assertFalse(reader.next());
        assertEquals(length, reader.nextOffset());
        return lines;
    }

    private static void checkEveryCut(byte[] bytes) throws IOException {
        List<Line> expected = lines(bytes);
        assertEquals(expected, lines(new LineReader(bytes), bytes.length));
        assertEquals(expected, lines(new LineReader(new ByteArrayInputStream(bytes)), bytes.length));
        assertEquals(expected, lines(new LineReader(Chunks.cut(bytes, 1)), bytes.length));
        for (int at = 0; at <= bytes.length; at++) {
            assertEquals(expected, lines(new LineReader(Chunks.split(bytes, at)), bytes.length));
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void offsetsAndEndingsOfTheFixtures(Fixture f) throws IOException {
        checkEveryCut(f.bytes());
    }

    @Test
    void offsetsAndEndingsOfRandomBytesThatLookLikeLineEnds() throws IOException {
        int[] alphabet = {'\n', '\r', '\n', '\r', 0x00, 0x08, 0x09, 0x0B, 0x0C, 0x0E, 0x0F, 0x1A, 'a',
            0x7F, 0x80, 0x8A, 0x8D, 0x8E, 0xFF, 0xEF, 0xBB, 0xBF};
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            int spread = 1 + random.nextInt(alphabet.length);
            for (int j = 0; j < bytes.length; j++) bytes[j] = (byte) alphabet[alphabet.length - 1
                    - random.nextInt(spread)];
            if (bytes.length > 0) bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? '\n' : '\r');
            checkEveryCut(bytes);
        }
    }

    @Test
    void offsetsHoldFarBehindTheBuffer() throws IOException {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append("x".repeat(random.nextInt(1 << random.nextInt(18))));
            text.append(i % 3 == 0 ? "\r\n" : i % 3 == 1 ? "\r" : "\n");
        }
        byte[] bytes = Fixtures.bytes(text.toString());
        assertEquals(lines(bytes), lines(new LineReader(new ByteArrayInputStream(bytes)), bytes.length));
        assertEquals(lines(bytes), lines(new LineReader(Chunks.random(bytes, random)), bytes.length));
    }

    @Test
    void lineEndedByCrIsGivenBeforeTheNextByte() throws IOException {
        LineReader reader = new LineReader(Chunks.ofOpen(Fixtures.bytes("a\r"), Fixtures.bytes("\nb\r"),
                Fixtures.bytes("c\n")));
        assertTrue(reader.next());
        assertEquals(End.CR, reader.ending());
        assertEquals(2, reader.nextOffset());
        assertTrue(reader.next());
        assertTrue(reader.skippedLf());
        assertEquals(3, reader.offset());
        assertTrue(reader.next());
        assertFalse(reader.skippedLf());
        assertEquals("c", reader.text());
    }

    @Test
    void lineFeedOfACutLineEndAtTheEndIsSkipped() throws IOException {
        LineReader reader = new LineReader(Chunks.split(Fixtures.bytes("a\r\n"), 2));
        assertTrue(reader.next());
        assertFalse(reader.next());
        assertTrue(reader.skippedLf());
        assertEquals(3, reader.nextOffset());
        assertEquals(1, reader.number());
    }

    @Test
    void readyTellsWhetherTheNextLineIsHere() throws IOException {
        LineReader reader = new LineReader(Chunks.of(Fixtures.bytes("a\nb\r"), Fixtures.bytes("\nc"),
                Fixtures.bytes("d\n\n"),
                Fixtures.bytes("e")));
        boolean[] ready = {true, false, true, false, false};
        assertFalse(reader.ready());
        for (boolean expected : ready) {
            assertTrue(reader.next());
            assertEquals(expected, reader.ready());
        }
    }

    @Test
    void bytesInMemoryAreNotCopied() throws IOException {
        byte[] bytes = Fixtures.bytes("a\nb");
        LineReader reader = new LineReader(bytes);
        reader.next();
        reader.next();
        assertSame(bytes, reader.buffer());
        assertArrayEquals(Fixtures.bytes("a\nb"), bytes);
    }

    @Test
    void lineUpToTheLimitIsRead() throws IOException {
        for (String wire : List.of("12345\n12345\r12345\r\n12345", "<EF BB BF>12\n")) {
            byte[] bytes = Fixtures.bytes(wire);
            for (int size : new int[] {1, 2, 3, 64}) {
                assertEquals(lines(bytes), lines(new LineReader(Chunks.cut(bytes, size), 5), bytes.length));
            }
        }
    }

    @Test
    void lineOverTheLimitIsNamed() throws IOException {
        for (String wire : List.of("1\n123456\n1\n", "1\n123456\r", "1\n123456\r\n", "1\n123456", "1\n"
                + "x".repeat(1000))) {
            for (int size : new int[] {1, 2, 3, 64, 4096}) {
                LineReader reader = new LineReader(Chunks.cut(Fixtures.bytes(wire), size), 5);
                assertTrue(reader.next());
                LimitException e = assertThrows(LimitException.class, reader::next);
                assertEquals("line longer than the limit of 5 bytes", e.getMessage());
                assertThrows(LimitException.class, reader::next, "again");
            }
        }
    }

    @Test
    void lineWithoutEndIsReadAndKeptNoFurtherThanItsLimit() {
        int limit = 1 << 20;
        Chunks in = Chunks.cut(new byte[8 * limit], 1 << 10);
        LineReader reader = new LineReader(in, limit);
        assertThrows(LimitException.class, reader::next);
        assertTrue(in.reads <= (limit >> 10) + 1, in.reads + " reads of 1 KiB");
        assertTrue(reader.buffer().length <= 2 * limit, "a buffer of " + reader.buffer().length);
    }

    /** Reading 4 MiB in pieces of 16 bytes: were each piece to cost the line so far, it would be half a terabyte. */
    @Test
    void longLineInSmallPiecesTakesLinearWork() {
        byte[] bytes = new byte[4 << 20];
        Arrays.fill(bytes, (byte) 'x');
        bytes[bytes.length - 1] = '\n';
        Chunks in = Chunks.cut(bytes, 16);
        LineReader reader = new LineReader(in);
        assertTrue(assertTimeoutPreemptively(Duration.ofSeconds(10), reader::next));
        assertEquals(bytes.length - 1, reader.end() - reader.start());
        assertTrue(in.moved <= 2L * bytes.length, in.moved + " bytes moved");
    }

    @Test
    void shortLinesInSmallPiecesAreHardlyMoved() throws IOException {
        byte[] bytes = Fixtures.bytes("data: some text of a usual length\n".repeat(100_000));
        Chunks in = Chunks.cut(bytes, 16);
        assertEquals(100_000, lines(new LineReader(in), bytes.length).size());
        assertTrue(in.moved <= bytes.length / 100, in.moved + " bytes moved");
    }
}
