package sse.demo;

import java.io.IOException;
import sse.Event;
import sse.text.JsonWriter;

/** Chat completions: unnamed chunks, and {@code [DONE]} at the end. */
final class CompletionShape extends LlmShape {
    private final boolean tellsUsage;

    /** An answer that tells its usage in a last chunk, if {@code stream_options.include_usage} asked for it. */
    CompletionShape(LlmAnswer answer, String id, long seconds, boolean tellsUsage) {
        super(answer, "chatcmpl-" + id, seconds);
        this.tellsUsage = tellsUsage;
    }

    private JsonWriter object(String kind) {
        return JsonWriter.object().put("id", id).put("object", kind).put("created", seconds)
                .put("model", answer.model());
    }

    private JsonWriter chunk() {
        return object("chat.completion.chunk").array("choices");
    }

    private Event delta(String name, String text, String reason) {
        JsonWriter chunk = chunk().open().put("index", 0).object("delta");
        if (name != null) chunk.put(name, text);
        if ("role".equals(name)) chunk.put("content", "");
        return plain(chunk.end().put("finish_reason", reason).end().end());
    }

    private String reason() {
        return answer.isCutShort() ? "length" : "stop";
    }

    private JsonWriter usage(JsonWriter json) {
        int out = answer.tokens().size();
        return json.object("usage").put("prompt_tokens", answer.asked()).put("completion_tokens", out)
                .put("total_tokens", answer.asked() + out).end();
    }

    @Override
    void begin(Out out) throws IOException {
        out.event(delta("role", "assistant", null));
    }

    @Override
    Event token(String text) {
        return delta("content", text, null);
    }

    @Override
    void end(Out out) throws IOException {
        out.event(delta(null, null, reason()));
        if (tellsUsage) out.event(plain(usage(chunk().end())));
        out.event(Event.of("[DONE]"));
    }

    @Override
    String whole() {
        JsonWriter json = object("chat.completion").array("choices").open().put("index", 0).object("message")
                .put("role", "assistant").put("content", answer.text()).end().put("finish_reason", reason()).end();
        return usage(json.end()).end().toString();
    }
}
