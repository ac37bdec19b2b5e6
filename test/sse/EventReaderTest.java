package sse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sse.Fixtures.Fixture;
import sse.kit.Chunks;

/** Reading whole streams: the same events, id and reconnection time however the bytes arrive. */
class EventReaderTest {
    // as a selector would say in front of a read
    private static final IOException NOTHING_YET = new IOException("nothing yet");

    static List<Fixture> fixtures() {
        return Fixtures.ALL;
    }

    static Stream<Fixture> fixturesThatMayStandAnywhere() { // a byte order mark is one at the start only
        return Fixtures.ALL.stream().filter(f -> f.bytes().length > 0 && f.bytes()[0] != (byte) 0xEF);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void readsWhole(Fixture f) throws IOException {
        check(f, new EventReader(new ByteArrayInputStream(f.bytes())));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void readsBytesInMemory(Fixture f) throws IOException {
        check(f, new EventReader(f.bytes()));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void readsByteByByte(Fixture f) throws IOException {
        check(f, new EventReader(Chunks.cut(f.bytes(), 1)));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void readsSplitAtEveryPosition(Fixture f) throws IOException {
        byte[] bytes = f.bytes();
        for (int at = 0; at <= bytes.length; at++) check(f, new EventReader(Chunks.split(bytes, at)));
    }

    /**
     * The reader's own buffer is the other thing that cuts a stream: a comment moves each position of the case to its
     * end.
     */
    @ParameterizedTest
    @MethodSource("fixturesThatMayStandAnywhere")
    void readsOverTheEndOfTheBuffer(Fixture f) throws IOException {
        byte[] bytes = f.bytes();
        for (int at = 0; at <= Math.min(bytes.length, 300); at++) {
            byte[] shifted = new byte[(64 << 10) - at + bytes.length];
            int start = shifted.length - bytes.length;
            Arrays.fill(shifted, 0, start, (byte) ':');
            shifted[start - 1] = '\n';
            System.arraycopy(bytes, 0, shifted, start, bytes.length);
            check(f, new EventReader(new ByteArrayInputStream(shifted)));
        }
    }

    private static void check(Fixture f, EventReader reader) throws IOException {
        List<Event> events = new ArrayList<>();
        for (Event e; (e = patiently(reader)) != null; ) events.add(e);
        assertEquals(f.events(), events);
        assertEquals(f.lastEventId(), reader.lastEventId(), "last event ID");
        assertEquals(f.retryMillis(), reader.retryMillis(), "reconnection time");
        assertNull(patiently(reader), "the end stays the end");
        assertNull(reader.event());
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: 1\n\n", "data: 1\r\n\r\n", "data: 1\r\r", "data: 1\n\r", "data: 1\r\n\r",
        "data: 1\ndata: 1\r\n\r"})
    void lineEndThatDispatchesIsNotHeldBack(String wire) throws IOException {
        byte[] bytes = Fixtures.bytes(wire);
        assertTrue(new EventReader(Chunks.ofOpen(bytes)).read().data().startsWith("1"));
        for (int at = 0; at < bytes.length; at++) {
            InputStream in = Chunks.ofOpen(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length));
            assertTrue(new EventReader(in).read().data().startsWith("1"));
        }
    }

    @Test
    void lineFeedOfACutLineEndArrivesWithTheNextEvent() throws IOException {
        EventReader reader = new EventReader(Chunks.ofOpen(Fixtures.bytes("data: 1\r\n\r"),
                Fixtures.bytes("\ndata: 2\r\n\r")));
        assertEquals("1", reader.read().data());
        assertEquals("2", reader.read().data());
    }

    @Test
    void retryActsBeforeTheBlockEnds() throws IOException {
        EventReader reader = new EventReader(Chunks.ofOpen(Fixtures.bytes("data: 1\nretry: 5\r")));
        reader.step();
        assertEquals(-1, reader.retryMillis());
        reader.step();
        assertEquals(5, reader.retryMillis());
    }

    @Test
    void streamThatGoesOnKeepsTheIdUntilItChanges() throws IOException {
        InputStream in = new ByteArrayInputStream(Fixtures.bytes("\ndata: 1\n\nid: 6\ndata: 2\n\nid:\n\n"));
        EventReader reader = new EventReader(in, "5");
        assertEquals("5", reader.lastEventId());
        assertEquals(new Event("5", "message", "1"), reader.read());
        assertEquals(new Event("6", "message", "2"), reader.read());
        assertNull(reader.read());
        assertEquals("", reader.lastEventId());
    }

    @Test
    void eachReaderStartsAfresh() throws IOException {
        EventReader first = new EventReader(Fixtures.bytes("id: 1\n\nid: 2\nevent: a\ndata: 1\nda\r"));
        assertNull(first.read());
        EventReader second = new EventReader(new ByteArrayInputStream(Fixtures.bytes("\ndata: 2\n\n")),
                first.lastEventId());
        assertEquals(new Event("1", "message", "2"), second.read());
    }

    @Test
    void lastEventIdThatCannotBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new EventReader(InputStream.nullInputStream(), "a\nb"));
        assertThrows(NullPointerException.class, () -> new EventReader(InputStream.nullInputStream(), null));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void nothingIsLostAndNothingComesTwiceWhenTheStreamThrows(Fixture f) throws IOException {
        byte[] bytes = f.bytes();
        for (int firstBuffer : new int[] {1, 7, 1 << 10}) {
            checkImpatient(f, Chunks.cut(bytes, 1), firstBuffer);
            for (int at = 0; at <= bytes.length; at++) checkImpatient(f, Chunks.split(bytes, at), firstBuffer);
        }
    }

    private static void checkImpatient(Fixture f, InputStream chunks, int firstBuffer) throws IOException {
        InputStream in = new FilterInputStream(chunks) {
            private boolean ready = true;

            @Override
            public int read(byte[] to, int off, int len) throws IOException {
                ready = !ready;
                if (!ready) throw NOTHING_YET;
                return super.read(to, off, len);
            }
        };
        check(f, new EventReader(in, "", LineReader.LINE_LIMIT, EventReader.DATA_LIMIT, firstBuffer));
    }

    /** The next event, asked for until the stream does not throw. */
    private static Event patiently(EventReader reader) throws IOException {
        while (true) {
            try {
                return reader.read();
            } catch (IOException e) {
                assertSame(NOTHING_YET, e);
            }
        }
    }

    @Test
    void closingTheReaderClosesTheStream() throws IOException {
        boolean[] closed = new boolean[1];
        InputStream in = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        new EventReader(in).close();
        assertTrue(closed[0]);
    }

    @Test
    void eventsThatWereReadAreNotChangedByReadingOn() throws IOException {
        EventReader reader = new EventReader(Chunks.cut(Fixtures.bytes("data: 1\n\ndata: 2\ndata: 3\n\ndata: 4\n\n"),
                5));
        List<Event> events = new ArrayList<>();
        for (Event e; (e = patiently(reader)) != null; ) events.add(e);
        assertEquals(List.of("1", "2\n3", "4"), List.of(events.get(0).data(), events.get(1).data(), events.get(2)
                .data()));
    }

    @Test
    void millionDataLinesOfOneEventTakeLinearTime() throws IOException {
        byte[] bytes = Fixtures.bytes("data:\n".repeat(1_000_000) + "\n");
        Event event = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> new EventReader(Chunks.cut(bytes, 1000))
                .read());
        assertEquals(999_999, event.data().length());
    }

