package sse.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sse.Event;
import sse.kit.Chunks;
import sse.kit.ScriptedServer;

/** How a body is cut into chunks and reads changes nothing and delays nothing (R7, R61). */
@Timeout(20)
class BodyTest {
    private static final String BODY =
            "5;x=\"y\"\r\ndata:\r\n01\r\n \r\n3 \r\na\n\n\r\nB\nid: 1\ndata\n\n0\r\nTrailer: x\r\n"
            + "\r\n";
    private static final String TEXT = "data: a\n\nid: 1\ndata\n";

    private static BodyStream chunked(InputStream in) {
        return new BodyStream(new Incoming(in), BodyDecoder.chunked(), null);
    }

    @Test
    void chunksAreTheSameTextHoweverTheyAreCut() throws Exception {
        for (int i = 0; i <= BODY.length(); i++) {
            BodyStream body = chunked(Chunks.of(BODY.substring(0, i), BODY.substring(i)));
            assertEquals(TEXT, new String(body.readAllBytes(), StandardCharsets.ISO_8859_1), "cut at " + i);
            assertEquals(-1, body.read());
            assertTrue(body.isClean());
        }
        BodyStream single = chunked(Chunks.of(BODY.split("")));
        assertEquals(TEXT, new String(single.readAllBytes(), StandardCharsets.ISO_8859_1));
        BodyStream byteByByte = chunked(Chunks.of(BODY + "x"));
        for (int i = 0; i < TEXT.length(); i++) assertEquals(TEXT.charAt(i), byteByByte.read());
        assertEquals(-1, byteByByte.read());
    }

    @Test
    void readGivesAllThatIsThereAndWaitsForNothingMore() throws Exception {
        Chunks pieces = Chunks.of("2\r\nab\r\n3\r\ncde\r\n4\r\nf", "ghi\r\n0", "\r\n\r\n");
        BodyStream body = chunked(pieces);
        byte[] room = new byte[100];
        assertEquals(6, body.read(room, 0, 100), "over two borders, up to where the bytes end");
        assertEquals("abcdef", new String(room, 0, 6, StandardCharsets.ISO_8859_1));
        assertEquals(1, pieces.reads);
        assertEquals(3, body.read(room, 7, 90), "a size line that is not whole is not waited for");
        assertEquals("ghi", new String(room, 7, 3, StandardCharsets.ISO_8859_1));
        assertEquals(2, pieces.reads);
        assertEquals(-1, body.read(room, 0, 100));
    }

