package sse.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.lab.LabServer.number;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sse.Event;
import sse.EventReader;
import sse.kit.Await;
import sse.kit.Wire;

/** What the page does to its streams: now, with the next connection, and to nobody else's. */
@Timeout(60)
class SteeringTest {
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

    @ParameterizedTest
    @CsvSource({"cut, end, false", "break, short, false", "reset, short, false", "half, end, false",
        "cut, end, true", "break, short, true", "reset, reset, true", "half, end, true"})
    void endsTheStreamsThatAreOpen(String what, String how, boolean raw) throws IOException {
        if (raw) server.post(200, "next?" + LAB, "reset@events=1000000"); // which only a raw server can do
        try (LabServer.Tapped tap = server.tap(ID); Wire wire = server.get("/demo/count?every=20ms&" + LAB)) {
            wire.until(100);
            assertEquals("{\"streams\":1}\n", server.post(200, "now?" + LAB, "do=" + what));
            byte[] body = wire.rest();
            assertEquals(how, wire.ended);
            assertEquals("server " + how, tap.fin(1));
            if (!how.equals("reset")) assertArrayEquals(body, tap.out(1));
            String text = new String(body, StandardCharsets.UTF_8);
            if (what.equals("half")) assertFalse(text.endsWith("\n\n"), text);
            Map<?, ?> ctl = tap.seen.stream().filter(e -> what.equals(e.get("what"))).findFirst().orElse(null);
            if (ctl == null) ctl = tap.until("ctl");
            assertEquals(1, number(ctl, "streams"));
            assertEquals("{\"streams\":0}\n", server.post(200, "now?" + LAB, "do=" + what));
        }
    }

    @Test
    void writesIntoEveryStreamBetweenTwoEvents() throws IOException {
        server.server.hub().publish("hello", Event.of("one"));
        try (LabServer.Tapped tap = server.tap(ID); Wire count = server.get("/demo/count?every=20ms&" + LAB);
                Wire topic = server.get("/hello?" + LAB)) {
            count.until(100);
            topic.until(20);
            assertEquals("{\"streams\":2}\n", server.post(200, "now?" + LAB, "do=write&bytes=data%3A%20x%E9%00%0A%0A"));
            server.post(200, "now?" + LAB, "do=cut");
            byte[] written = "data: x\u00e9\0\n\n".getBytes(StandardCharsets.ISO_8859_1);
            for (Wire wire : List.of(count, topic)) {
                String body = new String(wire.rest(), StandardCharsets.ISO_8859_1);
                assertTrue(body.contains("\n\n" + new String(written, StandardCharsets.ISO_8859_1)), body);
            }
            tap.until("fin");
            tap.until("fin");
            assertArrayEquals(count.body.toByteArray(), tap.out(1));
            assertArrayEquals(topic.body.toByteArray(), tap.out(2));
        }
    }

    @Test
    void holdsWhatIsWrittenAndLetsItGoAtOnce() throws IOException {
        try (LabServer.Tapped tap = server.tap(ID); Wire wire = server.get("/demo/count?every=20ms&" + LAB)) {
            wire.until(100);
            assertEquals("{\"streams\":1}\n", server.post(200, "now?" + LAB, "do=pause&ms=20000"));
            long before = sent();
            Await.until("some events come meanwhile", 20_000, () -> sent() > before + 6);
            server.post(200, "now?" + LAB, "do=resume");
            int most = 0;
            while (most <= 5) { // events in one write
                byte[] piece = Base64.getDecoder().decode((String) tap.until("out").get("b"));
                most = Math.max(most, new String(piece, StandardCharsets.UTF_8).split("\n\n").length);
            }
            server.post(200, "now?" + LAB, "do=cut");
            assertEquals("server end", tap.fin(1));
            assertArrayEquals(wire.rest(), tap.out(1));
        }
    }

    /** How many events the only open stream that is no tap was sent. */
    private long sent() throws IOException {
        try (Wire wire = Wire.get(server.port, "/_/clients")) {
            String text = wire.text();
            int at = text.indexOf("\"events\":", text.indexOf("\"path\":\"/demo/count\"")) + 9;
            return Long.parseLong(text, at, text.indexOf(',', at), 10);
        }
    }

    @Test
    void aReaderThatIsForgottenIsToldOfAGapAndOnlyOnce() throws IOException {
        server.server.hub().publish("hello", Event.of("one"));
        String id = server.server.hub().publish("hello", Event.of("two")).id();
        assertEquals("{\"streams\":0}\n", server.post(200, "now?" + LAB, "do=forget"));
        assertEquals("17 gap {\"asked\":\"7\",\"oldest\":\"17\",\"reason\":\"evicted\"}".replace("17 gap", "16 gap"),
                first("/demo/count?n=30&", "7"));
        assertEquals("8 tick eight", first("/demo/count?", "7"));
        server.post(200, "now?" + LAB, "do=forget");
        assertTrue(first("/demo/clock?", "7").contains("gap {\"asked\":\"forgotten\""));
        server.post(200, "now?" + LAB, "do=forget");
        String gap = first("/hello?", id);
        assertTrue(gap.contains("gap {\"asked\":\"forgotten\""), gap);
        server.post(200, "now?" + LAB, "do=forget");
        assertTrue(first("/demo/count?", "").contains("one"), "who brings no id is not forgotten");
        assertTrue(first("/demo/count?", "7").contains("gap"));
        try (LabServer.Tapped tap = server.tap(ID)) {
            for (Map<?, ?> event = tap.until("req"); ; event = tap.until("req")) {
                if (!((String) event.get("line")).startsWith("GET /hello")) continue;
                assertTrue(LabServer.headers(event).contains("Last-Event-ID: " + id), "the request is told as it was");
                return;
            }
        }
    }

