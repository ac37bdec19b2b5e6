package sse.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How far a work is, for a terminal. */
class ProgressBarTest {
    private static final long SECOND = 1_000_000_000;

    private static String at(double percent, long seconds, ProgressBar bar) {
        return bar.of("{\"pct\":" + percent + ",\"line\":\"x\"}", Long.MAX_VALUE + seconds * SECOND); // it may overflow
    }

    @Test
    void barGrowsAndSaysWhatIsLeftOnceItIsKnown() {
        ProgressBar bar = new ProgressBar(Long.MAX_VALUE);
        assertEquals("[" + " ".repeat(40) + "] 0 %", at(0, 1, bar));
        assertEquals("[====" + " ".repeat(36) + "] 10 %", at(10, 2, bar));
        assertEquals("[========" + " ".repeat(32) + "] 20 %  about 12 s left", at(20, 4, bar));
        assertEquals("[" + "=".repeat(36) + " ".repeat(4) + "] 90 %  about 56 min left", at(90.9, 33_334, bar));
        assertEquals("", at(100, 40_000, bar));
    }

    @Test
    void whatWasThereBeforeTellsNothingOfTheSpeedAndANewWorkBeginsAnew() {
        ProgressBar bar = new ProgressBar(0);
        bar.of("{\"pct\":1}", 0);
        bar.of("{\"pct\":50}", SECOND / 10);
        assertEquals("[" + "=".repeat(21) + " ".repeat(19) + "] 54 %  about 46 s left",
                bar.of("{\"pct\":54}", 4 * SECOND + SECOND / 10));
        assertEquals("[" + " ".repeat(40) + "] 1 %", bar.of("{\"pct\":1}", 9 * SECOND));
        assertEquals("[" + " ".repeat(40) + "] 2 %  about 9999 h left", bar.of("{\"pct\":2}", 999_999 * SECOND));
    }

    @Test
    void itFitsItsColumns() {
        ProgressBar bar = new ProgressBar(0);
        bar.of("{\"pct\":1}", SECOND);
        int columns = bar.of("{\"pct\":99.99999999}", 999_999 * SECOND).length();
        assertEquals(true, columns + "# ".length() <= ProgressBar.COLUMNS);
    }

    @Test
    void whatDoesNotSayHowFarItIsMovesNothing() {
        ProgressBar bar = new ProgressBar(0);
        for (String data : List.of("", "40%", "{", "{}", "{\"pct\":\"4\"}", "{\"pct\":-1}", "[1]", "{\"pct\":null}")) {
            assertNull(bar.of(data, SECOND), data);
        }
        assertEquals("", bar.of("{\"pct\":1e300}", SECOND));
    }
}
