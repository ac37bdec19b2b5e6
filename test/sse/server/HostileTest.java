package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Input that nobody sends by accident: each gets an answer or a closed connection, nothing is half published,
        and the server goes on. */
@Timeout(60)
class HostileTest {
    private static final String POST = "POST /news HTTP/1.1\nHost: localhost\n";
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\n\n";

    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final PrintStream before = System.err;
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        System.setErr(new PrintStream(stderr, true));
        server = new TestServer();
    }

    @AfterEach
    void stop() throws IOException {
        try {
            server.assertHealthy();
            server.awaitOpen(0);
            assertEquals(0, server.published());
            server.close();
        } finally {
            System.setErr(before);
        }
        assertEquals("", stderr.toString());
    }

    /**
     * The status of the answer to a request after which nothing more comes; 0 if the connection is closed without one.
     */
    private int status(String request) throws IOException {
        try (RawClient client = server.client()) {
            client.socket.setSoTimeout(5000);
            client.send(request);
            client.socket.shutdownOutput();
            return client.head().status();
        } catch (EOFException | SocketException closed) {
            return 0;
        }
    }

    @Test
    void badChunks() throws IOException {
        for (String body : List.of("zz\r\nabc\r\n0\r\n\r\n", "3\r\nabcXX0\r\n\r\n", "-1\r\nabc\r\n0\r\n\r\n",
                "FFFFFFFF\r\nabc\r\n0\r\n\r\n",
                "80000000\r\nabc\r\n0\r\n\r\n", "3\r\nab", "3", "", "3\r\nabc\r\n", "3\r\nabc\r\n0\r\n",
                        "00000000000000000000000\r\n\r\n", "3;" + "x".repeat(5000) + "\r\nabc\r\n0\r\n\r\n",
                " 3\r\nabc\r\n0\r\n\r\n")) {
            assertEquals(400, status(CHUNKED + body), body.substring(0, Math.min(20, body.length())));
        }
    }

    @Test
    void badChunksWhereABodyMeansNothing() throws IOException {
        for (String method : List.of("GET /", "GET /news", "GET /_/health", "DELETE /news", "OPTIONS /news",
                "GET /favicon.ico",
                "POST /", "POST /_/health", "PATCH /news", "POST /.bad")) {
            for (String body : List.of("FFFFFFFF\r\nabc\r\n", "3\r\nabc\r\n0\r\n", "zz\r\n")) {
                int status = status(method + " HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n" + body);
                assertTrue(status == 400 || status == 405, method + " " + status);
            }
        }
    }

    @Test
    void bodiesThatBreakOff() throws IOException {
        assertEquals(400, status(POST + "Content-Length: 10\n\nabc"));
        assertEquals(400, status(POST + "Content-Length: 10\n\n"));
        assertEquals(400, status(POST + "Content-Length: 10\nContent-Type: application/x-ndjson\n\n1\n2\n"));
        for (String request : List.of("GET /", "GET /news", "DELETE /news", "OPTIONS /news", "GET /favicon.ico")) {
            assertEquals(400, status(request + " HTTP/1.1\nHost: localhost\nContent-Length: 10\n\nabc"), request);
        }
    }

    @Test
    void bodyOfAHeadThatBreaksOff() throws IOException {
        for (String rest : List.of("Content-Length: 10\n\nabc", "Transfer-Encoding: chunked\n\n3\r\nabc\r\n0\r\n")) {
            assertEquals(0, status("HEAD /news HTTP/1.1\nHost: localhost\n" + rest));
        }
    }

    @Test
    void lengthsThatMakeNoSense() throws IOException {
        for (String lines : List.of("Content-Length: -1", "Content-Length: x", "Content-Length: 1\nContent-Length: 2",
                "Content-Length: 3\nTransfer-Encoding: chunked",
                "Content-Length: 99999999999999999999", "Content-Length: ", "Content-Length: 3, 3")) {
            assertEquals(400, status(POST + lines + "\n\nabc"), lines);
        }
        assertEquals(501, status(POST + "Transfer-Encoding: gzip, chunked\n\nabc"));
        assertEquals(413, status(POST + "Content-Length: 9223372036854775807\n\nabc"));
        assertEquals(413, status("GET /news HTTP/1.1\nHost: localhost\nContent-Length: 9223372036854775807\n\nabc"));
    }

    @Test
    void pathsThatAreNoTopics() throws IOException {
        for (String path : List.of("/..", "/../news", "/.", "/.git", "/a%00b", "/%00", "/a%2Fb", "/%2e%2e", "/a%0Ab",
                "/a%20b",
                "/caf%C3%A9", "/,", "/news,", "/,news", "/a,,b",
                "/" + "x".repeat(129), "/a/../_/health/..", "/a;b", "/a:b", "/@", "/a+b", "/a%", "/a%zz", "/a%C3",
                        "/%FF",
                        "/a?x=%", "/a?x=%ff", "/*")) {
            int status = status("GET " + path + " HTTP/1.1\nHost: localhost\n\n");
            assertTrue(status == 400 || status == 404, path + " " + status);
            status = status("POST " + path + " HTTP/1.1\nHost: localhost\nContent-Length: 1\n\nx");
            assertTrue(status == 400 || status == 404, "POST " + path + " " + status);
        }
        for (String path : List.of("//", "///", "//news", "//evil.example/..", "/\0", "/caf\u00C3\u00A9", "/{a}",
                "/a|b", "/[",
                "http://", "mailto:x", "*", "a", "\\")) {
            int status = status("POST " + path + " HTTP/1.1\nHost: localhost\nContent-Length: 1\n\nx");
            assertTrue(status == 0 || status == 400 || status == 404 || status == 405, path + " " + status);
        }
        assertEquals(0, server.hub().topics().size());
    }

    @Test
    void thirtyKilobytesOfTopics() throws IOException {
        StringBuilder path = new StringBuilder("/a");
        for (int i = 0; path.length() < 30_000; i++) path.append(',').append(i);
        assertEquals(400, status("GET " + path + " HTTP/1.1\nHost: localhost\n\n"));
    }

    @Test
    void hugeHeads() throws IOException {
        assertEquals(0, status("GET /" + "x".repeat(500_000) + " HTTP/1.1\nHost: localhost\n\n"));
        assertEquals(0, status("GET /news HTTP/1.1\nHost: localhost\nX: " + "x".repeat(500_000) + "\n\n"));
        assertEquals(0, status("GET /news HTTP/1.1\nHost: localhost\n" + "X: y\n".repeat(20_000) + "\n"));
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 300; i++) many.append("X-").append(i).append(": y\n");
        assertEquals(0, status("GET /news HTTP/1.1\nHost: localhost\n" + many + "\n"));
    }

    @Test
    void headsThatAreNone() throws IOException {
        for (String head : List.of("\n\n", "GET\n\n", "GET /\n\n", "GET  /  HTTP/1.1\n\n", "\0\0\0\0",
                "GET / HTTP/1.1\nbad header\n\n", "GET / HTTP/1.1\n: x\n\n",
                "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00FC\u0003\u0003\r\n\r\n",
                        "GET / HTTP/9.9\nHost: localhost\n\n",
                        "get / HTTP/1.1\nHost: localhost\n\n",
                "GET / HTTP/1.1\nHost: localhost\nX\0Y: z\n\n", "PRI * HTTP/2.0\n\nSM\r\n\r\n")) {
            int status = status(head);
            assertTrue(List.of(0, 200, 400, 404, 405, 505).contains(status), head + " " + status);
        }
    }

    @Test
    void valuesThatMakeNoSense() throws IOException {
        for (String line : List.of("Last-Event-ID: \0", "Last-Event-ID: \u00FF\u00FE", "Last-Event-ID: "
                + "x".repeat(20_000),
                "Accept: ,;,;=,q=", "Accept: text/event-stream;q=x",
                "Content-Type: ;;;", "Origin: \u0000", "Expect: nonsense", "Upgrade: h2c", "Range: bytes=0-1",
                        "Connection: x")) {
            try (RawClient client = server.client()) {
                client.send("GET /news/raw?poll=1 HTTP/1.1\nHost: localhost\n" + line + "\n\n");
                RawClient.Answer answer = client.answer();
                boolean control = line.indexOf('\0') >= 0;
                if (line.startsWith("Origin") && answer.status() == 403) continue; // an empty one
                assertTrue(answer.status() == 200 || control && answer.refusedByTheJdk(), line + ": " + answer);
            }
        }
        for (String query : List.of("last=x", "last=-1", "last=99999999999", "last=1.5", "last=")) {
            assertEquals(400, status("GET /news?" + query + " HTTP/1.1\nHost: localhost\n\n"), query);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTurn() throws IOException {
        try (RawClient client = server.client()) {
            String one = "GET /_/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
            client.raw(one + "GET /_/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n" + one);
            assertEquals(200, client.answer().status());
            assertEquals(404, client.answer().status()); // and does not use the connection again
        }
        try (RawClient client = server.client()) {
            String get = "GET /_/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
            client.raw(get.repeat(20));
            for (int i = 0; i < 20; i++) assertEquals("ok\n", client.answer().body());
        }
    }

    @Test
    void requestBehindAStreamIsNotTakenForAnotherOne() throws IOException {
        try (RawClient client = server.client()) {
            client.raw("GET /news HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "POST /news HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx");
            assertEquals(200, client.head().status());
            server.server.close(); // ends the stream; what stood behind it is never looked at
            assertEquals(null, client.event());
            assertTrue(client.endedClean());
        }
        server.close();
        server = new TestServer();
    }

    @Test
    void oneByteAtATime() throws IOException {
        try (RawClient client = server.client()) {
            String request = "GET /_/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
            for (char c : request.toCharArray()) client.raw(String.valueOf(c));
            assertEquals("ok\n", client.answer().body());
        }
    }
}
