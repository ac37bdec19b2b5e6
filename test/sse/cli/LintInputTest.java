package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.ScriptedServer;

/** What lint reads, what it says of the head of an answer, and what is left when it has mended. */
@Timeout(60)
class LintInputTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
            + "X-Accel-Buffering: no\r\nConnection: close\r\n";

    @Test
    void whatCannotBeMendedIsNamed() {
        Typed run = Typed.with("data: caf\0\n Data: x\n\ndata: half", "lint", "--fix", "-");
        assertEquals("# not mended: SSE120 (nul-in-data)\n", run.err());
        assertEquals(0, run.code()); // no event is lost
        Typed lost = Typed.with("id: a\0b\ndata: x\n\nid: a\0b\ndata: y\n\n", "lint", "--fix", "-");
        assertEquals("# not mended: 2 x SSE110 (nul-in-id)\n", lost.err());
        assertEquals(1, lost.code());
        assertEquals("", Typed.with(" data: x\n\n", "lint", "--fix", "-").err());
    }

    @Test
    void nothingAtAllIsTold() {
        Typed run = Typed.with("", "lint", "-");
        assertEquals("# nothing came: there was nothing to judge\n", run.err());
        assertEquals("", Typed.with("data: x\n\n", "lint", "-").err());
    }

    @Test
    void bareWordIsATopicWhereThereIsNoSuchFile() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(OK + "\r\nid: 1\ndata: x\n\n", false)) {
            String url = server.url();
            Map<String, String> env = Map.of("SSE_URL", url.substring(0, url.indexOf('/', 7)));
            Typed run = Typed.run(env, "", false, "lint", "no-such-file", "--no-probe");
            assertTrue(server.requests().get(0).startsWith("GET /no-such-file HTTP/1.1\r\n"), run.err());
            assertEquals(0, run.code());
        }
        assertEquals(2, Typed.with("", "lint", "no-such.txt").code());
        try (Socket deaf = new Socket()) { // holds the port, and does not listen
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Map<String, String> env = Map.of("SSE_URL", "http://127.0.0.1:" + deaf.getLocalPort());
            Typed run = Typed.run(env, "", false, "lint", "no-such-file");
            assertEquals(7, run.code());
            assertTrue(run.err().endsWith("; and there is no file 'no-such-file'\n"), run.err());
        }
    }

    @Test
    void redirectIsNoEndAndAnUnknownCodingHoldsNothing() {
        String moved = "HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\n";
        Typed run = Typed.with(moved, "lint", "-");
        String says = "note     SSE608  head      status 301 to /b: browsers go there; judge that answer";
        assertTrue(run.out().contains(says),
                run.out());
        assertEquals(0, run.code());
        assertTrue(Typed.with(moved, "explain", "-").out().contains("a browser asks there"));
        String coded = Typed.with(OK + "Content-Encoding: utf-8\r\n\r\ndata: x\n\n", "lint", "-").out();
        assertTrue(coded.contains("that is no coding, and browsers read the bytes as they are"), coded);
        String charset = OK.replace("event-stream", "event-stream; charset=utf8") + "\r\ndata: x\n\n";
        String explained = Typed.with(charset, "explain", "-").out();
        assertTrue(explained.contains("Chromium closes for good: see charset"), explained);
        assertTrue(!explained.contains("reads the body"), explained);
    }

    @Test
    void pathIntoJsonHasItsUsualSpellingsAndSaysWhenItNeverFits() throws IOException {
        String events = "\r\ndata: {\"a\":[5,{\"b\":6}],\"c\":1}\n\ndata: {\"a\":[7]}\n\n";
        for (String path : new String[] {".a[0]", "$.a[0]", ".a.0", "$.a.0", "a.0"}) {
            try (ScriptedServer server = ScriptedServer.answering(OK + events, false)) {
                Typed run = Typed.with("", "tail", server.url(), "--get", path, "--no-reconnect");
                assertEquals("5\n7\n", run.out(), path);
                assertTrue(!run.err().contains("fitted"), run.err());
            }
        }
        try (ScriptedServer server = ScriptedServer.answering(OK + events, false)) {
            Typed run = Typed.with("", "tail", server.url(), "--get", ".x", "--no-reconnect");
            assertTrue(run.err().contains("# .x fitted 0 of 2 events; the first has .a, .c\n"), run.err());
        }
    }
}
