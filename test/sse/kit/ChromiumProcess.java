package sse.kit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts Chromium without a window. */
public final class ChromiumProcess {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome",
            "google-chrome-stable");
    private static final List<String> FLAGS = List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");

    private ChromiumProcess() {}

    /**
     * Starts it with more flags or a page, a profile in this folder and its words sent there; skips the test where
     * there is none.
     */
    public static Process start(Path profile, Redirect errors, String... words) throws IOException {
        assumeTrue(!"no".equals(System.getenv("SSE_TEST_BROWSER")), "SSE_TEST_BROWSER is no");
        String program = find();
        assumeTrue(program != null, "no Chromium on the PATH");
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(FLAGS);
        command.add("--user-data-dir=" + profile);
        command.addAll(List.of(words));
        return new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(errors).start();
    }

    private static String find() {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            for (String name : NAMES) {
                Path program = Path.of(folder, name);
                if (Files.isExecutable(program)) return program.toString();
            }
        }
        return null;
    }
}
