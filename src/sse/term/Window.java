package sse.term;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import sse.text.Digits;

/** The terminal that the output goes to. */
public final class Window {
    private static final int USUAL = 80;

    private Window() {}

    /** Its columns; 0 where the output goes to no terminal. */
    public static int columns(Console console) {
        if (!console.outIsTerminal()) return 0;
        int columns = number(console.env.getOrDefault("COLUMNS", ""));
        if (columns == 0) columns = asked();
        return columns == 0 ? USUAL : Math.max(40, columns);
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

    /** Whether it shows nothing but ASCII, by what the locale says, where it says something. */
    public static boolean isAscii(Console console) {
        if (!console.outIsTerminal()) return false;
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = console.env.getOrDefault(name, "").toLowerCase(Locale.ROOT);
            if (!locale.isEmpty()) return !locale.contains("utf-8") && !locale.contains("utf8");
        }
        return false;
    }

    /** Whether to colour: {@code --color} wins over the environment. */
    public static boolean colours(Console console, String option) {
        return switch (option) {
            case "always" -> true;
            case "never" -> false;
            case "auto" -> console.colours(console.outIsTerminal());
            default -> throw Exit.usage("--color is always, never or auto, not '" + option + "'");
        };
    }
}
