package sse.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.lab.LabServer.headers;
import static sse.lab.LabServer.number;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sse.Event;
import sse.fault.Kind;
import sse.kit.Wire;

/** What the tap tells is what the reader got: every write, the head, the request, and how it ended. */
@Timeout(60)
class MirrorTest {
    private static final String ID = LabsTest.id(7);
    private static final String LAB = "lab=" + ID;

    private LabServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LabServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aConnectionIsToldFromItsRequestToItsEnd() throws IOException {
        try (LabServer.Tapped tap = server.tap(ID)) {
            Map<?, ?> greeting = tap.next();
            assertEquals("lab", greeting.get("type"));
            assertEquals(List.of(), greeting.get("conns"));
            assertEquals(0, number(greeting, "rawPort"));
            try (Wire wire = server.get("/demo/count?n=3&every=20ms&" + LAB + "&token=secret", "Last-Event-ID: 1",
                    "Accept: text/event-stream", "X-Text: caf\u00c3\u00a9", "Cookie: a=1; b=2",
                    "Authorization: Bearer secret", "proxy-authorization: Basic secret")) {
                byte[] body = wire.rest();
                assertEquals("server end", tap.fin(1));
                assertEquals("end", wire.ended);
                assertArrayEquals(body, tap.out(1));
                List<byte[]> chunks = wire.chunks;
                List<Map<?, ?>> writes = tap.of("out", 1);
                assertEquals(chunks.size(), writes.size());
                assertEquals(3, writes.size(), "the beginning, and two events");

                Map<?, ?> req = tap.of("req", 1).get(0);
                assertEquals("GET /demo/count?n=3&every=20ms&" + LAB + "&token=... HTTP/1.1", req.get("line"));
                List<String> asked = headers(req);
                assertTrue(asked.containsAll(List.of("Last-Event-ID: 1", "Accept: text/event-stream",
                        "X-Text: caf\u00e9", "Cookie: a=...; b=...", "Authorization: Bearer ...",
                        "Proxy-Authorization: Basic ...")), asked::toString);
                Map<?, ?> head = tap.of("head", 1).get(0);
                assertEquals(200, number(head, "status"));
                List<String> told = headers(head);
                for (String line : wire.head.subList(1, wire.head.size())) {
                    boolean own = line.startsWith("Date: ") || line.startsWith("Transfer-encoding: ")
                            || line.startsWith("Connection: ");
                    assertTrue(own || told.contains(line), line + " is not in " + told);
                }
            }
            List<?> types = tap.seen.stream().map(event -> event.get("type")).toList();
            assertEquals(List.of("lab", "req", "head", "out", "out", "out", "fin"), types);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hello?", "/hello/json?", "/?", "/demo/clock?every=20ms&n=4&",
        "/demo/unicode?n=3&every=20ms&", "/demo/count?n=3&every=20ms&fault=short@events=2&",
        "/demo/huge?n=1&bytes=300K&",
        "/demo/count?n=2&every=20ms&chunk=1&",
        "/demo/?", "/nothing/such?", "/_/lab/stream?"})
    void everyAnswerIsMirrored(String path) throws IOException {
        server.server.hub().publish("hello", Event.of("one"));
        try (LabServer.Tapped tap = server.tap(ID);
                Wire wire = server.get(path + LAB, "Accept: text/event-stream", "Last-Event-ID: x")) {
            if (path.startsWith("/hello") || path.equals("/?") || path.startsWith("/_/")) {
                wire.until(10);
                server.post(200, "now?" + LAB, "do=cut");
            }
            byte[] body = wire.rest();
            String fin = tap.fin(1);
            assertEquals("server " + wire.ended, fin);
            assertArrayEquals(body, tap.out(1));
            assertEquals(wire.status(), number(tap.of("head", 1).get(0), "status"));
        }
    }

