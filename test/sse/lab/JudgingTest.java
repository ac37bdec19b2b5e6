package sse.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.Wire;
import sse.lint.Rule;
import sse.text.Json;

/** What the page is told of bytes that it has. */
@Timeout(60)
class JudgingTest {
    private static LabServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new LabServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Of each row of an explanation what it is, and the step, code or figure that says it. */
    private static List<String> rows(String explanation) {
        return explanation.lines().map(line -> {
            try {
                Map<?, ?> row = (Map<?, ?>) Json.parse(line);
                return row.get("kind") + " " + switch ((String) row.get("kind")) {
                    case "head" -> ((Json.Number) row.get("status")).text();
                    case "line" -> row.get("step");
                    case "finding" -> row.get("code");
                    default -> ((Json.Number) row.get("events")).text();
                };
            } catch (Json.Malformed e) {
                throw new AssertionError(line, e);
            }
        }).toList();
    }

    @Test
    void bytesAreExplainedLineByLine() throws IOException {
        assertEquals(List.of("line data", "line unknown", "finding SSE104", "line dispatch", "line data", "line end",
                "finding SSE101", "summary 1"), rows(server.post(200, "explain", "data: a\nb\n\ndata: c\n")));
        assertEquals(List.of("summary 0"), rows(server.post(200, "explain", "")));
    }

    @Test
    void aHeadInFrontIsJudgedToo() throws IOException {
        String plain = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\ndata: a\n\n";
        assertEquals(List.of("head 200", "finding SSE602"), rows(server.post(200, "explain", plain)).subList(0, 2));
        String verbose = "> GET / HTTP/1.1\n> \n< HTTP/1.1 200 OK\n< Content-Type: text/event-stream\n< \ndata: a\n\n";
        assertTrue(rows(server.post(200, "explain", verbose)).contains("line dispatch"));
    }

    @Test
    void allIsJudgedAndAPartIsShown() throws IOException {
        List<String> rows = rows(server.post(200, "explain", "\n".repeat(5000) + "data: a\n\nData: b\n\n"));
        assertEquals(2000, rows.stream().filter(row -> row.startsWith("line")).count());
        assertTrue(rows.contains("finding SSE105"), "behind what is shown");
        assertEquals("summary 1", rows.getLast());
    }

    @Test
    void whatAMachineCanMendIsMended() throws IOException {
        assertEquals("data: a\ndata: b\n\ndata: c\n\n", server.post(200, "fix", "data: a\nb\n\n data: c"));
    }

    @Test
    void moreThanAPageHasIsRefused() throws IOException {
        byte[] most = ": x\n".repeat(Judging.MOST / 4).getBytes(StandardCharsets.US_ASCII);
        server.post(200, "explain", most);
        for (String path : List.of("explain", "fix")) {
            server.post(413, path, new byte[Judging.MOST + 1]);
        }
    }

    @Test
    void theTableOfFindingsIsThere() throws Exception {
        try (Wire wire = Wire.get(server.port, "/_/lab/rules")) {
            List<?> rules = (List<?>) ((Map<?, ?>) Json.parse(wire.text())).get("rules");
            assertEquals(Rule.all().size(), rules.size());
            assertEquals(Rule.all().get(0).why(), ((Map<?, ?>) rules.get(0)).get("why"));
        }
    }
}