    @Test
    void dataUpToTheLimitIsRead() throws IOException {
        for (String wire : List.of("data: 12345\n\n", "data: 12\ndata: 45\n\n",
                "data:\ndata:\ndata: \ndata:\ndata:\ndata:\n\n")) {
            for (int size : new int[] {1, 2, 64}) {
                assertEquals(5, new EventReader(Chunks.cut(Fixtures.bytes(wire), size), "", 20, 5).read().data()
                        .length());
            }
        }
    }

    @Test
    void dataOverTheLimitIsNamed() {
        for (String wire : List.of("data: 123456\n\n", "data: 12\ndata: 456\n\n",
                "data:\n".repeat(7) + "\n", "data: 12345\ndata\n\n")) {
            for (int size : new int[] {1, 2, 64}) {
                EventReader reader = new EventReader(Chunks.cut(Fixtures.bytes(wire), size), "", 20, 5);
                LimitException e = assertThrows(LimitException.class, reader::read);
                assertEquals("data of an event longer than the limit of 5 bytes", e.getMessage());
            }
        }
    }

    @Test
    void lineOverTheLimitIsNamed() {
        EventReader reader = new EventReader(new ByteArrayInputStream(Fixtures.bytes("data: 12345\n\n")), "", 10, 100);
        assertEquals("line longer than the limit of 10 bytes", assertThrows(LimitException.class, reader::read)
                .getMessage());
    }

    @Test
    void blockWithoutEndIsReadNoFurtherThanItsLimit() {
        byte[] bytes = Fixtures.bytes(("data: " + "x".repeat(1017) + "\n").repeat(4 << 10));
        Chunks in = Chunks.cut(bytes, 1 << 10);
        assertThrows(LimitException.class, new EventReader(in, "", 4 << 10, 1 << 20)::read);
        assertTrue(in.reads <= (1 << 10) + 10, in.reads + " reads of 1 KiB");
    }
}
