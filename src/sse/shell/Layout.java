package sse.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * A help text taken apart. A line that begins with two blanks is a row: a tag and, behind two blanks or more, the words
 * about it, which go on in the lines that are further in. All else is paragraphs. How lines are broken does not count.
 */
final class Layout {
    /** A row, or a paragraph, which has no tag. */
    record Part(String tag, String words) {
        /** The options that the row is about. */
        List<String> options() {
            List<String> options = new ArrayList<>();
            if (tag == null || !tag.startsWith("-")) return options;
            for (String word : tag.split(",? ")) if (word.startsWith("-")) options.add(word);
            return options;
        }

        /** The words up to where they go into detail: at the end of a clause, or where they get long at a comma. */
        String brief() {
            int inside = 0; // of brackets
            boolean quoted = false;
            int comma = words.length();
            for (int i = 0; i + 1 < words.length(); i++) {
                char c = words.charAt(i);
                if (c == '(' || c == ')') inside += c == '(' ? 1 : -1;
                if (c == '"') quoted = !quoted;
                if (inside > 0 || quoted || words.charAt(i + 1) != ' ') continue;
                if (c == ';' || c == '.' && words.charAt(i - 1) != '.') return words.substring(0, i);
                if ((c == ',' || c == ':') && (i <= BRIEF || comma == words.length())) comma = i;
            }
            return words.length() <= BRIEF ? words : words.substring(0, comma);
        }
    }

    private static final String INDENT = "  ";
    private static final int BRIEF = 72;

    private Layout() {}

    static List<Part> of(String help) {
        List<Part> parts = new ArrayList<>();
        String tag = null;
        StringBuilder words = new StringBuilder();
        for (String line : (help + "\n").split("\n", -1)) {
            boolean further = line.startsWith(INDENT + " ");
            boolean row = line.startsWith(INDENT) && !further;
            boolean blank = line.isBlank() || line.equals("More");
            if (blank || row || !further && tag != null) {
                if (tag != null || words.length() > 0) parts.add(new Part(tag, words.toString()));
                tag = null;
                words.setLength(0);
            }
            if (blank) continue;
            String rest = line.strip();
            if (row) {
                int end = rest.indexOf(INDENT);
                tag = end < 0 ? rest : rest.substring(0, end);
                rest = end < 0 ? "" : rest.substring(end).strip();
            }
            int gap = further ? rest.indexOf(INDENT) : -1; // a row in a row
            if (gap > 0) rest = rest.substring(0, gap) + ": " + rest.substring(gap).strip();
            if (words.length() > 0) words.append(gap > 0 ? "; " : " ");
            words.append(rest);
        }
        return parts;
    }
}
