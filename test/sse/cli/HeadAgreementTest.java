package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.head.BrowserRules;
import sse.head.BrowserRules.Fate;
import sse.head.Head;
import sse.kit.ScriptedServer;

/** Of what a browser makes of an answer, {@code tail --as browser}, lint and explain say the same. */
@Timeout(60)
class HeadAgreementTest {
    private static final String TYPE = "Content-Type: text/event-stream";
    private static final String BODY = "data: a\n\n";
    private static final String ELSEWHERE = "HTTP/1.1 200 OK\r\n" + TYPE + "\r\n\r\n" + BODY;

    /** A head, and what comes of it; without the status line's version. */
    private static final Object[][] TABLE = {
        {Fate.OPENS, "200 OK", TYPE},
        {Fate.OPENS, "200 OK", "Content-Type: Text/Event-Stream ;charset=UTF-8"},
        {Fate.OPENS, "200 OK", "Content-Type: text/html, text/event-stream"},
        {Fate.OPENS, "200 OK", "Content-Type: text/event-stream,"},
        {Fate.OPENS, "200 OK", "Content-Type: text/event-stream; charset="},
        {Fate.OPENS, "200 OK", TYPE, "Content-Encoding: identity"},
        {Fate.OPENS, "200 OK", TYPE, "Content-Encoding: utf-8"},
        {Fate.OPENS, "200 OK", TYPE, "Content-Length: 9"},
        {Fate.OPENS, "200 OK", TYPE, "Content-Length: x"},
        {Fate.OPENS, "200 OK", TYPE, "Location: /elsewhere"},
        {Fate.CLOSES, "200 OK", "Content-Type: text/event-stream; charset=latin1"},
        {Fate.CLOSES, "200 OK", "Content-Type: text/event-stream, text/html"},
        {Fate.CLOSES, "200 OK", "Content-Type: application/json"},
        {Fate.CLOSES, "200 OK", "X: y"},
        {Fate.CLOSES, "201 Created", TYPE},
        {Fate.CLOSES, "204 No Content", TYPE},
        {Fate.CLOSES, "304 Not Modified", TYPE},
        {Fate.CLOSES, "401 Unauthorized", TYPE},
        {Fate.CLOSES, "500 Oops", TYPE},
        {Fate.CLOSES, "503 Busy", TYPE, "Retry-After: 1"},
        {Fate.CLOSES, "503 Busy", "Location: /elsewhere"},
        {Fate.CLOSES, "304 Not Modified", "Location: /elsewhere"},
        {Fate.CLOSES, "301 Moved", TYPE},
        {Fate.CLOSES, "307 Moved", "Location:"},
        {Fate.CLOSES, "307 Moved", "Location: mailto:a@example.com"},
        {Fate.FOLLOWS, "301 Moved", "Location: /elsewhere"},
        {Fate.FOLLOWS, "307 Moved", "Location: elsewhere?a:b"},
        {Fate.FOLLOWS, "308 Moved", TYPE, "Location: /elsewhere"},
        {Fate.FOLLOWS, "303 Moved", "Location: /elsewhere", "Location: /elsewhere"},
        {Fate.COMES_BACK, "302 Moved", "Location: /elsewhere", "Location: /b"},
        {Fate.COMES_BACK, "302 Moved", "Location: data:text/event-stream,data:x"},
        {Fate.COMES_BACK, "200 OK", TYPE, "Content-Length: 5", "Content-Length: 9"},
        {Fate.COMES_BACK, "200 OK", TYPE, "Content-Length: 5, 9"},
    };

    @Test
    void allSayWhatComesOfAHead() throws IOException {
        for (Object[] row : TABLE) {
            List<String> lines = new ArrayList<>();
            for (int i = 1; i < row.length; i++) lines.add((i == 1 ? "HTTP/1.1 " : "") + row[i]);
            String which = String.join(", ", lines);
            String answer = String.join("\r\n", lines) + "\r\n\r\n" + BODY;
            assertEquals(row[0], BrowserRules.fate(Head.parse(lines)), which);
            assertEquals(row[0], tail(answer), which);
            assertEquals(row[0], lint(Typed.with(answer, "lint", "-").out()), which);
            assertEquals(row[0], explain(Typed.with(answer, "explain", "-").out()), which);
        }
    }

    private static Fate tail(String answer) throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(
                request -> request.contains("elsewhere") ? ELSEWHERE : answer, false)) {
            String said = Typed.run("tail", server.url(), "--as", "browser", "--no-reconnect", "-c", "1").err();
            if (said.contains(" redirected to http:")) return Fate.FOLLOWS;
            if (said.contains("readyState 1 (OPEN)")) return Fate.OPENS;
            boolean closes = said.contains("readyState 2 (CLOSED): onerror fires. A page never asks again");
            return closes ? Fate.CLOSES : Fate.COMES_BACK; // and it would, were it not for --no-reconnect
        }
    }

    private static Fate lint(String found) {
        if (found.contains("SSE608")) return Fate.FOLLOWS;
        if (found.contains("SSE614")) return Fate.COMES_BACK;
        return found.matches("(?s).*SSE60[2345].*") ? Fate.CLOSES : Fate.OPENS;
    }

    private static Fate explain(String rows) {
        if (rows.contains("a browser reads the body as a stream")) return Fate.OPENS;
        if (rows.contains("a browser asks there")) return Fate.FOLLOWS;
        if (rows.contains("asks again") && rows.contains("takes this for no answer")) return Fate.COMES_BACK;
        return rows.contains("never asks again") || rows.contains("closes for good") ? Fate.CLOSES : null;
    }
}
