package sse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sse.Event;
import sse.kit.Await;
import sse.text.Json;

/** What each of the smaller demos sends. */
class StreamsTest {
    @AutoClose
    private static final DemoServer server = new DemoServer();

    @Test
    void typesAreHeardByTheirListenersOnly() throws IOException {
        List<Event> events = server.get("/demo/types?every=20ms&n=11").events();
        assertEquals("[message, message, tick, tick , Tick, error, open, second]",
                events.stream().map(Event::type).toList().toString());
        String text = server.get("/demo/types?every=20ms&n=11").text();
        assertTrue(text.contains("id: 4\nevent: tick \ndata: ") && text.contains("id: 8\nevent: ping\n\n")
                && text.contains("id: 9\n: a comment"), text);
    }

    @Test
    void tickerIsFastAndTheSameForAllReadersOfASeed() throws Exception {
        long start = System.nanoTime();
        List<String> data = server.get("/demo/ticker?rate=10000&n=500").data();
        assertEquals(500, data.size());
        assertTrue(System.nanoTime() - start < 8_000_000_000L); // every=100ms would take 50 s
        assertEquals(data, server.get("/demo/ticker?rate=10000&n=500").data());
        assertNotEquals(data, server.get("/demo/ticker?rate=10000&n=500&seed=2").data());
        TreeSet<Object> symbols = new TreeSet<>();
        for (String trade : data) symbols.add((String) ((Map<?, ?>) Json.parse(trade)).get("s"));
        assertEquals("[AAA, BBB, CCC, DDD, EEE]", symbols.toString());
    }

    @Test
    void logHasItsLevelsAndTracesOfSeveralLines() throws IOException {
        List<String> errors = server.get("/demo/log?level=error&rate=1000&n=30").data();
        assertTrue(errors.stream().allMatch(line -> line.startsWith("12:00:01 ERROR ")), errors.toString());
        assertTrue(errors.stream().anyMatch(line -> line.contains("\n    at shop.")), errors.toString());
        assertTrue(server.get("/demo/log?rate=1000&n=30").data().stream().anyMatch(line -> line.contains("DEBUG")));
    }

    @Test
    void machineTellsItsFiguresInTurn() throws Exception {
        List<Event> events = server.get("/demo/sys?every=20ms&n=4").events();
        assertEquals("[cpu, mem, threads, clients]", events.stream().map(Event::type).toList().toString());
        for (Event event : events) assertTrue(Json.parse(event.data()) instanceof Map<?, ?>, event.data());
        assertTrue(events.get(3).data().matches("\\{\"streams\":[1-9][0-9]*}"), events.get(3).data());
    }

    @Test
    void largeEventIsFollowedByItsHash() throws Exception {
        List<Event> events = server.get("/demo/huge?bytes=300K&lines=7&every=20ms&n=2").events();
        byte[] data = events.get(0).data().getBytes(StandardCharsets.UTF_8);
        assertEquals(300 << 10, data.length);
        assertEquals(7, events.get(0).data().split("\n", -1).length);
        String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        assertEquals("{\"bytes\":307200,\"lines\":7,\"sha256\":\"" + hash + "\"}", events.get(1).data());
        assertEquals(400, server.get("/demo/huge?bytes=65M").status());
    }

    @Test
    void largeEventsAreBoundedTogether() throws Exception {
        String large = "/demo/huge?bytes=64M"; // with its copies most of a quarter of the heap, or of 256 MiB
        try (Socket first = server.open("GET", large + "&delay=1m")) {
            Await.until("it is held", 10_000, () -> server.server.openStreams() == 1);
            assertEquals(503, server.get(large).status());
            assertEquals(200, server.get("/demo/huge?bytes=1K&n=1").status());
        }
        Await.until("it is given back", 30_000, () -> {
            try {
                return server.ask("HEAD", large).status() == 200;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void textThatIsCutInBytesComesWhole() throws Exception {
        List<Event> events = server.get("/demo/unicode?chunk=1&every=20ms&n=16").events();
        for (int i = 0; i < events.size(); i += 2) {
            String text = events.get(i).data();
            assertEquals("{\"codePoints\":" + text.codePointCount(0, text.length()) + ",\"utf16\":" + text.length()
                    + "}",
                    events.get(i + 1).data());
        }
        assertEquals(16, events.size());
    }

    @Test
    void idleStreamIsCutUnlessAHeartbeatComesSooner() throws IOException {
        assertEquals(List.of(), server.get("/demo/quiet?idlecut=1s&hb=0").events());
        assertEquals(List.of("still here"), server.get("/demo/quiet?idlecut=3s&hb=1s&every=1500ms&n=1").data());
    }

    @Test
    void echoSendsTheSameBytes() throws IOException {
        String body = "\uFEFFdata: x\r\n\r\n: \u0000 not ended";
        DemoServer.Answer answer = server.post("/demo/echo", "text/plain", body);
        assertEquals("text/event-stream", answer.header("Content-Type"));
        assertEquals(body, answer.text());
        assertEquals(405, server.get("/demo/echo").status());
    }

    @Test
    void statusIsTheOneThatWasAskedFor() throws IOException {
        for (int status : new int[] {204, 301, 404, 429, 503}) {
            assertEquals(status, server.get("/demo/status/" + status).status());
        }
        assertEquals(404, server.get("/demo/status/99").status());
        assertEquals(404, server.get("/demo/status/").status());
    }

    @Test
    void pollingAndTheStreamTellTheSame() throws IOException {
        String now = Long.toString(server.time.get() / 1000);
        DemoServer.Answer json = server.get("/demo/polling?since=" + (server.time.get() / 1000 - 2));
        assertEquals("application/json", json.header("Content-Type"));
        assertTrue(json.text().contains("{\"id\":\"" + now + "\",\"data\":\"second 1\"}],\"since\":" + now),
                json.text());
        List<Event> events = server.get("/demo/polling?n=1", "Accept: text/event-stream").events();
        assertEquals(List.of(new Event(now, "message", "second 1")), events);
    }

    @Test
    void whatIsSaidInARoomIsReadThereAndLater() throws IOException {
        assertEquals(201, server.post("/demo/chat?room=t", "application/json", "{\"from\":\"An\",\"text\":\"hi\"}")
                .status());
        assertEquals(201, server.post("/demo/chat?room=t&from=Binh", "text/plain", "xin chào").status());
        assertEquals(201, server.post("/demo/chat?room=t", "application/x-www-form-urlencoded", "from=Chi&text=a+b")
                .status());
        assertEquals(400, server.post("/demo/chat?room=t", "text/plain", "").status());
        assertEquals(201, server.post("/demo/chat?room=other", "text/plain", "not here").status());
        List<Event> all = server.get("/demo/chat?room=t&from=Dung&n=4").events();
        assertEquals("[say, say, say, join]", all.stream().map(Event::type).toList().toString());
        assertTrue(all.get(0).data().startsWith("{\"from\":\"An\",\"text\":\"hi\",\"at\":"), all.get(0).data());
        assertTrue(all.get(2).data().startsWith("{\"from\":\"Chi\",\"text\":\"a b\""), all.get(2).data());
        List<Event> rest = server.resume("/demo/chat?room=t&n=1", all.get(1).id()).events();
        assertEquals(all.get(2), rest.get(0));
    }
}
