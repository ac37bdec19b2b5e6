package sse.load;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SoakTest {
    /** {@code ./build.sh soak} does the same for ten minutes. */
    @Test
    @Timeout(180)
    void fiveSecondsOfAbuseLoseNothing(@TempDir Path folder) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        File log = folder.resolve("server.log").toFile();
        boolean good = Soak.run(5, log, new PrintStream(out, true, StandardCharsets.UTF_8));
        assertTrue(good, out.toString(StandardCharsets.UTF_8));
    }
}
