package sse.llm;

import java.util.Map;
import sse.text.Figures;
import sse.text.Harmless;
import sse.text.Json;

/**
 * What a language model says over a stream. It is given the bytes of the body as they come, and the events in them;
 * if the bytes are no event stream but JSON, the events do not matter. Which API it is shows in the shape of the first
 * objects. For one thread; times are of the caller's clock.
 *
 * <pre>
 *   bytes ──► events, or objects one behind the other ──► ApiShape ──► Generation ──► text, says, json
 * </pre>
 */
public final class LlmStream {
    private static final int STRANGERS = 10; // objects of no known shape, with which it is not waited any longer

    /** What the body turned out to be. */
    private enum Kind { OPEN, EVENTS, JSON }

    private final JsonValues values = new JsonValues();
    private final JsonValues.Taker taker;
    final Generation generation;
    final Timing timing = new Timing();
    private Kind kind = Kind.OPEN;
    ApiShape shape;    // null before it is known
    private long now;  // when the bytes came that are read
    private int strangers;
    private String strange; // what came first and was no JSON, or of no known shape
    private String noField; // the first line that is none
    int notJson;
    boolean ended;     // by itself; not, where it was stopped

    /**
     * A stream to come.
     *
     * @param keeps whether the text is kept for {@link LlmReport}
     */
    public LlmStream(boolean keeps) {
        generation = new Generation(keeps);
        taker = new JsonValues.Taker() { // a lambda would cost time in front of the first token
            @Override
            public void value(String json) {
                data("", json);
            }
        };
    }

    /** It was asked for at this time. */
    public void asked(long nanos) {
        timing.start(nanos);
    }

    /** Bytes of the body came at this time, before their events. */
    public void bytes(byte[] bytes, int from, int length, long nanos) {
        now = nanos;
        int at = from;
        for (int to = from + length; kind == Kind.OPEN && at < to; at++) {
            switch (bytes[at]) {
                case ' ', '\t', '\n', '\r', (byte) 0xEF, (byte) 0xBB, (byte) 0xBF -> { } // a byte order mark, too
                case '{', '[' -> kind = Kind.JSON;
                default -> kind = Kind.EVENTS;
            }
        }
        int first = Math.max(from, at - 1); // with the byte that told
        if (kind == Kind.JSON) values.bytes(bytes, first, from + length - first, taker);
    }

    /** An event in those bytes. */
    public void event(String type, String data) {
        if (kind != Kind.JSON) data(type, data);
    }

    /** A line in them that is no field of an event: some servers say there, as bare JSON, what went wrong. */
    public void line(String text) {
        if (kind != Kind.EVENTS) return;
        if (noField == null) noField = Harmless.brief(text, 60);
        if (!text.startsWith("{")) return;
        try {
            String says = Failure.of("", text, Json.lenient(text));
            if (says != null) generation.error(says);
        } catch (Json.Malformed e) {
            // a line like any other
        }
    }

    /**
     * The body is over. What it leaves unfinished is taken if it is whole: many a server forgets the blank line behind
     * its last event.
     */
    public void ended(String pending) {
        ended = true;
        String last = pending.strip();
        if (last.startsWith("data:")) last = last.substring(5).strip();
        if (kind != Kind.EVENTS || last.isEmpty()) return;
        if (last.equals("[DONE]") || Json.check(last) == null) data("", last);
    }

    private void data(String type, String data) {
        if (data.isBlank() && !type.equals("error")) return;
        if (data.strip().equals("[DONE]")) {
            generation.end();
            return;
        }
        Object json;
        try {
            json = Json.lenient(data);
        } catch (Json.Malformed e) {
            json = null;
        }
        boolean plain = json instanceof Map<?, ?> object && object.get("error") == null && !type.equals("error")
                && !"error".equals(object.get("type"));
        String failure = plain ? null : Failure.of(type, data, json);
        if (failure != null) generation.error(failure);
        if (json instanceof Map<?, ?> object) object(object, data);
        else if (failure == null) stranger(data, true);
    }

    private void object(Map<?, ?> object, String data) {
        if (shape == null) shape = Shapes.of(object);
        if (shape == null) {
            if (generation.error == null) stranger(data, false);
            return;
        }
        generation.generated = false;
        generation.generatedText = false;
        shape.take(object, generation);
        if (generation.generated) timing.chunk(now, generation.generatedText);
    }

    private void stranger(String data, boolean isNotJson) {
        if (isNotJson) notJson++;
        if (shape == null) strangers++;
        if (strange == null) strange = Harmless.brief(data, 60);
    }

    /** {@return the text since the last call; at the last one all there is} */
    public String text(boolean last) {
        return generation.take(last);
    }

    /** {@return whether the body is JSON and no event stream} */
    public boolean isJson() {
        return kind == Kind.JSON;
    }

    /** {@return whether the mark of the end is there, or an error in its place} */
    public boolean isOver() {
        return generation.over;
    }

    /** {@return whether all of the answer is there} */
    public boolean isComplete() {
        return generation.complete && generation.error == null && notJson == 0;
    }

    /** {@return whether the end came, but something in front of it cannot be read} */
    public boolean isLossy() {
        return generation.complete && notJson > 0;
    }

    /** {@return what the stream says went wrong, or null} */
    public String error() {
        return generation.error;
    }

    /** {@return whether enough came to tell that no known API answers like this} */
    public boolean isStrange() {
        return shape == null && strangers >= STRANGERS;
    }

    /** {@return why this is not an answer that is whole; null if it is} */
    public String unmet() {
        if (generation.error != null) return "the stream says: " + Harmless.brief(generation.error, 300);
        if (shape == null) return noShape();
        if (isLossy()) return Figures.count(notJson, "piece") + " of data cannot be read: a part may be missing";
        if (generation.complete) return null;
        return "the answer ends in the middle: no " + shape.mark + " came";
    }

    /** {@return whether nothing came at all, but comments} */
    public boolean isEmpty() {
        return shape == null && strange == null && noField == null;
    }

    /** {@return whether there was an API of a known shape} */
    public boolean isKnown() {
        return shape != null;
    }

    private String noShape() {
        if (isEmpty()) return "nothing came that a language model said";
        return "no LLM API that is known answers like this: " + (strange == null ? noField : strange);
    }

    /** {@return what came that is no JSON, or of no shape, first; null for nothing} */
    String strange() {
        return strange;
    }
}
