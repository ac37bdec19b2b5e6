package sse.llm;

import java.util.Map;

/** Objects with {@code candidates}, each like a whole answer with the next parts of it. */
final class GenerateContent extends ApiShape {
    GenerateContent() {
        super("generate-content", "finishReason");
    }

    @Override
    void take(Map<?, ?> object, Generation to) {
        to.model(text(object, "modelVersion"));
        for (Object element : list(object, "candidates")) {
            Map<?, ?> candidate = object(element);
            boolean shown = to.isShown(index(candidate));
            for (Object part : list(object(candidate, "content"), "parts")) {
                if (shown) part(object(part), to);
                else to.other(text(object(part), "text"));
            }
            if (!shown || text(candidate, "finishReason") == null) continue;
            to.finish(text(candidate, "finishReason"));
            to.complete = true; // but figures may follow
        }
        String blocked = text(object(object, "promptFeedback"), "blockReason");
        if (blocked != null) {
            to.finish("blocked: " + blocked);
            to.complete = true;
        }
        Map<?, ?> usage = object(object, "usageMetadata");
        to.reasonedApart = true;
        to.usage(number(usage, "promptTokenCount"), number(usage, "candidatesTokenCount"),
                number(usage, "thoughtsTokenCount"), number(usage, "cachedContentTokenCount"));
    }

    private static void part(Map<?, ?> part, Generation to) {
        if (part.get("functionCall") instanceof Map<?, ?> call) {
            to.tool(to.tools.size() + to.moreTools, text(call, "name"), arguments(call.get("args")));
        } else if (Boolean.TRUE.equals(part.get("thought"))) {
            to.reasoning(text(part, "text"));
        } else {
            content(part.get("text"), to);
        }
    }
}
