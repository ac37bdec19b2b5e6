package sse.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sse.Event;

/** What a program prints, as events. */
class PrintedTest {
    private static final LineStyle AS_IT_IS = new LineStyle(1 << 20, false, false);
    private static final long MILLI = 1_000_000;

    private static void add(Printed to, String text, long millis) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.add(bytes, bytes.length, millis * MILLI);
    }

    private static List<String> shown(Printed printed) {
        List<String> shown = new ArrayList<>();
        for (Event event : printed.events()) shown.add(event.type() + " " + event.data());
        return shown;
    }

    private static List<String> all(LineStyle style, String text) {
        Printed printed = new Printed(null, style, 0);
        add(printed, text, 0);
        printed.end();
        return shown(printed);
    }

    @Test
    void eachLineIsAnEventHoweverItWasCut() {
        String text = "one\ntwo\r\n\nViệt 🌏\nlast";
        List<String> expected = List.of("null one", "null two", "null ", "null Việt 🌏", "null last");
        assertEquals(expected, all(AS_IT_IS, text));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Printed printed = new Printed(null, AS_IT_IS, 0);
        for (byte b : bytes) printed.add(new byte[] {b}, 1, 0);
        printed.end();
        assertEquals(expected, shown(printed));
    }

    @Test
    void lineThatWaitsIsPartialAndThenWhole() {
        Printed printed = new Printed("stderr", AS_IT_IS, 0);
        add(printed, "Name? ", 0);
        printed.look(199 * MILLI);
        assertEquals(List.of(), shown(printed));
        assertTrue(printed.waits());
        printed.look(200 * MILLI);
        assertEquals(List.of("partial Name? "), shown(printed));
        assertFalse(printed.waits());
        printed.look(900 * MILLI);
        assertEquals(List.of(), shown(printed));
        add(printed, "me\n", 1000);
        assertEquals(List.of("stderr Name? me"), shown(printed));
    }

    @Test
    void whatIsWrittenOverIsProgressTenASecondAtMost() {
        Printed printed = new Printed(null, AS_IT_IS, 0);
        for (int i = 1; i <= 30; i++) {
            add(printed, i + " of 30\r", 10 * i);
            printed.look(10 * i * MILLI);
        }
        List<String> events = shown(printed);
        assertTrue(events.size() <= 4 && events.size() >= 3, events.toString());
        assertTrue(events.get(0).startsWith("progress 1 of"), events.toString());
        printed.look(600 * MILLI);
        assertEquals(List.of("progress 30 of 30"), shown(printed));
        add(printed, "done\r\n", 700);
        assertEquals(List.of("null done"), shown(printed));
    }

    @Test
    void linesThatSayAPercentageAreProgressIfAsked() {
        LineStyle style = new LineStyle(1000, true, false);
        assertEquals(List.of("progress {\"pct\":40,\"line\":\"unpacking...40% done\"}", "null 1.2.3% is none",
                "progress {\"pct\":12.5,\"line\":\"{\\\"progress\\\": 0.125}\"}", "null {\"progress\":\"x\"}",
                "progress {\"pct\":99.9,\"line\":\" 99.95 %\"}", "null 101%", "null %"),
                all(style, "unpacking...40% done\n1.2.3% is none\n{\"progress\": 0.125}\n{\"progress\":\"x\"}\n"
                        + " 99.95 %\n101%\n%\n"));
        assertNull(Percentage.of("100000000000000000000%"));
        assertEquals(List.of("null 40%"), all(AS_IT_IS, "40%\n"));
    }

    @Test
    void lineThatIsTooLongIsCutBetweenCharacters() {
        Printed printed = new Printed(null, new LineStyle(5, false, false), 0);
        add(printed, "abcdé\nshort\nabcd🌏f\n", 0);
        assertEquals(List.of("null abcd…", "null short", "null abcd…"), shown(printed));
        assertTrue(printed.wasCut());
    }

    @Test
    void bytesThatAreNotUtf8AreReplacedAndEscapesTakenOutIfAsked() {
        Printed printed = new Printed(null, AS_IT_IS, 0);
        printed.add(new byte[] {'c', 'a', 'f', (byte) 0xE9, '\n'}, 5, 0);
        assertEquals(List.of("null caf\uFFFD"), shown(printed));
        String text = "\u001B[1;31mred\u001B[0m \u001B]0;title\u0007 \u001B(Bplain\u001B[2";
        assertEquals(List.of("null " + text), all(AS_IT_IS, text));
        assertEquals(List.of("null red  plain"), all(new LineStyle(1000, false, true), text));
    }
}