    static List<String> examples() {
        List<String> examples = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            String example = kind.example().replace("=10s", "=200ms").replace("=3s", "=200ms");
            examples.add(example.replace("slow=200", "slow=2000"));
        }
        examples.addAll(List.of("reset@events=2,split=1", "gzip,cut@events=2", "half@events=2,crlf", "stall@events=2",
                "delay", "type=text/plain,status=500"));
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatIsArmedGoesWrongWithTheNextConnectionAndIsMirroredAsTheReaderGetsIt(String spec) throws IOException {
        assertEquals("{\"armed\":\"" + spec + "\"}\n", server.post(200, "next?" + LAB, spec));
        try (LabServer.Tapped tap = server.tap(ID)) {
            assertEquals("next", tap.until("ctl").get("what"));
            boolean silent = spec.startsWith("delay") && !spec.contains("=") || spec.startsWith("stall@");
            try (Wire wire = server.get("/demo/count?n=4&every=20ms&" + LAB, "Accept: text/event-stream")) {
                if (silent) {
                    assertEquals("server silent", tap.fin(1));
                    return;
                }
                if (spec.endsWith("refuse")) {
                    assertEquals("server short", tap.fin(1));
                    assertEquals(-1, wire.socket.getInputStream().read());
                    return;
                }
                byte[] body = wire.rest();
                assertEquals("server " + wire.ended, tap.fin(1));
                byte[] told = tap.out(1); // of which a reset loses what has not been read
                assertArrayEquals(body, wire.ended.equals("reset") ? Arrays.copyOf(told, body.length) : told);
                assertEquals(wire.status(), number(tap.of("head", 1).get(0), "status"));
            }
            if (spec.startsWith("conn1-2")) return;
            try (Wire wire = server.get("/demo/count?n=1&every=20ms&" + LAB)) {
                assertTrue(wire.text().endsWith("id: 1\nevent: tick\ndata: one\n\n"), "the one behind it is right");
                assertEquals("server end", tap.fin(2));
            }
        }
    }

    @Test
    void aReaderThatLeavesIsTold() throws IOException {
        try (LabServer.Tapped tap = server.tap(ID)) {
            try (Wire wire = server.get("/demo/count?every=20ms&" + LAB)) {
                wire.until(100);
            }
            assertEquals("client write failed", tap.fin(1));
        }
    }

    @Test
    void aPostIsWrittenToThePagesStreamsExactlyAndAtOnce() throws IOException {
        byte[] bytes = new byte[20_000];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (i * 7);
        assertEquals("{\"readers\":0}\n", server.post(202, "send?" + LAB, bytes));
        try (LabServer.Tapped tap = server.tap(ID); Wire one = server.get("/_/lab/stream?" + LAB);
                Wire two = server.get("/_/lab/stream?" + LAB)) {
            byte[] first = one.next();
            assertEquals(": sse.jar\nretry: 3000\n\n", new String(first, StandardCharsets.UTF_8));
            two.next();
            tap.until("out");
            tap.until("out");
            assertEquals("{\"readers\":2}\n", server.post(202, "send?" + LAB, bytes));
            assertEquals("send", tap.until("ctl").get("what"));
            int pieces = 0;
            while (pieces < 2) {
                Map<?, ?> out = tap.until("out"); // a comment may come between
                if (Arrays.equals(bytes, Base64.getDecoder().decode((String) out.get("b")))) pieces++;
            }
            for (Wire wire : List.of(one, two)) { // the JDK's server cuts it into chunks of 4 KiB
                String got = new String(wire.until(first.length + bytes.length).body.toByteArray(), ISO_8859_1);
                assertTrue(got.contains(new String(bytes, ISO_8859_1)));
            }
            assertTrue(server.post(413, "send?" + LAB, new byte[70_000]).contains("65536"));
        }
    }

