package sse.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.broken.RawServer;
import sse.kit.Await;
import sse.kit.ScriptedServer;
import sse.kit.Wire;
import sse.tape.Tape;
import sse.tape.TapeReader;
import sse.term.Console;

/** What a proxy does to streams on purpose, and what it shows and keeps of them. */
@Timeout(60)
class ProxyFaultsAndTapesTest extends ProxyStand {
    @Test
    void faultsStrikeStreamsByTheirNumberAndNothingElse() throws IOException {
        try (ScriptedServer upstream = ScriptedServer.answering(request -> request.contains("/page")
                        ? "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\nx"
                        : ScriptedServer.HEAD.replace("\r\n\r\n", "\r\nContent-Length: 15\r\n\r\n")
                                + "id: 1\ndata: a\n\n", false);
                RawServer proxy = proxy(upstream.uri(""), "conn1:dup;conn2:status=503;conn3:noreplay;conn4:refuse")) {
            String[] expect = {"x", "id: 1\ndata: a\n\nid: 1\ndata: a\n\n", "x",
                "this is the status 503, on purpose\n", "id: 1\ndata: a\n\n"};
            for (int i = 0; i < expect.length; i++) {
                String path = expect[i].equals("x") ? "/page" : "/";
                try (Wire wire = Wire.get(proxy.port(), path, "Last-Event-ID: 1")) {
                    assertEquals(expect[i], wire.text(), "request " + i);
                    String length = i == 1 || i == 4 ? null : Integer.toString(expect[i].length());
                    assertEquals(length, wire.header("Content-Length"));
                }
            }
            assertEquals("1", upstream.sent(1, "Last-Event-ID"));
            assertNull(upstream.sent(4, "Last-Event-ID"), "the third stream forgets it");
            try (Wire wire = Wire.get(proxy.port(), "/")) {
                assertEquals(-1, wire.socket.getInputStream().read());
            }
        }
    }

    @Test
    void faultsOfATimeStrikeInASilence() throws IOException {
        try (ScriptedServer upstream = new ScriptedServer(ScriptedServer.held("data: 1\n\n"));
                RawServer proxy = proxy(upstream.uri(""), "reset@after=200ms");
                Wire wire = Wire.get(proxy.port(), "/")) {
            wire.text();
            assertEquals("reset", wire.ended);
            upstream.awaitClosed(0);
            awaitLogged("ended by a fault");
        }
    }

    @Test
    void pauseOfAFaultEndsWhenTheReaderLeaves() throws IOException {
        try (ScriptedServer upstream = new ScriptedServer(ScriptedServer.held("data: 1\n\n"));
                RawServer proxy = proxy(upstream.uri(""), "stall@events=1")) {
            try (Wire wire = Wire.get(proxy.port(), "/")) {
                wire.next();
            }
            upstream.awaitClosed(0);
            Await.until("the connection is over", 10_000, () -> proxy.connections() == 0);
        }
    }

    @Test
    void streamsAreShownJudgedAndTapedAsTheUpstreamSentThem(@TempDir Path folder) throws Exception {
        Console console = new Console(System.in, OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(), Map.of(), false);
        Tapes tapes = new Tapes(folder.resolve("tapes") + "/", false, console);
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        Files.writeString(folder.resolve("tapes/0001.tape"), "of before");
        try (ScriptedServer upstream = ScriptedServer.answering(ScriptedServer.CHUNKED.replace("\r\n\r\n",
                        "\r\nSet-Cookie: s=geheim1\r\n\r\n") + chunk("id: 1\nda") + chunk("ta: a\n\nData: x\n\n"),
                        false);
                RawServer proxy = proxy(upstream.uri(""), "cut@bytes=1", false, looks(rows, true, tapes))) {
            try (Wire wire = Wire.get(proxy.port(), "/../../x?token=geheim2&a=b", "Authorization: Bearer geheim3",
                    "Cookie: geheim4", "Last-Event-ID: 0")) {
                assertEquals("i", wire.text());
            }
            Await.until("it is judged", 10_000, () -> notes.size() > 0 && log.size() > 0);
        }
        assertTrue(rows.toString(StandardCharsets.UTF_8).contains("id: 1"), rows.toString(StandardCharsets.UTF_8));
        assertTrue(notes.get(notes.size() - 1).startsWith("1 0 events: "), notes.toString());
        try (var files = Files.list(folder.resolve("tapes"))) {
            assertEquals(2, files.count());
        }
        String text = Files.readString(folder.resolve("tapes/0002.tape"));
        assertFalse((text + log).contains("geheim"), text + log);
        Tape tape = TapeReader.read(Files.newInputStream(folder.resolve("tapes/0002.tape")), notes::add);
        assertEquals("0", tape.connections().get(0).headers().get(0).value());
        assertEquals("id: 1\nda", new String(tape.connections().get(0).body(), 0, 8, StandardCharsets.UTF_8));
    }
}
