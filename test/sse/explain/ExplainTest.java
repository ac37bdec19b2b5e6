package sse.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.explain.Samples.explained;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sse.EventReader;
import sse.EventReader.Step;
import sse.kit.Chunks;
import sse.text.Characters;
import sse.text.Json;

class ExplainTest {

    @Test
    void correctStreamComesOutAsPrintedInTheDesign() {
        assertEquals("""
                bytes    line                              effect
                0-11     retry: 3000␊                      reconnection time = 3000 ms
                12-21    : welcome␊                        comment: ignored (but the bytes keep idle connections alive)
                22       ␊                                 blank line, no data collected: nothing to send
                23-29    id: 41␊                           last event ID = "41"
                30-42    event: price␊                     event type = "price"
                43-62    data: {"sym":"VNM",␊              data = "{\\"sym\\":\\"VNM\\","
                63-80    data:  "px":68.2}␊                data + LF + " \\"px\\":68.2}"   one space removed, the rest kept
                81       ␊                                 DISPATCH price id=41 data="{\\"sym\\":\\"VNM\\",\\n \\"px\\":68.2}"
                82-86    data␊                             data = ""
                87       ␊                                 DISPATCH message id=41 data=""
                88-90    id␊                               last event ID = "" (reset: no Last-Event-ID on reconnect)
                91-99    data:bye␊                         data = "bye"
                100      ␊                                 DISPATCH message data="bye"

                101 bytes, 3 events, retry 3000 ms, no errors or warnings, 3 notes (SSE209, SSE210, SSE305; -v shows them)
                """, explained(Samples.PRICE));
    }

    @Test
    void brokenStreamComesOutAsPrintedInTheDesign() {
        assertEquals("""
                bytes    line                              effect
                0-15     event: success·␊                  event type = "success "                                   [warning SSE103]
                16-26    data: done␊                       data = "done"
                27       ␊                                 DISPATCH "success " data="done"   listeners for "success" stay silent
                28-43    event: progress␊                  event type = "progress"
                44       ␊                                 nothing sent: no "data:" in this block                    [error SSE204]
                45-54    ~Data: 50%~␊                      field "Data" is unknown: names are letter for letter      [error SSE105]
                55       ␊                                 nothing to send
                56-70    data: line one␊                   data = "line one"
                71-79    ~line two~␊                       field "line two" is unknown: needs its own "data:"        [error SSE104]
                80       ␊                                 DISPATCH message data="line one"
                81-96    ~·data: indented~␊                field " data" is unknown: starts with a space             [error SSE102]
                97       ␊                                 nothing to send
                98-107   ~retry: 5s~␊                      not all digits: ignored                                   [warning SSE307]
                108-117  data: last⟨END⟩                   no line end, no blank line: thrown away                   [error SSE101]

                118 bytes, 2 events, 5 errors, 2 warnings
                """, explained(Samples.BROKEN));
    }

