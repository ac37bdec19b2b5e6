package sse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The list, what is refused, and who may read. */
class DemosTest {
    @AutoClose
    private static final DemoServer server = new DemoServer();

    private static void refused(int status, String sentence, String target) throws IOException {
        DemoServer.Answer answer = server.get(target);
        assertEquals(status, answer.status(), target);
        assertEquals(sentence + "\n", answer.text());
        assertEquals("text/plain; charset=utf-8", answer.header("Content-Type"));
    }

    @Test
    void listHasALineToCopyForEachStream() throws IOException {
        String list = server.get("/demo/").text();
        assertEquals(list, server.get("/demo").text());
        for (String name : new String[] {"clock", "count", "task", "llm", "log", "sys", "types", "unicode"}) {
            assertTrue(list.contains("  curl -N http://localhost:" + server.port() + "/demo/" + name + "\n"), list);
        }
        for (String line : list.split("\n")) assertTrue(line.length() <= 90, line);
    }

    @Test
    void everyLineToCopyWorks() throws IOException {
        List<String> targets = new ArrayList<>();
        String origin = "http://localhost:" + server.port();
        for (String line : server.get("/demo/").text().split("\n")) {
            int url = line.indexOf(origin);
            if (!line.startsWith("  curl ") || url < 0 || line.endsWith("/ID") || line.contains(" -d ")) continue;
            String target = line.substring(url + origin.length()).replaceFirst("[' ].*", "");
            String method = line.contains("-X POST") ? "POST" : "GET";
            targets.add(method + " " + target);
            String accept = line.contains("Accept") ? "text/event-stream" : "*/*";
            try (Socket socket = server.open(method, target, "Accept: " + accept)) {
                String status = DemoServer.line(socket.getInputStream());
                String expected = method.equals("POST") ? "202" : target.endsWith("/503") ? "503" : "200";
                assertEquals("HTTP/1.1 " + expected, status.substring(0, 12), line);
            }
        }
        assertTrue(targets.contains("GET /demo/count?from=5&cut=3") && targets.contains("POST /demo/task"),
                targets.toString());
    }

    @Test
    void everyParameterOfTheListIsKnown() throws IOException {
        String list = server.get("/demo/").text();
        int n = 0;
        for (String line : list.substring(list.indexOf("All of them take")).split("\n")) {
            if (!line.startsWith("    ") || line.charAt(4) == ' ') continue;
            String parameter = line.strip().substring(0, line.strip().indexOf(' '));
            for (String demo : new String[] {"count", "clock", "task"}) {
                assertEquals(200, server.ask("HEAD", "/demo/" + demo + "?" + parameter).status(), parameter);
            }
            n++;
        }
        assertEquals(13, n);
    }

    @Test
    void unknownDemoIsToldWhichThereAre() throws IOException {
        refused(404, "there is no demo \"coun\"; did you mean count?", "/demo/coun");
        refused(404, "there is no demo \"\"; /demo/ lists them", "/demo//count");
        refused(404, "there is nothing below /demo/count", "/demo/count/more");
    }

    @Test
    void badParameterIsToldItsLimits() throws IOException {
        String[][] wrong = {
            {"every=5", "every is a duration from 20ms to 1h, not \"5\""},
            {"every=19ms", "every is a duration from 20ms to 1h, not \"19ms\""},
            {"every=61m", "every is a duration from 20ms to 1h, not \"61m\""},
            {"n=-1", "n is a whole number from 0 to 1000000000, not \"-1\""},
            {"n=", "n is a whole number from 0 to 1000000000, not \"\""},
            {"n=1.5", "n is a whole number from 0 to 1000000000, not \"1.5\""},
            {"cut=x", "cut is a whole number from 0 to 1000000000, not \"x\""},
            {"end=200", "end is 204, event, close or loop, not \"200\""},
            {"retry=0", "retry is no, or milliseconds from 1 to 3600000, not \"0\""},
            {"retry=3s", "retry is no, or milliseconds from 1 to 3600000, not \"3s\""},
            {"hb=10ms", "hb is a duration from 1s to 1h, not \"10ms\""},
            {"id=2", "id is 1 or 0, not \"2\""},
            {"eol=LF", "eol is lf, crlf, cr or mixed, not \"LF\""},
            {"chunk=0", "chunk is a whole number from 1 to 65536, not \"0\""},
            {"delay=2m", "delay is a duration from 0 to 1m, not \"2m\""},
            {"cors=yes", "cors is *, echo or no, not \"yes\""},
            {"seed=x", "seed is a whole number from -9223372036854775808 to 9223372036854775807, not \"x\""},
            {"keep=-1", "keep is a whole number from 0 to 1000000000000000, not \"-1\""},
            {"from=1e9", "from is a whole number from -1000000000000000 to 1000000000000000, not \"1e9\""},
            {"n=%1B%5B2J%22", "n is a whole number from 0 to 1000000000, not \"\\u001b[2J\\\"\""},
        };
        for (String[] pair : wrong) refused(400, pair[1], "/demo/count?" + pair[0]);
        refused(400, "tz is a time zone such as UTC, Asia/Ho_Chi_Minh or +07:00, not \"Nowhere\"",
                "/demo/clock?tz=Nowhere");
        refused(400, "fmt is iso or ms, not \"unix\"", "/demo/clock?fmt=unix");
    }

