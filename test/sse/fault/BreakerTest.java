package sse.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import sse.EventReader;
import sse.EventReader.Step;
import sse.fault.Outflow.Ending;
import sse.lint.Finding;
import sse.lint.Lint;

class BreakerTest {
    private static final String FOUR = "retry: 3000\n\n: hb\n\nid: 1\nevent: tick\ndata: one\n\nid: 2\nevent: tick\n"
            + "data: two\n\nid: 3\nevent: tick\ndata: three\n\nid: 4\nevent: tick\ndata: four\n\n";

    private static String events(int from, int to) {
        String[] words = {"", "one", "two", "three", "four"};
        StringBuilder text = new StringBuilder();
        for (int i = from; i <= to; i++) {
            text.append("id: ").append(i).append("\nevent: tick\ndata: ").append(words[i]).append("\n\n");
        }
        return text.toString();
    }

    private static final String START = "retry: 3000\n\n: hb\n\n";

    @Test
    void bytesWithoutAFaultGoThroughAsTheyAreInEveryCut() {
        String odd = "\uFEFFdata: a\r\ndata: b\r\rdata: c\n\n: x\r\n\r\n\n\nid\ndata\n\ndata: unfinished \u00e9";
        byte[] bytes = odd.getBytes(StandardCharsets.UTF_8);
        for (String spec : new String[] {"", "cut@events=99", "drop@events=99", "stall=1s@every=99"}) {
            for (int size = 1; size <= bytes.length; size++) {
                Played played = Played.play(spec, bytes, size, 1);
                assertArrayEquals(bytes, played.bytes.toByteArray(), spec + " in pieces of " + size);
                assertEquals(Ending.CLEAN, played.ending);
            }
        }
    }

