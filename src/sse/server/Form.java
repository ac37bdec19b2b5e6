package sse.server;

import java.nio.charset.StandardCharsets;
import sse.Encoder;
import sse.Event;
import sse.EventReader;
import sse.head.MediaType;
import sse.http.Request;
import sse.hub.Entry;
import sse.hub.Gap;
import sse.hub.Subscription;
import sse.hub.View;
import sse.text.EventJson;
import sse.text.JsonWriter;

/** The forms in which a topic can be read, and how each is made of an entry. */
enum Form {
    /** As an event stream. */
    STREAM(MediaType.EVENT_STREAM, View.STREAM, new byte[] {':', '\n'}),
    /** A JSON object a line: NDJSON. */
    JSON(MediaType.NDJSON, View.shared(Form::json), new byte[] {'\n'}),
    /** The lines of the data, and nothing else. */
    RAW("text/plain; charset=utf-8", View.shared(Form::raw), new byte[] {'\n'});

    private static final byte[] NOTHING = {};
    private static final byte[] LINE_END = {'\n'};

    private final String contentType;
    final View view;
    final byte[] beat; // what no reader takes for an event

    Form(String contentType, View view, byte[] beat) {
        this.contentType = contentType;
        this.view = view;
        this.beat = beat;
    }

    /** {@return its type} A browser's window shows lines of JSON only as plain text; it would save them as a file. */
    String contentType(Request request) {
        return this == JSON && request.accepts("text/html") ? RAW.contentType : contentType;
    }

    /**
     * This form's view of events of one type only, and of the topic's end, without which a reader would come back for
     * ever.
     */
    View only(String type) {
        return new Only(view, type);
    }

    /**
     * The bytes that an event stream begins with, so that {@code open} fires at once: a comment, the reconnection
     * time unless it is negative, a place unless it is null.
     */
    static byte[] opening(long retryMillis, String position) {
        byte[] retry = retryMillis < 0 ? NOTHING : Encoder.retry(retryMillis);
        byte[] id = position == null ? NOTHING : Encoder.id(position);
        return Encoder.join(Encoder.comment("sse.jar"), retry, id, LINE_END);
    }

    /** What this form of a subscription begins with: its place, or that some of what was asked for is gone. */
    byte[] opening(Subscription subscription, boolean resumes, long retryMillis) {
        Gap gap = subscription.gap();
        // A reader that brought an id keeps it. One that brought none is told where it is, lest a cut
        // before its first event lose what is published meanwhile.
        byte[] opening = this == STREAM ? opening(retryMillis, resumes ? null : subscription.position()) : NOTHING;
        if (gap == null || this == RAW) return opening;
        String data = JsonWriter.object().put("asked", gap.asked()).put("oldest", gap.oldest())
                .put("reason", gap.reason()).end().toString();
        String id = subscription.position();
        Event event = new Event(id, "gap", data);
        if (this == JSON) return json(new EventJson(event, -1), null, System.currentTimeMillis());
        return Encoder.join(opening, Encoder.encode(event));
    }

    private static byte[] json(Entry entry) {
        EventReader reader = entry.read();
        return json(new EventJson(reader.event(), reader.retryMillis()), entry.topic(), entry.time());
    }

    private static byte[] json(EventJson event, String topic, long time) {
        JsonWriter json = event.write(JsonWriter.object());
        if (topic != null) json.put("topic", topic);
        return json.put("time", time).end().line().toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] raw(Entry entry) {
        return (entry.event().data() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A view of some events. Equal ones share their batches. */
    private record Only(View of, String type) implements View {
        @Override
        public byte[] of(Entry entry) {
            return entry.type().equals(type) || entry.closes() ? of.of(entry) : null;
        }

        @Override
        public boolean equals(Object other) { // that of records is slow the first time
            return other instanceof Only only && of == only.of && type.equals(only.type);
        }

        @Override
        public int hashCode() {
            return type.hashCode();
        }
    }
}
