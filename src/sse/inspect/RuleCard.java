package sse.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import sse.explain.Example;
import sse.explain.Explain;
import sse.explain.Show;
import sse.lint.Rule;
import sse.term.Console;
import sse.term.ConsoleStream;
import sse.term.Exit;
import sse.term.ProgramName;
import sse.term.Window;
import sse.text.Spelling;

/** Prints what a rule says, with its examples explained line by line. */
public final class RuleCard {
    private static final int WIDTH = 118; // where nothing says how wide the window is

    private RuleCard() {}

    /** The rule that a code or a name means. */
    public static Rule rule(String word) {
        Rule rule = Rule.named(word);
        if (rule != null) return rule;
        List<String> names = new ArrayList<>(); // of codes each is near to others: none of them is a guess
        for (Rule each : Rule.all()) names.add(each.name());
        throw Exit.usage("there is no rule '" + word + "'; "
                + Spelling.hint(word, names, ProgramName.get() + " lint --explain all lists them"));
    }

    /** Prints one, or all in a list. */
    public static int print(String word, Console console, boolean colours) {
        if (word.equals("all")) {
            for (Rule rule : Rule.all()) {
                String severity = padded(rule.severity().toString(), 9);
                console.printFolded(rule.code() + "  " + severity + padded(rule.name(), 23), rule.says());
            }
            return 0;
        }
        Rule rule = rule(word);
        console.println(rule.code() + " " + rule.name() + " (" + rule.severity() + ")");
        console.printFolded("  says   ", rule.says());
        console.printFolded("  why    ", rule.why());
        console.printFolded("  fix    ", rule.fix());
        console.printFolded("  basis  ", rule.basis());
        Set<Show> show = EnumSet.of(Show.NOTES);
        if (colours) show.add(Show.COLOUR);
        if (Window.isAscii(console)) show.add(Show.ASCII);
        example("bad", new Example(rule.bad()), show, console);
        example("good", new Example(rule.good()), show, console);
        return 0;
    }

    private static void example(String title, Example example, Set<Show> show, Console console) {
        console.print("\n" + title + (example.origin() == null ? "" : "   (--origin " + example.origin() + ")") + "\n");
        int window = Window.columns(console);
        try {
            int width = window == 0 ? WIDTH : window;
            Explain rows = new Explain(new ConsoleStream(console), show, width, example.isLive());
            rows.header();
            example.lint(rows);
            rows.flush();
        } catch (IOException e) {
            throw Input.unreadable(e);
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
