package sse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sse.Event;
import sse.text.Json;

class LlmDemoTest {
    @AutoClose
    private static final DemoServer server = new DemoServer();

    private static DemoServer.Answer post(String target, String body) throws IOException {
        return server.post(target, "application/json", body);
    }

    private static Object at(Object json, Object... path) throws Exception {
        Object value = json instanceof String text ? Json.parse(text) : json;
        for (Object step : path) {
            value = step instanceof Integer i ? ((List<?>) value).get(i) : ((Map<?, ?>) value).get(step);
        }
        return value instanceof Json.Number number ? number.text() : value;
    }

    @Test
    void chunksHaveTheTextAndEndWithDone() throws Exception {
        List<Event> events = server.get("/demo/llm?tps=1000").events();
        StringBuilder text = new StringBuilder();
        for (Event event : events.subList(1, events.size() - 2)) {
            assertEquals("message", event.type());
            text.append(at(event.data(), "choices", 0, "delta", "content"));
        }
        assertEquals(LlmAnswer.TEXT, text.toString());
        assertEquals("assistant", at(events.get(0).data(), "choices", 0, "delta", "role"));
        assertEquals("stop", at(events.get(events.size() - 2).data(), "choices", 0, "finish_reason"));
        assertEquals("[DONE]", events.get(events.size() - 1).data());
    }

    @Test
    void completionsAreStreamedOrGivenWholeAsTheRequestSays() throws Exception {
        String path = "/demo/llm/v1/chat/completions?tps=1000&text=one+two+three";
        List<Event> events = post(path, "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"say it now\"}]}").events();
        assertEquals(7, events.size()); // role, three tokens, reason, usage, [DONE]
        assertEquals("3", at(events.get(5).data(), "usage", "completion_tokens"));
        assertEquals("3", at(events.get(5).data(), "usage", "prompt_tokens"));
        DemoServer.Answer whole = post(path, "{\"model\":\"m\",\"messages\":[]}");
        assertEquals("application/json", whole.header("Content-Type"));
        assertEquals("one two three", at(whole.text(), "choices", 0, "message", "content"));
        assertEquals("m", at(whole.text(), "model"));
        assertEquals("one two three", at(post("/demo/llm/v1/messages?text=one+two+three", "{}").text(), "content", 0,
                "text"));
        assertEquals("one two three", at(post("/demo/llm/v1/responses?text=one+two+three", "{}").text(), "output", 0,
                "content", 0, "text"));
    }

    @Test
    void typedMessagesComeInTheirOrder() throws Exception {
        List<Event> events = post("/demo/llm/v1/messages?tps=1000&text=a+b", "{\"stream\":true,\"max_tokens\":1}")
                .events();
        assertEquals("[message_start, content_block_start, ping, content_block_delta, content_block_stop, "
                + "message_delta, "
                + "message_stop]", events.stream().map(Event::type).toList().toString());
        for (Event event : events) assertEquals(event.type(), at(event.data(), "type"));
        assertEquals("max_tokens", at(events.get(5).data(), "delta", "stop_reason"));
        assertEquals("a", at(events.get(3).data(), "delta", "text"));
    }

    @Test
    void responsesAreNumberedAndEndWithTheWhole() throws Exception {
        List<Event> events = post("/demo/llm/v1/responses?tps=1000&text=a+b", "{\"stream\":true}").events();
        List<String> types = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            types.add(events.get(i).type().replace("response.", ""));
            assertEquals(Integer.toString(i), at(events.get(i).data(), "sequence_number"));
        }
        assertEquals("[created, in_progress, output_item.added, content_part.added, output_text.delta, "
                + "output_text.delta, "
                + "output_text.done, content_part.done, output_item.done, completed]", types.toString());
        assertEquals("a b", at(events.get(9).data(), "response", "output", 0, "content", 0, "text"));
    }

    @Test
    void answerMayBreakOffOrRunOutOfTokens() throws Exception {
        List<Event> broken = server.get("/demo/llm?tps=1000&break=middle").events();
        assertTrue(broken.size() > 5 && !broken.get(broken.size() - 1).data().equals("[DONE]"));
        List<Event> cut = server.get("/demo/llm?tps=1000&stop=length").events();
        assertEquals("length", at(cut.get(cut.size() - 2).data(), "choices", 0, "finish_reason"));
        assertEquals(8, cut.size());
    }

    @Test
    void wrongRequestsAreToldWhy() throws IOException {
        assertEquals(400, post("/demo/llm", "{oops").status());
        assertEquals(400, post("/demo/llm", "[1]").status());
        assertEquals(404, server.get("/demo/llm/v2").status());
        assertEquals(405, server.get("/demo/llm/v1/messages").status());
        assertEquals(200, server.get("/demo/llm/v1/models").status());
    }
}
