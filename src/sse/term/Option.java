package sse.term;

import java.util.ArrayList;
import java.util.List;

/**
 * An option of a command, as the command's table has it. Tables are read by {@link Args}, and by those who tell a shell
 * what can be typed.
 *
 * <p>A table is one line: {@code "-p/--port= -o/--log=none|info -k/--insecure --cacert=FILE"}. Spellings of one option
 * are joined by a slash. Behind {@code =} stands the value: words with bars between are all there are, and any other
 * is refused; a word in capitals is what a shell completes; nothing is anything.
 *
 * @param value null if it takes none
 */
public record Option(List<String> spellings, String value) {
    // What a shell completes.
    public static final String FILE = "FILE";
    public static final String FOLDER = "DIR";
    public static final String AT_FILE = "@FILE"; // a file behind an @, or any text
    public static final String CODE = "CODE";     // of lint
    public static final String CODES = "CODES";   // with commas between
    public static final String FAULTS = "FAULTS"; // made on purpose, with commas between
    public static final String PROGRAM = "CMD";
    public static final String PROGRAM_AND_WORDS = "CMD...";

    /** {@return the options of a table} */
    public static List<Option> all(String table) {
        List<Option> options = new ArrayList<>();
        for (String option : table.split(" ")) {
            if (option.isEmpty()) continue;
            int equals = option.indexOf('=');
            String spellings = equals < 0 ? option : option.substring(0, equals);
            options.add(new Option(List.of(spellings.split("/")), equals < 0 ? null : option.substring(equals + 1)));
        }
        return options;
    }

    /** The spelling that it is asked for by: the last one. */
    public String name() {
        return spellings.get(spellings.size() - 1);
    }

    public boolean takesValue() {
        return value != null;
    }

    /** {@return the words that it may be, or none if it is not one of a few} */
    public static List<String> choices(String value) {
        boolean few = value != null && !value.isEmpty() && Character.isLowerCase(value.charAt(0));
        return few ? List.of(value.split("\\|")) : List.of();
    }

    /** A {@link Exit} of usage where it takes one of a few words, and this is another. */
    void check(String given) {
        List<String> choices = choices(value);
        if (choices.isEmpty() || choices.contains(given)) return;
        StringBuilder says = new StringBuilder(name()).append(" is ");
        for (int i = 0; i < choices.size(); i++) {
            says.append(i == 0 ? "" : i < choices.size() - 1 ? ", " : " or ").append(choices.get(i));
        }
        throw Exit.usage(says.append(", not '").append(given).append("'").toString());
    }
}
