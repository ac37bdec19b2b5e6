package sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sse.EventReader.Step;
import sse.kit.Chunks;

/** Reading line by line: what each line did, and what is pending behind it. */
class StepTest {

    private static EventReader reader(String wire) {
        return new EventReader(Fixtures.bytes(wire));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "data,DATA", "data:,DATA", "data: 1,DATA", "event,EVENT", "event: a,EVENT", "id,ID", "id: 7,ID",
                "id: 7<00>,ID_IGNORED",
        "retry: 1,RETRY", "retry: 007,RETRY", "retry,RETRY_IGNORED", "retry: 1s,RETRY_IGNORED",
        "retry: 9223372036854775808,RETRY_IGNORED",
        ":,COMMENT", ": data: 1,COMMENT", "foo: 1,UNKNOWN", "foo,UNKNOWN", "Data: 1,UNKNOWN", " data: 1,UNKNOWN",
                " ,UNKNOWN",
        "<EF BB BF>data: 1,DATA", "<EF BB BF>: c,COMMENT", "<EF BB BF>,BLANK", "'',UNKNOWN"})
    void lineDoes(String line, Step step) throws IOException {
        for (String end : List.of("\n", "\r", "\r\n")) {
            EventReader reader = reader(line + end);
            assertEquals(step, reader.step());
            assertEquals(Step.END, reader.step());
            assertEquals(Step.END, reader.step());
        }
    }

    @Test
    void stepsOfAStream() throws IOException {
        EventReader reader = new EventReader(new ByteArrayInputStream(
                Fixtures.bytes("\n: c\nid: 7\nevent: a\ndata: 1\n\nevent: b\n\ndata: 2\r\n\r\ndata: 3\ndata: 4\n\n"
                        + "data: 5\nda")));
        List<Step> steps = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (Step step; (step = reader.step()) != Step.END; ) {
            steps.add(step);
            assertEquals(step == Step.DISPATCH, reader.event() != null);
            if (step == Step.DISPATCH) events.add(reader.event());
        }
        assertEquals(List.of(Step.BLANK, Step.COMMENT, Step.ID, Step.EVENT, Step.DATA, Step.DISPATCH, Step.EVENT,
                Step.BLANK,
                Step.DATA, Step.DISPATCH, Step.DATA, Step.DATA, Step.DISPATCH, Step.DATA, Step.UNFINISHED), steps);
        assertEquals(List.of(new Event("7", "a", "1"), new Event("7", "message", "2"),
                new Event("7", "message", "3\n4")), events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data: 1\n", "data: 1\r", "data: 1\r\n", "data: 1\n\n", "\r", ": c\n"})
    void streamThatEndsBehindALineHasNoUnfinishedOne(String wire) throws IOException {
        byte[] bytes = Fixtures.bytes(wire);
        for (EventReader reader : List.of(new EventReader(bytes), new EventReader(new ByteArrayInputStream(bytes)),
                new EventReader(Chunks.cut(bytes, 1)))) {
            for (Step step; (step = reader.step()) != Step.END; ) assertTrue(step != Step.UNFINISHED, wire);
            assertEquals(bytes.length, reader.lines().nextOffset());
        }
    }

    @Test
    void nameAndValueOfALine() throws IOException {
        EventReader reader = reader("data:  a: b \ndata:1\nfoo\n:  c\nid:\nevent: \n\nda");
        List<String> parts = new ArrayList<>();
        while (reader.step() != Step.END) {
            LineReader lines = reader.lines();
            parts.add(lines.text(lines.start(), reader.nameEnd()) + "=" + lines.text(reader.valueStart(), lines.end()));
        }
        assertEquals(List.of("data= a: b ", "data=1", "foo=", "=  c", "id=", "event=", "=", "da="), parts);
    }

    @Test
    void dataBufferAsItStands() throws IOException {
        EventReader reader = reader("data: 1\n: c\ndata:\ndata: …\n\ndata\n\ndata: 2\n");
        assertEquals("", reader.pendingData());
        assertFalse(reader.hasPendingData());
        for (String data : List.of("1\n", "1\n", "1\n\n", "1\n\n…\n", "", "\n", "", "2\n", "")) {
            reader.step();
            assertEquals(data, reader.pendingData());
            assertEquals(!data.isEmpty(), reader.hasPendingData());
        }
    }

    @Test
    void blockAsItStands() throws IOException {
        String wire = ": c\nfoo\nid: 7\ndata: 1\n\nretry: 5\ndata: 2\n\nid\n\nid: 8\nid: <00>\nevent: a\ndata: 3\nda";
        EventReader reader = new EventReader(new ByteArrayInputStream(Fixtures.bytes(wire)), "6");
        List<String> blocks = new ArrayList<>();
        blocks.add(block(reader));
        for (Step step = null; step != Step.END; blocks.add(block(reader))) step = reader.step();
        assertEquals(List.of("-1 null", "-1 null", "4 null", "4 7 open", "4 7 open", "4 7", "23 null", "23 null open",
                "23 null",
                "41  open", "41 ", "45 8 open", "45 8 open", "45 8 open", "45 8 open", "45 8 open", "45 8 open"),
                        blocks);
    }

    private static String block(EventReader reader) {
        return reader.blockStart() + " " + reader.idInBlock() + (reader.hasOpenBlock() ? " open" : "");
    }

    @ParameterizedTest
    @CsvSource({"data: 1<0A>data: 2<0A>da,1<0A>2<0A>", "data: 1<0A>data: 2<0A>,1<0A>2<0A>", "data: 1<0A><0A>,''",
            "id: 1<0A>,''"})
    void dataThatTheEndDiscardedIsKnown(String wire, String lost) throws IOException {
        EventReader reader = reader(wire);
        for (int i = 0; i < 2; i++) {
            assertEquals("", reader.discardedData());
            reader.step();
        }
        while (reader.step() != Step.END) assertEquals("", reader.pendingData());
        assertEquals(Step.END, reader.step());
        assertEquals(new String(Fixtures.bytes(lost), UTF_8), reader.discardedData());
    }

    /** The reader may know that a blank line follows; what it shows may not depend on that. */
    @ParameterizedTest
    @ValueSource(strings = {"data: 1\n\n", "data: 1\n", "data: 1\n\r\n", "data: 1\r\r", "data: 1\r",
        "data: 1\r\n\r\n", "data: 1\r\n"})
    void dataLineIsPendingWhateverFollows(String wire) throws IOException {
        for (int size = 1; size <= 12; size++) {
            EventReader reader = new EventReader(Chunks.cut(Fixtures.bytes(wire), size));
            assertEquals(Step.DATA, reader.step());
            assertEquals("1\n", reader.pendingData());
            assertTrue(reader.hasPendingData());
            Event event = reader.read();
            assertEquals("", reader.pendingData());
            assertFalse(reader.hasPendingData());
            if (event != null) assertEquals("1", event.data());
        }
    }

    @Test
    void typeBufferAsItStands() throws IOException {
        EventReader reader = reader("event: a\nevent: b\nevent\nevent: c\n\nevent: d\ndata: 1\n\nevent: e\nx");
        assertEquals("", reader.pendingType());
        for (String type : List.of("a", "b", "", "c", "", "d", "d", "", "e", "")) {
            reader.step();
            assertEquals(type, reader.pendingType());
        }
    }

    @Test
    void idBufferAndIdString() throws IOException {
        byte[] bytes = Fixtures.bytes("id: 1\nid: <00>\n\nid: 2\ndata: 1\n\nid\n\nid: 3\n");
        EventReader reader = new EventReader(new ByteArrayInputStream(bytes), "0");
        String[][] expected = {{"1", "0"}, {"1", "0"}, {"1", "1"}, {"2", "1"}, {"2", "1"},
            {"2", "2"}, {"", "2"}, {"", ""}, {"3", ""}, {"", ""}};
        assertEquals("0", reader.pendingId());
        for (String[] ids : expected) {
            reader.step();
            assertEquals(ids[0], reader.pendingId());
            assertEquals(ids[1], reader.lastEventId());
        }
    }

    @Test
    void eventIsThereUntilTheNextStep() throws IOException {
        EventReader reader = reader("data: 1\n\n: c\n");
        assertNull(reader.event());
        Event event = reader.read();
        assertEquals(event, reader.event());
        reader.step();
        assertNull(reader.event());
    }

    @Test
    void lineIsTheOneThatWasProcessed() throws IOException {
        EventReader reader = reader("data: 1\r\n\r\n: c");
        reader.step();
        assertEquals("data: 1", reader.lines().text());
        reader.read();
        assertEquals(2, reader.lines().number());
        assertEquals(9, reader.lines().offset());
        assertEquals(Step.UNFINISHED, reader.step());
        assertEquals(": c", reader.lines().text());
    }
}
