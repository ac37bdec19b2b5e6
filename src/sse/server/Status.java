package sse.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import sse.hub.Hub;
import sse.text.JsonWriter;

/** What the server tells of itself, under {@code /_/}. */
final class Status {
    private final Hub hub;
    private final Streams streams;
    private final Guard guard;

    Status(Hub hub, Streams streams, Guard guard) {
        this.hub = hub;
        this.streams = streams;
        this.guard = guard;
    }

    void handle(Request request) throws IOException {
        if (!request.allow("GET, HEAD")) return;
        if (request.path().equals("/_/health")) {
            Reply.text(request.exchange(), 200, "ok");
            return;
        }
        guard.checkToken(request);
        switch (request.path()) {
            case "/_/clients" -> Reply.json(request.exchange(), 200, clients());
            case "/_/topics" -> Reply.json(request.exchange(), 200, topics());
            case "/_/metrics" -> Reply.bytes(request.exchange(), 200, "text/plain; version=0.0.4; charset=utf-8",
                    metrics().getBytes(StandardCharsets.UTF_8));
            default -> throw new Refusal(404,
                    "there is no such page; there are /_/health, /_/clients, /_/topics and /_/metrics");
        }
    }

    private String clients() {
        JsonWriter json = JsonWriter.object().array("open");
        long now = System.nanoTime();
        for (HeldResponse stream : streams.open()) {
            client(json, stream.number, stream.client(), stream.request.path());
            json.put("agent", stream.request.header("User-Agent"));
            counts(json, (now - stream.openedAt) / 1_000_000, stream.events(), stream.bytes(), stream.lastId());
        }
        json.end().array("left");
        for (ServerLog.Departure left : streams.departures().last()) {
            client(json, left.number(), left.client(), left.path());
            json.put("why", left.why());
            counts(json, left.millis(), left.events(), left.bytes(), left.lastId());
        }
        return json.end().end().toString();
    }

    private static void client(JsonWriter json, int number, String client, String path) {
        json.line().open().put("n", number).put("client", client).put("path", path);
    }

    private static void counts(JsonWriter json, long millis, long events, long bytes, String lastId) {
        json.put("ms", millis).put("events", events).put("bytes", bytes).put("lastId", lastId).end();
    }

    private String topics() {
        JsonWriter json = new JsonWriter(new StringBuilder()).array();
        for (Hub.State topic : hub.topics()) {
            json.line().open().put("topic", topic.name()).put("published", topic.published())
                    .put("kept", topic.kept()).put("readers", topic.readers()).end();
        }
        return json.end().toString();
    }

    private String metrics() {
        Departures.Totals sent = streams.departures().totals();
        Runtime runtime = Runtime.getRuntime();
        StringBuilder text = new StringBuilder();
        metric(text, "sse_streams_open", "gauge", "Streams open now.", streams.open().size());
        metric(text, "sse_streams_total", "counter", "Streams opened since the start.", streams.opened());
        metric(text, "sse_topics", "gauge", "Topics that have events or readers.", hub.topicCount());
        metric(text, "sse_published_events_total", "counter", "Events published since the start.", hub.published());
        metric(text, "sse_sent_events_total", "counter", "Events written to readers.", sent.events());
        metric(text, "sse_sent_bytes_total", "counter", "Bytes written to readers.", sent.bytes());
        metric(text, "sse_heap_used_bytes", "gauge", "Heap in use.", runtime.totalMemory() - runtime.freeMemory());
        return text.toString();
    }

    private static void metric(StringBuilder text, String name, String type, String help, long value) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n')
                .append("# TYPE ").append(name).append(' ').append(type).append('\n')
                .append(name).append(' ').append(value).append('\n');
    }
}
