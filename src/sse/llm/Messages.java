package sse.llm;

import java.util.Map;

/** Typed events of a message: its blocks begin, grow and stop, and it stops. */
final class Messages extends ApiShape {
    Messages() {
        super("messages", "message_stop");
    }

    @Override
    void take(Map<?, ?> event, Generation to) {
        String type = text(event, "type");
        if (type == null) return;
        switch (type) {
            case "message_start" -> {
                to.model(text(object(event, "message"), "model"));
                usage(object(event, "message"), false, to);
            }
            case "content_block_start" -> block(number(event, "index"), object(event, "content_block"), to);
            case "content_block_delta" -> delta(number(event, "index"), object(event, "delta"), to);
            case "message_delta" -> {
                to.finish(text(object(event, "delta"), "stop_reason"));
                usage(event, true, to);
            }
            case "message_stop" -> to.end();
            case "message" -> whole(event, to);
            default -> { }
        }
    }

    /** At the start it says no more of the output than that it has begun. */
    private static void usage(Map<?, ?> from, boolean last, Generation to) {
        Map<?, ?> usage = object(from, "usage");
        long cached = number(usage, "cache_read_input_tokens");
        long input = number(usage, "input_tokens"); // beside those of the cache
        long made = Math.max(0, number(usage, "cache_creation_input_tokens"));
        to.usage(input < 0 ? -1 : input + made + Math.max(0, cached), last ? number(usage, "output_tokens") : -1, -1,
                cached);
    }

    private static void block(long index, Map<?, ?> block, Generation to) {
        String type = text(block, "type");
        if ("text".equals(type)) {
            content(block.get("text"), to);
        } else if ("thinking".equals(type)) {
            to.reasoning(text(block, "thinking"));
        } else if (type != null && type.endsWith("tool_use")) {
            boolean told = !object(block, "input").isEmpty(); // {} stands where it is to come
            to.tool(index, text(block, "name"), told ? arguments(block.get("input")) : null);
        }
    }

    private static void delta(long index, Map<?, ?> delta, Generation to) {
        String type = text(delta, "type");
        if (type == null) return;
        switch (type) {
            case "text_delta" -> content(delta.get("text"), to);
            case "thinking_delta" -> to.reasoning(text(delta, "thinking"));
            case "input_json_delta" -> to.tool(index, null, text(delta, "partial_json"));
            default -> { }
        }
    }

    /** Not as a stream. */
    private static void whole(Map<?, ?> message, Generation to) {
        to.whole = true;
        to.model(text(message, "model"));
        long index = 0;
        for (Object block : list(message, "content")) block(index++, object(block), to);
        to.finish(text(message, "stop_reason"));
        usage(message, true, to);
        to.end();
    }
}
