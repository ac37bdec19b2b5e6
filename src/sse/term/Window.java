package sse.term;

import java.util.Locale;

/** The terminal that the output goes to. */
public final class Window {
    private Window() {}

    /** Its columns; 0 where the output goes to no terminal. */
    public static int columns(Console console) {
        return console.outIsTerminal() ? console.columns() : 0;
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
            default -> console.colours(console.outIsTerminal());
        };
    }
}
