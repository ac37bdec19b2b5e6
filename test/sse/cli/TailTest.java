package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.kit.ScriptedServer.CHUNKED;
import static sse.kit.ScriptedServer.answer;
import static sse.kit.ScriptedServer.held;
import static sse.kit.ScriptedServer.stop;
import static sse.kit.ScriptedServer.stream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.Event;
import sse.kit.ScriptedServer;
import sse.kit.Waits;

/** How tail follows a stream, what it says about it, and how it ends. */
@Timeout(20)
class TailTest {
    @Test
    void cutAndResumeComeOutAsTheTerminalPageHasThem() throws Exception {
        String head = ": sse.jar\nretry: 40\n\n";
        String three = "id: 5\nevent: tick\ndata: five\n\nid: 6\nevent: tick\ndata: six\n\nid: 7\nevent: tick\n"
                + "data: seven\n\n";
        String two = "id: 8\nevent: tick\ndata: eight\n\nid: 9\nevent: tick\ndata: nine\n\n";
        try (ScriptedServer server = new ScriptedServer(stream(head + three), held(two))) {
            Typed typed = Typed.run("tail", server.url(), "-c", "5");
            assertEquals("""
                    tick      #5  five
                    tick      #6  six
                    tick      #7  seven
                    tick      #8  eight
                    tick      #9  nine
                    """, typed.out());
            assertEquals("""
                    # 200 text/event-stream, head after N ms; waiting for events (Ctrl-C stops)
                    # server ended the stream after 3 events, 111 bytes
                    # a browser would come back in 40 ms; this comes back in 100 ms
                    # connection 2, sent Last-Event-ID: 7
                    # 200, resumed: next id follows 7, nothing missing
                    # 5 events in N s, 2 connections
                    """, typed.steadyErr());
            assertEquals(0, typed.code());
        }
    }

    @Test
    void theSummaryCountsGaps() throws Exception {
        String one = "retry: 40\n\nid: 5\ndata: five\n\n";
        String gap = "id: 8\nevent: gap\ndata: {\"asked\":\"5\",\"oldest\":\"9\"}\n\nid: 9\ndata: nine\n\n";
        try (ScriptedServer server = new ScriptedServer(stream(one), held(gap))) {
            Typed typed = Typed.run("tail", server.url(), "-c", "3");
            assertTrue(typed.err().contains("# 200, gap: the server no longer has all that followed 5\n"), typed.err());
            assertTrue(typed.err().contains(", 2 connections, 1 gap, "), typed.err());
        }
    }

    @Test
    void whatACutInsideAChunkLeavesIsInTheAccount() throws Exception {
        String rest = "data: lost\ndat";
        for (String start : List.of("", "event: x\n", ": c\n")) {
            String chunk = start + rest;
            ScriptedServer.Play cut = answer(CHUNKED + "9\r\ndata: a\n\n\r\n40\r\n" + chunk);
            try (ScriptedServer server = new ScriptedServer(cut)) {
                Typed typed = Typed.run("tail", server.url(), "--json", "-v", "--no-reconnect");
                String account = "\"events\":1,\"bytes\":" + (9 + chunk.length())
                        + ",\"pending\":\"lost\\ndat\"";
                assertTrue(typed.out().contains(account), typed.out());
                assertTrue(typed.err().contains("2 errors, 1 warning (unfinished-block, broken-body, "), typed.err());
                assertTrue(typed.err().contains("; at the end: stream was cut short: "), typed.err());
            }
        }
        try (ScriptedServer server = new ScriptedServer(answer(CHUNKED + "40\r\ndat"))) {
            Typed typed = Typed.run("tail", server.url(), "--json", "-v", "--no-reconnect");
            assertTrue(typed.out().contains("\"bytes\":3,\"pending\":\"dat\""), typed.out());
        }
    }

