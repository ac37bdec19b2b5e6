package sse.demo;

import java.io.IOException;
import sse.Event;
import sse.text.JsonWriter;

/**
 * The shape in which an API streams an answer. It begins, gives the tokens one by one, and ends; or gives all at
 * once. For one answer; ids and times are its own.
 */
abstract class LlmShape {
    final LlmAnswer answer;
    final String id;
    final long seconds;

    LlmShape(LlmAnswer answer, String id, long seconds) {
        this.answer = answer;
        this.id = id;
        this.seconds = seconds;
    }

    /** Takes an event of the stream. */
    interface Out {
        void event(Event event) throws IOException;
    }

    /** What comes in front of the first token. */
    abstract void begin(Out out) throws IOException;

    /** One token. */
    abstract Event token(String text);

    /** What comes behind the last, the mark of the end included. */
    abstract void end(Out out) throws IOException;

    /** {@return the same answer without a stream, as one JSON object} */
    abstract String whole();

    /** An unnamed event. */
    static Event plain(JsonWriter json) {
        return new Event(null, null, json.end().toString());
    }

    /** An event whose type stands in its data, too. */
    static Event typed(String type, JsonWriter json) {
        return new Event(null, type, json.end().toString());
    }

    static JsonWriter type(String type) {
        return JsonWriter.object().put("type", type);
    }
}
