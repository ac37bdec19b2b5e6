package sse.proxy;

import sse.head.Head;
import sse.lint.Finding;
import sse.lint.Judge;
import sse.lint.Lint;
import sse.lint.Rule;
import sse.lint.Severity;
import sse.tape.TapeEnd;
import sse.text.Figures;

/** Says what lint finds in a stream, when it is over. */
final class LintOnlooker implements Onlooker {
    private final Judge judge;
    private final long number;
    private final Severity least;
    private final Notes notes;

    LintOnlooker(Head head, String origin, long askedNanos, long number, Severity least, Notes notes) {
        this.judge = new Judge(head, origin, askedNanos, (System.nanoTime() - askedNanos) / 1_000_000);
        this.number = number;
        this.least = least;
        this.notes = notes;
    }

    @Override
    public void piece(byte[] bytes, int from, int to, long nanos) {
        judge.piece(bytes, from, to, nanos);
    }

    @Override
    public void mayWait() {
        // it is judged as it comes
    }

    @Override
    public void over(TapeEnd how, String why, long nanos) {
        Lint lint = switch (how) {
            case CLEAN -> judge.end(nanos);
            case STOPPED -> judge.stop(nanos);
            default -> judge.broken(nanos, why);
        };
        for (Finding finding : lint.findings()) {
            if (finding.rule().severity().compareTo(least) > 0) continue;
            notes.say(number + " " + finding.rule().code() + " " + finding.where() + ": " + finding.says());
        }
        for (Rule rule : Rule.all()) {
            long more = rule.severity().compareTo(least) > 0 ? 0 : lint.count(rule) - Lint.KEPT;
            if (more > 0) notes.say(number + " " + rule.code() + ": " + Figures.grouped(more) + " more");
        }
        notes.say(number + " " + Figures.count(lint.events(), "event") + ": "
                + Figures.count(lint.count(Severity.ERROR), "error") + ", "
                + Figures.count(lint.count(Severity.WARNING), "warning"));
    }
}
