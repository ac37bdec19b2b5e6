package sse.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import sse.head.MediaType;
import sse.http.Bodies;
import sse.http.Refusal;
import sse.http.Reply;
import sse.http.Request;
import sse.hub.Draft;
import sse.hub.Gap;
import sse.hub.Hub;
import sse.hub.Journal;
import sse.hub.Start;
import sse.hub.Subscription;
import sse.hub.View;
import sse.text.Digits;
import sse.text.Harmless;
import sse.text.JsonWriter;
import sse.text.Units;

/** Topics over HTTP: a GET follows them, a POST or PUT publishes, a DELETE closes. */
record Topics(Hub hub, Streams streams, Guard guard) {
    private static final String ALLOWED = "GET, HEAD, POST, PUT, DELETE, OPTIONS";
    private static final String READING = "GET, HEAD, OPTIONS";
    private static final List<String> READERS = List.of("since", "last", "event", "poll", "lastEventId", "token");
    private static final List<String> PUBLISHERS = List.of("ids");
    private static final int MAX_TOPICS = 32;
    private static final String AWAY_SECONDS = "2";
    private static final String REPEATS = "299 - \"an id has come again in this topic: "
            + "a reader that comes back with it is told of a gap, and may be given events twice\"";

    /** Handles a request for {@code /news}, {@code /news,sport} or {@code /news/json}. */
    void handle(Request request) throws IOException {
        handle(request, Start.NOW);
    }

    /** The same; who does not say where to begin begins there. */
    void handle(Request request, Start usual) throws IOException {
        guard.checkPage(request);
        String path = request.path();
        int slash = path.indexOf('/', 1);
        String names = slash < 0 ? path.substring(1) : path.substring(1, slash);
        answer(request, names(names), slash < 0 ? "" : path.substring(slash + 1), usual);
    }

    /** Handles a request for this topic, whatever its path is. */
    void handle(Request request, String name) throws IOException {
        guard.checkPage(request);
        answer(request, List.of(name), "", Start.NOW);
    }

    private void answer(Request request, List<String> names, String suffix, Start usual) throws IOException {
        Form form = switch (suffix) {
            case "", "sse" -> Form.STREAM;
            case "json" -> Form.JSON;
            case "raw" -> Form.RAW;
            default -> throw new Refusal(404,
                    "a topic has no '" + Harmless.brief(suffix, 80) + "'; it has /json, /raw and /sse");
        };
        boolean reading = !suffix.isEmpty() || names.size() > 1;
        switch (request.method()) {
            case "GET" -> {
                if (suffix.isEmpty() && request.accepts("text/html") && !request.accepts(MediaType.EVENT_STREAM)) {
                    Site.handle(request);
                    return;
                }
                guard.checkReader(request);
                request.checkQuery(READERS, "");
                follow(request, names, form, usual);
            }
            case "HEAD" -> {
                guard.checkToken(request);
                Reply.onlyStreamHead(request.exchange(), form.contentType(request));
            }
            case "OPTIONS" -> guard.answerPreflight(request);
            case "POST", "PUT", "DELETE" -> {
                if (reading) throw Refusal.method(request.method(), READING);
                guard.checkToken(request);
                request.checkQuery(PUBLISHERS, "; the headers X-Event, X-Id and X-Retry say what an event is");
                change(request, names.get(0));
            }
            default -> throw Refusal.method(request.method(), reading ? READING : ALLOWED);
        }
    }

    private static List<String> names(String segment) throws Refusal {
        List<String> names = new ArrayList<>();
        for (String name : segment.split(",", -1)) {
            if (!Hub.isTopicName(name)) {
                throw new Refusal(400, "'" + Harmless.brief(name, 80) + "' cannot be a topic's name: "
                        + "1 to 128 of letters, digits and _ - ~ ., not beginning with a dot");
            }
            if (!names.contains(name)) names.add(name);
            if (names.size() > MAX_TOPICS) {
                throw new Refusal(400, "a stream can follow " + MAX_TOPICS + " topics at most");
            }
        }
        return names;
    }