    @Test
    void requestOfTheOldVersionIsAskedSoAndItsAnswerReadToItsEnd() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n"
                + "Transfer-Encoding: chunked\r\n\r\ndata: old\n\n", false);
                Fetch fetch = new Fetch(ClientOptions.DEFAULT)) {
            Answer answer = fetch.ask(StreamRequest.of(server.uri("/x")).withVersion("HTTP/1.0"));
            assertEquals("data: old\n\n", new String(fetch.body(answer).readAllBytes(), StandardCharsets.US_ASCII));
            assertTrue(server.requests().get(0).startsWith("GET /x HTTP/1.0\r\nHost: "), server.requests().get(0));
        }
        StreamRequest request = StreamRequest.of(URI.create("http://a/"));
        assertThrows(IllegalArgumentException.class, () -> request.withVersion("HTTP/2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5\r\nab", "5\r\nabcde", "5\r\nabcde\r\n", "5\r\nabcdef\r\n0\r\n\r\n", "x\r\n",
            "-1\r\n",
            "\r\n", "0\r\n", "11111111111111111\r\n", "5 x"})
    void bodyThatIsCutOrBrokenIsNotTakenForWhole(String cut) {
        assertThrows(IOException.class, () -> chunked(Chunks.of(cut)).readAllBytes());
    }

    @Test
    void bodyOfALengthEndsThereAndMissesWhatIsMissing() throws Exception {
        BodyStream whole = new BodyStream(new Incoming(Chunks.of("ab", "cde")), BodyDecoder.ofLength(3), null);
        assertEquals("abc", new String(whole.readAllBytes(), StandardCharsets.ISO_8859_1));
        assertFalse(whole.isClean(), "there is more than the body");
        BodyStream cut = new BodyStream(new Incoming(Chunks.of("ab")), BodyDecoder.ofLength(3), null);
        IOException e = assertThrows(IOException.class, cut::readAllBytes);
        assertEquals("the server closed the connection after 2 of 3 bytes", e.getMessage());
    }

    @Test
    void everyCutOfAWholeAnswerGivesTheSameEvents() throws Exception {
        String answer = ScriptedServer.CHUNKED + BODY.replace("B\nid: 1\ndata\n", "C\nid: 1\ndata\n\n");
        for (int i = 0; i <= answer.length(); i += 3) {
            int cut = i;
            ScriptedServer.Play play = with -> {
                with.send(answer.substring(0, cut));
                with.send(answer.substring(cut));
            };
            try (ScriptedServer server = new ScriptedServer(play, ScriptedServer.stop());
                    EventSource source = new EventSource(StreamRequest.of(server.uri("/")),
                            ClientOptions.DEFAULT.withRetry(0).withLongestWait(0), new StreamListener() {})) {
                assertEquals("a", source.read().data());
                assertEquals("1", source.read().id());
                assertNull(source.read());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"d\r\ndata: a\n\ndata", "ffff\r\ndata: a\n\n", "9\r\ndata: a\n\n"})
    void eventIsGivenWhileItsChunkIsStillOpen(String start) throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        ScriptedServer.Play play = with -> {
            with.send(ScriptedServer.CHUNKED + start);
            with.await(read);
        };
        try (ScriptedServer server = new ScriptedServer(play); EventSource source = new EventSource(server.uri("/"))) {
            assertEquals("a", source.read().data());
            read.countDown();
        }
    }

    @Test
    void gzipThatWasAskedForIsReadAsItIsFlushed() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        GZIPOutputStream gzip = new GZIPOutputStream(bytes, 512, true);
        ScriptedServer.Play play = with -> {
            with.send(ScriptedServer.HEAD.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n"));
            gzip.write("data: a\n\n".getBytes());
            gzip.flush();
            with.send(bytes.toByteArray());
            with.await(read);
        };
        try (ScriptedServer server = new ScriptedServer(play);
                EventSource source = new EventSource(StreamRequest.of(server.uri("/")).withHeader("Accept-Encoding",
                        "gzip"),
                        ClientOptions.DEFAULT, new StreamListener() {})) {
            assertEquals("a", source.read().data());
            read.countDown();
            assertEquals("gzip", server.sent(0, "Accept-Encoding"));
        }
    }

    private static byte[] coded(byte[] bytes, String coding) throws Exception {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (OutputStream out = switch (coding) {
            case "gzip" -> new GZIPOutputStream(coded);
            case "zlib" -> new DeflaterOutputStream(coded);
            default -> new DeflaterOutputStream(coded, new Deflater(9, true));
        }) {
            out.write(bytes);
        }
        return coded.toByteArray();
    }

    private static String event(String headers, byte[] body) throws Exception {
        ScriptedServer.Play play = with -> {
            with.send(ScriptedServer.HEAD.replace("\r\n\r\n", "\r\n" + headers + "\r\n\r\n"));
            with.send(body);
        };
        try (ScriptedServer server = new ScriptedServer(play);
                EventSource source = new EventSource(StreamRequest.of(server.uri("/")),
                        ClientOptions.DEFAULT.withReconnect(false), new StreamListener() {})) {
            Event event = source.read();
            return event == null ? source.closed().says() : event.data();
        }
    }

    @Test
    void codingsAreUndoneOneByOneAndUnknownOnesLeftAlone() throws Exception {
        byte[] plain = "data: a\n\n".getBytes();
        byte[] zipped = coded(plain, "gzip");
        assertEquals("a", event("Content-Encoding: utf-8", plain));
        assertEquals("a", event("Content-Encoding: gzip, foo", plain));
        assertEquals("a", event("Content-Encoding:", plain));
        assertEquals("a", event("Content-Encoding: X-GZIP", zipped));
        assertEquals("a", event("Content-Encoding: gzip, gzip", coded(zipped, "gzip")));
        assertEquals("a", event("Content-Encoding: gzip\r\nContent-Encoding: deflate", coded(zipped, "zlib")));
        assertEquals("a", event("Content-Encoding: deflate, gzip", coded(coded(plain, "raw"), "gzip")));
        assertEquals("a", event("Content-Encoding: deflate", coded(plain, "zlib")));
        assertEquals("a", event("Content-Encoding: deflate", coded(plain, "raw")));
    }

    @Test
    void codingThatCannotBeReadClosesForGood() throws Exception {
        String head = ScriptedServer.HEAD.replace("\r\n\r\n", "\r\nContent-Encoding: br\r\n\r\n");
        Closed[] closed = {null};
        StreamListener listener = new StreamListener() {
            @Override
            public void closed(Closed why) {
                closed[0] = why;
            }
        };
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer(head));
                EventSource source = new EventSource(StreamRequest.of(server.uri("/")), ClientOptions.DEFAULT,
                        listener)) {
            assertNull(source.read());
            assertEquals(Closed.Reason.CODING, closed[0].reason());
            assertEquals("Content-Encoding is br: browsers read br, this client cannot", closed[0].says());
        }
    }

    @Test
    void backoffStartsAtTheReconnectionTimeDoublesAndEnds() {
        assertEquals(3000, Backoff.millis(3000, 0, 60_000, 0.99));
        assertEquals(3000, Backoff.millis(3000, 1, 60_000, 0));
        assertEquals(4500, Backoff.millis(3000, 1, 60_000, 0.5));
        assertEquals(31_500, Backoff.millis(3000, 60, 60_000, 0.5));
        assertEquals(90_000, Backoff.millis(90_000, 7, 60_000, 0.5), "never less than the stream asks for");
        assertEquals(86_400_000, Backoff.millis(Long.MAX_VALUE, 7, 60_000, 0.5), "nobody is parked for ever");
        assertEquals(Long.MAX_VALUE, Backoff.millis(Long.MAX_VALUE, 7, 0, 0.5), "but to the letter when asked for");
        assertEquals(100, Backoff.millis(0, 0, 60_000, 0.5), "retry: 0 is no reason to hammer");
        assertEquals(10, Backoff.millis(0, 9, 0, 0.5), "nor is it to the letter");
        assertEquals(11, Backoff.millis(11, 9, 0, 0.5));
        long last = 0;
        for (int failures = 1; failures < 10; failures++) {
            long wait = Backoff.millis(200, failures, 30_000, 0.999);
            assertTrue(wait >= last && wait <= 30_000, () -> wait + "");
            last = wait;
        }
        assertEquals(List.of(29_000L), List.of(last / 1000 * 1000));
    }

    @Test
    void whatIsBehindTheHeadIsKeptForTheBody() throws Exception {
        Incoming incoming = new Incoming(new ByteArrayInputStream("HTTP/1.1 200 OK\r\n\r\nbc".getBytes()));
        assertEquals(200, incoming.head().status());
        assertEquals('b', incoming.read());
        assertEquals("c", new String(incoming.readAllBytes()));
    }
}
