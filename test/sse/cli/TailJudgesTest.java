package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.ScriptedServer;
import sse.lint.Rule;

/** Where lint has an error or a warning for an answer, the summary of tail counts it, too. */
@Timeout(60)
class TailJudgesTest {
    private static final String HEAD = "HTTP/1.1 200 OK\nContent-Type: text/event-stream\n\n";
    private static final Pattern FINDING =
            Pattern.compile("\"code\":\"(SSE\\d+)\".*\"severity\":\"(?:error|warning)\"");
    private static final Set<String> TIMED = Set.of("late-head", "bursts", "no-heartbeat", "polling");
    private static final Pattern BYTE = Pattern.compile("\\\\x(..)");

    @Test
    void summaryOfTailCountsWhatLintFinds() throws IOException {
        int met = 0;
        for (Rule rule : Rule.all()) {
            for (String example : new String[] {rule.bad(), rule.good()}) {
                if (example.indexOf('@') < 0 && !example.contains(" 307")) met += compare(rule, example);
            }
        }
        assertTrue(met > 60, "met " + met);
    }

    /** As the server writes it: a byte for each character. */
    private static String wire(String example) {
        String whole = example.startsWith("HTTP/") ? example.replace("HTTP/2 ", "HTTP/1.1 ") : HEAD + example;
        int body = whole.indexOf("\n\n");
        whole = whole.substring(0, body).replace("\n", "\r\n") + "\r\n\r\n" + whole.substring(body + 2);
        String utf8 = new String(whole.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return BYTE.matcher(utf8)
                .replaceAll(hex -> Matcher.quoteReplacement("" + (char) Integer.parseInt(hex.group(1), 16)));
    }

    /** One for an answer that tail took for a stream. */
    private static int compare(Rule rule, String example) throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(wire(example), false)) {
            Map<String, Integer> lint = new TreeMap<>();
            for (String row : Typed.run("lint", server.url(), "--no-probe", "--json").out().split("\n")) {
                Matcher found = FINDING.matcher(row);
                if (found.find()) lint.merge(Rule.named(found.group(1)).name(), 1, Integer::sum);
            }
            String said = Typed.run("tail", server.url(), "--no-reconnect").err();
            String which = rule.code() + ": " + said + " for " + example;
            if (!lint.isEmpty()) assertFalse(said.contains("no errors or warnings"), which);
            if (!said.contains(" 1 connection")) return 0;
            Matcher list = Pattern.compile("(?:error|warning)s? \\((.*?)\\)").matcher(said);
            Map<String, Integer> tail = new TreeMap<>();
            for (String part : list.find() ? list.group(1).split(", ") : new String[0]) {
                int space = part.indexOf(' ');
                tail.put(part.substring(space + 1), space < 0 ? 1 : Integer.parseInt(part.substring(0, space)));
            }
            lint.keySet().removeAll(TIMED);
            tail.keySet().removeAll(TIMED);
            assertEquals(lint, tail, which);
            return 1;
        }
    }
}
