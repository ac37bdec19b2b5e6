package sse.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When a lesson is done: by what it asks for, and by nothing less, as {@code lessons.mjs} plays it on a bus of its own;
 * and each language has every text. Skipped where there is no Node.js.
 */
class LessonConditionsTest {
    private static final Path LESSONS = Path.of("src/sse/web/lessons");

    @Test
    void lessonsAreDoneByWhatTheyAskForAndByNothingLess(@TempDir Path folder) throws Exception {
        for (String name : new String[] {"twelve", "client", "en", "vi"}) {
            String module = Files.readString(LESSONS.resolve(name + ".js")).replace(".js\";", ".mjs\";");
            Files.writeString(folder.resolve(name + ".mjs"), module);
        }
        Process node;
        try {
            node = new ProcessBuilder("node", "test/sse/page/lessons.mjs", folder.toString(), "vi")
                    .redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "no node on the PATH");
            return;
        }
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(node.waitFor(20, TimeUnit.SECONDS));
        assertEquals("all as it should be\n", said);
    }
}