    /** Publishes to the topic, or closes it; the answer is the receipt. */
    private void change(Request request, String name) throws IOException {
        boolean close = request.method().equals("DELETE");
        Hub.Receipt receipt;
        try (Bodies.Share share = streams.bodies.share()) {
            List<Draft> drafts = close ? null : drafts(request, share);
            streams.publishes();
            try {
                receipt = close ? hub.close(name) : hub.publish(name, drafts);
            } finally {
                streams.published();
            }
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, e.getMessage());
        } catch (IllegalStateException e) {
            throw noRoom(e);
        } catch (Journal.Unwritten e) {
            if (e.perhaps) throw new Refusal(502, e.getMessage());
            throw new Refusal(503, "nothing was published: " + e.getMessage(), "Retry-After", AWAY_SECONDS);
        }
        if (receipt.repeats()) request.exchange().getResponseHeaders().set("Warning", REPEATS);
        JsonWriter json = JsonWriter.object().put("id", receipt.id()).put("subscribers", receipt.subscribers());
        Reply.json(request.exchange(), close ? 200 : receipt.subscribers() > 0 ? 201 : 202, json.end().toString());
    }

    private List<Draft> drafts(Request request, Bodies.Share share) throws IOException {
        String ids = request.query("ids");
        if (ids != null && !ids.equals("new")) {
            throw new Refusal(400, "ids can be new, and not '" + Harmless.brief(ids, 80) + "'");
        }
        List<Draft> drafts = Publishing.drafts(request, hub, streams.options.maxEvent, share);
        return ids == null ? drafts : hub.withNewIds(drafts);
    }

    private static Refusal noRoom(IllegalStateException e) {
        return new Refusal(503, e.getMessage(), "Retry-After", "60");
    }

    private void follow(Request request, List<String> names, Form form, Start usual) throws IOException {
        Start start = start(request, usual);
        String type = request.query("event");
        try (Subscription subscription = subscribe(names, start, type == null ? form.view : form.only(type))) {
            Gap gap = subscription.gap();
            if (gap != null && gap.reason().equals("unknown") && request.lastEventId().isEmpty()) {
                throw noTime(start.lastEventId()); // it is from the URL: somebody has written it
            }
            if (subscription.over()) {
                Reply.empty(request.exchange(), 204);
                return;
            }
            byte[] first = form.opening(subscription, !start.lastEventId().isEmpty(), streams.options.retryMillis);
            boolean poll = request.query("poll") != null && !"0".equals(request.query("poll"));
            streams.carry(request, form, first, subscription, poll);
        }
    }

    private Subscription subscribe(List<String> names, Start start, View view) throws Refusal {
        try {
            return hub.subscribe(names, start, view);
        } catch (IllegalStateException e) {
            throw noRoom(e);
        }
    }

    private static Start start(Request request, Start usual) throws Refusal {
        String since = request.query("since");
        String last = request.query("last");
        if (!request.lastEventId().isEmpty()) return Start.after(request.lastEventId());
        if (last != null) {
            long n = Digits.parse(last);
            if (n < 0 || n > Integer.MAX_VALUE) {
                throw new Refusal(400, "last is a number of events, not '" + Harmless.brief(last, 80) + "'");
            }
            return n == 0 ? Start.NOW : new Start("", -1, (int) n);
        }
        if (since == null) return usual;
        if (since.equals("all")) return Start.OLDEST;
        try {
            return new Start("", Math.max(0, System.currentTimeMillis() - Units.millis(since)), 0);
        } catch (IllegalArgumentException notADuration) {
            if (since.isEmpty()) throw noTime(since);
            return Start.after(since);
        }
    }

    private static Refusal noTime(String since) {
        return new Refusal(400, "since is a duration such as 10m, all, or the id of an event that is kept, not '"
                + Harmless.brief(since, 80) + "'");
    }
}
