package sse.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sse.term.Option;

/**
 * How a command is typed.
 *
 * @param text its help
 * @param table its options, as {@link Option} reads them
 * @param operand what its other words are, as an option's value is written
 * @param rest the help of another command, which tells of the options that this one's does not; or empty
 */
public record Usage(String command, String text, String table, String operand, String rest) {
    public Usage(String command, String text, String table, String operand) {
        this(command, text, table, operand, "");
    }

    /** {@return its options, also those that every command has} */
    public List<Option> options() {
        return Option.all(table + " -h --help");
    }

    /** {@return whether its words are a program to run, and that program's words} */
    public boolean runsAProgram() {
        return operand.equals(Option.PROGRAM_AND_WORDS);
    }

    /** {@return the spellings that the help names; the others are for who comes from another program} */
    public List<String> shown(Option option) {
        Set<String> named = new HashSet<>(List.of((text + rest + " -h --help").split("[^\\w.-]+")));
        List<String> shown = new ArrayList<>(option.spellings());
        shown.removeIf(spelling -> !named.contains(spelling));
        return shown;
    }

    /** {@return what the help says of the option, in its first words; empty if it says nothing} */
    public String about(Option option) {
        if (option.name().equals("-h")) return "the most of its help";
        if (option.name().equals("--help")) return "all of its help";
        String among = ""; // several, in one row
        for (String help : List.of(text, rest)) {
            for (Layout.Part part : Layout.of(help)) {
                List<String> options = part.options();
                if (Collections.disjoint(options, option.spellings())) continue;
                if (option.spellings().containsAll(options)) return part.brief();
                if (among.isEmpty()) among = part.brief();
            }
        }
        return among;
    }
}