    @Test
    void piecesThatNoFaultTouchesStayWhole() {
        byte[] bytes = FOUR.getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of(FOUR, "(CLEAN)"), Played.play("cut@after=1h", bytes, 1000, 1).what);
        Played played = Played.play("cut@events=2", bytes, 1000, 1);
        assertEquals(START + events(1, 2), played.text());
        assertEquals(Ending.CLEAN, played.ending);
    }

    @Test
    void pointsStandBehindTheirEventByteOrTime() {
        assertEquals(List.of("(RESET)"), Played.play("reset", FOUR).what);
        assertEquals(START + events(1, 3), Played.play("short@events=3", FOUR).text());
        assertEquals(Ending.SHORT, Played.play("short@events=3", FOUR).ending);
        assertEquals(FOUR.substring(0, 25), Played.play("cut@bytes=25", FOUR).text());
        assertEquals(List.of(FOUR.substring(0, 25), "(2000 ms)", FOUR.substring(25), "(CLEAN)"),
                Played.play("stall=2s@bytes=25", FOUR).what);
        assertEquals(List.of("(SILENT)"), Played.play("stall", FOUR).what);
        assertEquals(2, Played.play("stall=1s@every=2", FOUR).what.stream().filter("(1000 ms)"::equals).count());
        Played late = Played.play("cut@after=25ms", FOUR.getBytes(StandardCharsets.UTF_8), 10, 1);
        assertEquals(FOUR.substring(0, 30), late.text());
    }

    @Test
    void timeAloneBringsAPoint() throws IOException {
        Played played = new Played();
        Breaker breaker = Spec.parse("reset@after=5s").on(1).breaker(1, 1, played);
        breaker.at(0);
        assertEquals(5_000_000_000L, breaker.due());
        breaker.at(breaker.due());
        assertEquals(List.of("(RESET)"), played.what);
        assertEquals(Long.MAX_VALUE, breaker.due());
    }

    @Test
    void stretchesChangeHowBytesLeaveNotWhich() throws IOException {
        byte[] bytes = FOUR.getBytes(StandardCharsets.UTF_8);
        Played held = Played.play("hold=2", bytes, 7, 1);
        assertEquals(List.of(START + events(1, 2), events(3, 4), "(CLEAN)"), held.what);
        Played slow = Played.play("slow=10", "data: x\n\n");
        assertEquals(19, slow.what.size());
        assertEquals("(100 ms)", slow.what.get(1));
        assertEquals(List.of("d", "a", "t", "a", "\n"), Played.play("split=1", "data\n").what.subList(0, 5));
        Played cut = Played.play("split=utf8", "data: \u00e9\ud83c\udf0f\n\n");
        assertEquals("data: \u00e9\ud83c\udf0f\n\n", cut.text());
        assertEquals(6, cut.what.size());
        Played halves = Played.play("split=crlf", "data: x\r\n\r\n");
        assertEquals(List.of("data: x\r", "\n\r", "\n"), halves.what.subList(0, 3));
        Played from = Played.play("split=1@events=3", FOUR);
        assertEquals(List.of(START + events(1, 3), "i", "d"), from.what.subList(0, 3));
        Played zipped = Played.play("gzip", bytes, 7, 1);
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(zipped.bytes.toByteArray())).readAllBytes();
        assertArrayEquals(bytes, plain);
        assertEquals(2, zipped.what.size());
    }

    @Test
    void eventsAreLostDoubledAndMoved() {
        assertEquals(START + events(1, 1) + events(3, 4), Played.play("drop@events=2", FOUR).text());
        assertEquals(START + events(1, 2) + events(2, 2) + events(3, 4) + events(4, 4),
                Played.play("dup@every=2", FOUR).text());
        assertEquals(START + events(1, 1) + events(3, 3) + events(2, 2) + events(4, 4),
                Played.play("swap@events=2", FOUR).text());
        assertEquals(FOUR, Played.play("swap@events=4", FOUR).text());
        assertEquals(START + "id: 1\n" + events(2, 2) + "event: tick\ndata: one\n\n" + events(3, 4),
                Played.play("weave@events=1", FOUR).text());
        assertEquals(START + events(1, 1) + "id: 2\nevent: t", Played.play("half@events=2", FOUR).text());
        assertEquals(START, Played.play("drop", FOUR).text());
        assertEquals("retry: 3000\n\n" + events(1, 4), Played.play("nohb", FOUR).text());
    }

    /** Each damage, and what lint says of it that it does not say of the stream as it was. */
    @Test
    void damageIsWhatLintFindsAndNothingElse() {
        String[][] damages = {
            {"half@events=4", "101"}, {"noblank@events=2", "114"}, {"rawnl@events=2", "104"},
            {"forge@events=2", "114, 115, 215"},
            {"indent@events=2", "102"}, {"case@events=2", "105"}, {"space@events=2", "103"}, {"nodata@events=2", "204"},
            {"name=error@events=2", "203"}, {"bom@events=2", "107"}, {"latin1@events=2", "108"}, {"sameid", "304"},
            {"nulid@events=2", "110"}, {"badretry", "307"}, {"cr", "116"}, {"crlf", "117"}, {"mixed", "115"},
        };
        TreeSet<Integer> before = codes(FOUR);
        for (String[] damage : damages) {
            TreeSet<Integer> codes = codes(Played.play(damage[0], FOUR).bytes.toByteArray());
            codes.removeAll(before);
            assertEquals("[" + damage[1] + "]", codes.toString(), damage[0]);
        }
        assertEquals(before, codes(Played.play("noid@events=2", FOUR).bytes.toByteArray()));
        assertEquals(FOUR.replace("id: 2\n", ""), Played.play("noid@events=2", FOUR).text());
    }

    private static TreeSet<Integer> codes(String text) {
        return codes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static TreeSet<Integer> codes(byte[] bytes) {
        Lint lint = new Lint();
        EventReader reader = new EventReader(bytes);
        Step step;
        try {
            do {
                step = reader.step();
                lint.line(step, reader);
            } while (step != Step.END);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        TreeSet<Integer> codes = new TreeSet<>();
        for (Finding finding : lint.findings()) codes.add(finding.rule().number());
        return codes;
    }

    @Test
    void sameSeedGivesTheSameAndAnotherSeedAnother() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 200; i++) many.append("data: ").append(i).append("\n\n");
        byte[] bytes = many.toString().getBytes(StandardCharsets.UTF_8);
        String spec = "drop@p=0.3,dup@p=0.2,latin1@p=0.1";
        String first = Played.play(spec, bytes, 50, 7).text();
        for (int size : new int[] {1, 3, 1000}) assertEquals(first, Played.play(spec, bytes, size, 7).text());
        assertNotEquals(first, Played.play(spec, bytes, 50, 8).text());
        assertTrue(first.length() > bytes.length / 2);
    }

    @Test
    void damageIsTheSameInEveryCutAndWithEveryLineEnd() {
        for (String end : new String[] {"\n", "\r", "\r\n"}) {
            byte[] bytes = FOUR.replace("\n", end).getBytes(StandardCharsets.UTF_8);
            for (Kind kind : Kind.values()) {
                if (kind == Kind.GZIP || kind == Kind.DELAY || kind == Kind.RESET) continue;
                String spec = kind.example().replaceFirst("@after.*", "");
                byte[] whole = Played.play(spec, bytes, bytes.length, 1).bytes.toByteArray();
                for (int size : new int[] {1, 2, 3, 5, 17}) {
                    byte[] cut = Played.play(spec, bytes, size, 1).bytes.toByteArray();
                    assertEquals(text(whole), text(cut), spec + " in pieces of " + size);
                }
            }
        }
    }

    @Test
    void anyFaultsMayMeetOnAnyEvent() {
        String odd = "\uFEFFdata: first\n\ndata\n\nid\ndata: x\n\n:c\nevent: e\ndata:\ndata: y\n\n";
        for (Kind one : Kind.values()) {
            for (Kind other : Kind.values()) {
                if (one.reach == Kind.Reach.HEAD || other.reach == Kind.Reach.HEAD) continue;
                String spec = one.example().replaceFirst("@.*", "") + "," + other.example().replaceFirst("@.*", "");
                for (int size : new int[] {1, 1000}) {
                    assertTrue(Played.play(spec, odd.getBytes(StandardCharsets.UTF_8), size, 1).ending != null, spec);
                }
            }
        }
        assertEquals("data:?\n\n", Played.play("latin1", "data\n\n").text().replace('\uFFFD', '?'));
    }

    /** Readable; without a last LF, for a point behind an event comes as soon as the CR in front of it is there. */
    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.replaceFirst("(?<=\r)\n\\z", "").replace("\r", "\\r").replace("\n", "\\n");
    }

    /** Each line takes room, and each fault looks at all of them: a spec may have hundreds. */
    @Test
    void eventOfVeryManyLinesLeavesAsItCame() {
        String spec = "indent,".repeat(500) + "nodata";
        String many = "data\nx\n".repeat(2100) + "\n";
        Played played = Played.play(spec, many + "data: x\n\n");
        assertEquals(many + " ".repeat(500) + "data: x\n\n", played.text());
    }
}
