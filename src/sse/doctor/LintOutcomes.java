package sse.doctor;

import java.util.ArrayList;
import java.util.List;
import sse.doctor.Hops.Symptom;
import sse.doctor.Outcome.Level;
import sse.lint.Finding;
import sse.lint.Lint;
import sse.lint.Rule;
import sse.text.Figures;

/** What lint found in a stream, each rule once, at the check that it belongs to. */
final class LintOutcomes {
    private static final Rule COMPRESSED = Rule.named("compressed");

    private LintOutcomes() {}

    /** Those of one check. */
    static List<Outcome> of(Lint lint, String check) {
        List<Outcome> outcomes = new ArrayList<>();
        if (lint == null) return outcomes;
        Rule before = null;
        for (Finding finding : lint.findings()) {
            Rule rule = finding.rule();
            if (rule.equals(before) || !check.equals(check(finding))) continue;
            before = rule;
            long more = lint.count(rule) - 1;
            String where = finding.place() == Finding.Place.LINE ? finding.where() + " " : "";
            String says = where + finding.says() + (more == 0 ? "" : " (and " + Figures.grouped(more) + " more)");
            Symptom symptom = rule.equals(COMPRESSED) ? Symptom.COMPRESSES : null;
            String todo = level(rule) == Level.NOTE || symptom != null ? null : rule.fix();
            outcomes.add(new Outcome(check, level(rule), says, rule.code(), todo, symptom, false));
        }
        return outcomes;
    }

    private static Level level(Rule rule) {
        return switch (rule.severity()) {
            case ERROR -> Level.FAIL;
            case WARNING -> Level.WARN;
            case NOTE -> Level.NOTE;
        };
    }

    /** Where a finding is said; null where a check has better words for it, or it is no news here. */
    private static String check(Finding finding) {
        return switch (finding.rule().number()) {
            case 602, 604, 605, 608 -> null;     // HeadCheck
            case 609, 610 -> null;               // its cors
            case 611, 613, 316 -> null;          // every HTTP/1.1, every server that is no nginx, every network
            case 313 -> null;                    // StreamCheck
            case 301 -> "idle";
            case 311, 614, 615 -> "end";
            case 302, 303, 304, 312 -> "resume";
            default -> finding.place() == Finding.Place.HEAD ? "head" : "stream";
        };
    }
}