    @Test
    void unknownParameterIsToldWhichThereAre() throws IOException {
        refused(400, "there is no parameter \"evry\" here; there are cors, from, keep, every, n, end, cut, retry, hb, "
                + "id, eol, chunk, delay, seed",
                "/demo/count?evry=1s");
        assertEquals(400, server.get("/demo/count?tz=UTC").status());
        assertEquals(200, server.ask("HEAD", "/demo/count?lab=1&token=t&lastEventId=3").status());
    }

    @Test
    void headIsTheHeadOfAStream() throws IOException {
        DemoServer.Answer head = server.ask("HEAD", "/demo/count?delay=1m");
        assertEquals(200, head.status());
        assertEquals("text/event-stream", head.header("Content-Type"));
        assertEquals("no-cache, no-transform", head.header("Cache-Control"));
        assertEquals("", head.text());
    }

    @Test
    void otherMethodsAreNotAllowed() throws IOException {
        String[][] allowed = {{"/demo/count", "GET, HEAD, OPTIONS"}, {"/demo/task", "GET, HEAD, POST, OPTIONS"},
                {"/demo/", "GET, HEAD, OPTIONS"}};
        for (String[] pair : allowed) {
            DemoServer.Answer answer = server.ask("DELETE", pair[0]);
            assertEquals(405, answer.status());
            assertEquals(pair[1], answer.header("Allow"));
            DemoServer.Answer options = server.ask("OPTIONS", pair[0]);
            assertEquals(204, options.status());
            assertEquals(pair[1], options.header("Allow"));
        }
        assertEquals(405, server.ask("POST", "/demo/count", "Content-Length: 0").status());
    }

    @Test
    void pagesOfAnyOriginMayReadUnlessAskedOtherwise() throws IOException {
        String origin = "Origin: https://page.example";
        DemoServer.Answer any = server.ask("HEAD", "/demo/count", origin);
        assertEquals("*", any.header("Access-Control-Allow-Origin"));
        assertNull(any.header("Access-Control-Allow-Credentials"));
        DemoServer.Answer echo = server.ask("HEAD", "/demo/count?cors=echo", origin);
        assertEquals("https://page.example", echo.header("Access-Control-Allow-Origin"));
        assertEquals("true", echo.header("Access-Control-Allow-Credentials"));
        assertEquals("Origin", echo.header("Vary"));
        assertNull(server.ask("HEAD", "/demo/count?cors=echo").header("Access-Control-Allow-Origin"));
        assertNull(server.ask("HEAD", "/demo/count?cors=no", origin).header("Access-Control-Allow-Origin"));
        assertEquals("*", server.get("/demo/count?n=x", origin).header("Access-Control-Allow-Origin"));
    }

    @Test
    void preflightIsAnsweredByTheSameQuery() throws IOException {
        String[] asks = {"Origin: https://page.example", "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: last-event-id"};
        DemoServer.Answer any = server.ask("OPTIONS", "/demo/task", asks);
        assertEquals(204, any.status());
        assertEquals("GET, HEAD, POST, OPTIONS", any.header("Access-Control-Allow-Methods"));
        assertTrue(any.header("Access-Control-Allow-Headers").contains("Last-Event-ID"));
        assertEquals("true", server.ask("OPTIONS", "/demo/task?cors=echo", asks)
                .header("Access-Control-Allow-Credentials"));
        assertNull(server.ask("OPTIONS", "/demo/task?cors=no", asks).header("Access-Control-Allow-Methods"));
    }

    @Test
    void browserIsShownThePage() throws IOException {
        assertEquals("text/html; charset=utf-8", server.get("/demo/count", "Accept: text/html,*/*;q=0.8")
                .header("Content-Type"));
        assertEquals("text/event-stream", server.get("/demo/count?cut=1", "Accept: text/event-stream")
                .header("Content-Type"));
        assertEquals("text/event-stream", server.get("/demo/count?cut=1", "Accept: */*").header("Content-Type"));
        assertEquals("text/event-stream", server.get("/demo/count?cut=1", "Accept: text/html, text/event-stream")
                .header("Content-Type"));
    }
}
