package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.LineReader;
import sse.kit.ScriptedServer;
import sse.kit.Waits;
import sse.lint.Rule;

@Timeout(60)
class LintCommandTest {
    private static final String OK =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nX-Accel-Buffering: no\r\n"
            + "Connection: close\r\n";

    @TempDir
    Path folder;

    @Test
    void jsonComesOutAsPrintedInTheDesign() {
        Typed run = Typed.with("id: close\n data: \n\n", "lint", "--json", "-");
        assertEquals("""
                {"code":"SSE102","severity":"error","line":2,"off":10,"len":8,"says":"space in front of \\"data:\\" makes an unknown field","fix":"start fields in column 1"}
                {"code":"SSE306","severity":"warning","line":1,"off":0,"len":10,"says":"id is used as a sign (close)","fix":"a final event, 204 to that id"}
                {"kind":"summary","bytes":19,"events":0,"lastEventId":"close","errors":1,"warnings":1}
                """, run.out());
        assertEquals(1, run.code());
        assertEquals("", run.err());
    }

    @Waits
    void findingsOfAUrlComeOutAsPrintedInTheDesign() throws IOException {
        String head = OK.replace("text/event-stream", "text/event-stream; charset=utf8");
        try (ScriptedServer server = ScriptedServer.answering(head + "\r\ndata: 1\n\ndata: 2\n\ndata: 3\n\n", true)) {
            Typed run = Typed.with("", "lint", server.url(), "--for", "1s", "--origin", "https://shop.example.com",
                    "--ignore", "SSE611");
            String[] rows = run.out().split("\n");
            assertEquals("error    SSE603  head      charset=utf8: Chromium closes this stream for good; write utf-8 "
                    + "or leave it out", rows[0]);
            assertEquals("error    SSE609  head      CORS: no Access-Control-Allow-Origin for a page of "
                    + "https://shop.example.com", rows[1]);
            assertEquals("note     SSE302  stream    no ids: a reader that reconnects cannot resume", rows[2]);
            assertTrue(rows[3].matches("2 errors, 1 note in \\d+\\.\\d s, 1 connection +exit 1"), rows[3]);
            assertEquals(73, rows[3].indexOf("exit 1"));
            assertEquals(1, run.code());
            assertTrue(server.requests().get(0).contains("Origin: https://shop.example.com\r\n"), server.requests()
                    .get(0));
        }
    }

    @Test
    void compressedStreamIsReadAndNamed() throws IOException {
        java.io.ByteArrayOutputStream zipped = new java.io.ByteArrayOutputStream();
        try (java.util.zip.GZIPOutputStream out = new java.util.zip.GZIPOutputStream(zipped)) {
            out.write("data: hi\n\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        try (ScriptedServer server = ScriptedServer.answering(OK + "Content-Encoding: gzip\r\n\r\n"
                + zipped.toString(java.nio.charset.StandardCharsets.ISO_8859_1), false)) {
            Typed run = Typed.with("", "lint", server.url(), "--for", "10s", "--json", "--no-probe");
            assertTrue(run.out().contains("\"says\":\"Content-Encoding: gzip: events wait in the encoder unless it is "
                    + "flushed each time\""), run.out());
            assertTrue(run.out().contains("\"events\":1,"), run.out());
        }
    }

    @Waits
    void furtherRequestsShowWhatTheServerDoesWithTheHeaders() throws IOException {
        String body = "\r\nid: 1\ndata: a\n\nid: 2\ndata: b\n\n";
        try (ScriptedServer server = ScriptedServer.answering(request -> request.contains("*/*")
                ? "HTTP/1.1 406 No\r\nConnection: close\r\n\r\n" : OK + body, true)) {
            Typed run = Typed.with("", "lint", server.url(), "--for", "1s");
            assertTrue(run.out().contains("warning  SSE612  head      refuses Accept: text/event-stream, */* with "
                    + "status 406"), run.out());
            assertTrue(run.out().contains("warning  SSE312  stream    asked with Last-Event-ID: 2, the answer starts "
                    + "over at 1"), run.out());
            assertTrue(run.out().contains("3 connections"), run.out());
            assertTrue(server.requests().get(2).contains("Last-Event-ID: 2\r\n"), server.requests().get(2));
            assertEquals(0, run.code());
        }
    }

