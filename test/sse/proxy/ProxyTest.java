package sse.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.Fixtures;
import sse.broken.RawServer;
import sse.corpus.Corpus;
import sse.kit.ScriptedServer;
import sse.kit.Wire;
import sse.server.ServerOptions;
import sse.server.SseServer;
import sse.text.Json;

/** What is asked of a proxy is asked of its upstream, and what that answers is passed on, byte for byte. */
@Timeout(60)
class ProxyTest extends ProxyStand {
    // ── the way there ──

    @Test
    void requestGoesToTheUpstreamWithMethodPathQueryAndHeadersButThoseOfTheHop() throws IOException {
        try (ScriptedServer upstream = ScriptedServer.answering("HTTP/1.1 204 No Content\r\n\r\n", false);
                RawServer proxy = proxy(upstream.uri("/v1/"), "")) {
            try (Wire wire = Wire.get(proxy.port(), "/a//b?q=%20&x=[1]", "X-Own: \u00e9", "TE: trailers",
                    "Accept-Encoding: gzip", "Connection: close, x-mine", "X-Mine: 1", "Cookie: a=b", "Upgrade: h2c",
                    "Last-Event-ID: 7")) {
                assertEquals(204, wire.status());
            }
            assertEquals("GET /v1/a//b?q=%20&x=[1] HTTP/1.1\r\nHost: 127.0.0.1:" + upstream.port()
                    + "\r\nX-Own: \u00e9\r\nCookie: a=b\r\nLast-Event-ID: 7\r\nCDN-Loop: a"
                    + "\r\nConnection: close\r\n\r\n",
                    upstream.requests().get(0));
            try (RawServer keeps = proxy(upstream.uri(""), "", true, looks(null, false, null));
                    Wire wire = Wire.get(keeps.port(), "//host/x", "Accept-Encoding: gzip")) {
                wire.rest();
                assertEquals("GET //host/x HTTP/1.1\r\nHost: 127.0.0.1:" + keeps.port()
                        + "\r\nAccept-Encoding: gzip\r\nCDN-Loop: a\r\nConnection: close\r\n\r\n",
                        upstream.requests().get(1));
            }
        }
    }

    @Test
    void bodyIsPassedOnWithItsLength() throws IOException {
        try (ScriptedServer upstream = ScriptedServer.answering(
                request -> "HTTP/1.1 201 Made It\r\nContent-Length: 2\r\nX-A: 1\r\nx-a: 2\r\n\r\nokmore", false);
                RawServer proxy = proxy(upstream.uri(""), "");
                Wire wire = Wire.post(proxy.port(), "/x", "hello".getBytes(StandardCharsets.UTF_8))) {
            assertEquals("ok", wire.text());
            assertEquals(List.of("HTTP/1.1 201 Made It", "Content-Length: 2", "X-A: 1", "x-a: 2", "Connection: close"),
                    wire.head);
            assertTrue(upstream.requests().get(0)
                    .endsWith("Content-Length: 5\r\nCDN-Loop: a\r\nConnection: close\r\n\r\nhello"));
        }
    }

