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
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) throw Refusal.method(request.method(), "GET, HEAD");
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
            default -> throw new Refusal(404, "there is no such page; there are /_/health, /_/clients, /_/topics and /_/metrics");
        }
    }

    private String clients() {
        StringBuilder json = new StringBuilder("{\"open\":[");
        long now = System.nanoTime();
        int n = 0;
        for (EventStream stream : streams.open()) {
            json.append(n++ == 0 ? "\n" : ",\n");
            client(json, stream.number, Streams.client(stream), stream.request.path());
            String agent = stream.request.header("User-Agent");
            json.append(",\"agent\":").append(agent == null ? "null" : JsonWriter.quoted(agent));
            counts(json, (now - stream.openedAt) / 1_000_000, stream.events, stream.bytes, stream.lastId).append('}');
        }
        json.append("],\"left\":[");
        n = 0;
        for (ServerLog.Departure left : streams.departures()) {
            json.append(n++ == 0 ? "\n" : ",\n");
            client(json, left.number(), left.client(), left.path());
            json.append(",\"why\":").append(JsonWriter.quoted(left.why()));
            counts(json, left.millis(), left.events(), left.bytes(), left.lastId()).append('}');
        }
        return json.append("]}").toString();
    }

    private static void client(StringBuilder json, int number, String client, String path) {
        json.append("{\"n\":").append(number).append(",\"client\":").append(JsonWriter.quoted(client))
                .append(",\"path\":").append(JsonWriter.quoted(path));
    }

    private static StringBuilder counts(StringBuilder json, long millis, long events, long bytes, String lastId) {
        return json.append(",\"ms\":").append(millis).append(",\"events\":").append(events).append(",\"bytes\":").append(bytes)
                .append(",\"lastId\":").append(JsonWriter.quoted(lastId));
    }

    private String topics() {
        StringBuilder json = new StringBuilder("[");
        int n = 0;
        for (Hub.State topic : hub.topics()) {
            json.append(n++ == 0 ? "\n" : ",\n");
            json.append("{\"topic\":").append(JsonWriter.quoted(topic.name())).append(",\"published\":").append(topic.published())
                    .append(",\"kept\":").append(topic.kept()).append(",\"readers\":").append(topic.readers()).append('}');
        }
        return json.append(']').toString();
    }

    private String metrics() {
        long events = streams.sentEvents();
        long bytes = streams.sentBytes();
        for (EventStream stream : streams.open()) {
            events += stream.events;
            bytes += stream.bytes;
        }
        Runtime runtime = Runtime.getRuntime();
        StringBuilder text = new StringBuilder();
        metric(text, "sse_streams_open", "gauge", "Streams open now.", streams.open().size());
        metric(text, "sse_streams_total", "counter", "Streams opened since the start.", streams.opened());
        metric(text, "sse_topics", "gauge", "Topics that have events or readers.", hub.topics().size());
        metric(text, "sse_published_events_total", "counter", "Events published since the start.", hub.published());
        metric(text, "sse_sent_events_total", "counter", "Events written to readers.", events);
        metric(text, "sse_sent_bytes_total", "counter", "Bytes written to readers.", bytes);
        metric(text, "sse_heap_used_bytes", "gauge", "Heap in use.", runtime.totalMemory() - runtime.freeMemory());
        return text.toString();
    }

    private static void metric(StringBuilder text, String name, String type, String help, long value) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n')
                .append("# TYPE ").append(name).append(' ').append(type).append('\n')
                .append(name).append(' ').append(value).append('\n');
    }
}
