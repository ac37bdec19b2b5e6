package sse.llm;

import java.util.Map;

/** Objects that say whether it is {@code done}: {@code /api/chat} has a message, {@code /api/generate} a response. */
final class Ollama extends ApiShape {
    Ollama(String name) {
        super(name, "done:true");
    }

    @Override
    void take(Map<?, ?> object, Generation to) {
        to.model(text(object, "model"));
        Map<?, ?> message = object(object, "message");
        to.reasoning(text(message, "thinking"));
        to.reasoning(text(object, "thinking"));
        content(message.get("content"), to);
        content(object.get("response"), to);
        for (Object call : list(message, "tool_calls")) {
            Map<?, ?> function = object(object(call), "function");
            to.tool(to.tools.size() + to.moreTools, text(function, "name"), arguments(function.get("arguments")));
        }
        to.usage(number(object, "prompt_eval_count"), number(object, "eval_count"), -1, -1);
        to.finish(text(object, "done_reason"));
        if (Boolean.TRUE.equals(object.get("done"))) to.end();
    }
}
