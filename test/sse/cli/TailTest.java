package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sse.kit.ScriptedServer.CHUNKED;
import static sse.kit.ScriptedServer.HEAD;
import static sse.kit.ScriptedServer.answer;
import static sse.kit.ScriptedServer.held;
import static sse.kit.ScriptedServer.stop;
import static sse.kit.ScriptedServer.stream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.Event;
import sse.kit.ScriptedServer;
import sse.kit.Waits;
import sse.tail.Condition;
import sse.term.ShellWords;

/** What tail prints, where, and how it ends. */
@Timeout(20)
class TailTest {
    private static String url(ScriptedServer server) {
        return server.uri("/x").toString();
    }

    private static ScriptedServer.Play count() {
        return held(": sse.jar\nretry: 3000\n\nid: 5\nevent: tick\ndata: five\n\n");
    }

    @Test
    void cutAndResumeComeOutAsTheTerminalPageHasThem() throws Exception {
        String head = ": sse.jar\nretry: 40\n\n";
        String three = "id: 5\nevent: tick\ndata: five\n\nid: 6\nevent: tick\ndata: six\n\nid: 7\nevent: tick\n"
                + "data: seven\n\n";
        String two = "id: 8\nevent: tick\ndata: eight\n\nid: 9\nevent: tick\ndata: nine\n\n";
        try (ScriptedServer server = new ScriptedServer(stream(head + three), held(two))) {
            Typed typed = Typed.run("tail", url(server), "-c", "5");
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
            Typed typed = Typed.run("tail", url(server), "-c", "3");
            assertTrue(typed.err().contains("# 200, gap: the server no longer has all that followed 5\n"), typed.err());
            assertTrue(typed.err().contains(", 2 connections, 1 gap, "), typed.err());
        }
    }