    @Waits
    void serverThatResumesIsNotBlamed() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(
                request -> OK + "\r\n" + (request.contains("Last-Event-ID: 2")
                ? "id: 3\ndata: c\n\n" : "id: 1\ndata: a\n\nid: 2\ndata: b\n\n"), true)) {
            Typed run = Typed.with("", "lint", server.url(), "--for", "1s", "-H", "X-Key: 1");
            assertFalse(run.out().contains("SSE312"), run.out());
            assertFalse(run.out().contains("SSE612"), run.out());
            assertTrue(server.requests().get(0).contains("X-Key: 1\r\n"));
        }
    }

    @Waits
    void redirectsAreFollowedAndNamed() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(request -> request.startsWith("GET /events ")
                ? "HTTP/1.1 307 Temporary Redirect\r\nLocation: /there\r\nContent-Length: 0\r\nConnection: close\r\n"
                        + "\r\n" : OK + "\r\ndata: a\n\n", true)) {
            Typed run = Typed.with("", "lint", server.url(), "--for", "1s", "--no-probe");
            assertTrue(run.out().contains("note     SSE608  head      redirected to /there (307)"), run.out());
        }
    }

    @Test
    void streamThatEndsAtOnceIsPolling() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(OK + "\r\ndata: a\n\n", false)) {
            Typed run = Typed.with("", "lint", server.url(), "--no-probe");
            assertTrue(run.out().contains("warning  SSE311  stream    the stream ended after 1 event in 0."),
                    run.out());
        }
    }

    @Test
    void silentServerIsOutOfTime() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering("", true)) {
            Typed run = Typed.with("", "lint", server.url(), "--for", "200ms");
            assertEquals(28, run.code());
            assertTrue(run.err().endsWith(" sent no head in the time there was\n"), run.err());
        }
    }

    @Test
    void whatCurlPrintedIsJudgedWithItsHead() {
        Typed run = Typed.with("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: br\r\n"
                + "Cache-Control: no-store\r\n\r\ndata: a\n\n", "lint");
        assertTrue(run.out().contains("SSE601  head"), run.out());
        assertEquals(0, run.code());
        assertEquals(1, Typed.with("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: a\n\n", "lint",
                "--origin", "https://a.example").code());
    }

    @Test
    void textSaysWhereWhatAndHowToMendIt() {
        assertEquals("""
                error    SSE104  2:1       no field: this text is lost
                                           line two
                                           fix: one "data:" for each line, or compact JSON
                error    SSE104  3:1       no field: this text is lost
                                           ␛[2Jline three
                2 errors in 40 bytes, 1 event                                            exit 1
                """, Typed.with("data: line one\nline two\n\u001B[2Jline three\n\n", "lint").out());
        assertEquals("no findings in 10 bytes, 1 event\n", Typed.with("data: hi\n\n", "lint").out());
        assertTrue(Typed.with("data: a\nb\n\n", "lint", "-v").out()
                .contains("why: payload printed with its line breaks"));
    }

    @Test
    void manyOfOneKindAreCounted() {
        Typed run = Typed.with(" data: x\n".repeat(100), "lint");
        assertTrue(run.out().contains("error    SSE102            90 more like these\n"), run.out());
        assertTrue(run.out().contains("100 errors in 900 bytes, 0 events"), run.out());
        assertTrue(Typed.with(" data: x\n".repeat(100), "lint", "--json").out()
                .contains("{\"code\":\"SSE102\",\"severity\":\"error\",\"more\":90}\n"));
    }

    @Test
    void warningsFailOnlyWhereThereAreTooMany() {
        assertEquals(0, Typed.with("foo: x\n\ndata: x\n\n", "lint").code());
        assertEquals(0, Typed.with("foo: x\n\ndata: x\n\n", "lint", "--max-warnings", "1").code());
        assertEquals(1, Typed.with("foo: x\n\ndata: x\n\n", "lint", "--max-warnings", "0").code());
        assertEquals(0, Typed.with(" data: x\n", "lint", "--ignore", "SSE102,201").code());
    }

    @Test
    void annotationsOfGithubAreEscaped() throws IOException {
        Path file = Files.writeString(folder.resolve("a,b.sse"), "Data: 50%\n\n");
        Typed run = Typed.with("", "lint", "--format", "github", file.toString());
        assertEquals("::error file=" + file.toString().replace(",", "%2C")
                + ",line=1,col=1,title=SSE105 field-case::\"Data:\" is not \"data:\": names are letter for letter; "
                        + "fix: write field names in lower case\n", run.out());
    }

    @Test
    void fixPrintsTheStreamMended() {
        Typed run = Typed.with("\uFEFFData: a\r\nlost\r\n\uFEFF\n data : b\nid:7", "lint", "--fix");
        assertEquals("data: a\ndata: lost\n\ndata: b\nid:7\n\n", run.out());
        assertEquals(0, run.code());
    }

    @Test
    void everyCodeIsExplainedWithABadAndAGoodExample() {
        for (Rule rule : Rule.all()) {
            Typed run = Typed.with("", "lint", "--explain", rule.code());
            assertEquals(0, run.code());
            assertTrue(run.out().startsWith(rule.code() + " " + rule.name() + " (" + rule.severity() + ")\n"),
                    run.out());
            assertTrue(run.out().contains("\nbad") && run.out().contains("\ngood"), run.out());
            for (String row : run.out().split("\n")) assertTrue(row.length() <= 118, row);
        }
        assertEquals(73, Typed.with("", "lint", "--explain", "all").out().lines().count());
    }

    @Test
    void mistakesGetOneSentence() {
        assertEquals("sse: there is no rule 'raw-line-breaks'; did you mean raw-line-break?\n", Typed.with("", "lint",
                "--explain", "raw-line-breaks").err());
        assertEquals("sse: there is no rule 'x'; sse lint --explain all lists them\n", Typed.with("", "lint",
                "--ignore", "x").err());
        assertEquals(new Typed(2, "", "sse: there is no rule 'SSE999'; sse lint --explain all lists them\n"),
                Typed.with("", "lint", "--explain", "SSE999"));
        assertEquals("sse: --format is text, json or github, not 'xml'\n", Typed.with("", "lint", "--format", "xml")
                .err());
        assertEquals(2, Typed.with("", "lint", "/no/such").code());
    }

    @Test
    void brokenConnectionIsAnError() throws IOException {
        String chunked = OK + "Transfer-Encoding: chunked\r\n\r\na\r\ndata: hi\n\n\r\nff\r\ndata: cut";
        try (ScriptedServer server = ScriptedServer.answering(chunked, false)) {
            Typed run = Typed.with("", "lint", server.url(), "--no-probe");
            assertTrue(run.out().contains("SSE101"), run.out());
            assertTrue(run.out().contains("error    SSE614  stream    "), run.out());
            assertFalse(run.out().contains("SSE311"), run.out()); // it did not end by itself
            assertEquals(1, run.code());
        }
    }

    @Waits
    void eventInSeveralChunksOfOneWriteCameAtOnce() throws IOException {
        String chunk = "5\r\nid: 1\r\n7\r\n\ndata: \r\n3\r\nx\n\n\r\n";
        try (ScriptedServer server =
                ScriptedServer.answering(OK + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(20), true)) {
            Typed run = Typed.with("", "lint", server.url(), "--for", "1s", "--no-probe", "--json");
            assertTrue(run.out().contains("\"events\":20,"), run.out());
            assertFalse(run.out().contains("SSE316"), run.out());
        }
    }

    @Waits
    void lettersOfCurlAskAsTheyDoInTailAndNothingButAGetIsAskedAgain() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(OK + "\r\nid: 1\ndata: a\n\nid: 2\ndata: b\n\n", true)) {
            Typed run = Typed.with("", "lint", server.url().replace("http://", "http://me:word@"), "--for", "1s",
                    "-d", "{}", "-b", "c=1", "-H", "Accept:");
            assertEquals(0, run.code(), run.err());
            assertEquals(1, server.requests().size());
            String request = server.requests().get(0);
            assertTrue(request.startsWith("POST /events HTTP/1.1\r\n"), request);
            assertTrue(request.contains("\r\nAuthorization: Basic bWU6d29yZA==\r\n"), request);
            assertTrue(request.contains("\r\nCookie: c=1\r\n"), request);
            assertFalse(request.contains("\r\nAccept:"), request);
        }
    }

    @Test
    void wordsOfTheServerAreMarkedWhereItFails() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(OK + "Content-Length: 1, 2\u001B[2J\r\n\r\nx", false)) {
            for (String command : new String[] {"lint", "explain", "tail"}) {
                Typed run = Typed.with("", command, server.url(), command.equals("tail") ? "--no-reconnect"
                        : "--for=1s");
                assertTrue(run.err().contains("Content-Length: 1 and 2\u241B[2J"), run.err());
                assertFalse((run.out() + run.err()).contains("\u001B"), run.err());
            }
        }
    }

    @Test
    void limitThatEndsTheReadingIsAFinding() {
        Typed run = Typed.with("data: a\n\ndata: " + "x".repeat(LineReader.LINE_LIMIT) + "\n\n", "lint", "-");
        assertEquals("warning  SSE315  stream    line longer than the limit of 16777216 bytes, at byte 9: nothing "
                + "behind was judged\n1 warning in 9 bytes, 1 event\n", run.out());
        assertEquals("sse: cannot read the stream: line longer than the limit of 16777216 bytes\n", run.err());
        assertEquals(1, run.code());
    }

    @Test
    void failedRequestsExitAsTheyDoInTail() throws IOException {
        assertEquals("sse: redirected to what cannot be asked: ftp://\u241B (" ,
                failure("HTTP/1.1 302 F\r\nLocation: ftp://\u001B\r\n\r\n"));
        assertEquals("sse: more than 20 redirects in a row (", failure("HTTP/1.1 302 F\r\nLocation: /events\r\n\r\n"));
        assertEquals("sse: the answer is not HTTP/1 (", failure("SSH-2.0\r\n\r\n"));
    }

    private static String failure(String answer) throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(answer, false)) {
            Typed run = Typed.with("", "lint", server.url());
            assertEquals(22, run.code(), run.err());
            return run.err().substring(0, run.err().indexOf("http:"));
        }
    }
}
