package sse.courier;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WriteWatchTest {
    private final WriteWatch watch = new WriteWatch();

    @Test
    void aWriteThatHasMovedSinceIsSparedByTheDeadlineAndNotByTheEnd() {
        long before = System.nanoTime() - 1000;
        watch.begin();
        watch.moved();
        watch.killIfSince(before);
        assertFalse(watch.killed());
        watch.kill();
        assertTrue(Thread.interrupted());
        assertThrows(IOException.class, watch::end);
    }

    @Test
    void whereNothingIsWrittenNothingIsKilled() throws IOException {
        watch.kill();
        watch.begin();
        watch.end();
        watch.kill();
        assertFalse(watch.killed());
        assertFalse(Thread.interrupted());
    }
}
