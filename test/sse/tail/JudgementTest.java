package sse.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sse.client.Answer;
import sse.explain.Example;
import sse.head.Head;
import sse.lint.Lint;
import sse.lint.Rule;
import sse.lint.Severity;
import sse.text.Figures;

/** What tail's summary counts is what lint finds in the same answer, piece by piece at the same times. */
class JudgementTest {
    private static final String OK = "HTTP/1.1 200 OK\nContent-Type: text/event-stream\n";
    private static final List<String> HEADS = List.of(OK + "Cache-Control: no-store\nX-Accel-Buffering: no\n", OK,
            OK + "Cache-Control: no-cache\nContent-Encoding: gzip\n",
            OK + "Cache-Control: no-store\nContent-Length: 9\n", OK + "Content-Length: 9\nContent-Length: 8\n",
            OK.replace("stream", "stream; charset=utf8"), "HTTP/1.1 200 OK\nContent-Type: text/plain\n",
            "HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Encoding: gzip\n", "HTTP/1.1 200 OK\n",
            "HTTP/1.1 503 Busy\n", "HTTP/1.1 204 No Content\n", "HTTP/1.1 302 Found\n");
    private static final List<String> TEXTS = List.of("data: a\n\n", ":\n\n", "id: 1\ndata: {\"a\":1}\n\n",
            "data: {\"a\"\n\n", "id: 2\ndata: b\n\n", "event: end\ndata: c\n\n", "Data: x\n\n", "data: half",
            "retry: 5s\n\n", "data: 1\n\ndata: 2\n\ndata: 3\n\ndata: 4\n\ndata: 5\n\n",
            "id: 7\n\n", "one\n", "\n", "event: only\n\n", "id: 3\ndata: 1\n\nid: 4\ndata: 2\n\nid: 5\ndata: 3\n\n"
                + "id: 6\ndata: 4\n\nid: 8\ndata: 5\n\nid: 9\ndata: 6\n\n", "<html>\n", "data: \u2028\n\n", "\r\n\r\n");

    private final Judgement judgement = new Judgement(false, null);

    private static Answer answer(String head, long millis) {
        Head parsed = Head.parse(List.of(head.split("\n")));
        return new Answer(URI.create("http://127.0.0.1/x"), parsed, "", millis);
    }

    private void piece(String text, long millis) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        judgement.mayWait();
        judgement.bytes(bytes, 0, bytes.length, millis * 1_000_000);
    }

    /** What the summary says where lint has found that, on all connections together. */
    private static String expected(List<Lint> lints) {
        StringBuilder counts = new StringBuilder();
        StringBuilder names = new StringBuilder();
        for (Severity severity : List.of(Severity.ERROR, Severity.WARNING)) {
            long all = lints.stream().mapToLong(lint -> lint.count(severity)).sum();
            if (all > 0) counts.append(counts.isEmpty() ? "" : ", ").append(Figures.count(all, severity.toString()));
            for (Rule rule : Rule.all()) {
                long n = lints.stream().mapToLong(lint -> lint.count(rule)).sum();
                if (n == 0 || rule.severity() != severity) continue;
                names.append(names.isEmpty() ? "" : ", ").append(n > 1 ? n + " " : "").append(rule.name());
            }
        }
        return counts.isEmpty() ? "no errors or warnings" : counts + " (" + names + ")";
    }

    @Test
    void whatLintFindsIsCounted() {
        Random random = new Random(20261126);
        Set<String> met = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            List<Lint> lints = new ArrayList<>();
            Judgement judged = new Judgement(false, null);
            for (int n = 1 + random.nextInt(3); n > 0; n--) lints.add(judged(judged, random));
            assertEquals(expected(lints), judged.summary());
            assertEquals(!judged.summary().startsWith("no "), judged.found());
            met.addAll(List.of(judged.summary().split("[ (),]+")));
        }
        assertTrue(met.containsAll(List.of("late-head", "bursts", "no-heartbeat", "polling", "compressed", "wrong-type",
                "charset", "status-final", "length", "broken-body", "unfinished-block", "not-a-stream")), "" + met);
    }

    /** Has a random connection judged, and gives what lint finds in the same bytes at the same times. */
    private static Lint judged(Judgement judged, Random random) {
        String head = HEADS.get(random.nextInt(HEADS.size()));
        long millis = random.nextInt(10) == 0 ? 2500 : 5;
        StringBuilder notation = new StringBuilder("@" + millis / 1e3 + "s@" + head + "\n");
        judged.opened(answer(head, millis), millis * 1_000_000);
        for (int n = random.nextInt(8); n > 0; n--) {
            millis += List.of(1, 200, 2100, 6000, 31_000).get(random.nextInt(5));
            String text = TEXTS.get(random.nextInt(TEXTS.size()));
            notation.append("@").append(millis / 1e3).append("s@").append(text);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (random.nextBoolean()) judged.mayWait();
            judged.bytes(bytes, 0, bytes.length, millis * 1_000_000);
        }
        millis += random.nextInt(3) == 0 ? 40_000 : 10;
        notation.append("@").append(millis / 1e3).append("s@");
        switch (random.nextInt(3)) {
            case 0 -> judged.ended(millis * 1_000_000);
            case 1 -> {
                judged.stopped(millis * 1_000_000);
                notation.append("@stop@");
            }
            default -> {
                judged.broken("it broke", millis * 1_000_000);
                notation.append("@broken it broke@");
            }
        }
        return new Example(notation.toString()).lint(null);
    }

    @Test
    void rulesAreNamedAndCounted() {
        for (int i = 0; i < 2; i++) {
            judgement.opened(answer(OK, 3000), 3_000_000_000L);
            piece("data: {\"a\"\n\n", 3000);
            judgement.ended(20_000_000_000L);
        }
        assertEquals("6 warnings (2 bad-json, 2 late-head, 2 cacheable)", judgement.summary());
        Judgement all = new Judgement(false, null);
        all.add(judgement);
        all.add(new Judgement(false, null));
        all.refused(answer("HTTP/1.1 503 Busy\n", 3), 3);
        assertEquals("1 error, 6 warnings (status-final, 2 bad-json, 2 late-head, 2 cacheable)", all.summary());
        Judgement unread = new Judgement(false, null);
        unread.refused(answer(OK + "Content-Encoding: br\n", 3), 3);
        assertEquals("1 error, 2 warnings (not-read, compressed, cacheable)", unread.summary());
    }

    @Test
    void ofAStreamWithoutEndTheBeginningIsJudged() {
        judgement.opened(answer(HEADS.get(0), 1), 1_000_000);
        String event = "id: %d\ndata: " + "x".repeat(1000) + "\n\n";
        IntStream.range(1, 3900).forEach(i -> piece(event.formatted(i), i));
        assertEquals("no errors or warnings", judgement.summary());
        IntStream.range(3900, 4100).forEach(i -> piece(event.formatted(i), i));
        IntStream.range(4100, 4200).forEach(i -> piece("Data: nobody looks at this any more\n", i));
        judgement.ended(90_000_000_000L); // inside a block, which that cannot tell, and long after what is judged
        assertEquals("no errors or warnings in the first 4 MB", judgement.summary());
    }
}