    @Test
    void serverThatAsksForPatienceOnTheWayBackGetsIt() throws Exception {
        ScriptedServer.Play first = stream("retry: 20\ndata: a\n\n");
        String head = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nRetry-After: ";
        ScriptedServer.Play[] plays = {first, answer(head + "0\r\n\r\n"), answer(head + "7\r\n\r\n"),
                answer(head + "Fri, 31 Dec 2100 23:59:59 GMT\r\n\r\n"), held("data: b\n\n")};
        try (ScriptedServer server = new ScriptedServer(plays)) {
            Typed typed = Typed.run("tail", server.url(), "-c", "2", "--data", "--max-wait", "150ms");
            assertEquals("a\nb\n", typed.out());
            assertTrue(typed.err().contains("""
                    # status 503 Busy; again in 100 ms (attempt 2)
                    # 503 with Retry-After: 7; waits 150 ms at most (--max-wait)
                    # status 503 Busy; again in 150 ms (attempt 3)
                    # 503 with Retry-After: Fri, 31 Dec 2100 23:59:59 GMT; waits 150 ms at most (--max-wait)
                    # status 503 Busy; again in 150 ms (attempt 4)
                    """), typed.err());
        }
        for (String[] line : new String[][] {{"--as", "browser"}, {"--no-reconnect"}}) {
            try (ScriptedServer server = new ScriptedServer(plays)) {
                String option = line[line.length - 1];
                Typed typed = Typed.run("tail", server.url(), line[0], option, "--ts");
                assertEquals(line.length == 2 ? 22 : 0, typed.code(), typed.err());
            }
        }
        try (ScriptedServer server = new ScriptedServer(first, answer(head + "soon\r\n\r\n"))) {
            Typed typed = Typed.run("tail", server.url());
            assertTrue(typed.err().contains(", 1 connection, 1 error, "), typed.err());
            assertTrue(typed.steadyErr().contains(", 1 connection; at the end: status 503 Busy\n"), typed.err());
            assertEquals(22, typed.code());
        }
        try (ScriptedServer server = new ScriptedServer(plays[1])) {
            assertEquals(22, Typed.run("tail", server.url()).code(), "the first connection fails as with curl");
        }
    }

