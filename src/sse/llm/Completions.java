package sse.llm;

import java.util.List;
import java.util.Map;

/** Chunks with {@code choices}: chat completions, and completions, which are older and have {@code text} there. */
final class Completions extends ApiShape {
    Completions(String name) {
        super(name, "[DONE]");
    }

    @Override
    void take(Map<?, ?> chunk, Generation to) {
        to.model(text(chunk, "model"));
        Map<?, ?> usage = object(chunk, chunk.get("usage") instanceof Map<?, ?> ? "usage" : "x_groq");
        if (usage.get("usage") != null) usage = object(usage, "usage");
        to.usage(number(usage, "prompt_tokens"), number(usage, "completion_tokens"),
                number(object(usage, "completion_tokens_details"), "reasoning_tokens"),
                number(object(usage, "prompt_tokens_details"), "cached_tokens"));
        for (Object element : list(chunk, "choices")) {
            Map<?, ?> choice = object(element);
            boolean isNew = to.length == 0 && to.tools.isEmpty(); // some repeat at the end what came in pieces
            boolean whole = isNew && choice.get("message") instanceof Map<?, ?>;
            Map<?, ?> delta = object(choice, whole ? "message" : "delta");
            if (!to.isShown(index(choice))) {
                to.other(text(delta, "content"));
                to.other(text(choice, "text"));
                continue;
            }
            delta(delta, to);
            content(choice.get("text"), to);
            to.finish(text(choice, "finish_reason"));
            if (!whole) continue;
            to.whole = true;
            to.complete = true;
        }
    }

    private static void delta(Map<?, ?> delta, Generation to) {
        to.reasoning(text(delta, delta.get("reasoning_content") instanceof String ? "reasoning_content" : "reasoning"));
        content(delta.get("content"), to);
        to.refusal(text(delta, "refusal"));
        call(0L, object(delta, "function_call"), to); // before there were tools
        List<?> calls = list(delta, "tool_calls");
        for (int i = 0; i < calls.size(); i++) {
            Map<?, ?> call = object(calls.get(i));
            long index = number(call, "index");
            Object key = index >= 0 ? index : text(call, "id") != null ? text(call, "id") : i; // not all tell one
            call(key, object(call, "function"), to);
            Map<?, ?> custom = object(call, "custom");
            if (!custom.isEmpty()) to.tool(key, text(custom, "name"), text(custom, "input"));
        }
    }

    private static void call(Object key, Map<?, ?> function, Generation to) {
        if (!function.isEmpty()) to.tool(key, text(function, "name"), arguments(function.get("arguments")));
    }
}
