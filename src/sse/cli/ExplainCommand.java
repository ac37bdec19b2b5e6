package sse.cli;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LimitException;
import sse.ask.Asking;
import sse.explain.Explain;
import sse.explain.Show;
import sse.inspect.Input;
import sse.inspect.LintReport;
import sse.lint.Lint;
import sse.lint.Rule;
import sse.lint.Severity;
import sse.term.Args;
import sse.term.Console;
import sse.term.ConsoleStream;
import sse.term.Exit;
import sse.term.OnSignal;
import sse.term.ProgramName;
import sse.term.Window;

/** {@code sse explain}: what each line of a stream did. */
final class ExplainCommand {
    static final String USAGE = """
            $0 explain [FILE|URL|-]: what each line of a stream did, and why

              $0 explain broken.txt
              $0 explain https://example.com/events
              curl -N https://example.com/events | $0 explain
              printf 'data: hi\\n\\n' | $0 explain --state

              --state            the buffers of the reader after each line
              --hex              the bytes of each line
              -v, --verbose      notes too, not only errors and warnings
              --json             one JSON object for each line
            More
              --for D            read a URL or standard input for so long (2s, 1m)
              -H -X -d -u -k -x  and the other letters of tail and curl for requests:
                                 --cacert, --token, -b, -A, --connect-timeout,
                                 --location-trusted
              -s, --silent       no words about what is waited for
              --ascii            \\n and <E9> for markers that are not ASCII
              --full             never cut long values to the window
              --color WHEN       always, never or auto

            A row is: bytes of the line, counted from 0; the line; what a browser does with
            it; and what lint says about it. Text between ~ and ~ is ignored. What
            curl -i and curl -v print in front of a body is understood. Nothing stops it:
            at an error it shows what a browser makes of that.
            Exit codes: 1 if there was an error in the stream, 2 wrong usage; for a URL
            also those of tail: 6, 7, 22, 28, 35, 60.
            """;

    static final String OPTIONS = "--state --hex --json --ascii -v/--verbose --full --for= "
            + "--colour/--color=auto|always|never " + Asking.OPTIONS;

    private static final Rule COMMONEST = Rule.named("raw-line-break");

    private ExplainCommand() {}

    static int run(List<String> line, Console console) {
        Args args = new Args("explain", OPTIONS, line);
        if (HelpText.asked(args, USAGE, console)) return 0;
        Set<Show> show = show(args, console);
        int window = args.has("--full") ? 0 : Window.columns(console);
        int code = 0;
        List<Input> inputs = Input.open(args, console, null, args.millis("--for", 0));
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.size() > 1 && !args.has("--json")) console.println(LintReport.connection(i + 1, inputs.get(i)));
            try (Input input = inputs.get(i)) {
                Explain explain = new Explain(new ConsoleStream(console), show, window, false);
                code = Math.max(code, explain(input, explain, show, console));
            } catch (IOException e) {
                throw Input.unreadable(e);
            }
        }
        return code;
    }

    private static Set<Show> show(Args args, Console console) {
        Set<Show> show = EnumSet.noneOf(Show.class);
        if (args.has("--json")) show.add(Show.JSON);
        if (args.has("--state")) show.add(Show.STATE);
        if (args.has("--hex")) show.add(Show.HEX);
        if (args.has("--verbose")) show.add(Show.NOTES);
        if (args.has("--ascii") || Window.isAscii(console)) show.add(Show.ASCII);
        if (Window.colours(console, args.get("--color", "auto")) && !args.has("--json")) show.add(Show.COLOUR);
        return show;
    }

    private static int explain(Input input, Explain explain, Set<Show> show, Console console) throws IOException {
        Lint lint = input.lint(Set.of(), null);
        explain.header();
        if (input.head != null) explain.head(input.head, lint);
        else explain.found(lint);
        explain.flush();
        int code = OnSignal.run(signal -> read(input, lint, explain, signal), early -> {
            lint.stop();
            explain.found(lint);
            explain.summary(lint);
            if (!show.contains(Show.JSON)) hint(lint, console);
            return lint.count(Severity.ERROR) > 0 ? Exit.FAILED : 0;
        });
        input.needsHead();
        return code;
    }

    /** Names the finding to read up first: that of the mistake which most people make, or the worst. */
    private static void hint(Lint lint, Console console) {
        if (lint.count(Severity.ERROR) + lint.count(Severity.WARNING) == 0) return;
        Rule first = lint.count(COMMONEST) > 0 ? COMMONEST : lint.findings().get(0).rule(); // errors come first
        console.println(ProgramName.get() + " lint --explain " + first.code() + " shows a bad and a good example");
    }

    private static void read(Input input, Lint lint, Explain explain, OnSignal signal) throws IOException {
        EventReader reader = new EventReader(input.body());
        try {
            for (Step step = null; step != Step.END; ) {
                step = input.step(reader);
                if (!signal.begin()) return;
                try {
                    input.judge(lint, step, reader);
                    explain.line(step, reader, lint);
                    if (!reader.lines().ready()) explain.flush(); // what follows may be long in coming
                } finally {
                    signal.end();
                }
            }
        } catch (LimitException e) {
            explain.flush();
            throw e;
        }
    }
}
