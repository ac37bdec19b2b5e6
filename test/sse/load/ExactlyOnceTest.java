package sse.load;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The soak does the same for as long as it lasts; a failure prints the seed. */
@Timeout(60)
class ExactlyOnceTest {
    private static void run(long seed) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean good = ExactlyOnce.run(seed, 250, new PrintStream(out, true, StandardCharsets.UTF_8));
        assertTrue(good, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whereATopicKeepsFewEvents() throws Exception {
        run(System.nanoTime() & ~1);
    }

    @Test
    void whereAllTopicsTogetherKeepFew() throws Exception {
        run(System.nanoTime() | 1);
    }
}
