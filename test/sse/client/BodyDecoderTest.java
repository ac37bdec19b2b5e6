package sse.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sse.head.Head;
import sse.head.Header;
import sse.head.NotHttpException;

/** Bodies in whatever pieces they come, in chunks or not. */
class BodyDecoderTest {
    private static final String WIRE =
            "5\r\nabcde\r\nC;name=\"value\"\r\n0123456789ab\r\n00a \r\n\r\n\r\n\r\n\r\n\r\n\r\n"
            + "1\nz\n000\r\nTrailer: x\r\nanother\n\r\n";

    /** The body among those bytes, fed up to each cut and then on. */
    private static String content(BodyDecoder decoder, String wire, int... cuts) {
        byte[] bytes = wire.getBytes(StandardCharsets.ISO_8859_1);
        StringBuilder content = new StringBuilder();
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i < cuts.length ? cuts[i] : bytes.length;
            while (from < to && !decoder.isOver() && decoder.malformed() == null) {
                int taken = decoder.feed(bytes, from, to);
                assertTrue(taken > from && taken <= to && decoder.start() >= from && decoder.end() <= taken);
                int n = decoder.end() - decoder.start();
                content.append(new String(bytes, decoder.start(), n, StandardCharsets.ISO_8859_1));
                from = taken;
            }
        }
        return content + (from < bytes.length && decoder.isOver() ? "|" + wire.substring(from) : "");
    }

    @Test
    void chunksAreTakenApartWhereverTheyAreCut() {
        String body = "abcde0123456789ab\r\n\r\n\r\n\r\n\r\nz|next";
        for (int cut = 0; cut <= WIRE.length(); cut++) {
            BodyDecoder decoder = BodyDecoder.chunked();
            assertEquals(body, content(decoder, WIRE + "next", cut), "cut at " + cut);
            assertTrue(decoder.isOver());
            assertNull(decoder.missing());
        }
        int[] every = new int[WIRE.length()];
        for (int i = 0; i < every.length; i++) every[i] = i + 1;
        assertEquals(body, content(BodyDecoder.chunked(), WIRE + "next", every));
    }

    @Test
    void whatIsMissingIsSaidWhereverTheConnectionCloses() {
        for (int cut = 0; cut < WIRE.length(); cut++) {
            BodyDecoder decoder = BodyDecoder.chunked();
            content(decoder, WIRE.substring(0, cut));
            assertFalse(decoder.isOver(), "cut at " + cut);
            assertNull(decoder.malformed());
            assertNotNull(decoder.missing(), "cut at " + cut);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\n", "\r\n", ";x\r\n", "-1\r\n", "+1\r\n", "5x\r\n", "5\r\nabcdefgh",
            "5\r\nabcde\r\r\n",
            "1111111111111111\r\n", "\u0665\r\n", "1\r\na\r\n\r\n"})
    void whatIsNoChunkIsSaidToBeNone(String wire) {
        for (int cut = 0; cut < wire.length(); cut++) {
            BodyDecoder decoder = BodyDecoder.chunked();
            content(decoder, wire, cut);
            assertNotNull(decoder.malformed(), wire);
            assertFalse(decoder.isOver());
        }
    }

    @Test
    void linesOfTheCodingAreBounded() {
        BodyDecoder size = BodyDecoder.chunked();
        content(size, "5;" + "x".repeat(9000));
        assertNotNull(size.malformed());
        BodyDecoder trailers = BodyDecoder.chunked();
        content(trailers, "0\r\n" + "Trailer: x\r\n".repeat(900));
        assertNotNull(trailers.malformed());
    }

    @Test
    void lengthEndsABody() {
        for (int cut = 0; cut <= 6; cut++) {
            BodyDecoder decoder = BodyDecoder.ofLength(4);
            assertEquals("abcd|ef", content(decoder, "abcdef", cut));
            assertNull(decoder.missing());
        }
        BodyDecoder cut = BodyDecoder.ofLength(3);
        assertEquals("ab", content(cut, "ab"));
        assertEquals("the server closed the connection after 2 of 3 bytes", cut.missing());
        assertTrue(BodyDecoder.ofLength(0).isOver());
    }

    @Test
    void withoutLengthOrChunksOnlyClosingEndsABody() {
        BodyDecoder decoder = BodyDecoder.untilClose();
        assertEquals("abcdef", content(decoder, "abcdef", 2));
        assertFalse(decoder.isOver());
        assertNull(decoder.missing());
    }

    private static BodyDecoder of(int status, Header... headers) throws NotHttpException {
        return BodyDecoder.of(new Head("HTTP/1.1", status, "", List.of(headers)));
    }

    @Test
    void headSaysHowItsBodyEnds() throws NotHttpException {
        Header length = new Header("Content-Length", "3");
        Header chunked = new Header("Transfer-Encoding", "gzip, Chunked");
        assertEquals("ab|c", content(of(200, length, chunked), "2\r\nab\r\n0\r\n\r\nc"));
        assertEquals("abc|d", content(of(200, length), "abcd"));
        assertEquals("abcd", content(of(200, new Header("Transfer-Encoding", "x")), "abcd"));
        assertTrue(of(204, length).isOver());
        assertTrue(of(304, length).isOver());
        for (String number : List.of("", "x", "-1", "+1", "1 2", "9999999999999999999")) {
            assertEquals("abcd", content(of(200, new Header("Content-Length", number)), "abcd"), number);
        }
    }

    @Test
    void lengthThatIsToldTwiceIsOneOnlyIfItIsTheSame() throws NotHttpException {
        Header three = new Header("Content-Length", "3");
        Header four = new Header("content-length", "4");
        assertEquals("abc|d", content(of(200, new Header("Content-Length", "3, 3"), three), "abcd"));
        assertThrows(NotHttpException.class, () -> of(200, three, four));
        assertThrows(NotHttpException.class, () -> of(200, new Header("Content-Length", "3, 4")));
        Header chunked = new Header("Transfer-Encoding", "chunked");
        assertEquals("a|b", content(of(200, three, four, chunked), "1\r\na\r\n0\r\n\r\nb"));
        assertEquals("ab", content(of(200, new Header("Transfer-Encoding", "xchunked")), "ab"));
    }
}
