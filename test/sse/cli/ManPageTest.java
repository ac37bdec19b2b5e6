package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sse.shell.Usage;
import sse.term.Option;

/** The manual page that is made of the help texts. */
class ManPageTest {
    private static final List<String> REQUESTS = List.of(".TH", ".SH", ".SS", ".PP", ".TP", ".nf", ".fi", ".in",
            ".ad", ".nh");

    @TempDir Path folder;

    @Test
    void noWordOfAHelpIsARequestToTroff() {
        for (String line : Typed.run("help", "man").out().split("\n")) {
            if (line.startsWith(".")) assertTrue(REQUESTS.contains(line.split(" ")[0]), line);
            assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 0x7F) && !line.startsWith("'"), line);
        }
    }

    @Test
    void manShowsItAllIn80ColumnsAndHasNothingToSay() throws Exception {
        String shown = shown();
        for (String line : shown.split("\n")) assertTrue(line.length() <= 80, line);
        for (Usage usage : HelpCommand.COMMANDS) {
            for (Option option : usage.options()) {
                if (option.name().contains("help")) continue;
                for (String spelling : usage.shown(option)) assertTrue(shown.contains(spelling), spelling);
            }
        }
        for (String line : List.of("\n       printf 'data: hi\\n\\n' | sse explain --state\n",
                "\nevent: tick    <- optional name; named events do NOT reach onmessage\n",
                "\nstatus 200 · end of stream = \"come back\" · 204 = \"do not come back\"\n",
                "\n   sse pub TOPIC [TEXT...]\n       Publish to a topic.\n",
                "\n       --max-wait D\n              the longest wait after",
                "data~text,", " .a.b[0]>5\n")) {
            assertTrue(shown.contains(line), line + " is not in\n" + shown);
        }
    }

    private String shown() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("sse.1"), Typed.run("help", "man").out());
        ProcessBuilder builder = new ProcessBuilder("man", "--warnings=w", "--no-hyphenation", "--no-justification",
                "-l", "sse.1").directory(folder.toFile());
        builder.environment().putAll(Map.of("MANWIDTH", "80", "LC_ALL", "C.UTF-8", "MAN_KEEP_FORMATTING", ""));
        builder.redirectError(folder.resolve("err").toFile());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            assumeTrue(false, "there is no man here");
            return null;
        }
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String said = Files.readString(folder.resolve("err"));
        assumeTrue(process.waitFor() == 0 || !said.contains("option"), "not the man of man-db");
        assertEquals("", said);
        return shown;
    }
}
