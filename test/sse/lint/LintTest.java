package sse.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.explain.Samples.codes;
import static sse.explain.Samples.linted;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sse.EventReader;
import sse.EventReader.Step;
import sse.explain.Example;
import sse.explain.Samples;
import sse.text.Characters;

class LintTest {

    @Test
    void brokenStreamHasWhatIsWrongWithItErrorsFirst() {
        assertEquals(List.of(204, 105, 104, 102, 101, 103, 307), codes(linted(Samples.BROKEN)));
    }

    @Test
    void correctStreamHasNotesOnly() {
        assertEquals(List.of(209, 210, 305), codes(linted(Samples.PRICE)));
    }

    @Test
    void emptyStreamHasNothing() {
        assertEquals(List.of(), codes(linted("")));
        assertEquals(List.of(), codes(linted("\n\n\n")));
    }

    @Test
    void findingSaysWhereItIs() {
        Finding finding = linted("id: 1\ndata: caf\n\n data: x\n\n").findings().get(0);
        assertEquals("4:1", finding.where());
        assertEquals(17, finding.offset());
        assertEquals(9, finding.length());
        assertEquals("·data: x", finding.excerpt());
        Finding bad = linted(new ByteArrayInputStream(new byte[] {'d', 'a', 't', 'a', ':', 'c', (byte) 0xE9, '\n',
                '\n'})).findings().get(0);
        assertEquals("1:7 byte E9 is not UTF-8: it is read as U+FFFD", bad.where() + " " + bad.says());
    }

    @Test
    void textBehindABlankLineIsLostTextToo() {
        assertEquals(List.of(104), codes(linted("data: one\n\npara two\n\n")));
    }

    @Test
    void unknownFieldWithANameIsNoLostText() {
        assertEquals(List.of(201), codes(linted("data: one\nnote: two\n\n")));
        assertEquals(List.of(104), codes(linted("data: one\nError: two\n\n")));
        assertEquals(List.of(104), codes(linted("data: {\n  \"a\": 1}\n\n")).subList(0, 1));
    }

    @Test
    void endOfTheStreamInsideABlock() {
        assertEquals(List.of(101), codes(linted("data: a\n")));
        assertEquals(List.of(101), codes(linted("event: a\n")));
        assertEquals(List.of(101), codes(linted("id: 7\ndata: a")));
        assertEquals(List.of(122), codes(linted("data: a\n\nid: 7")));
        assertEquals(List.of(122), codes(linted("id: 7\n")));
        assertEquals(List.of(), codes(linted("data: a\n\nretry: 3000")));
        assertEquals(List.of(), codes(linted("data: a\n\nretry: 3000\n:\n")));
        assertEquals(List.of(), codes(linted("data: a\n\n: half a com")));
    }

    @Test
    void typedBackslashIsWrongOnlyWhereNoBlankLineFollows() {
        assertEquals(List.of(111), codes(linted("data: a\\n\\n")));
        assertEquals(List.of(101, 111), codes(linted("data: a\\n\ndata: b\n")));
        assertEquals(List.of(), codes(linted("data: a\\n\n\n")));
        assertEquals(List.of(), codes(linted("data: C:\\\\n\ndata: b\n\n")));
    }

    @Test
    void lineEnds() {
        assertEquals(List.of(117), codes(linted("data: a\r\n\r\n")));
        assertEquals(List.of(116), codes(linted("data: a\r\r")));
        assertEquals(List.of(115), codes(linted("data: a\n\ndata: b\r\n\r\n")));
        assertEquals("3:1", linted("data: a\n\ndata: b\r\n\n").findings().get(0).where());
        assertEquals(List.of(), codes(linted("data: a\n\n")));
    }

    @Test
    void otherFormatsAreOneError() {
        for (String body : List.of("<!doctype html>\n<p>Data : x\n<p>\n", "{\"error\":\"no\",\n\"data\":[]}\n",
                "{\"a\":1}\n{\"a\":2}\n", "Not Found", "\u007FELF\0\0\n\0\n")) {
            assertEquals(List.of(113), codes(linted(body)), body);
        }
        for (Charset wide : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            assertEquals(List.of(109), codes(linted(new ByteArrayInputStream(Samples.PRICE.getBytes(wide)))));
        }
    }

