package sse.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void countsHaveCommasAndAWord() {
        assertEquals("0 events", Figures.count(0, "event"));
        assertEquals("1 event", Figures.count(1, "event"));
        assertEquals("999", Figures.grouped(999));
        assertEquals("1,000", Figures.grouped(1000));
        assertEquals("-1,048,576", Figures.grouped(-1_048_576));
        assertEquals("-100", Figures.grouped(-100));
        assertEquals("9,223,372,036,854,775,807", Figures.grouped(Long.MAX_VALUE));
    }

    @Test
    void timesHaveThreeDigitsAndAUnit() {
        assertEquals("999 ns", Figures.time(999));
        assertEquals("1 us", Figures.time(1000));
        assertEquals("1.25 ms", Figures.time(1_250_000));
        assertEquals("1.05 ms", Figures.time(1_050_000));
        assertEquals("10 ms", Figures.time(9_996_000));
        assertEquals("12.5 s", Figures.time(12_500_000_000L));
        assertEquals("100 s", Figures.time(99_960_000_000L));
        assertEquals("10 min", Figures.time(600_000_000_000L));
    }

    @Test
    void durationsAreRoughAndSecondsHaveTenths() {
        assertEquals("999 ms", Figures.duration(999));
        assertEquals("59 s", Figures.duration(59_999));
        assertEquals("2 min 5 s", Figures.duration(125_000));
        assertEquals("26 h 1 min", Figures.duration((26 * 60 + 1) * 60_000L));
        assertEquals("5.1 s", Figures.seconds(5_050));
        assertEquals("0.0 s", Figures.seconds(49));
        assertEquals("1.5", Figures.tenths(1.46));
    }

    @Test
    void sizesAndRates() {
        assertEquals("999 B", Figures.size(999));
        assertEquals("34.5 kB", Figures.size(34_500));
        assertEquals("1.50 GB", Figures.size(1_500_000_000L));
        assertEquals("12.5/s", Figures.rate(12.5));
        assertEquals("1,234,568/s", Figures.rate(1_234_567.8));
    }
}
