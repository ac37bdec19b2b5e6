package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
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
                boolean ofOne = example.indexOf('@') < 0 && !example.contains(" 307");
                if (ofOne) met += compare(rule.code() + ": " + example, wire(example));
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

    /** The same of bodies that are compressed, flushed behind each event or not, whole or broken off. */
    @Test
    void whatIsCompressedIsJudgedAsItReads() throws IOException {
        int met = 0;
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: ";
        String[] bodies = {"data: a\n\n", "Data: a\n\ndata: b\n\n", "data: {\"a\"\n\nretry: 5s\n\ndata: c"};
        for (String body : bodies) {
            for (boolean flushed : new boolean[] {true, false}) {
                ByteArrayOutputStream zipped = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(zipped, true)) {
                    for (String event : body.split("(?<=\n\n)")) {
                        gzip.write(event.getBytes(StandardCharsets.UTF_8));
                        if (flushed) gzip.flush();
                    }
                }
                String bytes = zipped.toString(StandardCharsets.ISO_8859_1);
                met += compare(body, head + "gzip\r\n\r\n" + bytes, "--compressed");
                met += compare(body, head + "gzip\r\n\r\n" + bytes.substring(0, bytes.length() - 9), "--compressed");
                met += compare(body, head + "gzip\r\n\r\n" + bytes.replace(bytes.charAt(12), 'x'), "--compressed");
            }
        }
        assertEquals(18, met);
        compare("br", head + "br\r\n\r\nxyz", "--compressed");
        compare("json", head.replace("event-stream", "json") + "gzip\r\n\r\nxyz", "--compressed");
    }

    /** One for an answer that tail took for a stream. */
    private static int compare(String what, String answer, String... options) throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(answer, false)) {
            Map<String, Integer> lint = new TreeMap<>();
            for (String row : Typed.run("lint", server.url(), "--no-probe", "--json").out().split("\n")) {
                Matcher found = FINDING.matcher(row);
                if (found.find()) lint.merge(Rule.named(found.group(1)).name(), 1, Integer::sum);
            }
            List<String> words = new ArrayList<>(List.of("tail", server.url(), "--no-reconnect"));
            words.addAll(List.of(options));
            String said = Typed.run(words.toArray(String[]::new)).err();
            String which = said + " for " + what;
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