    @Test
    void chunkedBodyGoesOnAsItComesAndMayBeWaitedForWith100() throws IOException {
        try (ScriptedServer upstream = new ScriptedServer(with -> {
                    byte[] first = with.input().readNBytes(6); // before the rest is sent
                    with.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
                            + new String(first, StandardCharsets.ISO_8859_1) + "|");
                    with.send(with.input().readNBytes(16));
                });
                RawServer proxy = proxy(upstream.uri(""), "");
                Wire wire = new Wire(proxy.port(), "PUT /x HTTP/1.1\nTransfer-Encoding: chunked\nExpect: 100-continue",
                        new byte[0])) {
            assertEquals(100, wire.status());
            wire.head.clear();
            wire.socket.getOutputStream().write("1\r\na\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("1\r\na\r\n|", wire.until(7).body.toString(StandardCharsets.US_ASCII));
            wire.socket.getOutputStream().write("2;x=y\nbc\n3\r\ndef\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("1\r\na\r\n|2\r\nbc\r\n3\r\ndef\r\n0", wire.text());
            assertNull(upstream.sent(0, "Expect"));
        }
    }

    @Test
    void whatCouldBeReadInTwoWaysIsRefusedAndNotPassedOn() throws IOException {
        String[] bad = {
            "POST / HTTP/1.1\nContent-Length: 4\nTransfer-Encoding: chunked",
            "POST / HTTP/1.1\nContent-Length: 4\nContent-Length: 5", "POST / HTTP/1.1\nContent-Length: +4",
            "POST / HTTP/1.1\nContent-Length: 4\nContent-Length: 4", "POST / HTTP/1.1\nContent-Length: 4, 4",
            "POST / HTTP/1.1\nContent-Length: ", "POST / HTTP/1.1\nContent-Length: 99999999999999999999",
            "POST / HTTP/1.1\nTransfer-Encoding: gzip, chunked", "POST / HTTP/1.1\nTransfer-Encoding: xchunked",
            "POST / HTTP/1.1\nTransfer-Encoding: chunked\nTransfer-Encoding: chunked",
            "POST / HTTP/1.0\nTransfer-Encoding: chunked", "POST / HTTP/1.1\nTransfer-Encoding : chunked",
            "POST / HTTP/1.1\nX: 1\n folded", "GET / HTTP/1.1\nHost: a\nHost: b", "GET http://evil.test/ HTTP/1.1",
            "CONNECT evil.test:443 HTTP/1.1", "OPTIONS * HTTP/1.1", "GET /a\rX:y HTTP/1.1", "GET /a\tb HTTP/1.1",
            "G\u00e9T / HTTP/1.1", "CONNECT / HTTP/1.1", "GET / HTTP/2", "GET /\u0000 HTTP/1.1",
        };
        try (ScriptedServer upstream = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\n", false);
                RawServer proxy = proxy(upstream.uri(""), "")) {
            for (String head : bad) {
                try (Wire wire = new Wire(proxy.port(), head, "GET /second HTTP/1.1\r\n\r\n".getBytes())) {
                    assertTrue(wire.status() == 400 || wire.status() == 501, head + ": " + wire.head);
                }
            }
            assertEquals(List.of(), upstream.requests());
        }
        try (ScriptedServer upstream = new ScriptedServer(ScriptedServer.Conversation::awaitLeaving);
                RawServer proxy = proxy(upstream.uri(""), "")) {
            try (Wire wire = new Wire(proxy.port(), "POST / HTTP/1.1\nTransfer-Encoding: chunked",
                    "x\r\n".getBytes(StandardCharsets.US_ASCII))) {
                assertEquals("400 proxy: the size of a chunk is not a number\n", wire.status() + " " + wire.text());
            }
        }
    }

    @Test
    void secondRequestOfAConnectionIsNotRead() throws IOException {
        try (ScriptedServer upstream = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\nx", false);
                RawServer proxy = proxy(upstream.uri(""), "");
                Wire wire = new Wire(proxy.port(), "POST /1 HTTP/1.1\nContent-Length: 1",
                        "aGET /2 HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII))) {
            assertEquals("x", wire.text());
            assertEquals(1, upstream.requests().size());
            assertTrue(upstream.requests().get(0).endsWith("\r\n\r\na"));
        }
    }

    // ── the way back ──

    @Test
    void streamIsPassedOnChunkByChunkWithItsHead() throws IOException {
        CountDownLatch seen = new CountDownLatch(1);
        try (ScriptedServer upstream = new ScriptedServer(with -> {
                    with.send("HTTP/1.1 200 Fine\r\nContent-Type: text/event-stream\r\nKeep-Alive: timeout=5\r\n"
                            + "Connection: keep-alive, x-hop\r\nX-Hop: 1\r\nX-Name: \u00e9\r\n"
                            + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n");
                    with.send(chunk("data: 1\n") + chunk("\nda"));
                    with.await(seen);
                    with.send(chunk("ta: 2\n\n") + "0\r\n\r\n");
                });
                RawServer proxy = proxy(upstream.uri(""), "");
                Wire wire = Wire.get(proxy.port(), "/")) {
            assertEquals("data: 1\n", new String(wire.next(), StandardCharsets.UTF_8));
            assertEquals("\nda", new String(wire.next(), StandardCharsets.UTF_8), "not later than it came");
            assertEquals(List.of("HTTP/1.1 200 Fine", "Content-Type: text/event-stream", "X-Name: \u00e9",
                    "Connection: close", "Transfer-Encoding: chunked"), wire.head);
            seen.countDown();
            assertEquals("data: 1\n\ndata: 2\n\n|end", wire.text() + "|" + wire.ended);
            awaitLogged("1 GET /: 200, stream 1, 18 B in ");
            assertFalse(log.get(0).contains("left"), log.get(0));
        }
    }

    @Test
    void bothSidesMaySpeakHttp10() throws IOException {
        try (ScriptedServer upstream = ScriptedServer.answering("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n"
                + "Content-Type: text/event-stream\r\n\r\ndata: x\n\n", false);
                RawServer proxy = proxy(upstream.uri(""), "")) {
            try (Wire old = new Wire(proxy.port(), "GET / HTTP/1.0", new byte[0])) {
                assertNull(old.header("Transfer-Encoding"));
                assertEquals("data: x\n\n", old.text());
            }
            try (Wire wire = Wire.get(proxy.port(), "/")) {
                assertEquals("chunked data: x\n\n", wire.header("Transfer-Encoding") + " " + wire.text());
            }
        }
    }

    @Test
    void headOfAHeadAndOf304KeepsTheLengthAndHasNoBody() throws IOException {
        try (ScriptedServer upstream = ScriptedServer.answering(request -> request.startsWith("HEAD")
                        ? "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
                        : "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", true);
                RawServer proxy = proxy(upstream.uri(""), "")) {
            for (String method : new String[] {"HEAD", "GET"}) {
                try (Wire wire = new Wire(proxy.port(), method + " / HTTP/1.1", new byte[0])) {
                    assertEquals("5", wire.header("Content-Length"));
                    assertEquals(-1, wire.socket.getInputStream().read());
                }
            }
        }
    }

    @Test
    void everyFixtureOfTheWireComesThroughAsTheSameBytes() throws IOException {
        for (Fixtures.Fixture fixture : Fixtures.ALL) {
            String body = new String(fixture.bytes(), StandardCharsets.ISO_8859_1);
            boolean chunks = body.length() % 2 == 1;
            String answer = chunks ? ScriptedServer.CHUNKED + chunk(body) + "0\r\n\r\n"
                    : "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            try (ScriptedServer upstream = ScriptedServer.answering(answer, true);
                    RawServer proxy = proxy(upstream.uri(""), "");
                    Wire wire = Wire.get(proxy.port(), "/")) {
                assertArrayEquals(fixture.bytes(), wire.rest(), fixture.name());
                assertEquals("end", wire.ended);
            }
        }
    }

    @Test
    void everyStreamOfTheCorpusComesThroughAsTheSameBytes() throws Exception {
        try (SseServer server = new SseServer(ServerOptions.loopback(0), null, bug -> notes.add(bug.toString()))) {
            server.route("_/corpus", new Corpus(server));
            server.start();
            int port = server.address().getPort();
            try (RawServer proxy = proxy(URI.create("http://127.0.0.1:" + port), "")) {
                List<?> cases;
                try (Wire list = Wire.get(port, "/_/corpus/", "Accept: application/json", "Connection: close")) {
                    cases = (List<?>) Json.parse(list.text());
                }
                assertTrue(cases.size() > 20, "there are " + cases.size());
                for (Object one : cases) {
                    String name = (String) ((Map<?, ?>) one).get("name");
                    try (Wire direct = Wire.get(port, "/_/corpus/" + name, "Connection: close");
                            Wire wire = Wire.get(proxy.port(), "/_/corpus/" + name)) {
                        assertArrayEquals(direct.rest(), wire.rest(), name);
                        assertEquals(direct.header("Content-Type"), wire.header("Content-Type"));
                    }
                }
            }
        }
        assertEquals(List.of(), notes);
    }
}
