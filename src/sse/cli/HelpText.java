package sse.cli;

import sse.term.Args;
import sse.term.Console;
import sse.term.ProgramName;

/**
 * The help of a command, which has two parts: the line {@code More} stands between them. {@code $0} in it is the
 * program as it was called. Behind two blanks or more, an example has a few words about it.
 */
final class HelpText {
    private static final String PROGRAM = "$0";
    private static final int WIDTH = 80;

    private HelpText() {}

    /** Prints the help if the words ask for it: {@code -h} the brief one, {@code --help} all of it. */
    static boolean asked(Args args, String help, Console console) {
        if (!args.has("-h") && !args.has("--help")) return false;
        print(help, args.has("--help"), console);
        return true;
    }

    /** Prints the first part, or both. */
    static void print(String help, boolean whole, Console console) {
        int more = help.indexOf("\nMore\n");
        String brief = more < 0 ? help : help.substring(0, more) + "\n(--help shows the rest)\n";
        console.print(named(whole ? help.replace("\nMore\n", "\n") : brief, ProgramName.get()));
    }

    /** {@return the help with the program's name in it, and the words about its examples in a column of their own} */
    static String named(String help, String program) {
        StringBuilder out = new StringBuilder();
        for (String paragraph : help.split("(?<=\n)(?=\n)")) {
            if (paragraph.contains(PROGRAM)) examples(out, paragraph.replace(PROGRAM, program).split("(?<=\n)"));
            else out.append(paragraph);
        }
        return out.toString();
    }

    private static void examples(StringBuilder out, String... lines) {
        int column = 0;
        for (String line : lines) {
            int about = about(line);
            if (about > 0) column = Math.max(column, line.substring(0, about).stripTrailing().length() + 2);
        }
        for (String line : lines) {
            int about = about(line);
            if (about == 0) {
                out.append(line);
                continue;
            }
            String command = line.substring(0, about).stripTrailing();
            String words = line.substring(about);
            out.append(command);
            if (column + words.length() - 1 <= WIDTH) out.append(" ".repeat(column - command.length()));
            else out.append("\n      "); // a long name leaves no room
            out.append(words);
        }
    }

    /** Where the words about an example begin; 0 if there are none. */
    private static int about(String line) {
        int blanks = line.startsWith("  ") ? line.indexOf("  ", 2) : -1;
        if (blanks < 0) return 0;
        while (line.charAt(blanks) == ' ') blanks++;
        return blanks;
    }
}
