package sse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sse.kit.Chunks;

/** A hundred thousand random events: what was written follows the grammar, and what is read is what was meant. */
class RoundTripTest {
    private static final int EVENTS = 100_000;

    private static final String[] PIECES = {"\n", "\r", "\r\n", "\n\n", " ", "  ", ":", ": ", "data: ", "id: 7",
        "retry: 1", "event:", "?", "\0", "\t", "\u000B", "\f", "\u0085", "\u2028", "\u2029", "\uFEFF", "\uFFFD",
        "é", "…", "漢", "😀",
        "\uD800", "\uDC00", "\uD83D", "\u007F", "\u0080", "\u07FF", "\u0800", "\uFFFF", "\u001B[31m",
        "some words of plain text", "{\"a\": [1, 2]}", "0"};

    private final Random random = new Random(20_240_607);

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(1 << random.nextInt(5)); n > 0;
                n--) text.append(PIECES[random.nextInt(PIECES.length)]);
        return text.toString();
    }

    private Event event() {
        String id = random.nextInt(3) == 0 ? null : text().replaceAll("[\r\n\0]", "");
        String type = random.nextInt(3) == 0 ? null : text().replaceAll("[\r\n]", "");
        return new Event(id, type, text());
    }

    /** What arrives of a text: LF for each line end, U+FFFD for each lone surrogate. */
    private static String arrives(String text) {
        StringBuilder out = new StringBuilder();
        text.replaceAll("\r\n?", "\n").codePoints().map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        List<Event> expected = new ArrayList<>();
        String id = "";
        long retry = -1;
        for (int i = 0; i < EVENTS; i++) {
            if (random.nextInt(20) == 0) wire.writeBytes(Encoder.comment(text()));
            if (random.nextInt(20) == 0) {
                retry = random.nextLong() >>> random.nextInt(1, 64);
                wire.writeBytes(Encoder.retry(retry));
            }
            if (random.nextInt(20) == 0) {
                id = arrives("id " + i);
                wire.writeBytes(Encoder.id(id));
                if (random.nextBoolean()) wire.write('\n');
            }
            Event event = event();
            boolean withRetry = random.nextInt(20) == 0;
            if (withRetry) retry = random.nextInt(1 << 30);
            wire.writeBytes(withRetry ? Encoder.encode(event, retry) : Encoder.encode(event));
            if (event.id() != null) id = arrives(event.id());
            String type = event.type() == null || event.type().isEmpty() ? "message" : arrives(event.type());
            expected.add(new Event(id, type, arrives(event.data())));
        }
        EventReader reader = new EventReader(Chunks.random(wire.toByteArray(), random));
        for (Event e : expected) {
            Event read = reader.read();
            if (!e.equals(read)) assertEquals(e, read);
        }
        assertNull(reader.read());
        assertEquals(id, reader.lastEventId());
        assertEquals(retry, reader.retryMillis());
    }

    /**
     * The grammar of 9.2.5, for one event, and more strictly what the Encoder promises: strict UTF-8, LF
     * only, known fields each with a space, one id, event and retry at most, the blank line last.
     */
    @Test
    void whatIsWrittenFollowsTheGrammar() {
        for (int i = 0; i < EVENTS; i++) {
            Event event = event();
            long retry = random.nextInt(4) == 0 ? random.nextInt(10_000) : -1;
            String block = strictText(Encoder.encode(event, retry));
            assertTrue(block.endsWith("\n\n"), block);
            List<String> left = new ArrayList<>(List.of(block.substring(0, block.length() - 2).split("\n", -1)));
            if (event.id() != null) assertEquals("id: " + arrives(event.id()), left.removeFirst());
            if (event.type() != null) assertEquals("event: " + arrives(event.type()), left.removeFirst());
            if (retry >= 0) assertEquals("retry: " + retry, left.removeFirst());
            String[] data = arrives(event.data()).split("\n", -1);
            assertEquals(data.length, left.size());
            for (int j = 0; j < data.length; j++) assertEquals("data: " + data[j], left.get(j));
        }
    }

    @Test
    void commentsFollowTheGrammar() {
        for (int i = 0; i < EVENTS; i++) {
            String text = text();
            String block = strictText(Encoder.comment(text));
            assertTrue(block.endsWith("\n"));
            String[] comments = block.substring(0, block.length() - 1).split("\n", -1);
            String[] lines = arrives(text).split("\n", -1);
            assertEquals(lines.length, comments.length);
            for (int j = 0; j < lines.length; j++) assertEquals(text.isEmpty() ? ":" : ": " + lines[j], comments[j]);
        }
    }

    private static String strictText(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            assertFalse(text.indexOf('\r') >= 0, "one kind of line end");
            return text;
        } catch (CharacterCodingException e) {
            return fail("not UTF-8", e);
        }
    }
}
