package sse.cli;

import sse.term.Args;
import sse.term.Console;

/** The help of a command, which has two parts: the line {@code More} stands between them. */
final class HelpText {
    private HelpText() {}

    /** Prints the help if the words ask for it: {@code -h} the brief one, {@code --help} all of it. */
    static boolean asked(Args args, String help, Console console) {
        if (!args.has("-h") && !args.has("--help")) return false;
        console.print(args.has("--help") ? whole(help) : brief(help));
        return true;
    }

    /** {@return the first part} */
    static String brief(String help) {
        int more = help.indexOf("\nMore\n");
        return more < 0 ? help : help.substring(0, more) + "\n(--help shows the rest)\n";
    }

    /** {@return both parts} */
    static String whole(String help) {
        return help.replace("\nMore\n", "\n");
    }
}
