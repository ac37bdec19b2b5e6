package sse.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import sse.explain.Example;

/** Correct streams in the style of what is out there have neither errors nor warnings. */
class NoFalseAlarmTest {
    private static final String HEAD = "HTTP/2 200\nContent-Type: text/event-stream\nCache-Control: no-cache\n\n";

    private static void assertQuiet(String stream) {
        List<Finding> loud = new Example(stream).lint(null).findings().stream().filter(finding -> finding.rule()
                .severity() != Severity.NOTE).toList();
        assertEquals(List.of(), loud, stream);
    }

    @Test
    void topicsOfThisServer() {
        String start = "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nCache-Control: no-cache, no-transform\n"
                + "X-Accel-Buffering: no\n\n: sse.jar\nretry: 3000\n";
        assertQuiet(start + "\nid: k3-1\ndata: hi\n\nid: k3-2\nevent: note\ndata: one\ndata: two\n\n@1s@:\n@1.4s@:\n"
                + "@16s@:\n@17s@id: k3-3\ndata: x\n\n@20s@:\n@stop@");
        assertQuiet(start + "id: k3-7\n\n@15s@:\n@30s@:\n@45s@id: k3-8\ndata: late\n\n@stop@");
        assertQuiet(start + "\nevent: gap\ndata: {\"asked\":\"j1-4\",\"oldest\":\"k3-1\",\"reason\":\"restart\"}\n\n"
                + "id: k3-1\ndata: hi\n\n@9s@:\n@stop@");
        assertQuiet(start + "\nid: k3-1\ndata: hi\n\nretry: 200\nid: close\nevent: exit\n"
                + "data: {\"code\":0,\"ms\":7}\n\n@1s@");
        assertQuiet(start + "\n" + backlog() + "@14s@:\n@stop@");
    }

    private static String backlog() {
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= 200; i++) all.append("id: k3-").append(i).append("\ndata: ").append(i).append("\n\n");
        return all.toString();
    }

    @Test
    void tokensOfChatCompletions() {
        String chunk = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,"
                + "\"delta\":{\"content\":\"%s\"},\"finish_reason\":%s}]}\n\n";
        assertQuiet(HEAD + ": PROCESSING\n\n" + chunk.formatted("", "null") + "@0.4s@" + chunk.formatted(" Hel", "null")
                + "@0.5s@" + chunk.formatted("lo\\n\\n", "null")
                + "@0.6s@" + chunk.formatted("", "\"stop\"") + "data: [DONE]\n\n");
        assertQuiet(chunk.formatted("{\\\"a\\\":", "null") + chunk.formatted("", "\"length\""));
    }

    @Test
    void tokensWithNamedEvents() {
        assertQuiet(HEAD + "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m1\"}}\n\n"
                + "event: ping\ndata: {\"type\": \"ping\"}\n\n"
                + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"delta\":{\"text\":\"Hi\"}}\n\n"
                + "@1s@event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
        assertQuiet(HEAD + "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0}\n\n"
                + "event: response.output_text.delta\ndata: {\"delta\":\"x\",\"sequence_number\":1}\n\n"
                + "event: response.completed\ndata: {\"type\":\"response.completed\"}\n\n");
        assertQuiet(HEAD
                + "data: {\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"Hi\"}]},\"finishReason\": "
                        + "\"STOP\"}]}\r\n\r\n");
    }

    @Test
    void recentChangesOfAnEncyclopedia() {
        String id = "[{\"topic\":\"eqiad.recentchange\",\"partition\":0,\"timestamp\":1700000000000},"
                + "{\"topic\":\"codfw.recentchange\",\"partition\":0,\"offset\":-1}]";
        assertQuiet(HEAD + ":ok\n\nevent: message\nid: " + id
                + "\ndata: {\"title\":\"Hồ Gươm\",\"comment\":\"/* → */ \\u2028\",\"length\":{\"old\":1,\"new\":2}}\n\n"
                + "event: message\nid: " + id.replace("000000},", "000001},")
                        + "\ndata: {\"title\":\"B\"}\n\n@9s@:\n@stop@");
    }

    @Test
    void statusesOfASocialNetwork() {
        assertQuiet(HEAD.replace("no-cache", "private, no-store")
                + ":)\nevent: update\ndata: {\"id\":\"1\",\"content\":\"<p>hi</p>\"}\n\n@9s@:thump\n@24s@:thump\n"
                + "@25s@event: delete\ndata: 108914000000000000\n\nevent: notification\n"
                + "data: {\"id\":\"4\"}\n\n@stop@");
    }

    @Test
    void logsAndJobsOfADevelopmentPlatform() {
        assertQuiet(HEAD + "retry: 1000\n\nid: 1\nevent: log\ndata: [12:00:01] [INFO] building\n\nid: 2\nevent: log\n"
                + "data: \u001B[32mok\u001B[0m {x}\n\n"
                + "id: 3\nevent: status\ndata: {\"state\":\"done\"}\n\n@6s@event: done\ndata:\n\n");
        assertQuiet(HEAD + "data: {\"x-github-event\":\"push\",\"body\":{\"ref\":\"refs/heads/main\"},"
                + "\"timestamp\":1}\n\n@5s@event: ready\ndata: {}\n\n@30s@event: ping\ndata: {}\n\n@stop@");
    }

    @Test
    void textThatLooksDangerousAndIsNot() {
        assertQuiet("data: id: 7\ndata: event: x\ndata:\ndata:   indented\ndata: Data: y\n\n");
        assertQuiet("data: print(\"a\\n\")\n\ndata: C:\\new\n\ndata: it's [1] {2}\n\ndata: null\n\ndata: true\n\n");
        assertQuiet("event: x\nid: 00017\nretry: 15000\ndata: 5\n\nid: 00018\ndata: 6\n\n");
    }
}
