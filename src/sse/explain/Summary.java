package sse.explain;

import sse.lint.Lint;
import sse.lint.Rule;
import sse.lint.Severity;
import sse.text.Text;

/** The last line of an explanation: how much there was, and how much is wrong with it. */
final class Summary {
    private Summary() {}

    static void write(Text out, Lint lint, boolean notesShown) {
        long errors = lint.count(Severity.ERROR);
        long warnings = lint.count(Severity.WARNING);
        out.count(lint.bytes(), "byte").words(", ").count(lint.events(), "event");
        if (lint.retryMillis() >= 0) out.words(", retry ").number(lint.retryMillis()).words(" ms");
        if (errors + warnings == 0) out.words(", no errors or warnings");
        if (errors > 0) out.words(", ").count(errors, "error");
        if (warnings > 0) out.words(", ").count(warnings, "warning");
        notes(out, lint, notesShown);
    }

    private static void notes(Text out, Lint lint, boolean shown) {
        long notes = lint.count(Severity.NOTE);
        if (notes == 0) return;
        out.words(", ").count(notes, "note").words(" (");
        String comma = "";
        for (Rule rule : Rule.all()) {
            if (rule.severity() != Severity.NOTE || lint.count(rule) == 0) continue;
            out.words(comma).words(rule.code());
            comma = ", ";
        }
        out.words(shown ? ")" : "; -v shows them)");
    }
}
