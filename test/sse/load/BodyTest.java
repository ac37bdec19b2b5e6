package sse.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BodyTest {
    private static String content(Body body, String wire, int cut) {
        byte[] bytes = wire.getBytes(StandardCharsets.ISO_8859_1);
        StringBuilder content = new StringBuilder();
        for (int[] piece : new int[][] {{0, cut}, {cut, bytes.length}}) {
            body.feed(bytes, piece[0], piece[1]);
            while (body.next()) content.append(new String(bytes, body.start, body.end - body.start, StandardCharsets.ISO_8859_1));
        }
        return content.toString();
    }

    @Test
    void chunksAreTakenApartWhereverTheyAreCut() {
        String wire = "5\r\nabcde\r\nC;name=value\r\n0123456789ab\r\n00a \r\n\r\n\r\n\r\n\r\n\r\n\r\n0\r\nTrailer: x\r\n\r\n";
        for (int cut = 0; cut <= wire.length(); cut++) {
            Body body = new Body(true, -1);
            assertEquals("abcde0123456789ab\r\n\r\n\r\n\r\n\r\n", content(body, wire, cut), "cut at " + cut);
            assertTrue(body.over());
        }
    }

    @Test
    void withoutItsLastChunkABodyIsNotOver() {
        Body body = new Body(true, -1);
        content(body, "5\r\nabcde\r\n", 3);
        assertFalse(body.over());
        assertFalse(body.malformed());
    }

    @Test
    void whatIsNoChunkIsSaidToBeNone() {
        for (String wire : new String[] {"x\r\n", "\r\n", "5\r\nabcdefgh", "FFFFFFFFFFFFFFF\r\n"}) {
            Body body = new Body(true, -1);
            content(body, wire, 1);
            assertTrue(body.malformed(), wire);
        }
    }

    @Test
    void aLengthEndsABody() {
        Body body = new Body(false, 4);
        assertEquals("abcd", content(body, "abcdef", 2));
        assertTrue(body.over());
        assertTrue(new Body(false, 0).over());
    }

    @Test
    void withoutLengthOrChunksOnlyClosingEndsABody() {
        Body body = new Body(false, -1);
        assertEquals("abcdef", content(body, "abcdef", 2));
        assertFalse(body.over());
    }
}