    private String first(String path, String id) throws IOException {
        try (Wire wire = server.get(path + LAB, id.isEmpty() ? "X: y" : "Last-Event-ID: " + id)) {
            assertEquals(200, wire.status());
            while (wire.body.toString(StandardCharsets.UTF_8).split("\n\n", -1).length < 3) wire.next();
            Event event = new EventReader(wire.body.toByteArray()).read();
            return event.id() + " " + event.type() + " " + event.data();
        }
    }

    @Test
    void badInputGetsASentence() throws IOException {
        assertTrue(server.post(400, "next?" + LAB, "cutt").startsWith("fault spec, character 1: there is no fault"));
        assertTrue(server.post(400, "now?" + LAB, "do=explode").startsWith("do is cut, break, reset, half, pause"));
        assertEquals("ms is a number from 1000 to 20000, not '10'\n",
                server.post(400, "now?" + LAB, "do=pause&ms=10"));
        assertEquals("bytes= is empty: there is nothing to write\n", server.post(400, "now?" + LAB, "do=write"));
        assertTrue(server.post(400, "now?lab=7", "do=cut").startsWith("lab= is missing"));
        assertTrue(server.post(404, "nothing?" + LAB, "").startsWith("the lab has no such path"));
        assertEquals("{\"armed\":\"\"}\n", server.post(200, "next?" + LAB, ""));
    }

    @Test
    void whatStaysGoesWrongEveryTimeUntilItIsDisarmed() throws IOException {
        server.post(200, "next?stay=1&" + LAB, "status=503");
        for (int i = 0; i < 3; i++) {
            try (Wire wire = server.get("/demo/count?" + LAB)) {
                assertEquals(503, wire.status());
            }
        }
        server.post(200, "next?" + LAB, "");
        try (Wire wire = server.get("/demo/count?" + LAB)) {
            assertEquals(200, wire.status());
        }
    }

    @Test
    void whatIsArmedMeetsWhatTheUrlAsksFor() throws IOException {
        server.post(200, "next?" + LAB, "type=text/plain");
        try (LabServer.Tapped tap = server.tap(ID);
                Wire wire = server.get("/demo/count?every=20ms&fault=short@events=2&" + LAB)) {
            byte[] body = wire.rest();
            assertEquals("text/plain", wire.header("Content-Type"));
            assertEquals("short", wire.ended);
            assertEquals("server short", tap.fin(1));
            assertArrayEquals(body, tap.out(1));
        }
    }

    @Test
    void whoIsSentToAnotherStreamIsSeenThere() throws IOException {
        server.post(200, "next?" + LAB, "redirect=/demo/clock?n=1");
        try (Wire wire = server.get("/demo/count?" + LAB)) {
            assertEquals(307, wire.status());
            assertEquals("/demo/clock?n=1&" + LAB, wire.header("Location"));
        }
        server.post(200, "next?" + LAB, "redirect=\"https://a.example/x;y\"");
        try (Wire wire = server.get("/demo/count?" + LAB)) {
            assertEquals("https://a.example/x;y", wire.header("Location"));
        }
    }

    /** Thirty phones on one server: each cuts its own stream, one after the other. */
    @Test
    void nobodysCutTouchesANeighbour() throws IOException {
        int phones = 30;
        Wire[] wires = new Wire[phones];
        LabServer.Tapped[] taps = new LabServer.Tapped[phones];
        try {
            for (int i = 0; i < phones; i++) {
                String id = LabsTest.id(i);
                taps[i] = server.tap(id);
                wires[i] = server.get("/demo/count?every=50ms&lab=" + id);
            }
            for (int i = 0; i < phones; i++) {
                wires[i].until(50);
                assertEquals("{\"streams\":1}\n", server.post(200, "now?lab=" + LabsTest.id(i), "do=cut"));
                byte[] body = wires[i].rest();
                assertEquals("end", wires[i].ended);
                assertEquals("server end", taps[i].fin(1));
                assertArrayEquals(body, taps[i].out(1));
                assertEquals(1, taps[i].seen.stream().filter(e -> e.get("type").equals("req")).count());
                for (int j = i + 1; j < phones; j++) {
                    int before = wires[j].body.size();
                    if (j == i + 1) assertTrue(wires[j].until(before + 1).ended == null);
                }
            }
        } finally {
            for (Wire wire : wires) if (wire != null) wire.close();
            for (LabServer.Tapped tap : taps) if (tap != null) tap.close();
        }
    }
}
