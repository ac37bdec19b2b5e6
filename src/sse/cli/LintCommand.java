package sse.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LimitException;
import sse.ask.Asking;
import sse.explain.Correction;
import sse.explain.Lint;
import sse.explain.Rule;
import sse.explain.Severity;
import sse.term.Args;
import sse.term.Console;
import sse.term.ConsoleStream;
import sse.term.Exit;
import sse.term.OnSignal;
import sse.term.Window;

/** {@code sse lint}: what is wrong with a stream. */
final class LintCommand {
    static final String USAGE = """
            sse lint [FILE|URL|-]: what is wrong with a stream, with codes

              java -jar sse.jar lint events.txt
              java -jar sse.jar lint https://example.com/events --for 20s
              curl -iN https://example.com/events | java -jar sse.jar lint
              java -jar sse.jar lint --explain SSE104
              java -jar sse.jar lint broken.txt --fix > mended.txt

              --for D            read a URL (10s) or standard input for so long; 0 for as
                                 long as it lasts
              --origin O         may a page of this origin read it? (a URL or a curl -i)
              --explain CODE     what a code means, with a bad and a good example; all lists
                                 them
              --fix              print the stream with SSE101, 102, 104, 105, 106, 107, 115
                                 and 119 mended
              --json             one JSON object for each finding
            More
              --ignore CODES     leave these out, such as SSE302,two-spaces; may be repeated
              --max-warnings N   exit with 1 if there are more warnings
              --format github    annotations for GitHub Actions (or text, or json)
              -H -X -d -u -k -x  and the other letters of tail and curl for requests:
                                 --cacert, --token, -b, -A, --connect-timeout
              --no-probe         do not ask a URL again (with Last-Event-ID, with another
                                 Accept) to see what it does then
              -v, --verbose      say why, too
              --color WHEN       always, never or auto

            error: in a conforming browser an event is lost or changed, or the connection
            closed. warning: works in browsers and breaks elsewhere, or is probably not
            meant. note: worth knowing. Places are line:column, both from 1.
            Exit codes: 1 if there are errors (or too many warnings), 2 wrong usage; for a
            URL also those of tail: 6, 7, 22, 28, 35, 60.
            """;

    private static final String OPTIONS = "--for= --origin= --explain= --fix --json --ignore= --max-warnings= --format= --no-probe "
            + "-v/--verbose --color/--colour= " + Asking.OPTIONS;
    private static final long PROBE = 3_000; // milliseconds that a further request gets
    private static final String ACCEPT_LIST = "text/event-stream, */*";

    private LintCommand() {}

    static int run(List<String> line, Console console) {
        Args args = new Args("lint", OPTIONS, line);
        if (HelpCommand.asked(args, USAGE, console)) return 0;
        if (args.has("--explain")) return RuleCard.print(args.get("--explain"), console, Window.colours(console, args.get("--colour", "auto")));
        LintReport report = new LintReport(console, args);
        Set<Rule> ignored = ignored(args.all("--ignore"));
        boolean url = !args.words().isEmpty() && Input.isUrl(args.words().get(0));
        try (Input input = Input.open(args, console, args.get("--origin"), args.millis("--for", url ? 10_000 : 0))) {
            if (args.has("--fix")) return fix(input, console);
            if (input.uri != null && console.errIsTerminal()) console.note(waiting(args));
            Lint lint = input.lint(ignored, args.get("--origin"));
            int connections = 1;
            try (OnSignal last = new OnSignal(() -> report.print(lint, input, 1, true))) {
                try {
                    read(input, lint, last);
                } catch (LimitException e) {
                    last.say();
                    throw e;
                }
                if (last.said()) return Exit.FAILED;
                if (mayProbe(args, input) && lint.count(Severity.ERROR) == 0 && input.head.opens()) {
                    connections += probe(input, lint);
                }
                synchronized (last) { // a signal that comes now waits until all is printed
                    if (last.said()) return Exit.FAILED;
                    last.silence();
                    if (input.failure() != null) console.note("the connection broke: " + input.failure());
                    return report.print(lint, input, connections, false);
                }
            }
        } catch (IOException e) {
            throw Input.unreadable(e);
        }
    }

    private static String waiting(Args args) {
        String time = args.get("--for", "10s");
        return "listening " + (time.equals("0") ? "as long as it lasts" : "for " + time + " (--for D changes that)") + "; Ctrl-C ends it now";
    }

    private static Set<Rule> ignored(List<String> lists) {
        Set<Rule> rules = new HashSet<>();
        for (String list : lists) {
            for (String word : list.split(",")) rules.add(RuleCard.rule(word.strip()));
        }
        return rules;
    }

    private static void read(Input input, Lint lint, OnSignal last) throws IOException {
        EventReader reader = new EventReader(input.body());
        for (Step step = null; step != Step.END; ) {
            step = input.step(reader);
            synchronized (last) {
                if (last.said()) return;
                lint.line(step, reader);
            }
        }
    }

    /** What is asked with another method than GET may cost or change something: it is asked once. */
    private static boolean mayProbe(Args args, Input input) {
        return input.request() != null && input.request().method().equals("GET") && !args.has("--no-probe");
    }

    /** Asks again where the answer tells more; gives how often. */
    private static int probe(Input input, Lint lint) throws IOException {
        try (Fetch fetch = input.ask(input.request().withHeader("Accept", ACCEPT_LIST), PROBE)) {
            lint.accepted(fetch.head());
        } catch (Exit e) {
            return 1; // it has answered before: not a matter of the header
        }
        if (lint.firstId() == null || lint.lastEventId().isEmpty() || lint.firstId().equals(lint.lastEventId())) return 1;
        try (Fetch fetch = input.ask(input.request().withLastEventId(lint.lastEventId()), PROBE)) {
            if (fetch.head().opens()) lint.resumed(new EventReader(fetch.body()));
        } catch (Exit e) {
            return 2;
        }
        return 2;
    }

    private static int fix(Input input, Console console) throws IOException {
        EventReader reader = new EventReader(input.body());
        OutputStream out = new BufferedOutputStream(new ConsoleStream(console), 32 << 10);
        Correction correction = new Correction(out);
        try {
            for (Step step = null; step != Step.END; ) {
                if (!reader.lines().ready()) out.flush();
                step = input.step(reader);
                correction.line(step, reader);
            }
        } catch (LimitException e) {
            out.flush();
            throw e;
        }
        out.flush();
        return 0;
    }
}
