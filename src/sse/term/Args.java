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
 * <p>A command says which options it has in one line: {@code "-p/--port= -v/--verbose"}; spellings of
 * one option are joined by a slash, and {@code =} means that it takes a value. Understood are
 * {@code --port 80}, {@code --port=80}, {@code -p 80}, {@code -p80} and {@code -vp80}; {@code --} ends
 * the options; {@code -} is a word; the last of a repeated option wins, and {@link #all} gives each.
 * Options are asked for by their last spelling.
 */
public final class Args {
    private final String command;
    private final Map<String, String> known = new HashMap<>(); // spelling to the name asked for
    private final Map<String, Boolean> takesValue = new HashMap<>();
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
        for (String option : (options + " -h --help").split(" ")) {
            boolean value = option.endsWith("=");
            String[] spellings = (value ? option.substring(0, option.length() - 1) : option).split("/");
            String name = spellings[spellings.length - 1];
            for (String spelling : spellings) known.put(spelling, name);
            takesValue.put(name, value);
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
                String name = name(equals < 0 ? word : word.substring(0, equals));
                if (equals >= 0 && !takesValue.get(name)) throw Exit.usage(name + " takes no value");
                if (equals >= 0) put(name, word.substring(equals + 1));
                else if (!takesValue.get(name)) put(name, "");
                else put(name, next(line, ++i, word));
            } else {
                i = cluster(line, i, word);
            }
        }
    }

    /** One-letter options behind one dash; the first that takes a value takes the rest of the word, or the next one. */
    private int cluster(List<String> line, int i, String word) {
        for (int k = 1; k < word.length(); k++) {
            String spelling = "-" + word.charAt(k);
            String name = name(k == 1 && !known.containsKey(spelling) ? word : spelling);
            if (!takesValue.get(name)) {
                put(name, "");
                continue;
            }
            if (k + 1 < word.length()) put(name, word.substring(word.charAt(k + 1) == '=' ? k + 2 : k + 1));
            else put(name, next(line, ++i, spelling));
            break;
        }
        return i;
    }

    private String name(String spelling) {
        String name = known.get(spelling);
        if (name != null) return name;
        throw Exit.usage(command + " has no option " + spelling + "; "
                + Spelling.hint(spelling, known.keySet(), "see " + ProgramName.get() + " help " + command));
    }

    private String next(List<String> line, int i, String spelling) {
        if (i < line.size()) return line.get(i);
        throw Exit.usage(spelling + " needs a value");
    }

    private void put(String name, String value) {
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
