package sse.term;

import java.util.ArrayList;
import java.util.List;

/** Cuts a command into its words as a shell does, with quotes and backslashes and nothing else; and quotes them. */
public final class ShellWords {
    private ShellWords() {}

    /** {@return the word as any shell reads it as one} */
    public static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    public static List<String> of(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null; // null between words: '' is a word, too
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            boolean escape = c == '\\' && quote != '\'' && i + 1 < command.length();
            if (quote == 0 && (c == ' ' || c == '\t' || c == '\n')) {
                if (word != null) words.add(word.toString());
                word = null;
                continue;
            }
            if (word == null) word = new StringBuilder();
            if (c == quote) quote = 0;
            else if (quote == 0 && (c == '"' || c == '\'')) quote = c;
            else word.append(escape ? command.charAt(++i) : c);
        }
        if (quote != 0) throw Exit.usage("a quote is missing its end in: " + command);
        if (word != null) words.add(word.toString());
        if (words.isEmpty()) throw Exit.usage("there is no command to run");
        return words;
    }
}
