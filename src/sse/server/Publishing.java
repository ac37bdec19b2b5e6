package sse.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sse.Event;
import sse.EventReader;
import sse.head.MediaType;
import sse.http.Bodies;
import sse.http.Refusal;
import sse.http.Request;
import sse.hub.Draft;
import sse.hub.Hub;
import sse.text.Digits;
import sse.text.EventJson;
import sse.text.Harmless;

/** Reads what a request publishes: one event or many, all or none. */
final class Publishing {
    private static final int BATCH = 16;
    private static final long MAX_RETRY = 24 * 3_600_000; // every reader waits so long, also for what it cannot know
    private static final Set<String> FORM = Set.of("data", "event", "id", "retry");

    private Publishing() {}

    /**
     * The events of a request's body.
     *
     * @param hub what is to be published to
     * @param maxEvent bytes of one event's data; a body of many events may be {@value #BATCH} times as large
     * @param share holds the body, and what is made of it
     * @throws Refusal if anything of it cannot be published
     */
    static List<Draft> drafts(Request request, Hub hub, int maxEvent, Bodies.Share share) throws IOException {
        MediaType told = request.contentType();
        String type = told == null ? "" : told.essence();
        boolean many = type.equals(MediaType.NDJSON) || type.equals(MediaType.EVENT_STREAM);
        if (many && request.header("X-Id") != null) throw new Refusal(400, "X-Id names one event, and here are many");
        if (type.startsWith("multipart/")) {
            throw new Refusal(415, "a form of parts, as of curl -F, is not read: curl -d 'hi there' "
                    + request.scheme() + "://"
                    + Harmless.brief(String.valueOf(request.header("Host")), 60)
                    + Harmless.brief(request.exchange().getRequestURI().getRawPath(), 60) + " sends the text alone");
        }
        byte[] body = request.body(many ? (long) BATCH * maxEvent : maxEvent, share);
        String charset = told == null ? null : told.charset();
        String text = charset == null || charset.equalsIgnoreCase("utf-8") ? Request.utf8(body, body.length) : null;
        if (text == null) throw new Refusal(415, "the text is not UTF-8");
        try {
            return switch (type) {
                case MediaType.NDJSON -> lines(request, text, hub, maxEvent, share);
                case MediaType.EVENT_STREAM -> blocks(body, maxEvent, share);
                case "application/x-www-form-urlencoded" -> List.of(form(request, text));
                default -> List.of(one(request, text));
            };
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, e.getMessage());
        }
    }

    private static Draft one(Request request, String data) throws Refusal {
        return draft(request.header("X-Id"), request.header("X-Event"), data, retry(request.header("X-Retry")));
    }

    /** A form is one only if all its fields are ours: {@code curl -d "hi there"} says it is a form, too. */
    private static Draft form(Request request, String text) throws Refusal {
        if (!text.startsWith("data=") && !text.contains("&data=")) return one(request, text);
        Map<String, String> fields;
        try {
            fields = Request.pairs(text);
        } catch (Refusal notEncoded) {
            return one(request, text);
        }
        if (!FORM.containsAll(fields.keySet())) return one(request, text);
        return draft(fields.getOrDefault("id", request.header("X-Id")),
                fields.getOrDefault("event", request.header("X-Event")),
                fields.get("data"), retry(fields.getOrDefault("retry", request.header("X-Retry"))));
    }

    /**
     * Every line that is not blank is an event: one that {@link EventJson} knows is that event, any other is its data.
     * {@code X-Event} is the type of those that name none, {@code X-Retry} goes with the first. An id that this hub
     * gave stands for another place, where the event was read; here it gets a new one.
     */
    private static List<Draft> lines(Request request, String text, Hub hub, int maxEvent, Bodies.Share share)
            throws Refusal {
        List<Draft> drafts = new ArrayList<>();
        String type = request.header("X-Event");
        long retry = retry(request.header("X-Retry"));
        int number = 0;
        for (int from = 0, end; from < text.length(); from = end + 1) {
            number++;
            end = text.indexOf('\n', from);
            if (end < 0) end = text.length();
            String line = text.substring(from, end > from && text.charAt(end - 1) == '\r' ? end - 1 : end);
            if (line.isBlank()) continue;
            share.event();
            try {
                EventJson json = EventJson.of(line);
                if (json == null) json = new EventJson(Event.of(line), -1);
                Event event = json.event();
                checkSize(event.data(), maxEvent, drafts.size());
                String id = event.id() == null || hub.gives(event.id()) ? null : event.id();
                String objection = id == null ? null : hub.objection(id);
                if (objection != null) throw new IllegalArgumentException(objection);
                long millis = json.retryMillis() < 0 && drafts.isEmpty() ? retry : json.retryMillis();
                drafts.add(draft(id, event.type() == null ? type : event.type(), event.data(), millis));
            } catch (IllegalArgumentException e) {
                throw new Refusal(400, "line " + number + ": " + e.getMessage());
            }
        }
        if (drafts.isEmpty()) throw new Refusal(400, "there is no line to publish");
        return drafts;
    }

    private static List<Draft> blocks(byte[] body, int maxEvent, Bodies.Share share) throws IOException {
        List<Draft> drafts = new ArrayList<>();
        EventReader reader = new EventReader(body);
        long retry = -1;
        while (true) {
            switch (reader.step()) {
                case RETRY -> retry = reader.retryMillis();
                case DISPATCH -> {
                    Event event = reader.event();
                    checkSize(event.data(), maxEvent, drafts.size());
                    share.event();
                    String type = event.type().equals("message") ? null : event.type();
                    drafts.add(draft(reader.idInBlock(), type, event.data(), retry));
                    retry = -1;
                }
                case UNFINISHED -> throw unfinished(drafts.size() + 1);
                case END -> {
                    if (reader.hasOpenBlock()) throw unfinished(drafts.size() + 1);
                    if (!drafts.isEmpty()) return drafts;
                    throw new Refusal(400,
                            "there is no event to publish: none has data and a blank line behind it");
                }
                default -> { }
            }
        }
    }

    private static Refusal unfinished(int number) {
        return new Refusal(400, "the stream ends inside event " + number + ": end it with a blank line");
    }

    private static Draft draft(String id, String type, String data, long retry) throws Refusal {
        if (retry > MAX_RETRY) throw new Refusal(400, "retry is " + MAX_RETRY + " milliseconds, a day, at most");
        return Draft.of(new Event(id, type, data), retry);
    }

    private static void checkSize(String data, int maxEvent, int before) throws Refusal {
        if (data.length() <= maxEvent / 3) return; // whatever its characters are
        if (data.getBytes(StandardCharsets.UTF_8).length > maxEvent) {
            throw new Refusal(413, "event " + (before + 1) + " is larger than " + maxEvent + " bytes");
        }
    }

    private static long retry(String text) throws Refusal {
        if (text == null) return -1;
        long millis = Digits.parse(text);
        if (millis < 0) {
            throw new Refusal(400, "retry is a whole number of milliseconds, not '" + Harmless.brief(text, 80) + "'");
        }
        return millis;
    }
}
