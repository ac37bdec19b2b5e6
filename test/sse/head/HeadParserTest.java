package sse.head;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads in whatever pieces they come. */
class HeadParserTest {
    private static final String TEXT = "HTTP/1.1 100 Continue\r\nX: announced\r\n\r\nHTTP/1.1 200  All is well \r\n"
            + "Content-type:text/event-stream; charset=utf-8\r\nno field\r\n: nor this\nX-Folded: one\r\n\t two\n"
            + "X-Twice: 1\r\nx-twice: 2 \t\r\nName: Ren\u00E9\r\n\r\n";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Head read(String text) throws NotHttpException {
        HeadParser parser = new HeadParser();
        byte[] bytes = bytes(text);
        assertEquals(bytes.length, parser.feed(bytes, 0, bytes.length));
        return parser.head();
    }

    private static void check(Head head) {
        assertEquals("HTTP/1.1", head.version());
        assertEquals(200, head.status());
        assertEquals("All is well", head.reason());
        assertEquals(List.of("HTTP/1.1 200 All is well", "Content-type: text/event-stream; charset=utf-8",
                "X-Folded: one two", "X-Twice: 1", "x-twice: 2", "Name: Ren\u00E9"), head.lines());
        assertEquals("2", head.header("X-TWICE"));
        assertEquals("1, 2", head.list("X-Twice"));
        assertTrue(head.opens());
    }

    @Test
    void headIsTheSameAndEndsAtTheSamePlaceHoweverItIsCut() throws NotHttpException {
        byte[] bytes = bytes(TEXT + "\n\nBODY");
        for (int cut = 0; cut < TEXT.length(); cut++) {
            HeadParser parser = new HeadParser();
            assertEquals(-1, parser.feed(bytes, 0, cut));
            assertNull(parser.head());
            assertEquals(TEXT.length(), parser.feed(bytes, cut, bytes.length), "cut at " + cut);
            check(parser.head());
        }
        HeadParser single = new HeadParser();
        for (int i = 0; i < TEXT.length() - 1; i++) assertEquals(-1, single.feed(bytes, i, i + 1));
        assertEquals(TEXT.length(), single.feed(bytes, TEXT.length() - 1, TEXT.length()));
        check(single.head());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\r\n", "\r\n", "HTTP/1.1 2x0 OK\r\n", "HTTP/1.1\r\n", "HTTP/1.1 20\r\n",
            "HTTP/1.1 2000 OK\r\n", "HTTP/1.1 099 OK\r\n", "HTTP/2 200\r\n", "HTTP/1.10 200 OK\r\n",
                    " HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 200 OK\r\nbad name: x\r\n", "HTTP/1.1 200 OK\r\nX: \u0000\r\n"})
    void whatIsNoAnswerIsSaidToBeNoneAtItsLine(String text) {
        byte[] bytes = bytes(text);
        assertThrows(NotHttpException.class, () -> new HeadParser().feed(bytes, 0, bytes.length));
    }

    @Test
    void statusNeedsNoWords() throws NotHttpException {
        assertEquals(List.of("HTTP/1.0 204"), read("HTTP/1.0 204\n\n").lines());
        assertEquals(101, read("HTTP/1.1 101 Switching Protocols\r\n\r\n").status());
    }

    @Test
    void headWithoutEndIsGivenUp() throws NotHttpException {
        String begin = "HTTP/1.1 200 OK\r\nX: ";
        byte[] full = bytes(begin + "x".repeat(HeadParser.LIMIT - begin.length() - 4) + "\r\n\r\n");
        assertEquals(full.length, new HeadParser().feed(full, 0, full.length));
        for (byte[] endless : List.of(bytes(begin + "x".repeat(HeadParser.LIMIT)),
                bytes(begin + "\r\nA: b".repeat(HeadParser.LIMIT / 6)),
                bytes("HTTP/1.1 100 Continue\r\n\r\n".repeat(HeadParser.LIMIT / 20)))) {
            assertThrows(NotHttpException.class, () -> new HeadParser().feed(endless, 0, endless.length));
            HeadParser bitByBit = new HeadParser();
            assertThrows(NotHttpException.class, () -> {
                for (int i = 0; i < endless.length; i++) bitByBit.feed(endless, i, i + 1);
            });
        }
    }

    @Test
    void onlyTheTypeOfAnEventStreamOpensOne() throws NotHttpException {
        assertTrue(read("HTTP/1.0 200 OK\nContent-Type: Text/Event-Stream\n\n").opens());
        for (String head : List.of("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-streams\r\n\r\n",
                "HTTP/1.1 201 OK\r\nContent-Type: text/event-stream\r\n\r\n")) {
            assertFalse(read(head).opens(), head);
        }
    }

    @Test
    void saysWhetherTheConnectionEnds() throws NotHttpException {
        assertTrue(read("HTTP/1.1 202 Accepted\r\nConnection: Close\r\n\r\n").closes());
        assertTrue(read("HTTP/1.0 202 Accepted\r\n\r\n").closes());
        assertFalse(read("HTTP/1.0 202 Accepted\r\nConnection: Keep-Alive\r\n\r\n").closes());
        assertFalse(read("HTTP/1.1 202 Accepted\r\nConnection: keep-alive\r\n\r\n").closes());
        assertFalse(read("HTTP/1.1 202 Accepted\r\n\r\n").closes());
    }
}
