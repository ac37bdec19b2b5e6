package sse.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import sse.head.Head;
import sse.kit.Chunks;

class CaptureTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    private static Capture capture(String text) throws IOException {
        return Capture.of(new ByteArrayInputStream(Samples.bytes(text)));
    }

    private static String body(Capture capture) throws IOException {
        return new String(capture.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void bareBodyStaysAsItIs() throws IOException {
        for (String text : List.of("", "data: a\n\n", "H", "HTTP", "HTTP/x\n\n", "Hello\n\n", "<html>\n", "< html\n",
                "* one\n* two\n", "> quote\ndata: x\n", "<\n\n", "*", "{}\n", "*bold*\n")) {
            Capture capture = capture(text);
            assertNull(capture.head(), text);
            assertEquals(text, body(capture));
        }
    }

    @Test
    void headOfCurlIsTaken() throws IOException {
        Capture capture = capture(HEAD + "data: a\n\n");
        assertEquals(200, capture.head().status());
        assertEquals("text/event-stream", capture.head().header("content-type"));
        assertEquals("data: a\n\n", body(capture));
    }

    @Test
    void anyCutGivesTheSame() throws IOException {
        String text = "HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n" + HEAD + "data: a\n\n";
        for (int at = 1; at < text.length(); at++) {
            Capture capture = Capture.of(Chunks.split(Samples.bytes(text), at));
            assertEquals(200, capture.head().status());
            assertEquals(302, capture.earlier().get(0).status());
            assertEquals("data: a\n\n", body(capture));
        }
    }

    @Test
    void bodyIsNotWaitedFor() throws IOException {
        InputStream stream = Chunks.split(Samples.bytes(HEAD + "data: a\n\n"), HEAD.length());
        Capture capture = Capture.of(new InputStream() {
            private boolean given;

            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                if (given) throw new IOException("read on");
                given = true;
                return stream.read(to, from, length);
            }

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }
        });
        assertEquals(200, capture.head().status());
    }

    @Test
    void prefixesOfVerboseCurlAreUnderstood() throws IOException {
        String text = """
                *   Trying 127.0.0.1:8080...
                * Connected to 127.0.0.1 (127.0.0.1) port 8080
                > GET /hello HTTP/1.1
                > Host: 127.0.0.1:8080
                >\s
                * Request completely sent off
                < HTTP/1.1 200 OK
                < Content-Type: text/event-stream
                <\s
                { [14 bytes data]
                : sse.jar

                * not a remark of curl, but it looks like one
                data: {"a":1}
                { "b": 2 }
                **bold**

                * Connection #0 to host 127.0.0.1 left intact
                """;
        Capture capture = capture(text);
        assertEquals(2, capture.head().lines().size());
        assertEquals(": sse.jar\n\ndata: {\"a\":1}\n{ \"b\": 2 }\n**bold**\n\n", body(capture));
    }

    /** Neither is read to its end to tell, and the line behind a CR is not waited for. */
    @Test
    void lineThatMayBeARemarkIsHeldNoLongerThanItTakesToTell() throws IOException {
        String head = "< HTTP/1.1 200 OK\n<\n";
        for (String body : List.of("{" + "x".repeat(1 << 20), "}x\r", "**\r")) {
            InputStream open = new SequenceInputStream(new ByteArrayInputStream((head + body).getBytes()),
                    new InputStream() {
                @Override
                public int read() {
                    throw new AssertionError("read on, though the line says nothing more");
                }
            });
            assertEquals(body, new String(Capture.of(open).body().readNBytes(body.length())));
        }
        assertEquals("data: a\r\r", body(capture(head + "* " + "x".repeat(1 << 20) + "\rdata: a\r\r")));
        assertEquals("data: a\r\n\r\n", body(capture(head + "* one\r\n{ [9 bytes data]\r\ndata: a\r\n\r\n")));
        assertEquals("{" + "x".repeat(1023) + "*y\n", body(capture(head + "{" + "x".repeat(1023) + "*y\n")));
    }

    @Test
    void redirectsOfVerboseCurlAreEarlierHeads() throws IOException {
        Capture capture = capture("> GET / HTTP/1.1\n>\n< HTTP/1.1 301 Moved\n< Location: /x\n<\n"
                + "* Issue another request\n> GET /x HTTP/1.1\n>\n< HTTP/1.1 200 OK\n<\ndata: a\n\n");
        assertEquals(200, capture.head().status());
        assertEquals(1, capture.earlier().size());
        assertEquals("data: a\n\n", body(capture));
    }

    @Test
    void headsThatAreNone() {
        for (List<String> lines : List.of(List.<String>of(), List.of("HTTP/1.1"), List.of("HTTP/1.1 20"),
                List.of("HTTP/1.1 abc"), List.of("Server: x"))) assertNull(Head.parse(lines));
        assertNull(Head.parse(List.of("HTTP/2 200", "no colon")).mediaType());
    }
}
