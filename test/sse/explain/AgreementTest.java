package sse.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sse.Event;
import sse.EventReader;
import sse.EventReader.Step;
import sse.kit.Chunks;
import sse.lint.Correction;
import sse.lint.Finding;
import sse.lint.Lint;
import sse.lint.Rule;
import sse.lint.Severity;

/** What explain says was dispatched is what the reader gives, however the bytes are cut. */
class AgreementTest {
    private static final int MUTATED = 100_000;

    @Test
    void dispatchRowsAreTheEventsOfTheReaderForEachFixtureAndEveryCut() throws IOException {
        for (String fixture : Samples.FIXTURES) {
            byte[] bytes = Samples.bytes(fixture);
            List<String> expected = events(bytes);
            assertEquals(expected, dispatched(new ByteArrayInputStream(bytes)), fixture);
            assertEquals(expected, dispatched(Chunks.cut(bytes, 1)), fixture);
            for (int at = 0; at <= bytes.length; at++) assertEquals(expected, dispatched(Chunks.split(bytes, at)),
                    fixture + " cut at " + at);
        }
    }

    @Test
    void findingsDoNotDependOnTheCuts() {
        for (String fixture : Samples.FIXTURES) {
            byte[] bytes = Samples.bytes(fixture);
            List<String> expected = found(new ByteArrayInputStream(bytes));
            assertEquals(expected, found(Chunks.cut(bytes, 1)), fixture);
            for (int at = 0; at <= bytes.length; at++) assertEquals(expected, found(Chunks.split(bytes, at)), fixture
                    + " cut at " + at);
        }
    }

    @Test
    void offsetsOfTheRowsFollowEachOther() throws IOException {
        for (String fixture : Samples.FIXTURES) {
            byte[] bytes = Samples.bytes(fixture);
            for (int at = 0; at <= bytes.length; at++) {
                long next = 0;
                for (String row : Samples.explained(Chunks.split(bytes, at), 0, Show.JSON).split("\n")) {
                    if (!row.startsWith("{\"kind\":\"line\"")) continue;
                    assertEquals(next, number(row, "off"), row);
                    next += number(row, "len");
                }
                assertEquals(bytes.length, next, fixture + " cut at " + at);
            }
        }
    }

