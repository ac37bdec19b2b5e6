package sse.llm;

import java.util.Map;

/** Typed events that begin with {@code response.}: items are added, filled and done; the last has all of it again. */
final class Responses extends ApiShape {
    Responses() {
        super("responses", "response.completed");
    }

    @Override
    void take(Map<?, ?> event, Generation to) {
        String type = text(event, "type");
        if (type == null) { // not an event, but the response itself
            to.whole = true;
            response(event, to);
            return;
        }
        switch (type) {
            case "response.output_text.delta" -> content(event.get("delta"), to);
            case "response.refusal.delta" -> to.refusal(text(event, "delta"));
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
                to.reasoning(text(event, "delta"));
            case "response.output_item.added" -> item(number(event, "output_index"), object(event, "item"), to);
            case "response.function_call_arguments.delta", "response.mcp_call_arguments.delta",
                    "response.custom_tool_call_input.delta" ->
                to.tool(number(event, "output_index"), null, text(event, "delta"));
            case "response.completed", "response.incomplete", "response.failed" ->
                response(object(event, "response"), to);
            default -> to.model(text(object(event, "response"), "model"));
        }
    }

    /** An item of the output is a call of a tool, unless it is a message or thoughts. */
    private static void item(long index, Map<?, ?> item, Generation to) {
        String type = text(item, "type");
        if (type == null || type.equals("message") || type.equals("reasoning")) return;
        String name = text(item, "name");
        to.tool(index, name == null ? type : name, text(item, type.equals("custom_tool_call") ? "input" : "arguments"));
    }

    /** The whole of it, at the end. */
    private static void response(Map<?, ?> response, Generation to) {
        to.model(text(response, "model"));
        boolean isNew = to.length == 0 && to.tools.isEmpty(); // nothing came in pieces
        long index = 0;
        for (Object element : list(response, "output")) {
            Map<?, ?> item = object(element);
            if (isNew && "message".equals(text(item, "type"))) content(item.get("content"), to);
            else if (isNew) item(index, item, to);
            index++;
        }
        Map<?, ?> usage = object(response, "usage");
        to.usage(number(usage, "input_tokens"), number(usage, "output_tokens"),
                number(object(usage, "output_tokens_details"), "reasoning_tokens"),
                number(object(usage, "input_tokens_details"), "cached_tokens"));
        String why = text(object(response, "incomplete_details"), "reason");
        to.finish(why != null ? why : text(response, "status"));
        String error = Failure.of(response.get("error"));
        if (error != null) to.error(error);
        else if ("failed".equals(text(response, "status"))) to.error("the response failed");
        else to.end();
    }
}
