package sse.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LimitException;
import sse.ask.Asking;
import sse.inspect.Input;
import sse.inspect.LintReport;
import sse.inspect.RuleCard;
import sse.lint.Correction;
import sse.lint.Judged;
import sse.lint.Lint;
import sse.lint.Rule;
import sse.lint.Severity;
import sse.term.Args;
import sse.term.Console;
import sse.term.ConsoleStream;
import sse.term.Exit;
import sse.term.OnSignal;
import sse.term.Window;

/** {@code sse lint}: what is wrong with a stream. */
final class LintCommand {
    static final String USAGE = """
            $0 lint [FILE|URL|-]: what is wrong with a stream, with codes

              $0 lint events.txt
              $0 lint https://example.com/events --for 20s
              curl -iN https://example.com/events | $0 lint
              $0 lint --explain SSE104
              $0 lint broken.txt --fix > mended.txt

              --for D            read a URL (10s) or standard input for so long; 0 for as
                                 long as it lasts
              --origin O         may a page of this origin read it? (a URL or a curl -i)
              --explain CODE     what a code means, with a bad and a good example; all
                                 lists them
              --fix              print the stream with what a machine can mend: SSE101, 102,
                                 104 to 107, 112, 115, 119, 121, 122, 204, lines of spaces
              --json             one JSON object for each finding
            More
              --ignore CODES     leave these out, such as SSE302,two-spaces; may be
                                 repeated
              --max-warnings N   exit with 1 if there are more warnings
              --format github    annotations for GitHub Actions (or text, or json)
              -H -X -d -u -k -x  and the other letters of tail and curl for requests:
                                 --cacert, --token, -b, -A, --connect-timeout,
                                 --location-trusted
              --no-probe         do not ask a URL again (with Last-Event-ID, with another
                                 Accept; where no head comes, without Accept-Encoding
                                 and in HTTP/1.0) to see what it does then
              -s, --silent       no words about what is waited for
              -v, --verbose      say why, too
              --color WHEN       always, never or auto

            error: in a browser an event is lost or changed, or the connection closed; or
            it could not be read. warning: works in browsers and breaks elsewhere, or is
            probably not meant. note: worth knowing. Places are line:column, both from 1.
            Exit codes: 1 if there are errors (or too many warnings), 2 wrong usage; for a
            URL also those of tail: 6, 7, 22, 28, 35, 60.
            """;

    static final String OPTIONS = "--for= --origin= --explain=CODE --fix --json --ignore=CODES --max-warnings= "
            + "--format=text|json|github --no-probe -v/--verbose --colour/--color=auto|always|never " + Asking.OPTIONS;
    private static final long PROBE = 3_000; // milliseconds that a further request gets
    private static final String ACCEPT_LIST = "text/event-stream, */*";

    private final Args args;
    private final Input input;
    private final Lint lint;
    private int connections;
    private LimitException tooLong; // a line, which ends the reading

    private LintCommand(Args args, Input input, Lint lint) {
        this.args = args;
        this.input = input;
        this.lint = lint;
        this.connections = input.connections;
    }