    @Test
    void fieldsBehindAStrangeBeginningMakeItAStreamAfterAll() {
        assertEquals(List.of(201), codes(linted("<!-- x -->\ndata: a\n\n")));
        assertEquals(List.of(201), codes(linted("message: a\n\n")));
    }

    @Test
    void twoEventsInOneBlock() {
        assertEquals(List.of(114), codes(linted("event: a\ndata: 1\nevent: message\ndata: 2\n\n")).subList(0, 1));
        assertEquals(List.of(114), codes(linted("id: 1\ndata: a\nid: 2\ndata: b\n\n")));
        assertEquals(List.of(212), codes(linted("data: {\"a\":1}\ndata: {\"a\":2}\n\n")));
        assertEquals(List.of(207), codes(linted("id: 1\nid: 2\ndata: 2\n\n")));
        assertEquals(List.of(), codes(linted("data: {\"a\":\ndata: 2}\n\n")));
    }

    @Test
    void whatLosesNothingIsNoError() {
        assertEquals(List.of(103, 202), codes(linted("event:  two spaces\ndata: a\n\n")));
        assertEquals(List.of(309), codes(linted("retry: 50\ndata: a\n\n")));
        assertEquals(List.of(203, 202), codes(linted("event: error\ndata: a\n\n")));
        assertEquals(List.of(207, 305, 305), codes(linted("id:\ndata: a\nid:\ndata: b\n\n")));
        assertEquals(List.of(207), codes(linted("event:\ndata: a\nevent:\ndata: b\n\n")));
        assertEquals(List.of(207), codes(linted("id: 1\ndata: a\nid: 1\ndata: b\n\n")));
        assertEquals(List.of(307), codes(linted("Retry: 50\ndata: a\n\n")));
        assertEquals(List.of(307), codes(linted("retry; 50\ndata: a\n\n")));
        assertEquals(List.of(201), codes(linted(": a\n\n\uFEFF: b\ndata: a\n\n")));
        for (Rule rule : List.of(Rule.named("103"), Rule.named("203"), Rule.named("207"), Rule.named("309"),
                Rule.named("307"), Rule.named("610"))) assertEquals(Severity.WARNING, rule.severity(), rule.code());
    }

    @Test
    void whatLosesAnEventIsAnError() {
        for (String line : List.of("dta: x", "data; x", "data test", "data=x", "adta: x", "evnt: x", "id=7")) {
            Lint lint = linted(": a\n\n" + line + "\n\n");
            assertEquals(List.of(121), codes(lint), line);
            assertEquals(1, lint.count(Severity.ERROR), line);
        }
        assertEquals(List.of(108), codes(linted(new ByteArrayInputStream(new byte[] {':', '\n', 'd', (byte) 0xE1, 't',
                'a', ':', 'x', '\n', '\n'}))));
        assertEquals(List.of(204), codes(linted("event: ping\n\n")));
        assertEquals(1, linted("event: ping\n\n").count(Severity.ERROR));
        assertEquals(List.of(), codes(linted("event:\nid: 7\n\n")));
        assertEquals(List.of(104, 104), codes(linted(": ok\n\n{\"a\":1}\n\n{\"a\":2}\n\n")));
        assertEquals(List.of(201), codes(linted("date: x\ndata: a\n\n")));
        assertEquals(List.of(201), codes(linted(": ok\nX-Note: x\ndata: a\n\n")));
    }

    @Test
    void spacesAreNoBlankLine() {
        Lint joined = linted("data: a\n \ndata: b\n\n");
        assertEquals(List.of(114), codes(joined));
        assertEquals("2:1 this line has spaces, so it is not blank: what is behind it joins the event in front",
                joined.findings().get(0).where() + " " + joined.findings().get(0).says());
        assertEquals(List.of(), codes(linted("data: a\n \n\n")));
        assertEquals(List.of(201), codes(linted("data: a\n\n \n\ndata: b\n\n")));
        assertEquals(List.of(104), codes(linted("data: a\n \nmore\n\n")));
    }

    @Test
    void jsonThatIsNone() {
        assertEquals(List.of(212), codes(linted("data: {\"a\":1,}\n\n")));
        assertEquals(List.of(212), codes(linted("data: {'a': 1}\n\n")));
        for (String text : List.of("[12:00:01] started", "[INFO] up", "{{name}}", "[1, 2, 3]", "{}", "[]",
                "[{\"a\":[]}]", "{x}")) {
            assertEquals(List.of(), codes(linted("data: " + text + "\n\n")), text);
        }
    }