    @Test
    void furtherLinesOfDataStandUnderTheFirst() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("id: 2209\nevent: other\ndata\n\nid: 2210\nevent: line\n"
                + "data: 12:00:07 ERROR payment failed\ndata: java.io.IOException: reset\n"
                + "data:   at shop.Pay.run(Pay.java:41)\n\n"))) {
            Typed typed = Typed.run("tail", url(server), "-e", "line", "--last-id", "2209", "-c", "1");
            assertEquals("""
                    line      #2210  12:00:07 ERROR payment failed
                              \u2502 java.io.IOException: reset
                              \u2502   at shop.Pay.run(Pay.java:41)
                    """, typed.out());
            assertTrue(typed.err().contains("# 1 of 2 events in "), typed.err());
            assertEquals("2209", server.sent(0, "Last-Event-ID"));
        }
    }

    @Test
    void jsonSaysEverythingWithVerbose() throws Exception {
        ScriptedServer.Play first =
                stream(": sse.jar\nretry: 120\n\nid: 5\nevent: tick\ndata: five\n\n: hb\nevent: half\n"
                + "data: lost\ndat");
        try (ScriptedServer server = new ScriptedServer(first, held("id: 6\ndata: \"\u00C3\u00A9\u001B\n\n"))) {
            Typed typed = Typed.run("tail", url(server), "--json", "-v", "-c", "2");
            assertEquals("""
                    {"kind":"open","time":T,"conn":1,"status":200,"contentType":"text/event-stream","headMs":N}
                    {"kind":"comment","time":T,"conn":1,"text":" sse.jar","off":0}
                    {"kind":"retry","time":T,"conn":1,"ms":120,"off":10}
                    {"kind":"event","id":"5","type":"tick","data":"five","topic":"x","time":T,"conn":1,"n":1,"off":22,"bytes":30}
                    {"kind":"comment","time":T,"conn":1,"text":" hb","off":52}
                    {"kind":"end","time":T,"conn":1,"how":"end","events":1,"bytes":83,"pending":"lost\\ndat","browser":"reconnect","inMs":120}
                    {"kind":"open","time":T,"conn":2,"status":200,"sentLastEventId":"5","headMs":N}
                    {"kind":"event","id":"6","type":"message","data":"\\"\u00E9\\u001b","topic":"x","time":T,"conn":2,"n":2,"off":0,"bytes":18}
                    """, typed.out().replaceAll("\"time\":\\d{13}", "\"time\":T")
                            .replaceAll("\"headMs\":\\d+", "\"headMs\":N"));
            assertTrue(typed.err().contains("(unfinished-block, "), typed.err());
        }
    }

    @Test
    void jsonHasAnObjectForAFirstConnectionThatFails() throws Exception {
        try (ScriptedServer server = new ScriptedServer(answer("SSH-2.0-x\r\n\r\n"))) {
            for (String more : List.of("--no-reconnect", "-v")) {
                Typed typed = Typed.run("tail", url(server), "--json", "-v", more);
                String[] parts = typed.out().split("\\{\"kind\":\"failed\"", -1);
                assertEquals(2, parts.length, typed.out());
                assertTrue(parts[1].contains("\"how\":\"no-answer\",\"says\":\"the answer is not HTTP/1\""),
                        typed.out());
                assertTrue(typed.err().contains("\nsse: the answer is not HTTP/1 (" + url(server)), typed.err());
                assertEquals(22, typed.code());
            }
            assertEquals("", Typed.run("tail", url(server), "--json").out());
        }
    }

    @Test
    void whatACutInsideAChunkLeavesIsInTheAccount() throws Exception {
        String rest = "data: lost\ndat";
        for (String start : List.of("", "event: x\n", ": c\n")) {
            String chunk = start + rest;
            ScriptedServer.Play cut = answer(CHUNKED + "9\r\ndata: a\n\n\r\n40\r\n" + chunk);
            try (ScriptedServer server = new ScriptedServer(cut)) {
                Typed typed = Typed.run("tail", url(server), "--json", "-v", "--no-reconnect");
                String account = "\"events\":1,\"bytes\":" + (9 + chunk.length())
                        + ",\"pending\":\"lost\\ndat\"";
                assertTrue(typed.out().contains(account), typed.out());
                assertTrue(typed.err().contains("2 errors, 1 warning (unfinished-block, broken-body, "), typed.err());
                assertTrue(typed.err().contains("; at the end: stream was cut short: "), typed.err());
            }
        }
        try (ScriptedServer server = new ScriptedServer(answer(CHUNKED + "40\r\ndat"))) {
            Typed typed = Typed.run("tail", url(server), "--json", "-v", "--no-reconnect");
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
            Typed typed = Typed.run("tail", url(server), "-c", "2", "--data", "--max-wait", "150ms");
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
                Typed typed = Typed.run("tail", url(server), line[0], option, "--ts");
                assertEquals(line.length == 2 ? 22 : 0, typed.code(), typed.err());
            }
        }
        try (ScriptedServer server = new ScriptedServer(first, answer(head + "soon\r\n\r\n"))) {
            Typed typed = Typed.run("tail", url(server));
            assertTrue(typed.err().contains(", 1 connection, 1 error, "), typed.err());
            assertTrue(typed.steadyErr().contains(", 1 connection; at the end: status 503 Busy\n"), typed.err());
            assertEquals(22, typed.code());
        }
        try (ScriptedServer server = new ScriptedServer(plays[1])) {
            assertEquals(22, Typed.run("tail", url(server)).code(), "the first connection fails as with curl");
        }
    }

    @Test
    void waitOfYearsIsSaidInWords() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stream("retry: 9223372036854775807\ndata: a\n\n"))) {
            Typed typed = Typed.run("tail", url(server), "-m", "0.4");
            assertTrue(typed.err().contains("a browser would come back in more than 10 years; this comes back in 24 h"),
                    typed.err());
        }
    }

    @Test
    void limitsOfLinesAndEventsAreForTheUser() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("data: abc\ndata: def\n\n"))) {
            Typed line = Typed.run("tail", url(server), "--max-line", "8");
            assertEquals(1, line.code());
            assertTrue(line.err().endsWith("sse: line longer than the limit of 8 bytes (--max-line and --max-event say "
                    + "how long)\n"), line.err());
            Typed event = Typed.run("tail", url(server), "--max-event", "6");
            assertTrue(event.err().contains("\nsse: data of an event longer than the limit of 6 bytes"), event.err());
            assertEquals(0, Typed.run("tail", url(server), "--max-event", "7", "--max-line", "9", "-c", "1").code());
        }
        for (String size : List.of("0", "2G", "x")) assertEquals(2, Typed.run("tail", "x", "--max-line", size).code());
    }

    @Test
    void jsonAloneIsEventsAlone() throws Exception {
        try (ScriptedServer server = new ScriptedServer(count())) {
            Typed typed = Typed.run("tail", "--json", "-c1", url(server));
            assertEquals(1, typed.out().lines().count());
            assertTrue(typed.out().matches("\\{\"id\":\"\\d+\",\"type\":\"\\w+\",\"data\":\"\\w+\",\"topic\":\"x\","
                    + "\"time\":\\d{13}}\n"), typed.out());
        }
    }

    @Test
    void rawGivesTheBytesOfTheBodyAndStopsBehindTheEvent() throws Exception {
        ScriptedServer.Play echo = with -> {
            with.send(CHUNKED + "5\r\nevent\r\n12\r\n: tick\ndata: one\n\n\r\n2\r\nev\r\n");
            with.awaitLeaving();
        };
        try (ScriptedServer server = new ScriptedServer(echo)) {
            Typed typed = Typed.run(Map.of(), "event: tick\ndata: one\n\n", false, "tail", "-X", "POST", "-d", "@-",
                    url(server),
                    "--raw", "-c", "1");
            assertEquals("event: tick\ndata: one\n\n", typed.out());
            assertTrue(server.requests().get(0).startsWith("POST /x HTTP/1.1\r\n"));
            assertTrue(server.requests().get(0).endsWith("\r\nContent-Length: 23\r\n\r\nevent: tick\ndata: one\n\n"));
        }
    }

    @Test
    void rawKeepsEveryByteOfATornStreamAndItsHead() throws Exception {
        String body = "\u00EF\u00BB\u00BFdata: \u00FF\u001B[31m\r\n\r\ndata: half";
        try (ScriptedServer server = new ScriptedServer(stream(body))) {
            Path file = Files.createTempFile("tail", ".sse");
            try {
                Typed typed = Typed.run("tail", url(server), "--raw", "-i", "--no-reconnect", "-o", file.toString());
                assertEquals("", typed.out());
                assertEquals(HEAD + body, Files.readString(file, StandardCharsets.ISO_8859_1));
                assertEquals(0, typed.code());
            } finally {
                Files.delete(file);
            }
        }
    }

    @Test
    void bytesOfAStreamNeverControlTheTerminal() throws Exception {
        String body = "event: a\u001B]0;x\u0007 \nid: \u0001\n"
                + "data: \t\u001B[2J\u0000\u00C2\u009B\u00E2\u0080\u00AE\u00EF\u00BB\u00BF\u00E2\u0080\u00A8\n\n";
        try (ScriptedServer server = new ScriptedServer(held(body))) {
            Typed plain = Typed.run(Map.of("NO_COLOR", "1", "COLUMNS", "200"), "", true, "tail", url(server), "-c",
                    "1");
            assertEquals("a\u241B]0;x\u2407\u00B7  #\u2401  "
                    + "\u21E5\u241B[2J\u2400\u27E8U+009B\u27E9\u27E8U+202E\u27E9\u27E8BOM\u27E9\u27E8U+2028\u27E9\n",
                            plain.out());
            Typed ascii = Typed.run("tail", url(server), "-c", "1", "--ascii");
            assertEquals("a\\e]0;x\\x07.  #\\x01  \\t\\e[2J\\0<U+009B><U+202E><BOM><U+2028>\n", ascii.out());
            Typed data = Typed.run(Map.of("NO_COLOR", "1"), "", true, "tail", url(server), "-c", "1", "--data");
            assertEquals("\t\u241B[2J\u2400\u27E8U+009B\u27E9\u27E8U+202E\u27E9\u27E8BOM\u27E9\u27E8U+2028\u27E9\n",
                    data.out(),
                    "a tab is text");
            assertEquals("\t\u001B[2J\0\u009B\u202E\uFEFF\u2028\n", Typed.run("tail", url(server), "-c", "1", "--data")
                    .out(), "in a file it is data");
        }
        try (ScriptedServer server = new ScriptedServer(answer("HTTP/1.1 404 \u001B[31mred\r\n\r\nno\u0007\n"))) {
            assertFalse(Typed.run("tail", url(server)).err().matches("(?s).*[\u0000-\u0009\u000B-\u001F\u007F].*"));
        }
    }

    @Test
    void coloursOnlyWhereTheyAreWanted() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("event: tick\nid: 1\ndata: a\u0001\n\ndata: b\n\n"))) {
            String red = "\u001B[1;36mtick\u001B[0m      \u001B[2m#1\u001B[0m  a\u001B[33m\u2401\u001B[39m\n"
                    + "\u001B[2mmessage\u001B[0m   \u001B[2m#1\u001B[0m  b\n";
            assertEquals(red, Typed.run(Map.of("COLUMNS", "80"), "", true, "tail", url(server), "-c", "2").out());
            assertEquals(red, Typed.run("tail", "--color", "always", url(server), "-c", "2").out());
            assertFalse(Typed.run(Map.of("NO_COLOR", "1"), "", true, "tail", url(server), "-c", "2").out()
                    .contains("\u001B"));
            assertFalse(Typed.run(Map.of("TERM", "dumb"), "", true, "tail", url(server), "-c", "2").out()
                    .contains("\u001B"));
            assertFalse(Typed.run("tail", url(server), "-c", "2").out().contains("\u001B"));
        }
    }

    @Test
    void longDataIsCutToTheWindowOnATerminalOnly() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("data: " + "x".repeat(1_048_576) + "\n\n"))) {
            Map<String, String> env = Map.of("COLUMNS", "60", "NO_COLOR", "1");
            String cut = Typed.run(env, "", true, "tail", url(server), "-c", "1").out();
            assertTrue(cut.matches("message   x+\u2026 \\(1,048,576 bytes\\)\n"), cut.length() + "");
            assertTrue(cut.length() <= 61, cut);
            assertEquals(1_048_576 + 11, Typed.run(env, "", true, "tail", "--full", url(server), "-c", "1").out()
                    .length());
            assertEquals(1_048_576 + 11, Typed.run(env, "", false, "tail", url(server), "-c", "1").out().length());
        }
    }

    @Test
    void partsOfJsonAreTakenAndJoined() throws Exception {
        String body = "data: {\"choices\":[{\"delta\":{\"role\":\"a\"}}]}\n\n"
                + "data: {\"choices\":[{\"delta\":{\"content\":\"Xin\"}}]}\n\n"
                + "data: {\"choices\":[{\"delta\":{\"content\":\" ch\\u00e0o\\n\"}}]}\n\n"
                        + "data: {\"choices\":[{\"delta\":{\"content\":\"!\"}}]}\n\ndata: [DONE]\n\n";
        try (ScriptedServer server = new ScriptedServer(held(body))) {
            Typed joined = Typed.run("tail", url(server), "--get", ".choices[0].delta.content", "--join", "--until",
                    "data=[DONE]");
            assertEquals("Xin ch\u00E0o\n!\n", joined.out());
            assertEquals("Xin\n ch\u00E0o\n\n!\n", Typed.run("tail", url(server), "--get", ".choices[0].delta.content",
                    "--until",
                    "data=[DONE]").out());
            assertEquals("{\"role\":\"a\"}\n", Typed.run("tail", url(server), "--get", ".choices[0].delta", "-c", "1")
                    .out());
        }
    }

    @Test
    void whereAndUntilChooseWhatIsShownAndWhereItEnds() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(held("data: {\"p\":9}\n\ndata: {\"p\":10}\n\ndata: {\"p\":11}\n\n"
                + "event: done\ndata\n\ndata: behind\n\n"))) {
            Typed typed = Typed.run("tail", url(server), "--where", ".p>=10", "--until", "event=done", "--data");
            assertEquals("{\"p\":10}\n{\"p\":11}\n", typed.out());
            assertTrue(Condition.of("id=1234567890123456789").holds(new Event("1234567890123456789", "message", "")));
            assertFalse(Condition.of("id=1234567890123456789").holds(new Event("1234567890123456788", "message", "")),
                    "not as doubles");
            assertTrue(Condition.of(".p=1e1").holds(Event.of("{\"p\":10.0}")));
            assertEquals(0, typed.code());
            assertTrue(typed.err().contains("# 2 of 4 events in "), typed.err());
        }
    }

    @Test
    void tsPutsTheTimeInFront() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("data: a\ndata: b\n\n"))) {
            assertTrue(Typed.run("tail", url(server), "--ts", "-c", "1").out()
                    .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} message   a\n {23}\u2502 b\n"));
        }
    }

    @Test
    void lastAndSinceAreAskedOfTheServer() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stop())) {
            Typed.run("tail", url(server) + "?a=b#c", "-n", "5", "--since", "10m");
            assertTrue(server.requests().get(0).startsWith("GET /x?a=b&last=5&since=10m HTTP/1.1\r\n"),
                    server.requests().get(0));
        }
    }

    @Test
    void requestIsWhatCurlsLettersSay() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stop())) {
            Typed.run("tail", "-NsSL", "-k", "-H", "Accept:", "-HX-A: b", "-H", "accept-language: vi", "-u", "me:pw",
                    "-b", "c=d",
                    "-A", "me/1", "-d", "a", "-d", "b c", url(server));
            String request = server.requests().get(0);
            assertEquals("POST /x HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                    + "\r\nCache-Control: no-cache\r\nPragma: no-cache\r\nUser-Agent: me/1\r\nAuthorization: Basic "
                    + Base64.getEncoder().encodeToString("me:pw".getBytes())
                            + "\r\nCookie: c=d\r\nContent-Type: application/x-www-form-urlencoded\r\nX-A: b\r\n"
                    + "accept-language: vi\r\nContent-Length: 5\r\n\r\na&b c", request);
        }
    }

    @Test
    void userInTheUrlIsBasicAuthorization() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stop())) {
            Typed.run("tail", "http://a:b@127.0.0.1:" + server.port() + "/x");
            assertEquals("Basic YTpi", server.sent(0, "Authorization"));
        }
    }

    @Test
    void tokenOfTheEnvironmentGoesToOwnServersOnly() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stop())) {
            Map<String, String> env = Map.of("SSE_TOKEN", "t", "SSE_URL", ":" + server.port());
            Typed.run(env, "", false, "tail", "news", "sport");
            assertTrue(server.requests().get(0).startsWith("GET /news,sport HTTP/1.1\r\n"));
            assertEquals("Bearer t", server.sent(0, "Authorization"));
            Typed.run(Map.of("SSE_TOKEN", "t", "http_proxy", "http://127.0.0.1:" + server.port()), "", false, "tail",
                    "http://example.com/x");
            assertTrue(server.requests().get(1)
                    .startsWith("GET http://example.com/x HTTP/1.1\r\nHost: example.com\r\n"),
                    server.requests().get(1));
            assertNull(server.sent(1, "Authorization"));
            Typed.run(env, "", false, "tail", "news", "--as", "browser");
            assertNull(server.sent(2, "Authorization"), "a page has none");
        }
    }

    @Test
    void base64IsTheBytes() throws Exception {
        String stream = "data: aGk=\n\ndata: \u00E9\n\ndata: IHRo\ndata: ZXJl\n\n";
        try (ScriptedServer server = new ScriptedServer(held(stream))) {
            Typed typed = Typed.run("tail", url(server), "-c", "3", "--base64");
            assertEquals("hi there", typed.out());
            assertTrue(typed.err().contains("\n# event 2 is not Base64, and nothing of it is written\n"), typed.err());
            assertTrue(typed.err().endsWith("\nsse: 1 event not in Base64\n"), typed.err());
            assertEquals(1, typed.code());
        }
    }

    @Test
    void jsonInAPipeIsTold() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("data: {\"a\":1}\n\ndata: {\"a\":2}\n\n"))) {
            String hint = "# these lines are for people; --data prints the JSON alone, for jq and others\n";
            String err = Typed.run("tail", url(server), "-c", "2").err();
            assertEquals(err.indexOf(hint), err.lastIndexOf(hint));
            assertTrue(err.contains(hint), err);
            assertEquals(-1, Typed.run("tail", url(server), "-c", "2", "--data").err().indexOf(hint));
        }
    }

    @Test
    void severalUrlsSayWhichIsWhich() throws Exception {
        try (ScriptedServer a = new ScriptedServer(held("data: one\n\n"));
                ScriptedServer b = new ScriptedServer(held("data: two\n\n"))) {
            Typed typed = Typed.run("tail", url(a), url(b), "-c", "2");
            List<String> lines = typed.out().lines().sorted().toList();
            List<String> expected = List.of("127.0.0.1:" + a.port() + "/x  message   one",
                    "127.0.0.1:" + b.port() + "/x  message   two").stream().sorted().toList();
            assertEquals(expected, lines);
            assertEquals(0, typed.code());
            assertTrue(Typed.run("tail", url(a), url(b), "-c", "2", "--json").out().contains("\"topic\":\"127.0.0.1:"
                    + a.port()
                    + "/x\""));
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
            Typed typed = Typed.run("tail", url(server));
            assertEquals(22, typed.code());
            assertEquals("# | no token\nsse: status 401 Unauthorized from " + url(server) + "\n", typed.err());
        }
        try (ScriptedServer server = new ScriptedServer(answer("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"))) {
            assertEquals(22, Typed.run("tail", url(server)).code());
        }
        try (ScriptedServer server = new ScriptedServer(answer("hello"))) {
            assertEquals(22, Typed.run("tail", url(server)).code());
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
            assertEquals(0, Typed.run("tail", url(server), "--no-reconnect").code());
            assertEquals(18, Typed.run("tail", url(server), "--no-reconnect", "-c", "2").code());
            assertEquals(18, Typed.run("tail", url(server), "--no-reconnect", "--until", "event=x").code());
        }
        try (ScriptedServer server = new ScriptedServer(answer(CHUNKED + "9\r\ndata: a\n\n"))) {
            assertEquals(18, Typed.run("tail", url(server), "--no-reconnect").code(), "cut short");
        }
        try (ScriptedServer server = new ScriptedServer(stop())) {
            assertEquals(0, Typed.run("tail", url(server)).code());
            assertEquals(18, Typed.run("tail", url(server), "-c", "1").code());
        }
        try (ScriptedServer server = new ScriptedServer(held("data: a\n\n"))) {
            Typed late = Typed.run("tail", url(server), "-m", "0.2");
            assertEquals(28, late.code());
            assertTrue(late.out().equals("message   a\n") && late.err().endsWith("sse: time ran out\n"), late.err());
            assertEquals(28, Typed.run("tail", url(server), "--idle", "50ms", "--no-reconnect").code());
        }
    }

    @Test
    void wrongUsageIsOneSentence() {
        for (String line : List.of("tail", "tail x --cuont 1", "tail x -c 0", "tail ftp://x/", "tail x --json --data",
                "tail x --where a=b", "tail x --get a..b",
                "tail x --as chrome", "tail x --as browser -H a:b", "tail x --origin http://a", "tail x -H bad",
                        "tail x -d @/no/such", "tail x --cacert /no/such", "tail x --cacert /",
                        "tail x --cacert build.sh",
                "tail x -m -1", "tail x --color red", "tail x --join", "tail x -x ftp://p", "tail x --then ''",
                        "tail x -X 'A\u0001'", "tail http://h:99999/")) {
            Typed typed = Typed.run(ShellWords.of(line).toArray(String[]::new));
            assertEquals(2, typed.code(), line);
            assertEquals(1, typed.err().lines().count(), typed.err());
            assertTrue(typed.err().startsWith("sse: "), typed.err());
        }
    }

    @Test
    void whatIsNoUrlToAskIsSaidAtOnce() {
        for (String word : List.of("mailto:a@b", "about:blank", "foo:bar", "ws://h/", "http:", "data:text/html,x")) {
            String says = "sse: '" + word + "' is not an http or https URL";
            assertEquals(says + "\n", Typed.run("tail", word).err());
            Typed page = Typed.run("tail", "--as", "browser", word);
            assertEquals(says + "; in a page, EventSource fails at once\n", page.err());
            assertEquals(2, page.code());
        }
        for (String word : List.of("http://[", "http://h:99999/", "http://%zz/", "http://a b/", "")) {
            Typed page = Typed.run("tail", "--as", "browser", word);
            assertTrue(page.err().endsWith("; in a page, EventSource fails at once\n"), page.err());
            assertEquals(2, page.code());
        }
        for (String word : List.of("::1:8080/t", "http://::1:8080/t")) {
            assertEquals("sse: 'http://::1:8080/t': an IPv6 address stands in brackets: [::1]:8080\n",
                    Typed.run("tail", word).err());
        }
    }

    @Test
    void whatPeopleWriteForAUrlIsAsked() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stop())) {
            int port = server.port();
            for (String word : List.of("HTTP://127.0.0.1:" + port + "//x", "127.0.0.1:" + port + "//x",
                    ":" + port + "//x", "localhost.:" + port + "//x", "u:p@127.0.0.1:" + port + "//x")) {
                assertEquals(0, Typed.run("tail", word).code(), word);
                String request = server.requests().get(server.requests().size() - 1);
                assertTrue(request.startsWith("GET //x HTTP/1.1\r\n"), request);
            }
            assertEquals(0, Typed.run("tail", ":" + port + "/a b{\u00E9}?c={d}|e").code());
            String request = server.requests().get(server.requests().size() - 1);
            assertTrue(request.startsWith("GET /a%20b%7B%C3%A9%7D?c=%7Bd%7D%7Ce HTTP/1.1\r\n"), request);
            assertEquals(0, Typed.run("tail", ":" + port + "/100%").code());
        }
    }

    @Test
    void thenRunsOnceTheStreamIsOpen(@TempDir Path folder) throws Exception {
        Path mark = folder.resolve("mark");
        ScriptedServer.Play play = with -> {
            with.send(HEAD);
            while (!Files.exists(mark)) Thread.onSpinWait();
            with.send("data: after\n\n");
            with.awaitLeaving();
        };
        try (ScriptedServer server = new ScriptedServer(play)) {
            Typed typed = Typed.run("tail", url(server), "-c", "1", "--data", "--then", "touch '" + mark + "'");
            assertEquals("after\n", typed.out());
            assertEquals(0, typed.code());
        }
    }

    @Test
    void execGetsDataOnItsInputAndFieldsInItsEnvironment() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("event: $(x)\nid: 7\ndata: a;b\n\ndata: c\n\n"))) {
            Typed typed = Typed.run("tail", url(server), "-c", "2", "--exec",
                    "sh -c 'cat; echo \" $SSE_EVENT $SSE_ID $SSE_NUMBER\"'");
            assertEquals("a;b $(x) 7 1\nc message 7 2\n", typed.out());
            Typed failing = Typed.run("tail", url(server), "-c", "2", "--exec", "false");
            assertEquals(1, failing.code());
            assertTrue(failing.err().contains("# false failed with 1 on event 1\n"), failing.err());
            assertEquals(1, Typed.run("tail", url(server), "-c", "1", "--exec", "/no/such/command").code());
        }
    }

    @Test
    void eventThatNoEnvironmentCanCarryIsOneThatFailed() throws Exception {
        String tooLong = "x".repeat(200_000); // of one variable Linux takes 131,071 bytes
        try (ScriptedServer server = new ScriptedServer(held("id: " + tooLong + "\ndata: a\n\nid: 7\ndata: b\n\n"))) {
            Typed typed = Typed.run("tail", url(server), "-c", "2", "--exec", "sh -c 'cat; echo \" $SSE_ID\"'");
            assumeTrue(!typed.out().contains(tooLong), "this system can carry it");
            assertEquals("b 7\n", typed.out());
            assertEquals(1, typed.code());
            assertTrue(typed.err().contains("; event 1 has a type and an id of 200,007 characters\n"), typed.err());
            assertTrue(typed.err().endsWith("sse: sh failed for 1 event\n"), typed.err());
        }
    }

    @Test
    void eachOfSeveralStreamsSaysItsContentType() throws Exception {
        try (ScriptedServer a = new ScriptedServer(held("data: one\n\n"));
                ScriptedServer b = new ScriptedServer(held("data: two\n\n"))) {
            String out = Typed.run("tail", url(a), url(b), "-c", "2", "--json", "-v").out();
            assertEquals(2, out.split("\"contentType\"", -1).length - 1, out);
        }
    }

    @Test
    void verboseShowsHeadsCommentsAndWhatIsIgnored() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held(": hi\nretry: 5s\nData: x\ndata: a\n\n"))) {
            String err = Typed.run("tail", url(server), "-v", "-c", "1").err();
            for (String line : List.of("# > GET /x HTTP/1.1\n", "# < Content-Type: text/event-stream\n",
                    "# comment: hi\n",
                    "# ignored: line 2, retry: 5s\n", "# ignored: line 3, Data: x\n",
                    "1 error, 2 warnings (field-case, retry-ignored, cacheable)")) {
                assertTrue(err.contains(line), line + " in " + err);
            }
        }
    }

    @Test
    void idsThatRepeatAreToldInTheSummary() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("id: 1\ndata: a\n\ndata: b\n\n".repeat(3)))) {
            String err = Typed.run("tail", url(server), "-c", "6").err();
            assertTrue(err.contains("same-id"), err);
        }
    }

    @Waits
    void firstConnectionIsWaitedForWhenAsked() throws Exception {
        try (ScriptedServer server = new ScriptedServer(answer(""), held("data: a\n\n"))) {
            Typed typed = Typed.run("tail", url(server), "--retry-connect", "-c", "1", "-m", "15");
            assertEquals("message   a\n", typed.out());
            assertTrue(typed.err().contains("the server closed the connection before the head of an answer; again in "),
                    typed.err());
        }
    }
}