    static int run(List<String> line, Console console) {
        Args args = new Args("lint", OPTIONS, line);
        if (HelpText.asked(args, USAGE, console)) return 0;
        if (args.has("--explain")) {
            if (!args.words().isEmpty()) throw Exit.usage("--explain is about a code, not a stream");
            boolean colours = Window.colours(console, args.get("--color", "auto"));
            return RuleCard.print(args.get("--explain"), console, colours);
        }
        LintReport report = new LintReport(console, args);
        Set<Rule> ignored = ignored(args.all("--ignore"));
        String origin = Asking.origin(args);
        for (String of : List.of("--json", "--format", "--max-warnings", "--ignore")) {
            if (!args.has("--fix") || !args.has(of)) continue;
            throw Exit.usage("--fix prints the stream, and " + of + " is for findings");
        }
        boolean url = !args.words().isEmpty() && Input.isListenedTo(args.words().get(0));
        int code = 0;
        List<Input> inputs = Input.open(args, console, origin, args.millis("--for", url ? 10_000 : 0));
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.size() > 1) report.begin(i + 1, inputs.get(i));
            code = Math.max(code, run(inputs.get(i), args, ignored, origin, report, console));
        }
        return code;
    }

    private static int run(Input opened, Args args, Set<Rule> ignored, String origin, LintReport report,
            Console console) {
        try (Input input = opened) {
            if (args.has("--fix")) return fix(input, console);
            if (input.uri != null && !input.isHeadless() && console.errIsTerminal()) console.note(waiting(args));
            Lint lint = input.lint(ignored, origin);
            LintCommand command = new LintCommand(args, input, lint);
            int code = OnSignal.run(command::judge, early -> {
                boolean nothing = lint.bytes() == 0 && input.head == null && input.uri == null;
                if (nothing) console.note("nothing came: there was nothing to judge");
                return report.print(lint, input, command.connections, early || command.tooLong != null);
            });
            if (command.tooLong != null) throw command.tooLong;
            input.needsHead();
            return code;
        } catch (IOException e) {
            throw Input.unreadable(e);
        }
    }

    private static String waiting(Args args) {
        String time = args.get("--for", "10s");
        String how = time.equals("0") ? "as long as it lasts" : "for " + time + " (--for D changes that)";
        return "listening " + how + "; Ctrl-C ends it now";
    }

    private static Set<Rule> ignored(List<String> lists) {
        Set<Rule> rules = new HashSet<>();
        for (String list : lists) {
            for (String word : list.split(",")) rules.add(RuleCard.rule(word.strip()));
        }
        return rules;
    }

    /** Reads all there is, and asks again where that may tell more. */
    private void judge(OnSignal signal) throws IOException {
        EventReader reader = new EventReader(input.body());
        try {
            for (Step step = null; step != Step.END; ) {
                step = input.step(reader);
                if (!signal.begin()) return;
                try {
                    input.judge(lint, step, reader);
                } finally {
                    signal.end();
                }
            }
        } catch (LimitException e) {
            tooLong = e;
            lint.limit(e, reader.lines().nextOffset());
            return;
        }
        if (mayProbe()) probe();
    }

    /** What is asked with another method than GET may cost or change something: it is asked once. */
    private boolean mayProbe() {
        return input.request() != null && input.request().method().equals("GET") && !args.has("--no-probe")
                && lint.count(Severity.ERROR) == 0 && !input.isHeadless() && input.head.opens();
    }

    /** Asks again. Not in steps of {@link OnSignal}: a signal does not wait for these answers. */
    private void probe() throws IOException {
        connections++;
        try (Input again = input.ask(input.request().withHeader("Accept", ACCEPT_LIST), PROBE)) {
            lint.accepted(again.head);
        } catch (Exit e) {
            return; // it has answered before: not a matter of the header
        }
        String last = lint.lastEventId();
        if (lint.firstId() == null || last.isEmpty() || lint.firstId().equals(last)) return;
        connections++;
        try (Input again = input.ask(input.request().withLastEventId(last), PROBE)) {
            if (again.head.opens()) lint.resumed(new EventReader(again.body()));
        } catch (Exit e) {
            // it has answered twice: not a matter of the id
        }
    }

    private static int fix(Input input, Console console) throws IOException {
        input.needsHead();
        EventReader reader = new EventReader(input.body());
        Judged out = new Judged(new BufferedOutputStream(new ConsoleStream(console), 32 << 10));
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
        Lint left = out.lint();
        out.flush();
        if (left.count(Severity.ERROR) + left.count(Severity.WARNING) > 0) console.note(left(left));
        return left.count(Severity.ERROR) > 0 ? Exit.FAILED : 0;
    }

    /** What no machine can mend. */
    private static String left(Lint lint) {
        StringBuilder says = new StringBuilder("not mended:");
        for (Rule rule : Rule.all()) {
            long n = rule.severity() == Severity.NOTE ? 0 : lint.count(rule);
            if (n > 0) says.append(says.length() > 11 ? ", " : " ").append(n == 1 ? "" : n + " x ").append(rule.code())
                    .append(" (").append(rule.name()).append(')');
        }
        return says.toString();
    }
}
