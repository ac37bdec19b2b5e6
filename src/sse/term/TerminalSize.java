package sse.term;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import sse.text.Digits;

/** How wide the terminal is. */
final class TerminalSize {
    /** What most have, and what everything of ours fits into. */
    static final int USUAL = 80;
    private static final int LEAST = 40;

    private TerminalSize() {}

    /** Its columns: what the environment says, or the terminal itself, or the usual. */
    static int columns(Map<String, String> env) {
        int columns = number(env.getOrDefault("COLUMNS", ""));
        if (columns == 0) columns = asked();
        return columns == 0 ? USUAL : Math.max(LEAST, columns);
    }

    /** Asks the terminal itself: the JDK has no call for it. */
    private static int asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            stty.waitFor(1, TimeUnit.SECONDS);
            return number(answer.substring(answer.indexOf(' ') + 1));
        } catch (IOException e) {
            return 0; // no stty, or no terminal of its own
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static int number(String text) {
        return Math.clamp(Digits.parse(text), 0, 1 << 16);
    }
}