    @Test
    void dataUrlIsNoDoublePrefix() {
        assertEquals(List.of(), codes(linted("data: data:image/png;base64,AAAA\n\ndata: data:,x\n\n")));
        assertEquals(List.of(208), codes(linted("data: data: x\n\n")));
        assertEquals(List.of(208), codes(linted("data: data:{}\n\n")));
    }

    @Test
    void idsThatRepeatOrGoBack() {
        assertEquals(List.of(303), codes(linted("id: 1\ndata: a\n\nid: 2\ndata: a\n\nid: 2\ndata: b\n\n")));
        assertEquals(List.of(303), codes(linted("id: x-10\ndata: a\n\nid: x-9\ndata: a\n\n")));
        assertEquals(List.of(303), codes(linted("id: 1\ndata: a\n\nid: 1\ndata: b\n\n")));
        assertEquals(List.of(304), codes(linted("id: 1\ndata: a\n\nid: 1\ndata: b\n\nid: 1\ndata: b\n\n")));
        assertEquals(List.of(),
                codes(linted("id: 9\ndata: a\n\nid: 10\ndata: a\n\nid: a\ndata: b\n\nid: 1\ndata: b\n\n")));
        assertEquals(List.of(), codes(linted("id: b-5\n\nid: b-5\ndata: a\n\nid: b-6\ndata: b\n\n")));
    }

    @Test
    void idIsUsedAsASignWhereNothingElseSaysSo() {
        for (String end : List.of("id: close\ndata: a\n\n", "id: close\nevent: message\ndata: a\n\n",
                "id: close\nevent:\ndata: a\n\n", "id: close\n\n")) {
            Lint lint = linted(end);
            assertTrue(codes(lint).contains(306), end);
            assertEquals("1:1", lint.findings().get(0).where(), end);
        }
        for (String end : List.of("id: close\nevent: end\ndata: a\n\n", "event: end\ndata: a\nid: close\n\n")) {
            assertFalse(codes(linted(end)).contains(306), end);
            assertTrue(codes(linted(end + "id: bye\ndata: b\n\n")).contains(306), end);
        }
    }

    @Test
    void endThatIsToldIsNoPolling() {
        String head = "HTTP/2 200\nContent-Type: text/event-stream\nCache-Control: no-cache\n\n";
        String end = "id: close\nevent: end\ndata: a\n\n";
        assertFalse(codes(new Example(head + end + "@0.1s@").lint(null)).contains(311));
        for (String other : List.of("id: 9\nevent: end\ndata: a\n\n", "id: close\ndata: a\n\n", end + "data: b\n\n")) {
            assertTrue(codes(new Example(head + other + "@0.1s@").lint(null)).contains(311), other);
        }
    }

    @Test
    void forgedFieldBehindLostText() {
        assertTrue(codes(linted("data: a\nmy text\nid: 9\n\n")).contains(215));
        assertTrue(codes(linted("data: a\rid: 9\n\n")).contains(215));
        assertEquals(List.of(), codes(linted("data: a\nid: 9\n\n")));
    }

    @Test
    void findingsAreCountedWithoutLimitAndKeptWithOne() {
        Lint lint = linted(" data: x\n".repeat(1000));
        assertEquals(1000, lint.count(Rule.named("102")));
        assertEquals(Lint.KEPT, lint.findings().size());
    }

    @Test
    void findingsInFrontOfTheFirstFieldAreCountedWithoutLimitAndKeptByRule() {
        Lint lint = linted("foo: 1\n".repeat(30) + "no field\n" + " data: x\n".repeat(15));
        assertEquals(31, lint.count(Rule.named("201")));
        assertEquals(15, lint.count(Rule.named("102")));
        assertEquals(2 * Lint.KEPT, lint.findings().size());
    }

    @Test
    void ignoredRulesAreNotCounted() throws IOException {
        Lint lint = new Lint(Set.of(Rule.named("102")), null);
        EventReader reader = new EventReader(Samples.bytes(" data: x\nfoo: y\n\n"));
        for (Step step = null; step != Step.END; ) lint.line(step = reader.step(), reader);
        assertEquals(List.of(201), codes(lint));
    }

