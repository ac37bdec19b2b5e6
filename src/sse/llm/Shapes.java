package sse.llm;

import java.util.List;
import java.util.Map;

/** Which API it is, by the members that its objects have. */
final class Shapes {
    private Shapes() {}

    /** The shape of a stream with this object in it, or null: it could be any. */
    static ApiShape of(Map<?, ?> object) {
        if (object.get("choices") instanceof List<?> choices) {
            Map<?, ?> first = ApiShape.object(choices.isEmpty() ? null : choices.get(0));
            boolean old = first.containsKey("text") && !first.containsKey("delta");
            return new Completions(old ? "completions" : "chat completions");
        }
        if (object.get("candidates") instanceof List<?> || object.get("usageMetadata") instanceof Map<?, ?>
                || object.get("promptFeedback") instanceof Map<?, ?>) return new GenerateContent();
        if (object.get("done") instanceof Boolean) {
            if (object.get("message") instanceof Map<?, ?>) return new Ollama("Ollama chat");
            if (object.get("response") instanceof String) return new Ollama("Ollama generate");
        }
        if ("response".equals(object.get("object"))) return new Responses();
        String type = ApiShape.text(object, "type");
        if (type == null) return null;
        if (type.startsWith("response.")) return new Responses();
        return switch (type) {
            case "message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta",
                    "message_stop", "message" -> new Messages();
            case "message-start", "content-start", "content-delta", "tool-plan-delta", "tool-call-start",
                    "message-end" -> new Cohere();
            default -> null;
        };
    }
}
