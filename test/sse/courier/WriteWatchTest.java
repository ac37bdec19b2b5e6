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
        WriteWatch watch = new WriteWatch(new Machine() {
            @Override
            long nanoTime() { // so that it has always moved behind the moment at which somebody looks
                return System.nanoTime() + 60_000_000_000L;
            }
        });
        watch.begin();
        watch.moved();
        watch.killIfSince(System.nanoTime());
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