    @Test
    void aTapThatComesBackMissesNothing() throws IOException {
        try (Wire wire = server.get("/demo/count?every=20ms&" + LAB)) {
            String last;
            int conn;
            try (LabServer.Tapped tap = server.tap(ID)) {
                tap.until("out");
                tap.until("out");
                last = (String) tap.seen.get(tap.seen.size() - 1).get("id");
                conn = number(tap.seen.get(tap.seen.size() - 1), "off");
            }
            wire.until(300);
            try (LabServer.Tapped tap = server.tap(ID, "Last-Event-ID: " + last)) {
                Map<?, ?> greeting = tap.next();
                assertEquals("lab", greeting.get("type"));
                assertEquals("GET /demo/count?every=20ms&" + LAB + " HTTP/1.1",
                        ((Map<?, ?>) ((List<?>) greeting.get("conns")).get(0)).get("line"));
                Map<?, ?> out = tap.next();
                assertEquals("out", out.get("type"));
                assertTrue(number(out, "off") > conn);
                long sequence = Long.parseLong(last.substring(last.indexOf('-') + 1));
                assertEquals(last.substring(0, last.indexOf('-') + 1) + (sequence + 1), out.get("id"));
            }
            try (LabServer.Tapped tap = server.tap(ID, "Last-Event-ID: strange-5")) {
                assertEquals("lab", tap.next().get("type"));
                assertEquals(-1, number(tap.until("lost"), "events"));
                assertEquals("req", tap.next().get("type"));
            }
        }
    }

    @Test
    void aSlowTapLosesPiecesAndIsToldAndTheStreamDoesNotWait() throws IOException {
        try (LabServer.Tapped tap = server.tap(ID)) {
            tap.next();
            long began = System.nanoTime();
            long bytes = 0;
            for (int i = 0; i < 6; i++) {
                try (Wire wire = server.get("/demo/huge?n=1&bytes=1M&lines=1000&" + LAB)) {
                    bytes += wire.rest().length;
                    assertEquals("end", wire.ended);
                }
            }
            assertTrue(bytes > 6 << 20);
            long millis = (System.nanoTime() - began) / 1_000_000;
            assertTrue(millis < 10_000, "the streams waited: " + millis + " ms");
            Map<?, ?> lost = tap.until("lost");
            assertTrue(number(lost, "events") > 0);
            assertEquals("server end", tap.fin(6));
        }
    }

    @Test
    void withoutALabNothingIsToldAndWithTooManyConnectionsOneIsRefused() throws IOException {
        Wire[] open = new Wire[Lab.CONNECTIONS];
        try (LabServer.Tapped tap = server.tap(ID)) {
            for (int i = 0; i < open.length; i++) {
                open[i] = server.get("/demo/quiet?" + LAB);
                assertEquals(200, open[i].status());
            }
            try (Wire wire = server.get("/demo/quiet?" + LAB)) {
                assertEquals(503, wire.status());
                assertEquals("a lab has 16 connections at most; close one of them\n", wire.text());
            }
            try (Wire wire = server.get("/demo/quiet?lab=" + LabsTest.id(8))) {
                assertEquals(200, wire.status());
            }
            for (String other : List.of("", "?lab=", "?lab=short", "?lab=" + ID.toUpperCase() + "A")) {
                try (Wire wire = server.get("/demo/quiet" + other)) {
                    assertEquals(200, wire.status());
                }
            }
            server.post(200, "now?" + LAB, "do=cut");
            for (int i = 1; i <= open.length; i++) tap.until("fin");
            assertFalse(tap.seen.stream().anyMatch(e -> e.containsKey("conn") && number(e, "conn") > open.length));
        } finally {
            for (Wire wire : open) if (wire != null) wire.close();
        }
    }

    /** Or it could take all the room there is, a made-up id at a time. */
    @Test
    void aPageOfElsewhereBeginsNoLabButIsSeenInOneThatItKnows() throws IOException {
        String[] pages = {"Origin: https://a.example", "Origin: null", "Sec-Fetch-Site: cross-site"};
        for (int i = 0; i < 2 * Labs.MOST; i++) {
            try (Wire wire = server.get("/demo/count?n=1&lab=" + LabsTest.id(1000 + i), pages[i % pages.length])) {
                assertEquals(200, wire.status());
            }
        }
        assertEquals(0, server.lab.look());
        try (LabServer.Tapped tap = server.tap(ID); Wire wire = server.get("/demo/count?n=1&" + LAB, pages[1])) {
            wire.rest();
            assertEquals("server end", tap.fin(1));
        }
    }
}
