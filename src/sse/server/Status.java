package sse.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import sse.http.Refusal;
import sse.http.Reply;
import sse.http.Request;
import sse.hub.Hub;
import sse.hub.Journal;
import sse.text.HostName;
import sse.text.JsonWriter;
import sse.text.QrCode;

/** What the server tells of itself, under {@code /_/}. */
record Status(Hub hub, Streams streams, Guard guard, Refusals refusals, Listing clients, Listing topics) {
    private static final String JSON = "application/json";

    Status(Hub hub, Streams streams, Guard guard, Refusals refusals) {
        this(hub, streams, guard, refusals, new Listing(), new Listing());
    }

    void handle(Request request) throws IOException {
        if (!request.allow("GET, HEAD")) return;
        if (request.path().equals("/_/health")) {
            Journal journal = hub.journal();
            boolean well = journal == null || journal.trouble() == null;
            Reply.text(request.exchange(), 200, well ? "ok"
                    : "ok for readers; the log that all servers publish to is away");
            return;
        }
        if (request.path().equals("/_/join.svg")) {
            join(request);
            return;
        }
        guard.checkToken(request);
        switch (request.path()) {
            case "/_/clients" -> Reply.bytes(request.exchange(), 200, JSON, clients.of(this::clients));
            case "/_/topics" -> Reply.bytes(request.exchange(), 200, JSON, topics.of(this::topics));
            case "/_/metrics" -> Reply.bytes(request.exchange(), 200, "text/plain; version=0.0.4; charset=utf-8",
                    metrics().getBytes(StandardCharsets.UTF_8));
            default -> throw new Refusal(404,
                    "there is no such page; "
                    + "there are /_/health, /_/clients, /_/topics, /_/metrics and /_/join.svg");
        }
    }

    /** The code that a phone's camera reads. */
    private static void join(Request request) throws IOException {
        List<String> urls = urlsForOthers(request.scheme(),
                request.exchange().getHttpContext().getServer().getAddress());
        if (urls.isEmpty()) {
            throw new Refusal(404, "nobody can join: this server is not open to the network; -b 0.0.0.0 opens it");
        }
        byte[] svg = QrCode.of(urls.get(0)).svg().getBytes(StandardCharsets.UTF_8);
        Reply.bytes(request.exchange(), 200, "image/svg+xml", svg);
    }

    static List<String> urlsForOthers(String scheme, InetSocketAddress bound) {
        InetAddress at = bound.getAddress();
        if (at.isLoopbackAddress()) return List.of();
        List<String> hosts = at.isAnyLocalAddress() ? HostName.addressesForOthers() : List.of(HostName.of(at));
        List<String> urls = new ArrayList<>();
        for (String host : hosts) urls.add(scheme + "://" + host + ":" + bound.getPort() + "/");
        return urls;
    }

    private void clients(JsonWriter json) {
        json.open().array("open");
        for (HeldResponse stream : streams.open()) {
            row(json, stream.departure(null), "agent", stream.request.header("User-Agent"));
        }
        json.end().array("left");
        for (ServerLog.Departure left : streams.departures().last()) row(json, left, "why", left.why());
        json.end().array("refused");
        for (Refusals.Told told : refusals.last()) {
            json.line().open().put("client", told.client()).put("path", told.path()).put("status", told.status())
                    .put("why", told.why()).end();
        }
        json.end().end();
    }

    private static void row(JsonWriter json, ServerLog.Departure of, String key, String value) {
        json.line().open().put("n", of.number()).put("client", of.client()).put("path", of.path()).put(key, value)
                .put("ms", of.millis()).put("events", of.events()).put("bytes", of.bytes())
                .put("lastId", of.lastId()).end();
    }

    private void topics(JsonWriter json) {
        json.array();
        for (Hub.State topic : hub.topics()) {
            json.line().open().put("topic", topic.name()).put("published", topic.published())
                    .put("kept", topic.kept()).put("readers", topic.readers()).end();
        }
        json.end();
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
        Journal journal = hub.journal();
        if (journal == null) return text.toString();
        metric(text, "sse_journal_up", "gauge", "Whether the log of all servers is being read.",
                journal.trouble() == null ? 1 : 0);
        metric(text, "sse_journal_behind_milliseconds", "gauge", "How old what was read last is, if there is more.",
                journal.behindMillis());
        return text.toString();
    }

    private static void metric(StringBuilder text, String name, String type, String help, long value) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n')
                .append("# TYPE ").append(name).append(' ').append(type).append('\n')
                .append(name).append(' ').append(value).append('\n');
    }
}