    @Test
    void timedRowsComeOutAsPrintedInTheDesign() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Explain explain = new Explain(out, Set.of(), 0, true);
        EventReader reader = new EventReader(Samples.bytes("event: tick\ndata: one\n\n"));
        explain.time("12:00:01.004");
        for (Step step = null; step != Step.END; ) explain.line(step = reader.step(), reader, null);
        explain.flush();
        assertEquals("""
                12:00:01.004 0-11     event: tick␊        event type = "tick"
                             12-21    data: one␊          data = "one"
                             22       ␊                   DISPATCH tick data="one"   addEventListener("tick"), not onmessage
                """, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void furtherConnectionsSayTheirNumber() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Explain explain = new Explain(out, Set.of(), 0, false);
        for (int connection = 1; connection <= 2; connection++) {
            explain.connection(connection);
            EventReader reader = new EventReader(Samples.bytes("data: one\n\n"));
            for (Step step = null; step != Step.END; ) explain.line(step = reader.step(), reader, null);
        }
        explain.flush();
        assertEquals("""
                0-9      data: one␊                        data = "one"
                10       ␊                                 DISPATCH message data="one"
                #2:0-9   data: one␊                        data = "one"
                #2:10    ␊                                 DISPATCH message data="one"
                """, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void lineFeedThatComesLateHasARowOfItsOwn() {
        byte[] bytes = Samples.bytes("data: a\r\n\r\n");
        String rows = explained(Chunks.split(bytes, 8, 10), 0);
        assertTrue(rows.contains("""
                0-7      data: a␍                          data = "a"
                8        ␊                                 second half of CR LF: ends nothing
                9        ␍                                 DISPATCH message data="a"
                10       ␊                                 second half of CR LF: ends nothing

                11 bytes, 1 event"""), rows);
    }

    @Test
    void endInsideABlockHasARow() {
        assertTrue(explained("data: a\n").contains("""
                0-7      data: a␊                          data = "a"
                8        ⟨END⟩                             the stream ends inside a block: it is thrown away         [error SSE101]

                8 bytes, 0 events, 1 error"""));
        assertFalse(explained("retry: 1000\n: bye\n").contains("END"));
    }

    @Test
    void whatLinesDidIsSaidInWords() {
        assertEffect("id: 7\n\n", "no data: nothing to send, but the last event ID is 7");
        assertEffect("id: a\0b\n\n", "NUL in the id: ignored, the last event ID stays");
        assertEffect("retry:\n\n", "no digits: ignored (but Chromium goes back to 3000 ms)");
        assertEffect("retry: 99999999999999999999\n\n", "too large a number: ignored");
        assertEffect("event:\ndata: a\n\n", "event type = \"\" (so it is \"message\")");
        assertEffect("data : a\n\n", "field \"data \" is unknown: no space in front of the colon");
        assertEffect("\tdata: a\n\n", "field \"\\tdata\" is unknown: starts with a tab");
        assertEffect("data: a\n\n\uFEFFdata: b\n\n",
                "field \"\\ufeffdata\" is unknown: byte order mark inside the stream");
        assertEffect("data\uFF1Aa\n\n", "field \"data\uFF1Aa\" is unknown: U+FF1A only looks right");
        assertEffect("event: error\ndata: x\n\n",
                "DISPATCH error data=\"x\"   calls onerror, as a lost connection does");
        assertEffect("id: a b\ndata: x\n\n", "DISPATCH message id=\"a b\" data=\"x\"");
        assertEffect("data: a\n: hb", "no line end; a comment is ignored anyway");
        assertEffect("data: a\ndata: b", "no line end, no blank line: the whole block is thrown away");
    }

    private static void assertEffect(String stream, String effect) {
        String rows = explained(stream);
        assertTrue(rows.lines().anyMatch(row -> row.stripTrailing().endsWith(effect) || row.contains(effect + "  ")),
                rows);
    }

    @Test
    void markersStandForWhatCannotBePrinted() {
        byte[] bytes = Samples.bytes("\uFEFFdata: \t\0\u001B\u0007\u007F\u0085\u2028\u202E\u00A0x\n");
        String rows = explained(new ByteArrayInputStream(bytes), 0);
        assertTrue(rows.contains("⟨BOM⟩data: ⇥␀␛␇␡⟨U+0085⟩⟨U+2028⟩⟨U+202E⟩⟨U+00A0⟩x␊"), rows);
        assertTrue(rows.contains("data = \"\\t\\u0000\\u001b\\u0007\\u007f\\u0085\\u2028\\u202e\\u00a0x\""), rows);
        String ascii = explained(new ByteArrayInputStream(bytes), 0, Show.ASCII);
        assertTrue(ascii.contains("<BOM>data: \\t\\0\\e\\x07\\x7F<U+0085><U+2028><U+202E><U+00A0>x\\n"), ascii);
        assertTrue(ascii.chars().allMatch(c -> c == '\n' || c >= 0x20 && c < 0x7F), ascii);
    }

    @Test
    void bytesThatAreNotUtf8AreShownOneByOne() {
        byte[] bytes = {'d', 'a', 't', 'a', ':', (byte) 0xE9, (byte) 0xF0, (byte) 0x9F, 'x', (byte) 0xED, (byte) 0xA0,
                (byte) 0x80, '\n', '\n'};
        String rows = explained(new ByteArrayInputStream(bytes), 0);
        assertTrue(rows.contains("data:⟨E9⟩⟨F0⟩⟨9F⟩x⟨ED⟩⟨A0⟩⟨80⟩␊"), rows);
        // as the Encoding Standard counts them
        assertTrue(rows.contains("data=\"\uFFFD\uFFFDx\uFFFD\uFFFD\uFFFD\""), rows);
    }

    @Test
    void stateShowsTheBuffersBehindEachLine() {
        assertTrue(explained("id: 7\nevent: e\ndata: a\n\n", Show.STATE).contains("""
                15-22    data: a␊                          data = "a"
                         data buffer "a\\n", event type buffer "e", last event ID buffer "7", last event ID ""
                23       ␊                                 DISPATCH e id=7 data="a"   addEventListener("e"), not onmessage
                         data buffer "", event type buffer "", last event ID buffer "7", last event ID "7"
                """));
    }

    @Test
    void hexShowsTheBytesOfTheLine() {
        assertTrue(explained("\uFEFFdata: 0123456789\r\n", Show.HEX).contains("""
                \s        EF BB BF 64 61 74 61 3A 20 30 31 32 33 34 35 36
                         37 38 39 0D 0A
                """));
    }

    @Test
    void jsonIsOneObjectForEachLine() {
        List<String> rows = explained("id: 1\ndata: \"q\"\n\nfoo", Show.JSON).lines().toList();
        assertEquals("{\"kind\":\"line\",\"line\":1,\"off\":0,\"len\":6,\"text\":\"id: 1\",\"eol\":\"LF\","
                + "\"step\":\"id\",\"effect\":\"last event ID = \\\"1\\\"\"}",
                rows.get(0));
        assertEquals("{\"kind\":\"line\",\"line\":3,\"off\":16,\"len\":1,\"text\":\"\",\"eol\":\"LF\","
                + "\"step\":\"dispatch\",\"id\":\"1\",\"type\":\"message\","
                + "\"data\":\"\\\"q\\\"\",\"effect\":\"DISPATCH message id=1 "
                        + "data=\\\"\\\\\\\"q\\\\\\\"\\\"\"}", rows.get(2));
        assertEquals("{\"kind\":\"summary\",\"bytes\":20,\"events\":1,\"lastEventId\":\"1\",\"errors\":0,"
                + "\"warnings\":0}", rows.get(rows.size() - 1));
        for (String row : rows) assertNull(Json.check(row), row);
    }

    @Test
    void notesAreShownWhenAskedFor() {
        assertTrue(explained(Samples.PRICE, Show.NOTES).contains("the rest kept  [note SSE209]"),
                explained(Samples.PRICE, Show.NOTES));
        String says = "the only event is named: onmessage gets none";
        String row = "stream" + " ".repeat(37) + says + " ".repeat(101 - 43 - says.length()) + "[note SSE202]\n";
        assertTrue(explained("event: a\ndata: b\n\n", Show.NOTES).contains(row));
    }

    @Test
    void longLinesAreCutToTheWindowAndNowhereElse() {
        String stream = "data: " + "z".repeat(1 << 20) + "\n\n";
        String narrow = explained(new ByteArrayInputStream(Samples.bytes(stream)), 80);
        assertTrue(narrow.contains("…"), narrow);
        assertTrue(narrow.contains("data = 1,048,576 bytes"), narrow);
        for (String row : narrow.substring(0, narrow.indexOf("\n\n")).split("\n")) assertTrue(row.length() <= 80, row);
        assertEquals(3L << 20, explained(stream).chars().filter(c -> c == 'z').count());
        assertEquals(-1, explained(stream, Show.JSON).indexOf("…"));
    }

    @Test
    void jsonIsShownOnceAndAsItStands() {
        String stream = "data: {\"used\":9169552,\"committed\":1,\"max\":6319177728}\n\ndata: {\"load\":21.19}\n\n";
        assertEquals("""
                bytes    line                    effect
                0-53     data: {"used":9169552,"committed":1,"max":6319177728}␊
                                                 data = 47 bytes
                54       ␊                       DISPATCH message data=47 bytes
                55-75    data: {"load":21.19}␊   data = {"load":21.19}
                76       ␊                       DISPATCH message data={"load":21.19}
                """, explained(new ByteArrayInputStream(Samples.bytes(stream)), 80).split("\n\n")[0] + "\n");
        assertTrue(explained("data: {\"a\":\"\u202E\"}\n\n").contains("data = \"{\\\"a\\\":\\\"\\u202e\\\"}\""));
        assertTrue(explained("data: [\"caf\u00E9\"]\n\n").contains("data=[\"caf\u00E9\"]"));
        String large = "data: [\"caf\u00E9" + "x".repeat(200) + "\"]\n\n";
        String cut = explained(new ByteArrayInputStream(Samples.bytes(large)), 120);
        assertTrue(cut.contains("data=[\"caf\u00E9xxx"), cut);
    }

    @Test
    void wordsGoToANewLineInANarrowWindow() {
        String rows = explained(new ByteArrayInputStream(Samples.bytes(Samples.BROKEN)), 80);
        assertTrue(rows.contains("""
                71-79    ~line two~␊             field "line two" is unknown: needs its own
                                                 "data:"  [error SSE104]
                """), rows);
    }

    @Test
    void coloursChangeNothingButColour() {
        String plain = explained(Samples.BROKEN);
        String coloured = explained(Samples.BROKEN, Show.COLOUR);
        assertTrue(coloured.contains("\u001B[0;1;31m[error SSE104]\u001B[0m"), coloured);
        assertEquals(plain, coloured.replaceAll("\u001B\\[[0-9;]*m", ""));
    }

    @Test
    void nothingInAStreamReachesTheTerminalAsAControl() throws IOException {
        byte[] all = new byte[70_000];
        new java.util.Random(5).nextBytes(all);
        for (int i = 0; i < all.length; i += 50) all[i] = '\n';
        for (int i = 0; i + 10 < all.length; i += 100) System.arraycopy(Samples.bytes("\ndata: "), 0, all, i, 7);
        for (int window : new int[] {0, 80, 200}) {
            for (Show[] show : new Show[][] {{}, {Show.JSON}, {Show.ASCII, Show.STATE}, {Show.NOTES, Show.STATE,
                    Show.HEX}}) {
                String rows = explained(new ByteArrayInputStream(all), window, show);
                assertFalse(rows.chars().anyMatch(c -> c != '\n' && Characters.hidden(c)
                        && !Character.isSurrogate((char) c)));
            }
        }
    }
}
