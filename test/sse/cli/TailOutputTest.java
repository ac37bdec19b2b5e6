package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.kit.ScriptedServer.CHUNKED;
import static sse.kit.ScriptedServer.HEAD;
import static sse.kit.ScriptedServer.answer;
import static sse.kit.ScriptedServer.held;
import static sse.kit.ScriptedServer.stream;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.Event;
import sse.kit.ScriptedServer;

/** The forms in which tail prints events. */
@Timeout(20)
class TailOutputTest {
    @Test
    void furtherLinesOfDataStandUnderTheFirst() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("id: 2209\nevent: other\ndata\n\nid: 2210\nevent: line\n"
                + "data: 12:00:07 ERROR payment failed\ndata: java.io.IOException: reset\n"
                + "data:   at shop.Pay.run(Pay.java:41)\n\n"))) {
            Typed typed = Typed.run("tail", server.url(), "-e", "line", "--last-id", "2209", "-c", "1");
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
    void verboseShowsHeadsCommentsAndWhatIsIgnored() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held(": hi\nretry: 5s\nData: x\ndata: a\n\n"))) {
            String err = Typed.run("tail", server.url(), "-v", "-c", "1").err();
            for (String line : List.of("# > GET /events HTTP/1.1\n", "# < Content-Type: text/event-stream\n",
                    "# comment: hi\n",
                    "# ignored: line 2, retry: 5s\n", "# ignored: line 3, Data: x\n",
                    "1 error, 2 warnings (field-case, retry-ignored, cacheable)")) {
                assertTrue(err.contains(line), line + " in " + err);
            }
        }
    }

    @Test
    void jsonAloneIsEventsAlone() throws Exception {
        String tick = ": sse.jar\nretry: 3000\n\nid: 5\nevent: tick\ndata: five\n\n";
        try (ScriptedServer server = new ScriptedServer(held(tick))) {
            Typed typed = Typed.run("tail", "--json", "-c1", server.url());
            assertEquals(1, typed.out().lines().count());
            assertTrue(typed.out().matches("\\{\"id\":\"\\d+\",\"type\":\"\\w+\",\"data\":\"\\w+\",\"topic\":\"events\""
                    + ",\"time\":\\d{13}}\n"), typed.out());
        }
    }

    @Test
    void jsonSaysEverythingWithVerbose() throws Exception {
        ScriptedServer.Play first =
                stream(": sse.jar\nretry: 120\n\nid: 5\nevent: tick\ndata: five\n\n: hb\nevent: half\n"
                + "data: lost\ndat");
        try (ScriptedServer server = new ScriptedServer(first, held("id: 6\ndata: \"\u00C3\u00A9\u001B\n\n"))) {
            Typed typed = Typed.run("tail", server.url(), "--json", "-v", "-c", "2");
            assertEquals("""
                    {"kind":"open","time":T,"conn":1,"status":200,"contentType":"text/event-stream","headMs":N}
                    {"kind":"comment","time":T,"conn":1,"text":" sse.jar","off":0}
                    {"kind":"retry","time":T,"conn":1,"ms":120,"off":10}
                    {"kind":"event","id":"5","type":"tick","data":"five","topic":"events","time":T,"conn":1,"n":1,"off":22,"bytes":30}
                    {"kind":"comment","time":T,"conn":1,"text":" hb","off":52}
                    {"kind":"end","time":T,"conn":1,"how":"end","events":1,"bytes":83,"pending":"lost\\ndat","browser":"reconnect","inMs":120}
                    {"kind":"open","time":T,"conn":2,"status":200,"sentLastEventId":"5","headMs":N}
                    {"kind":"event","id":"6","type":"message","data":"\\"\u00E9\\u001b","topic":"events","time":T,"conn":2,"n":2,"off":0,"bytes":18}
                    """, typed.out().replaceAll("\"time\":\\d{13}", "\"time\":T")
                            .replaceAll("\"headMs\":\\d+", "\"headMs\":N"));
            assertTrue(typed.err().contains("(unfinished-block, "), typed.err());
        }
    }

    @Test
    void jsonHasAnObjectForAFirstConnectionThatFails() throws Exception {
        try (ScriptedServer server = new ScriptedServer(answer("SSH-2.0-x\r\n\r\n"))) {
            for (String more : List.of("--no-reconnect", "-v")) {
                Typed typed = Typed.run("tail", server.url(), "--json", "-v", more);
                String[] parts = typed.out().split("\\{\"kind\":\"failed\"", -1);
                assertEquals(2, parts.length, typed.out());
                assertTrue(parts[1].contains("\"how\":\"no-answer\",\"says\":\"the answer is not HTTP/1\""),
                        typed.out());
                assertTrue(typed.err().contains("\nsse: the answer is not HTTP/1 (" + server.url()), typed.err());
                assertEquals(22, typed.code());
            }
            assertEquals("", Typed.run("tail", server.url(), "--json").out());
        }
    }

    @Test
    void eachOfSeveralStreamsSaysItsContentType() throws Exception {
        try (ScriptedServer a = new ScriptedServer(held("data: one\n\n"));
                ScriptedServer b = new ScriptedServer(held("data: two\n\n"))) {
            String out = Typed.run("tail", a.url(), b.url(), "-c", "2", "--json", "-v").out();
            assertEquals(2, out.split("\"contentType\"", -1).length - 1, out);
        }
    }

    @Test
    void jsonInAPipeIsTold() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("data: {\"a\":1}\n\ndata: {\"a\":2}\n\n"))) {
            String hint = "# these lines are for people; --data prints the JSON alone, for jq and others\n";
            String err = Typed.run("tail", server.url(), "-c", "2").err();
            assertEquals(err.indexOf(hint), err.lastIndexOf(hint));
            assertTrue(err.contains(hint), err);
            assertEquals(-1, Typed.run("tail", server.url(), "-c", "2", "--data").err().indexOf(hint));
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
                    server.url(),
                    "--raw", "-c", "1");
            assertEquals("event: tick\ndata: one\n\n", typed.out());
            assertTrue(server.requests().get(0).startsWith("POST /events HTTP/1.1\r\n"));
            assertTrue(server.requests().get(0).endsWith("\r\nContent-Length: 23\r\n\r\nevent: tick\ndata: one\n\n"));
        }
    }

    @Test
    void rawKeepsEveryByteOfATornStreamAndItsHead() throws Exception {
        String body = "\u00EF\u00BB\u00BFdata: \u00FF\u001B[31m\r\n\r\ndata: half";
        try (ScriptedServer server = new ScriptedServer(stream(body))) {
            Path file = Files.createTempFile("tail", ".sse");
            try {
                Typed typed = Typed.run("tail", server.url(), "--raw", "-i", "--no-reconnect", "-o", file.toString());
                assertEquals("", typed.out());
                assertEquals(HEAD + body, Files.readString(file, StandardCharsets.ISO_8859_1));
                assertEquals(0, typed.code());
            } finally {
                Files.delete(file);
            }
        }
    }

    @Test
    void base64IsTheBytes() throws Exception {
        String stream = "data: aGk=\n\ndata: \u00E9\n\ndata: IHRo\ndata: ZXJl\n\n";
        try (ScriptedServer server = new ScriptedServer(held(stream))) {
            Typed typed = Typed.run("tail", server.url(), "-c", "3", "--base64");
            assertEquals("hi there", typed.out());
            assertTrue(typed.err().contains("\n# event 2 is not Base64, and nothing of it is written\n"), typed.err());
            assertTrue(typed.err().endsWith("\nsse: 1 event not in Base64\n"), typed.err());
            assertEquals(1, typed.code());
        }
    }

    @Test
    void bytesOfAStreamNeverControlTheTerminal() throws Exception {
        String body = "event: a\u001B]0;x\u0007 \nid: \u0001\n"
                + "data: \t\u001B[2J\u0000\u00C2\u009B\u00E2\u0080\u00AE\u00EF\u00BB\u00BF\u00E2\u0080\u00A8\n\n";
        try (ScriptedServer server = new ScriptedServer(held(body))) {
            Typed plain = Typed.run(Map.of("NO_COLOR", "1", "COLUMNS", "200"), "", true, "tail", server.url(), "-c",
                    "1");
            assertEquals("a\u241B]0;x\u2407\u00B7  #\u2401  "
                    + "\u21E5\u241B[2J\u2400\u27E8U+009B\u27E9\u27E8U+202E\u27E9\u27E8BOM\u27E9\u27E8U+2028\u27E9\n",
                            plain.out());
            Typed ascii = Typed.run("tail", server.url(), "-c", "1", "--ascii");
            assertEquals("a\\e]0;x\\x07.  #\\x01  \\t\\e[2J\\0<U+009B><U+202E><BOM><U+2028>\n", ascii.out());
            Typed data = Typed.run(Map.of("NO_COLOR", "1"), "", true, "tail", server.url(), "-c", "1", "--data");
            assertEquals("\t\u241B[2J\u2400\u27E8U+009B\u27E9\u27E8U+202E\u27E9\u27E8BOM\u27E9\u27E8U+2028\u27E9\n",
                    data.out(),
                    "a tab is text");
            assertEquals("\t\u001B[2J\0\u009B\u202E\uFEFF\u2028\n", Typed.run("tail", server.url(), "-c", "1", "--data")
                    .out(), "in a file it is data");
        }
        try (ScriptedServer server = new ScriptedServer(answer("HTTP/1.1 404 \u001B[31mred\r\n\r\nno\u0007\n"))) {
            assertFalse(Typed.run("tail", server.url()).err().matches("(?s).*[\u0000-\u0009\u000B-\u001F\u007F].*"));
        }
    }

    @Test
    void coloursOnlyWhereTheyAreWanted() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("event: tick\nid: 1\ndata: a\u0001\n\ndata: b\n\n"))) {
            String red = "\u001B[1;36mtick\u001B[0m      \u001B[2m#1\u001B[0m  a\u001B[33m\u2401\u001B[39m\n"
                    + "\u001B[2mmessage\u001B[0m   \u001B[2m#1\u001B[0m  b\n";
            assertEquals(red, Typed.run(Map.of("COLUMNS", "80"), "", true, "tail", server.url(), "-c", "2").out());
            assertEquals(red, Typed.run("tail", "--color", "always", server.url(), "-c", "2").out());
            assertFalse(Typed.run(Map.of("NO_COLOR", "1"), "", true, "tail", server.url(), "-c", "2").out()
                    .contains("\u001B"));
            assertFalse(Typed.run(Map.of("TERM", "dumb"), "", true, "tail", server.url(), "-c", "2").out()
                    .contains("\u001B"));
            assertFalse(Typed.run("tail", server.url(), "-c", "2").out().contains("\u001B"));
        }
    }

    @Test
    void longDataIsCutToTheWindowOnATerminalOnly() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("data: " + "x".repeat(1_048_576) + "\n\n"))) {
            Map<String, String> env = Map.of("COLUMNS", "60", "NO_COLOR", "1");
            String cut = Typed.run(env, "", true, "tail", server.url(), "-c", "1").out();
            assertTrue(cut.matches("message   x+\u2026 \\(1,048,576 bytes\\)\n"), cut.length() + "");
            assertTrue(cut.length() <= 61, cut);
            assertEquals(1_048_576 + 11, Typed.run(env, "", true, "tail", "--full", server.url(), "-c", "1").out()
                    .length());
            assertEquals(1_048_576 + 11, Typed.run(env, "", false, "tail", server.url(), "-c", "1").out().length());
        }
    }

    @Test
    void tsPutsTheTimeInFront() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("data: a\ndata: b\n\n"))) {
            assertTrue(Typed.run("tail", server.url(), "--ts", "-c", "1").out()
                    .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} message   a\n {23}\u2502 b\n"));
        }
    }
}
