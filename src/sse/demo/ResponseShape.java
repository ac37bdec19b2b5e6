package sse.demo;

import java.io.IOException;
import sse.Event;
import sse.text.JsonWriter;

/** Responses: typed events with a number each; {@code response.completed} at the end has the whole answer. */
final class ResponseShape extends LlmShape {
    private final String item;
    private long number;

    ResponseShape(LlmAnswer answer, String id, long seconds) {
        super(answer, "resp_" + id, seconds);
        this.item = "msg_" + id;
    }

    private JsonWriter event(String type) {
        return type(type).put("sequence_number", number++);
    }

    private JsonWriter part(String type) {
        return event(type).put("item_id", item).put("output_index", 0).put("content_index", 0);
    }

    private static JsonWriter text(JsonWriter json, String text) {
        return json.put("type", "output_text").put("text", text).array("annotations").end();
    }

    private JsonWriter item(JsonWriter json, String status, String text) {
        json.put("id", item).put("type", "message").put("status", status).put("role", "assistant").array("content");
        if (text != null) text(json.open(), text).end();
        return json.end();
    }

    private String status() {
        return answer.isCutShort() ? "incomplete" : "completed";
    }

    private JsonWriter response(JsonWriter json, String status) {
        boolean over = !status.equals("in_progress");
        json.put("id", id).put("object", "response").put("created_at", seconds).put("status", status)
                .put("error", (String) null);
        if (status.equals("incomplete")) json.object("incomplete_details").put("reason", "max_output_tokens").end();
        else json.put("incomplete_details", (String) null);
        json.put("instructions", (String) null).put("model", answer.model()).array("output");
        if (over) item(json.open(), status, answer.text()).end();
        json.end().put("parallel_tool_calls", true).put("tool_choice", "auto").array("tools").end();
        if (!over) return json.put("usage", (String) null);
        int out = answer.tokens().size();
        json.object("usage").put("input_tokens", answer.asked());
        json.object("input_tokens_details").put("cached_tokens", 0).end().put("output_tokens", out);
        json.object("output_tokens_details").put("reasoning_tokens", 0).end();
        return json.put("total_tokens", answer.asked() + out).end();
    }

    private Event response(String type, String status) {
        return typed(type, response(event(type).object("response"), status).end());
    }

    @Override
    void begin(Out out) throws IOException {
        out.event(response("response.created", "in_progress"));
        out.event(response("response.in_progress", "in_progress"));
        JsonWriter added = event("response.output_item.added").put("output_index", 0).object("item");
        out.event(typed("response.output_item.added", item(added, "in_progress", null).end()));
        out.event(typed("response.content_part.added",
                text(part("response.content_part.added").object("part"), "").end()));
    }

    @Override
    Event token(String text) {
        return typed("response.output_text.delta", part("response.output_text.delta").put("delta", text));
    }

    @Override
    void end(Out out) throws IOException {
        String text = answer.text();
        out.event(typed("response.output_text.done", part("response.output_text.done").put("text", text)));
        out.event(typed("response.content_part.done",
                text(part("response.content_part.done").object("part"), text).end()));
        JsonWriter done = event("response.output_item.done").put("output_index", 0).object("item");
        out.event(typed("response.output_item.done", item(done, status(), text).end()));
        out.event(response("response." + status(), status()));
    }

    @Override
    String whole() {
        return response(JsonWriter.object(), status()).end().toString();
    }
}