    @Test
    void stoppingIsNotAnEndOfTheStream() throws IOException {
        Lint lint = new Lint();
        EventReader reader = new EventReader(Samples.bytes("data: a\n"));
        lint.line(reader.step(), reader);
        lint.stop();
        assertEquals(List.of(), codes(lint));
    }

    @Test
    void anEventCameInAsManyReadsAsItsFieldsDid() {
        String head = "HTTP/2 200\nContent-Type: text/event-stream\nCache-Control: no-cache\n\n";
        String end = "@9s@data: z\n\n@stop@";
        assertFalse(codes(new Example(head + "@1s@:\n@2s@data: a\n\n" + end).lint(null)).contains(316));
        for (String split : List.of("@1s@data: a\n@2s@\n", "@1s@:\n@2s@id: 1\n@3s@data: a\n\n",
                "@1s@\n:\nid: 1\n@2s@:\ndata: a\n\n", "@1s@id: 1\n@2s@\n@3s@id: 2\n@4s@data: a\n\n")) {
            Lint lint = new Example(head + split + end).lint(null);
            assertTrue(lint.findings().stream().anyMatch(finding -> finding.says().endsWith("came in 2 reads")), split);
        }
    }

    @Test
    void saysNothingThatCouldSteerATerminal() {
        for (Finding finding : linted("event: \u001B[2J \ndata: \u0085\n\n\u001Cdata: x\n\ndata: a\nb\u202E\u001B\n\n")
                .findings()) {
            assertTrue((finding.says() + finding.excerpt()).chars().noneMatch(Characters::hidden), finding.says()
                    + finding.excerpt());
        }
    }

    @Test
    void headFindings() {
        assertHead("HTTP/1.1 200 OK\ncontent-type: Text/Event-Stream; charset=\"UTF-8\"\ncache-control: no-cache\n"
                + "x-accel-buffering: no\n", 611);
        assertHead("HTTP/2 200\nContent-Type: text/event-stream;charset=iso-8859-1\nCache-Control: no-store\n"
                + "X-Accel-Buffering: no\n", 603);
        assertHead("HTTP/2 200\nContent-Type: text/html\n", 602);
        assertHead("HTTP/2 200\nServer: x\n", 602);
        assertHead("HTTP/2 200\nContent-Type: text/plain\nContent-Type: text/event-stream\nCache-Control: no-store\n"
                + "X-Accel-Buffering: no\n");
        assertHead("HTTP/2 404\nContent-Type: text/html\n", 604);
        assertHead("HTTP/2 204\n", 605);
        assertHead("HTTP/2 200\nContent-Type: text/event-stream\nContent-Encoding: br\nContent-Length: 9\n"
                + "Cache-Control: private\n", 601, 606, 607, 613);
    }

    @Test
    void bodyOfARefusalIsNotJudged() {
        Lint lint = new Example("HTTP/2 500\nContent-Type: text/html\n\n<html>oops\n data: x\n").lint(null);
        assertEquals(List.of(604), codes(lint));
    }

    @Test
    void liveStreamHasWhatIsPrintedInTheDesign() {
        Lint lint = new Example("@origin https://shop.example.com@HTTP/2 200\nContent-Type: text/event-stream; "
                + "charset=utf8\nContent-Encoding: gzip\n"
                + "Cache-Control: no-cache\nX-Accel-Buffering: no\n\n@18s@" + "data: x\n\n".repeat(18) + "@20s@@stop@")
                        .lint(null);
        StringBuilder rows = new StringBuilder();
        for (Finding finding : lint.findings()) {
            rows.append(String.format("%-9s%-8s%-10s%s%n", finding.rule().severity(), finding.rule().code(),
                    finding.where(), finding.says()));
        }
        assertEquals("""
                error    SSE603  head      charset=utf8: Chromium closes this stream for good; write utf-8 or leave it out
                error    SSE609  head      CORS: no Access-Control-Allow-Origin for a page of https://shop.example.com
                warning  SSE601  head      Content-Encoding: gzip: events wait in the encoder unless it is flushed each time
                warning  SSE313  1:1       18 events came in one read after 18.0 s: something holds them (flush, gzip or proxy)
                note     SSE302  stream    no ids: a reader that reconnects cannot resume
                """, rows.toString());
    }

    private static void assertHead(String head, Integer... codes) {
        assertEquals(List.of(codes), codes(new Example(head + "\n").lint(null)), head);
    }
}
