package sse.demo;

import java.io.IOException;
import sse.Event;
import sse.text.JsonWriter;

/** Messages: typed events in the order of a document, and {@code message_stop} at the end. */
final class MessageShape extends LlmShape {
    MessageShape(LlmAnswer answer, String id, long seconds) {
        super(answer, "msg_" + id, seconds);
    }

    private JsonWriter message(JsonWriter json) {
        return json.put("id", id).put("type", "message").put("role", "assistant").put("model", answer.model());
    }

    private String reason() {
        return answer.isCutShort() ? "max_tokens" : "end_turn";
    }

    @Override
    void begin(Out out) throws IOException {
        JsonWriter start = message(type("message_start").object("message")).array("content").end();
        start.put("stop_reason", (String) null).put("stop_sequence", (String) null);
        start.object("usage").put("input_tokens", answer.asked()).put("output_tokens", 1).end();
        out.event(typed("message_start", start.end()));
        JsonWriter block = type("content_block_start").put("index", 0).object("content_block");
        out.event(typed("content_block_start", block.put("type", "text").put("text", "").end()));
        out.event(typed("ping", type("ping")));
    }

    @Override
    Event token(String text) {
        JsonWriter delta = type("content_block_delta").put("index", 0).object("delta");
        return typed("content_block_delta", delta.put("type", "text_delta").put("text", text).end());
    }

    @Override
    void end(Out out) throws IOException {
        out.event(typed("content_block_stop", type("content_block_stop").put("index", 0)));
        JsonWriter delta = type("message_delta").object("delta").put("stop_reason", reason());
        delta.put("stop_sequence", (String) null).end().object("usage").put("output_tokens", answer.tokens().size());
        out.event(typed("message_delta", delta.end()));
        out.event(typed("message_stop", type("message_stop")));
    }

    @Override
    String whole() {
        JsonWriter json = message(JsonWriter.object()).array("content").open().put("type", "text");
        json.put("text", answer.text()).end().end().put("stop_reason", reason()).put("stop_sequence", (String) null);
        return json.object("usage").put("input_tokens", answer.asked())
                .put("output_tokens", answer.tokens().size()).end().end().toString();
    }
}