    @Test
    void mutatedStreamsAgreeToo() throws IOException {
        Random random = new Random(20261121);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < MUTATED; i++) {
            byte[] bytes = mutated(random);
            out.reset();
            Explain explain = new Explain(out, Set.of(Show.JSON), 0, false);
            EventReader reader = new EventReader(bytes);
            Lint lint = new Lint();
            for (Step step = null; step != Step.END; ) {
                step = reader.step();
                lint.line(step, reader);
                explain.line(step, reader, lint);
            }
            explain.flush();
            String rows = out.toString(StandardCharsets.UTF_8);
            List<String> expected = events(bytes);
            int at = 0;
            for (String event : expected) {
                at = rows.indexOf("\"step\":\"dispatch\"," + event, at) + 1;
                if (at == 0) fail(i + ": no " + event + " in\n" + rows);
            }
            assertEquals(-1, rows.indexOf("\"step\":\"dispatch\"", at), rows);
            assertEquals(expected.size(), lint.events());
            if (i % 50 == 0) {
                assertEquals(expected, dispatched(Chunks.cut(bytes, 1)));
                assertEquals(found(new ByteArrayInputStream(bytes)), found(Chunks.cut(bytes, 1)),
                        () -> new String(bytes, StandardCharsets.UTF_8));
            }
        }
    }

    /** A fixture with some bytes changed, removed, doubled, or parts of another one put in. */
    private static byte[] mutated(Random random) {
        StringBuilder text = new StringBuilder(Samples.FIXTURES.get(random.nextInt(Samples.FIXTURES.size())));
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(5)) {
                case 0 -> text.insert(at, "\n\r :\0\u001B\uFEFF\u2028x".charAt(random.nextInt(9)));
                case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(6)));
                case 2 -> text.insert(at, List.of("data:", "id: 3\n", "event: x\n", "\n\n", "retry: 5", "\r\n",
                        "{\"a\":1}").get(random.nextInt(7)));
                case 3 -> text.append(Samples.FIXTURES.get(random.nextInt(Samples.FIXTURES.size())));
                default -> text.setLength(at);
            }
        }
        byte[] bytes = Samples.bytes(text.toString());
        if (bytes.length > 0 && random.nextInt(3) == 0) bytes[random.nextInt(bytes.length)] =
                (byte) random.nextInt(256);
        return bytes;
    }

    /** Where a finding says that an event is lost or changed, the events of the mended stream are others, and back. */
    @Test
    void errorsAreWhatChangesTheEvents() throws IOException {
        Set<Integer> mended = Set.of(101, 102, 104, 105, 106, 107, 112, 121, 204);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = mutated(random);
            if ("<{[".contains(text(bytes).strip().replace("\uFEFF", "").concat("<").substring(0, 1))) continue;
            byte[] corrected = corrected(bytes);
            Lint before = Samples.linted(new ByteArrayInputStream(bytes));
            Lint after = Samples.linted(new ByteArrayInputStream(corrected));
            boolean lost = before.findings().stream().anyMatch(f -> mended.contains(f.rule().number()));
            boolean changed = !outcome(bytes).equals(outcome(corrected));
            String all = said(before) + "\nof\n" + text(bytes) + "\nmended\n" + text(corrected) + "\nleft\n"
                    + said(after);
            // a mended field has no effect where another one rules
            boolean overruled = count(after, 110, 114, 207, 303, 304) > 0;
            assertTrue(changed || !lost || overruled, all);
            assertTrue(before.count(Severity.ERROR) > 0 || !changed || count(before, 122) > 0, all);
            assertEquals(0, count(after, 101, 102, 104, 105, 106, 107, 112, 115, 119, 121, 122, 204), all);
        }
    }

    private static List<String> said(Lint lint) {
        return lint.findings().stream().map(f -> f.rule().code() + " " + f.where() + " " + f.says()).toList();
    }

    private static long count(Lint lint, int... codes) {
        long n = 0;
        for (int code : codes) n += lint.count(Rule.named(String.valueOf(code)));
        return n;
    }

    private static byte[] corrected(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Correction correction = new Correction(out);
        EventReader reader = new EventReader(bytes);
        for (Step step = null; step != Step.END; ) correction.line(step = reader.step(), reader);
        return out.toByteArray();
    }

    /** The events, and the ids that are remembered behind them. */
    private static List<String> outcome(byte[] bytes) throws IOException {
        List<String> all = events(bytes);
        EventReader reader = new EventReader(bytes);
        String id = "";
        while (reader.step() != Step.END) {
            if (reader.lastEventId().equals(id)) continue;
            id = reader.lastEventId();
            all.add(id);
        }
        return all;
    }

    @Test
    void binariesAndOtherFormatsAreHarmless() throws IOException {
        byte[] utf16 = Samples.PRICE.getBytes(StandardCharsets.UTF_16LE);
        byte[] elf = Files.readAllBytes(Path.of(ProcessHandle.current().info().command().orElseThrow()));
        for (byte[] bytes : List.of(utf16, elf)) {
            String rows = Samples.explained(new ByteArrayInputStream(bytes), 0);
            assertFalse(rows.chars().anyMatch(c -> c < 0x20 && c != '\n' || c >= 0x7F && c < 0xA0));
            assertTrue(Samples.linted(new ByteArrayInputStream(bytes)).count(Severity.ERROR) > 0);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The events as the JSON rows write them, made without the code under test. */
    private static List<String> events(byte[] bytes) throws IOException {
        List<String> all = new ArrayList<>();
        EventReader reader = new EventReader(bytes);
        for (Event event; (event = reader.read()) != null; ) {
            all.add("\"id\":" + json(event.id()) + ",\"type\":" + json(event.type()) + ",\"data\":"
                    + json(event.data()));
        }
        return all;
    }

    private static String json(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            int type = Character.getType(c);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c == '\n') out.append("\\n");
            else if (c == '\t') out.append("\\t");
            else if (c == '\r') out.append("\\r");
            else if (type == Character.CONTROL || type == Character.FORMAT || c == 0x2028 || c == 0x2029
                    || type == Character.SPACE_SEPARATOR && c != ' ' && c != 0x3000) out.append(String.format("\\u%04x",
                            (int) c));
            else out.append(c);
        }
        return out.append('"').toString();
    }

    private static List<String> dispatched(InputStream in) {
        List<String> all = new ArrayList<>();
        for (String row : Samples.explained(in, 0, Show.JSON).split("\n")) {
            int at = row.indexOf("\"step\":\"dispatch\",");
            if (at >= 0) all.add(row.substring(at + 18, row.indexOf(",\"effect\":")));
        }
        return all;
    }

    private static List<String> found(InputStream in) {
        List<String> all = new ArrayList<>();
        for (Finding finding : Samples.linted(in).findings()) all.add(finding.rule().code() + " " + finding.where()
                + " " + finding.offset() + " " + finding.says());
        return all;
    }

    private static long number(String row, String name) {
        int at = row.indexOf("\"" + name + "\":") + name.length() + 3;
        int to = at;
        while (Character.isDigit(row.charAt(to))) to++;
        return Long.parseLong(row.substring(at, to));
    }
}
