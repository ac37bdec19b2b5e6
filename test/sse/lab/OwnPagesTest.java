package sse.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import sse.text.Json;

/** Who may read a lab, and who may change one. */
@Timeout(60)
class OwnPagesTest {
    private static final String LAB = "lab=" + LabsTest.id(7);
    private static final List<String> CHANGES = List.of("send", "now", "next", "raw", "explain", "fix");

    private static LabServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new LabServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void changes(int status, String... lines) throws IOException {
        for (String path : CHANGES) {
            byte[] body = "do=cut".getBytes(StandardCharsets.US_ASCII);
            if (path.equals("next")) body = new byte[0];
            try (Wire wire = Wire.post(server.port, "/_/lab/" + path + "?" + LAB, body, lines)) {
                String text = wire.text();
                assertEquals(path.equals("send") && status == 200 ? 202 : status, wire.status(), path + ": " + text);
                assertNull(wire.header("Access-Control-Allow-Origin"));
                if (status == 403) assertTrue(text.startsWith("only a page of this server may change a lab"), text);
            }
        }
    }

    @Test
    void onlyAPageOfThisOriginChangesSomething() throws IOException {
        String own = "Origin: http://127.0.0.1:" + server.port;
        changes(200, own, "Sec-Fetch-Site: same-origin");
        changes(200, own);
        changes(200, "Sec-Fetch-Site: same-origin");
        changes(403);
        changes(403, "Origin: http://localhost:" + server.port, "Sec-Fetch-Site: cross-site");
        changes(403, "Origin: http://localhost:" + server.port);
        changes(403, "Origin: http://127.0.0.1:" + (server.port + 1), "Sec-Fetch-Site: same-site");
        changes(403, "Origin: https://a.example");
        changes(403, "Origin: null");
        changes(403, "Origin: ");
        changes(403, "Sec-Fetch-Site: none");
        changes(403, own, "Sec-Fetch-Site: cross-site");
    }

    @Test
    void aGetChangesNothing() throws IOException {
        for (String path : CHANGES) {
            try (Wire wire = Wire.get(server.port, "/_/lab/" + path + "?" + LAB, "Sec-Fetch-Site: same-origin")) {
                assertEquals(405, wire.status());
                assertEquals("POST", wire.header("Allow"));
            }
        }
    }

    private static String reads(int status, String path, String... lines) throws IOException {
        try (Wire wire = Wire.get(server.port, path, lines)) {
            assertEquals(status, wire.status());
            return wire.header("Access-Control-Allow-Origin");
        }
    }

    @Test
    void theTapIsForPagesOfThisServerByEitherOfItsNames() throws IOException {
        for (String path : List.of("/_/lab/tap?" + LAB, "/_/lab/stream?" + LAB, "/_/lab/about")) {
            String other = "http://localhost:" + server.port;
            assertEquals(other, reads(200, path, "Origin: " + other, "Sec-Fetch-Site: cross-site"));
            assertNull(reads(200, path, "Origin: http://127.0.0.1:" + server.port, "Sec-Fetch-Site: same-origin"));
            assertNull(reads(200, path));
            assertNull(reads(200, path, "Sec-Fetch-Site: same-origin"));
            assertNull(reads(403, path, "Origin: http://localhost:" + (server.port + 1)));
            assertNull(reads(403, path, "Origin: https://localhost:" + server.port));
            assertNull(reads(403, path, "Origin: https://a.example"));
            assertNull(reads(403, path, "Origin: null"));
            assertNull(reads(403, path, "Sec-Fetch-Site: cross-site"));
        }
        assertNull(reads(403, "/_/lab/tap?" + LAB, "X: y\nHost: a.example".replace("X: y\nHost", "Origin")));
    }

    @Test
    void aStreamOfTheRawServerMayBeReadByThePage() throws IOException {
        server.post(200, "next?" + LAB, "reset@events=1000");
        try (Wire wire = server.get("/_/lab/stream?" + LAB, "Origin: http://127.0.0.1:" + server.port,
                "Sec-Fetch-Site: same-site")) {
            assertEquals(200, wire.status());
            assertEquals("http://127.0.0.1:" + server.port, wire.header("Access-Control-Allow-Origin"));
        }
    }

    @Test
    void aForeignHostIsRefusedBeforeAnythingElse() throws IOException {
        try (Wire wire = new Wire(server.port, "GET /_/lab/tap?" + LAB + " HTTP/1.1\nHost: a.example:" + server.port,
                new byte[0])) {
            assertEquals(403, wire.status());
        }
    }

    @Test
    void aTokenIsForTopicsAlsoInALab() throws IOException {
        try (LabServer guarded = new LabServer(options -> options.withToken("secret"));
                LabServer.Tapped tap = guarded.tap(LabsTest.id(7))) {
            try (Wire wire = guarded.get("/news?" + LAB)) {
                assertEquals(401, wire.status());
            }
            assertEquals("server end", tap.fin(1));
            try (Wire wire = guarded.get("/news?token=secret&" + LAB)) {
                assertEquals(200, wire.status());
            }
            assertEquals("GET /news?token=...&" + LAB + " HTTP/1.1", tap.until("req").get("line"));
        }
    }

    @Test
    void aboutSaysWhatThereIs() throws Exception {
        try (Wire wire = Wire.get(server.port, "/_/lab/about")) {
            Map<?, ?> about = (Map<?, ?>) Json.parse(wire.text());
            assertEquals(server.port, LabServer.number(about, "port"));
            assertEquals(false, about.get("open"));
            assertTrue(((List<?>) about.get("demos")).stream()
                    .anyMatch(demo -> ((Map<?, ?>) demo).get("path").equals("/demo/count")));
            Map<?, ?> fault = (Map<?, ?>) ((List<?>) about.get("faults")).get(0);
            assertEquals(List.of("word", "example", "effect", "reach"), List.copyOf(fault.keySet()));
        }
    }
}
