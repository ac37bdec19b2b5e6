package sse.inspect;

import java.util.HashSet;
import java.util.Set;
import sse.lint.Finding;
import sse.lint.Lint;
import sse.lint.Rule;
import sse.lint.Severity;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.term.Window;
import sse.text.Figures;
import sse.text.Harmless;
import sse.text.JsonWriter;
import sse.text.Text;
import sse.text.Wrap;

/** Prints what lint found: for people, as JSON, or as annotations of GitHub Actions. */
public final class LintReport {
    private static final int CODE = 9;
    private static final int PLACE = 17;
    private static final int SAYS = 27;
    private static final int EXIT = 73; // column of the exit code, where it is not 0

    private final Console console;
    private final String format;
    private final boolean why;
    private final boolean colours;
    private final int maxWarnings;
    private final long start = System.nanoTime();

    public LintReport(Console console, Args args) {
        this.console = console;
        this.format = args.has("--json") ? "json" : args.get("--format", "text");
        this.why = args.has("--verbose");
        this.colours = Window.colours(console, args.get("--color", "auto"));
        this.maxWarnings = args.number("--max-warnings", Integer.MAX_VALUE, 0, Integer.MAX_VALUE);
    }

    /** Says which of several connections is judged next. */
    public void begin(int number, Input input) {
        if (format.equals("text")) console.println(connection(number, input));
    }

    /** {@return a line in front of what is said of one of several connections} */
    public static String connection(int number, Input input) {
        String id = input.lastEventId();
        return "connection " + number + (id.isEmpty() ? "" : ", Last-Event-ID: " + Harmless.brief(id, 40));
    }

    /**
     * Prints it all.
     *
     * @param early whether the stream has not ended, and nobody wants to wait for that
     * @return the exit code
     */
    public int print(Lint lint, Input input, int connections, boolean early) {
        if (early) lint.stop();
        StringBuilder out = new StringBuilder();
        Set<Rule> explained = new HashSet<>();
        for (Finding finding : lint.findings()) {
            boolean first = explained.add(finding.rule());
            switch (format) {
                case "json" -> out.append(finding.json()).append('\n');
                case "github" -> github(out, finding, input.name);
                default -> text(out, finding, first);
            }
        }
        for (Rule rule : Rule.all()) {
            long more = lint.count(rule) - Lint.KEPT;
            if (more > 0) more(out, rule, more);
        }
        boolean failed = lint.count(Severity.ERROR) > 0 || lint.count(Severity.WARNING) > maxWarnings;
        if (format.equals("json")) out.append(lint.json()).append('\n');
        else if (format.equals("text")) summary(out, lint, input, connections, failed);
        console.print(out.toString());
        return failed ? Exit.FAILED : 0;
    }

    private void text(StringBuilder out, Finding finding, boolean first) {
        Rule rule = finding.rule();
        said(row(out, rule, finding.where()), finding.says());
        if (!finding.excerpt().isEmpty()) {
            out.append(" ".repeat(SAYS)).append(finding.excerpt()).append('\n');
            if (first) said(out.append(" ".repeat(SAYS)), "fix: " + rule.fix());
        }
        if (first && why) said(out.append(" ".repeat(SAYS)), "why: " + rule.why());
    }

    /** A sentence in the last column, folded to the window. */
    private void said(StringBuilder out, String sentence) {
        int window = Window.columns(console);
        String start = " ".repeat(SAYS);
        out.append(window == 0 ? sentence : Wrap.words(start, sentence, window).substring(SAYS)).append('\n');
    }

    private StringBuilder row(StringBuilder out, Rule rule, String place) {
        int start = out.length();
        String severity = rule.severity().toString();
        out.append(colours ? Text.painted(style(rule.severity()), severity) : severity);
        int hidden = out.length() - start - severity.length();
        pad(out, start + hidden + CODE).append(rule.code());
        pad(out, start + hidden + PLACE).append(place);
        return pad(out, start + hidden + SAYS);
    }

    private static StringBuilder pad(StringBuilder out, int to) {
        do out.append(' '); while (out.length() < to);
        return out;
    }

    private static String style(Severity severity) {
        return severity == Severity.ERROR ? Text.BOLD_RED : severity == Severity.WARNING ? Text.YELLOW : Text.CYAN;
    }

    private void more(StringBuilder out, Rule rule, long more) {
        if (format.equals("json")) {
            out.append(JsonWriter.object().put("code", rule.code()).put("severity", rule.severity().toString())
                    .put("more", more).end().line());
        } else if (format.equals("text")) {
            row(out, rule, "").append(more).append(" more like these\n");
        }
    }

    /** As documented under "Workflow commands": percent, line ends, and in properties colon and comma are escaped. */
    private static void github(StringBuilder out, Finding finding, String file) {
        Severity severity = finding.rule().severity();
        out.append("::").append(severity == Severity.NOTE ? "notice" : severity.toString()).append(' ');
        if (!file.isEmpty()) out.append("file=").append(property(file)).append(',');
        if (finding.line() > 0) {
            out.append("line=").append(finding.line()).append(",col=").append(finding.column()).append(',');
        }
        out.append("title=").append(finding.rule().code()).append(' ').append(finding.rule().name());
        out.append("::").append(message(finding.says() + "; fix: " + finding.rule().fix())).append('\n');
    }

    private static String message(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return message(text).replace(":", "%3A").replace(",", "%2C");
    }

    private void summary(StringBuilder out, Lint lint, Input input, int connections, boolean failed) {
        int start = out.length();
        long errors = lint.count(Severity.ERROR);
        long warnings = lint.count(Severity.WARNING);
        long notes = lint.count(Severity.NOTE);
        if (errors > 0) out.append(Figures.count(errors, "error"));
        if (warnings > 0) out.append(out.length() > start ? ", " : "").append(Figures.count(warnings, "warning"));
        if (notes > 0) out.append(out.length() > start ? ", " : "").append(Figures.count(notes, "note"));
        if (out.length() == start) out.append("no findings");
        if (input.uri != null) {
            out.append(" in ").append(Figures.seconds((System.nanoTime() - this.start) / 1_000_000));
            out.append(", ").append(Figures.count(connections, "connection"));
        } else {
            out.append(" in ").append(Figures.count(lint.bytes(), "byte"));
            out.append(", ").append(Figures.count(lint.events(), "event"));
        }
        int code = input.isHeadless() ? Exit.OUT_OF_TIME : failed ? Exit.FAILED : 0;
        if (code != 0) pad(out, start + EXIT).append("exit ").append(code);
        out.append('\n');
    }
}
