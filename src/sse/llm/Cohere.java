package sse.llm;

import java.util.Map;

/** Typed events of Cohere's chat, as {@code content-delta}. */
final class Cohere extends ApiShape {
    Cohere() {
        super("Cohere chat", "message-end");
    }

    @Override
    void take(Map<?, ?> event, Generation to) {
        String type = text(event, "type");
        Map<?, ?> delta = object(event, "delta");
        Map<?, ?> message = object(delta, "message");
        Map<?, ?> content = object(message, "content");
        switch (type == null ? "" : type) {
            case "content-start", "content-delta" -> {
                to.reasoning(text(content, "thinking"));
                content(content.get("text"), to);
            }
            case "tool-plan-delta" -> to.reasoning(text(message, "tool_plan"));
            case "tool-call-start", "tool-call-delta" -> {
                Map<?, ?> function = object(object(message, "tool_calls"), "function");
                to.tool(number(event, "index"), text(function, "name"), arguments(function.get("arguments")));
            }
            case "message-end" -> {
                to.finish(text(delta, "finish_reason"));
                Map<?, ?> tokens = object(object(delta, "usage"), "tokens");
                to.usage(number(tokens, "input_tokens"), number(tokens, "output_tokens"), -1, -1);
                String error = Failure.of(delta.get("error"));
                if (error != null) to.error(error);
                else to.end();
            }
            default -> { }
        }
    }
}
