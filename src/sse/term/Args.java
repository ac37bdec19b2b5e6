package sse.term;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sse.text.Digits;
import sse.text.Spelling;
import sse.text.Units;

/**
 * The words of a command line, sorted into options and the rest.
 *
 * <p>A command says which options it has in one line, a table as {@link Option} reads it. Understood are
 * {@code --port 80}, {@code --port=80}, {@code -p 80}, {@code -p80} and {@code -vp80}; {@code --} ends
 * the options; {@code -} is a word; the last of a repeated option wins, and {@link #all} gives each.
 * Options are asked for by their last spelling.
 */
public final class Args {
    private final String command;
    private final Map<String, Option> known = new HashMap<>(); // by each spelling
    private final Map<String, List<String>> given = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    /** Sorts the words. */
    public Args(String command, String options, List<String> line) {
        this(command, options, line, false);
    }

    /** {@return the words sorted, where everything from the first that is no option on is a word} */
    public static Args before(String command, String options, List<String> line) {
        return new Args(command, options, line, true);
    }

    private Args(String command, String options, List<String> line, boolean onlyInFront) {
        this.command = command;
        for (Option option : Option.all(options + " -h --help")) {
            for (String spelling : option.spellings()) known.put(spelling, option);
        }
        for (int i = 0; i < line.size(); i++) {
            String word = line.get(i);
            if (word.equals("--")) {
                words.addAll(line.subList(i + 1, line.size()));
                return;
            }
            if (word.equals("-") || !word.startsWith("-")) {
                words.add(word);
                if (!onlyInFront) continue;
                words.addAll(line.subList(i + 1, line.size()));
                return;
            } else if (word.startsWith("--")) {
                int equals = word.indexOf('=');
                Option option = option(equals < 0 ? word : word.substring(0, equals));
                if (equals >= 0 && !option.takesValue()) throw Exit.usage(option.name() + " takes no value");
                if (equals >= 0) put(option, word.substring(equals + 1));
                else if (!option.takesValue()) put(option, "");
                else put(option, next(line, ++i, word));
            } else {
                i = cluster(line, i, word);
            }
        }
    }

    /** One-letter options behind one dash; the first that takes a value takes the rest of the word, or the next one. */
    private int cluster(List<String> line, int i, String word) {
        for (int k = 1; k < word.length(); k++) {
            String spelling = "-" + word.charAt(k);
            Option option = option(k == 1 && !known.containsKey(spelling) ? word : spelling);
            if (!option.takesValue()) {
                put(option, "");
                continue;
            }
            if (k + 1 < word.length()) put(option, word.substring(word.charAt(k + 1) == '=' ? k + 2 : k + 1));
            else put(option, next(line, ++i, spelling));
            break;
        }
        return i;
    }

    private Option option(String spelling) {
        Option option = known.get(spelling);
        if (option != null) return option;
        throw Exit.usage(command + " has no option " + spelling + "; "
                + Spelling.hint(spelling, known.keySet(), "see " + ProgramName.get() + " help " + command));
    }

    private String next(List<String> line, int i, String spelling) {
        if (i < line.size()) return line.get(i);
        throw Exit.usage(spelling + " needs a value");
    }

    private void put(Option option, String value) {
        if (option.takesValue()) option.check(value);
        String name = option.name();
        List<String> values = given.get(name);
        if (values == null) given.put(name, values = new ArrayList<>()); // a lambda would cost 5 ms here
        values.add(value);
    }

    public List<String> words() {
        return words;
    }

    public boolean has(String name) {
        return given.containsKey(name);
    }

    public List<String> all(String name) {
        return given.getOrDefault(name, List.of());
    }

    /** The last value given, or null. */
    public String get(String name) {
        List<String> values = given.get(name);
        return values == null ? null : values.get(values.size() - 1);
    }

    public String get(String name, String otherwise) {
        String value = get(name);
        return value == null ? otherwise : value;
    }

    /** A duration such as 500ms, in milliseconds. */
    public long millis(String name, long otherwise) {
        String value = get(name);
        if (value == null) return otherwise;
        try {
            return Units.millis(value);
        } catch (IllegalArgumentException e) {
            throw Exit.usage(name + ": " + e.getMessage());
        }
    }

    /** A size such as 64K, in bytes. */
    public long bytes(String name, long otherwise) {
        String value = get(name);
        if (value == null) return otherwise;
        try {
            return Units.bytes(value);
        } catch (IllegalArgumentException e) {
            throw Exit.usage(name + ": " + e.getMessage());
        }
    }

    /** A whole number from min, which is 0 or more, to max. */
    public int number(String name, int otherwise, int min, int max) {
        String value = get(name);
        if (value == null) return otherwise;
        long n = Digits.parse(value);
        if (n >= min && n <= max) return (int) n;
        throw Exit.usage(name + " takes a whole number from " + min + " to " + max + ", not '" + value + "'");
    }
}
