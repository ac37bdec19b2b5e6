package sse.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkTest {
    private final Mark mark = new Mark("run1", 0);

    private String written(int size, long number, long due) {
        byte[] data = new byte[size + 10];
        mark.write(data, 5, size, number, due);
        assertEquals(0, data[4]);
        assertEquals(0, data[5 + size]);
        return new String(data, 5, size, StandardCharsets.US_ASCII);
    }

    private void reads(long number, long due, String data) {
        Mark reader = mark.copy();
        assertTrue(reader.read(data), data);
        assertEquals(number, reader.number);
        assertEquals(due, reader.due);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        reads(0, 0, written(Mark.MIN_SIZE, 0, 0));
        reads(4_000_000_001L, 77_000_000_001L, written(200, 4_000_000_001L, 77_000_000_001L));
        reads(5, 6, written(200, 5, 6) + "\nand a second line");
    }

    @Test
    void mayStandInQuotes() {
        reads(5, 6, '"' + written(100, 5, 6) + '"');
    }

    @Test
    void whatAnotherRunOrNobodyWroteIsNotRead() {
        for (String data : List.of("", "hello", "bench-run2-5-6 x", "bench-run1-", "bench-run1-5", "bench-run1-5x",
                "bench-run1--6", "xxxxxbench-run1-5-6 ")) {
            assertFalse(mark.read(data), data);
        }
    }
}
