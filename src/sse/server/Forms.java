package sse.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import sse.Encoder;
import sse.Event;
import sse.EventReader;
import sse.head.MediaType;
import sse.hub.Entry;
import sse.hub.Gap;
import sse.hub.Subscription;
import sse.hub.View;
import sse.text.JsonWriter;

/** The forms in which a topic can be read, and how each is made of an entry. */
enum Forms {
    /** As an event stream. */
    STREAM(MediaType.EVENT_STREAM, View.STREAM, new byte[] {':', '\n'}),
    /** A JSON object a line: NDJSON. */
    JSON("application/x-ndjson", Forms::json, new byte[] {'\n'}),
    /** The lines of the data, and nothing else. */
    RAW("text/plain; charset=utf-8", Forms::raw, new byte[] {'\n'});

    final String contentType;
    final View view;
    private final byte[] beat; // what no reader takes for an event

    Forms(String contentType, View view, byte[] beat) {
        this.contentType = contentType;
        this.view = view;
        this.beat = beat;
    }

    StreamFormat format(long heartbeatMillis) {
        return new StreamFormat(contentType, beat, heartbeatMillis);
    }

    /** This form's view of events of one type only, and of the topic's end, without which a reader would come back for ever. */
    View only(String type) {
        return entry -> entry.type().equals(type) || entry.closes() ? view.of(entry) : null;
    }

    /** What a stream of this form begins with: its place, or that some of what was asked for is gone. */
    byte[] opening(Subscription subscription, boolean resumes, long retryMillis) {
        Gap gap = subscription.gap();
        // A reader that brought an id keeps it. One that brought none is told where it is, lest a cut
        // before its first event lose what is published meanwhile.
        byte[] opening = this == STREAM ? Streams.opening(retryMillis, resumes ? null : subscription.position()) : new byte[0];
        if (gap == null || this == RAW) return opening;
        String data = JsonWriter.object().put("asked", gap.asked()).put("oldest", gap.oldest()).put("reason", gap.reason())
                .end().toString();
        if (this == JSON) return json(subscription.position(), "", "gap", System.currentTimeMillis(), data);
        byte[] event = Encoder.encode(new Event(subscription.position(), "gap", data));
        byte[] both = Arrays.copyOf(opening, opening.length + event.length);
        System.arraycopy(event, 0, both, opening.length, event.length);
        return both;
    }

    private static byte[] json(Entry entry) {
        return json(entry.id(), entry.topic(), entry.type(), entry.time(), event(entry).data());
    }

    private static byte[] json(String id, String topic, String type, long time, String data) {
        return JsonWriter.object().put("id", id).put("topic", topic).put("type", type).put("time", time).put("data", data)
                .end().line().toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] raw(Entry entry) {
        return (event(entry).data() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Event event(Entry entry) {
        try {
            return new EventReader(entry.block()).read();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }
}
