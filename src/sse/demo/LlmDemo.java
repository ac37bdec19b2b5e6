package sse.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import sse.http.Refusal;
import sse.http.Reply;
import sse.text.Json;
import sse.text.JsonWriter;

/**
 * A language model that there is not, in the shapes that client libraries expect: their base URL is
 * {@code /demo/llm/v1} (or {@code /demo/llm}, for those that add the version), and no key is needed.
 */
final class LlmDemo extends Demo {
    private static final String POST = "POST, OPTIONS";
    private static final int LONGEST = 1 << 20;
    private static final String MODEL = "demo";

    LlmDemo() {
        super("llm", "a language model without a model: base URL $/v1 works in clients", """
                style=done      chunks and [DONE] (done), typed messages (typed), or
                                responses
                tps=20          tokens a second (1 to 1000)
                text=...        what it says
                stop=length     runs out of tokens; break=middle: breaks off
                """, "curl -N $", "curl -N '$?style=typed&tps=50'", "curl -d '{\"prompt\":\"hi\",\"stream\":false}' $");
    }

    @Override
    String methods(String rest) {
        return switch (rest) {
            case "" -> "GET, HEAD, POST, OPTIONS";
            case "v1/chat/completions", "v1/messages", "v1/responses" -> POST;
            default -> READING;
        };
    }

    @Override
    boolean keepsPosts() {
        return false; // it is how one asks
    }

    /** How the answer is given. */
    private record Manner(long tps, boolean breaks, int most, String text) {}

    @Override
    void answer(Visit visit) throws IOException {
        String rest = visit.rest();
        String style = switch (rest) {
            case "" -> visit.query().word("style", "done", "typed", "responses");
            case "v1/chat/completions" -> "done";
            case "v1/messages" -> "typed";
            case "v1/responses" -> "responses";
            case "v1/models" -> {
                models(visit);
                yield null;
            }
            default -> throw new Refusal(404, "there is nothing at /demo/llm/" + rest
                    + "; there are v1/chat/completions, v1/responses, v1/messages and v1/models");
        };
        if (style == null) return;
        Manner manner = manner(visit.query());
        Asked terms = visit.terms(0);
        boolean posted = visit.request().method().equals("POST");
        Map<?, ?> body = posted ? body(visit) : Map.of();
        LlmShape shape = shape(style, body, manner);
        boolean streams = body.get("stream") instanceof Boolean stream ? stream : rest.isEmpty();
        if (!streams) {
            Reply.json(visit.request().exchange(), 200, shape.whole());
        } else {
            visit.stream(terms, to -> send(shape, to, manner));
        }
    }

    private static Manner manner(Query query) throws Refusal {
        boolean isShort = "length".equals(query.word("stop", "stop", "length"));
        boolean breaks = "middle".equals(query.word("break", "no", "middle"));
        String text = query.text("text");
        long tps = query.number("tps", 20, 1, 1000);
        return new Manner(tps, breaks, isShort ? 5 : Integer.MAX_VALUE, text == null ? LlmAnswer.TEXT : text);
    }

    private static Map<?, ?> body(Visit visit) throws IOException {
        String text = new String(visit.server().body(visit.request(), LONGEST), StandardCharsets.UTF_8);
        return text.isBlank() ? Map.of() : Visit.object(text);
    }

    private static LlmShape shape(String style, Map<?, ?> body, Manner manner) {
        String model = body.get("model") instanceof String name ? name : MODEL;
        LlmAnswer answer = LlmAnswer.of(model, manner.text(), question(body), Math.min(manner.most(), most(body)));
        String id = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 45), 36);
        long seconds = System.currentTimeMillis() / 1000;
        return switch (style) {
            case "typed" -> new MessageShape(answer, id, seconds);
            case "responses" -> new ResponseShape(answer, id, seconds);
            default -> new CompletionShape(answer, id, seconds, body.get("stream_options") instanceof Map<?, ?> options
                    && Boolean.TRUE.equals(options.get("include_usage")));
        };
    }

    private static int most(Map<?, ?> body) {
        for (String name : new String[] {"max_tokens", "max_completion_tokens", "max_output_tokens"}) {
            if (body.get(name) instanceof Json.Number number && number.value() >= 1) {
                return (int) Math.min(Integer.MAX_VALUE, number.value());
            }
        }
        return Integer.MAX_VALUE;
    }

    /** All the texts of the question, in whatever shape it comes. */
    private static String question(Object value) {
        StringBuilder text = new StringBuilder();
        if (value instanceof Map<?, ?> map) {
            for (String name : new String[] {"prompt", "messages", "input", "system", "content", "text"}) {
                if (map.get(name) != null) text.append(question(map.get(name))).append(' ');
            }
        } else if (value instanceof List<?> list) {
            for (Object element : list) text.append(question(element)).append(' ');
        } else if (value instanceof String words) {
            text.append(words);
        }
        return text.toString();
    }

    private static void send(LlmShape shape, Delivery to, Manner manner) throws IOException {
        shape.begin(to::send);
        List<String> tokens = shape.answer.tokens();
        int n = manner.breaks() ? tokens.size() / 2 : tokens.size();
        for (int i = 0; i < n; i++) {
            to.await(i, 1_000_000_000 / manner.tps());
            to.send(shape.token(tokens.get(i)));
        }
        if (!manner.breaks()) shape.end(to::send);
    }

    private static void models(Visit visit) throws IOException {
        visit.query().refuseUnknown();
        JsonWriter json = JsonWriter.object().put("object", "list").array("data").open().put("id", MODEL);
        json.put("object", "model").put("created", 0).put("owned_by", "nobody").end().end();
        Reply.json(visit.request().exchange(), 200, json.end().toString());
    }
}