    @Test
    void waitOfYearsIsSaidInWords() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stream("retry: 9223372036854775807\ndata: a\n\n"))) {
            Typed typed = Typed.run("tail", server.url(), "-m", "0.4");
            assertTrue(typed.err().contains("a browser would come back in more than 10 years; this comes back in 24 h"),
                    typed.err());
        }
    }

    @Test
    void limitsOfLinesAndEventsAreForTheUser() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("data: abc\ndata: def\n\n"))) {
            Typed line = Typed.run("tail", server.url(), "--max-line", "8");
            assertEquals(1, line.code());
            assertTrue(line.err().endsWith("sse: line longer than the limit of 8 bytes (--max-line and --max-event say "
                    + "how long)\n"), line.err());
            Typed event = Typed.run("tail", server.url(), "--max-event", "6");
            assertTrue(event.err().contains("\nsse: data of an event longer than the limit of 6 bytes"), event.err());
            assertEquals(0, Typed.run("tail", server.url(), "--max-event", "7", "--max-line", "9", "-c", "1").code());
        }
        for (String size : List.of("0", "2G", "x")) assertEquals(2, Typed.run("tail", "x", "--max-line", size).code());
    }

    @Test
    void severalUrlsSayWhichIsWhich() throws Exception {
        try (ScriptedServer a = new ScriptedServer(held("data: one\n\n"));
                ScriptedServer b = new ScriptedServer(held("data: two\n\n"))) {
            Typed typed = Typed.run("tail", a.url(), b.url(), "-c", "2");
            List<String> lines = typed.out().lines().sorted().toList();
            List<String> expected = List.of("127.0.0.1:" + a.port() + "/events  message   one",
                    "127.0.0.1:" + b.port() + "/events  message   two").stream().sorted().toList();
            assertEquals(expected, lines);
            assertEquals(0, typed.code());
            assertTrue(Typed.run("tail", a.url(), b.url(), "-c", "2", "--json").out().contains("\"topic\":\"127.0.0.1:"
                    + a.port()
                    + "/events\""));
        }
    }

    @Test
    void exitCodesAreThoseOfCurl() throws Exception {
        try (Socket deaf = new Socket()) { // holds the port, and does not listen
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String url = "http://127.0.0.1:" + deaf.getLocalPort();
            Typed refused = Typed.run("tail", ":" + deaf.getLocalPort());
            assertEquals(7, refused.code());
            assertEquals("sse: no connection: Connection refused (" + url + ")\n", refused.err());
            assertEquals(7, Typed.run("tail", url, "--as", "browser", "--no-reconnect").code());
        }
        assertEquals(6, Typed.run("tail", "http://nowhere.invalid/").code());
        try (ScriptedServer server = new ScriptedServer(answer("HTTP/1.1 401 Unauthorized\r\nContent-Length: 9\r\n\r\n"
                + "no token\n"))) {
            Typed typed = Typed.run("tail", server.url());
            assertEquals(22, typed.code());
            assertEquals("# | no token\nsse: status 401 Unauthorized from " + server.url() + "\n", typed.err());
        }
        try (ScriptedServer server = new ScriptedServer(answer("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"))) {
            assertEquals(22, Typed.run("tail", server.url()).code());
        }
        try (ScriptedServer server = new ScriptedServer(answer("hello"))) {
            assertEquals(22, Typed.run("tail", server.url()).code());
        }
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = plain.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // the client has left
                }
            });
            assertEquals(35, Typed.run("tail", "https://127.0.0.1:" + plain.getLocalPort() + "/").code());
        }
        try (ScriptedServer server = new ScriptedServer(stream("data: a\n\n"))) {
            assertEquals(0, Typed.run("tail", server.url(), "--no-reconnect").code());
            assertEquals(18, Typed.run("tail", server.url(), "--no-reconnect", "-c", "2").code());
            assertEquals(18, Typed.run("tail", server.url(), "--no-reconnect", "--until", "event=x").code());
        }
        try (ScriptedServer server = new ScriptedServer(answer(CHUNKED + "9\r\ndata: a\n\n"))) {
            assertEquals(18, Typed.run("tail", server.url(), "--no-reconnect").code(), "cut short");
        }
        try (ScriptedServer server = new ScriptedServer(stop())) {
            assertEquals(0, Typed.run("tail", server.url()).code());
            assertEquals(18, Typed.run("tail", server.url(), "-c", "1").code());
        }
        try (ScriptedServer server = new ScriptedServer(held("data: a\n\n"))) {
            Typed late = Typed.run("tail", server.url(), "-m", "0.2");
            assertEquals(28, late.code());
            assertTrue(late.out().equals("message   a\n") && late.err().endsWith("sse: time ran out\n"), late.err());
            assertEquals(28, Typed.run("tail", server.url(), "--idle", "50ms", "--no-reconnect").code());
        }
    }

    @Test
    void idsThatRepeatAreToldInTheSummary() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("id: 1\ndata: a\n\ndata: b\n\n".repeat(3)))) {
            String err = Typed.run("tail", server.url(), "-c", "6").err();
            assertTrue(err.contains("same-id"), err);
        }
    }

    @Waits
    void firstConnectionIsWaitedForWhenAsked() throws Exception {
        try (ScriptedServer server = new ScriptedServer(answer(""), held("data: a\n\n"))) {
            Typed typed = Typed.run("tail", server.url(), "--retry-connect", "-c", "1", "-m", "15");
            assertEquals("message   a\n", typed.out());
            assertTrue(typed.err().contains("the server closed the connection before the head of an answer; again in "),
                    typed.err());
        }
    }
}
