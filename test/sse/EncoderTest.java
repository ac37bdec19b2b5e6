package sse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written, byte for byte. */
class EncoderTest {

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String data(String data) {
        return text(Encoder.encode(Event.of(data)));
    }

    @Test
    void dataOfOneLine() {
        assertEquals("data: 1\n\n", data("1"));
        assertEquals("data: aé…😀\n\n", data("aé…😀"));
    }

    @Test
    void emptyDataNeedsItsLine() {
        assertEquals("data: \n\n", data(""));
    }

    @Test
    void valueThatStartsWithASpaceKeepsIt() {
        assertEquals("data:  1\n\n", data(" 1"));
        assertEquals("id:  7\nevent:  a\ndata:  \n\n", text(Encoder.encode(new Event(" 7", " a", " "))));
    }

    @Test
    void dataIsSplitAtEachLineEndAndNothingElse() {
        for (String end : new String[] {"\n", "\r", "\r\n"}) {
            assertEquals("data: a\ndata: b\n\n", data("a" + end + "b"));
            assertEquals("data: …\ndata: é\n\n", data("…" + end + "é"));
            assertEquals("data: a\ndata: \n\n", data("a" + end));
            assertEquals("data: \ndata: a\n\n", data(end + "a"));
            assertEquals("data: \ndata: \n\n", data(end));
            assertEquals("data: \ndata: \ndata: \n\n", data(end + end));
        }
        assertEquals("data: a\ndata: \ndata: b\n\n", data("a\n\rb"));
        assertEquals("data: a\ndata: \ndata: b\n\n", data("a\r\r\nb"));
        String others = "\u000B\f\u001C\u001D\u001E\u0085\u2028\u2029\0";
        assertEquals("data: " + others + "\n\n", data(others));
    }

    @Test
    void fieldsOfTextCannotBeInjected() throws IOException {
        EventReader reader = new EventReader(Encoder.encode(Event.of("1\rid: 7\r\nevent: a\n\ndata: 2\nretry: 1")));
        assertEquals(new Event("", "message", "1\nid: 7\nevent: a\n\ndata: 2\nretry: 1"), reader.read());
        assertNull(reader.read());
        assertEquals(-1, reader.retryMillis());
    }

    @Test
    void idTypeAndRetry() {
        assertEquals("id: 7\nevent: a\nretry: 1500\ndata: 1\n\n", text(Encoder.encode(new Event("7", "a", "1"), 1500)));
        assertEquals("retry: 0\ndata: 1\n\n", text(Encoder.encode(Event.of("1"), 0)));
        assertEquals("data: 1\n\n", text(Encoder.encode(Event.of("1"), -1)));
    }

    @Test
    void emptyIdIsWrittenForItResets() throws IOException {
        assertEquals("id: \ndata: 1\n\n", text(Encoder.encode(new Event("", null, "1"))));
        assertEquals("id: \n", text(Encoder.id("")));
    }

    @Test
    void emptyTypeMeansMessage() throws IOException {
        assertEquals("message", new EventReader(Encoder.encode(new Event(null, "", "1"))).read().type());
    }

    @Test
    void loneSurrogateBecomesReplacementCharacter() {
        assertEquals("id: �\nevent: �a\ndata: �\ndata: ?�\n\n",
                text(Encoder.encode(new Event("\uD800", "\uDC00a", "\uD83D\n?\uDE00"))));
        assertEquals(": �\n", text(Encoder.comment("\uD800")));
    }

    @Test
    void noByteOrderMarkIsAdded() {
        assertEquals('d', Encoder.encode(Event.of("\uFEFF"))[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\ndata: y", "\n", "\rdata: y", "a\r\n\r\nb", "\u2028", " x", ":", "…\n…", "a\n"})
    void commentStaysAComment(String comment) throws IOException {
        byte[] bytes = Encoder.comment(comment);
        assertTrue(text(bytes).endsWith("\n"));
        for (String line : text(bytes).split("\n")) assertTrue(line.startsWith(": "), line);
        byte[] block = Encoder.encode(Event.of("1"));
        InputStream both = new SequenceInputStream(new ByteArrayInputStream(bytes), new ByteArrayInputStream(block));
        EventReader reader = new EventReader(both, "7");
        assertEquals(new Event("7", "message", "1"), reader.read());
    }

    @Test
    void commentLines() {
        assertEquals(":\n", text(Encoder.comment("")));
        assertEquals(": ping\n", text(Encoder.comment("ping")));
        assertEquals(": a\n: \n: b\n: \n", text(Encoder.comment("a\n\rb\r\n")));
    }

    @Test
    void emptyCommentIsNotSharedWithItsCallers() {
        assertNotSame(Encoder.comment(""), Encoder.comment(""));
    }

    @Test
    void lineOfAnIdIsCheckedLikeAnEvents() {
        assertEquals("id: 7…\n", text(Encoder.id("7…")));
        for (String bad : new String[] {"\n", "a\rb", "\0"}) assertThrows(IllegalArgumentException.class,
                () -> Encoder.id(bad));
    }

    @Test
    void retryIsANonNegativeInteger() {
        assertEquals("retry: 0\n", text(Encoder.retry(0)));
        assertEquals("retry: 9223372036854775807\n", text(Encoder.retry(Long.MAX_VALUE)));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Encoder.retry(-1));
        assertEquals("reconnection time cannot be negative: -1", e.getMessage());
    }
}
