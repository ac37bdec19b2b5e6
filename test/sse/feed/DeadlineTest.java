package sse.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import sse.text.ArrayInput;

class DeadlineTest {

    /** Always has more, at once. */
    private static final class Endless extends ArrayInput {
        @Override
        public int read(byte[] bytes, int from, int length) {
            return length;
        }
    }

    private static Deadline reading(InputStream in, long millis) {
        return new Deadline(Thread.ofPlatform().daemon(), () -> in, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(
                millis));
    }

    @Test
    void whatNeverPausesEndsWhenTheTimeIsUp() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            try (Deadline deadline = reading(new Endless(), 50)) {
                while (deadline.read() >= 0) { } // byte by byte, so that there is always more by then
                assertTrue(deadline.stopped());
            }
        });
    }

    @Test
    void endOfTheStreamIsNotTheEndOfTheTime() throws Exception {
        try (Deadline deadline = reading(new ByteArrayInputStream(new byte[] {1, 2}), 60_000)) {
            assertEquals(2, deadline.readAllBytes().length);
            assertFalse(deadline.stopped());
        }
    }
}
