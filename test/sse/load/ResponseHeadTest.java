package sse.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseHeadTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static ResponseHead read(String text) {
        ResponseHead head = new ResponseHead();
        byte[] bytes = bytes(text);
        assertEquals(bytes.length, head.feed(bytes, 0, bytes.length));
        return head;
    }

    @Test
    void saysWhereTheBodyBeginsWhereverTheHeadIsCut() {
        String text = "HTTP/1.1 200 OK\r\nContent-type: text/event-stream; charset=utf-8\r\nTransfer-encoding: chunked\r\n\r\nBODY";
        byte[] bytes = bytes(text);
        int body = text.indexOf("BODY");
        for (int cut = 0; cut < body; cut++) {
            ResponseHead head = new ResponseHead();
            assertEquals(-1, head.feed(bytes, 0, cut));
            assertEquals(-1, head.status());
            assertEquals(body, head.feed(bytes, cut, bytes.length), "cut at " + cut);
            assertEquals(200, head.status());
            assertTrue(head.isEventStream());
        }
    }

    @Test
    void lineFeedsAloneEndLinesToo() {
        assertTrue(read("HTTP/1.0 200 OK\nContent-Type: Text/Event-Stream\n\n").isEventStream());
    }

    @Test
    void otherTypesAreNoEventStream() {
        assertFalse(read("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n").isEventStream());
        assertFalse(read("HTTP/1.1 200 OK\r\n\r\n").isEventStream());
        assertFalse(read("HTTP/1.1 200 OK\r\nContent-Type: text/event-streams\r\n\r\n").isEventStream());
    }

    @Test
    void whatIsNotHttpHasStatusZero() {
        assertEquals(0, read("SSH-2.0-OpenSSH_9.2\r\n\r\n").status());
        assertEquals(0, read("HTTP/1.1 2x0 OK\r\n\r\n").status());
        assertEquals(0, read("HTTP/1.1\r\n\r\n").status());
    }

    @Test
    void aHeadWithoutEndIsGivenUp() {
        ResponseHead head = new ResponseHead();
        byte[] bytes = bytes("x".repeat(100_000));
        assertEquals(bytes.length, head.feed(bytes, 0, bytes.length));
        assertEquals(0, head.status());
    }

    @Test
    void saysWhetherTheConnectionEnds() {
        assertTrue(read("HTTP/1.1 202 Accepted\r\nConnection: Close\r\n\r\n").closes());
        assertFalse(read("HTTP/1.1 202 Accepted\r\nConnection: keep-alive\r\n\r\n").closes());
    }
}
