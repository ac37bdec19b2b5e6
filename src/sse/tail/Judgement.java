package sse.tail;

import java.util.Arrays;
import sse.client.Answer;
import sse.lint.Judge;
import sse.lint.Lint;
import sse.lint.Rule;
import sse.lint.Severity;
import sse.text.Figures;

/**
 * What lint finds in a stream, for the summary. It is judged behind the events, not on their way: bytes are gathered
 * with the times at which they came, and judged when there are many of them or the connection is over. Of a stream the
 * first {@value #JUDGED} bytes are judged, and all heads. For the thread that reads.
 */
final class Judgement {
    static final int JUDGED = 4_000_000;
    private static final int MANY = 48 << 10; // bytes; the newest read may bring more of them
    private static final int PIECES = 1000;

    private final boolean kept;   // all of it is there at once, and its end says nothing of a server
    private final String origin;  // of the page that asks, or null
    private int left = JUDGED;    // bytes that may yet be gathered
    private boolean isPart;       // there were more
    private long last;            // when the newest judged ones came

    private Answer answer;        // of the connection that is open; null for none
    private long start;           // when it was asked for
    private Judge judge;          // of that connection; null before there is something to judge
    private byte[] gathered = {};
    private int filled;
    private int[] ends = {};      // of the pieces among them
    private long[] times = {};
    private int pieces;

    private long[] counts;        // of the connections where there is something, by rule; null for none

    Judgement(boolean kept, String origin) {
        this.kept = kept;
        this.origin = origin;
    }

    /** A connection is open. */
    void opened(Answer answer, long nanos) {
        this.answer = answer;
        this.start = nanos - answer.millis() * 1_000_000;
        this.last = nanos;
    }

    /** Bytes of it came. */
    void bytes(byte[] bytes, int from, int length, long nanos) {
        if (left == 0) {
            isPart = true;
            return;
        }
        int n = Math.min(length, left);
        if (n < length) isPart = true;
        left -= n;
        if (filled + n > gathered.length) gathered = Arrays.copyOf(gathered, Math.max(filled + n, 2 * filled));
        System.arraycopy(bytes, from, gathered, filled, n);
        filled += n;
        if (pieces == ends.length) {
            ends = Arrays.copyOf(ends, Math.max(16, 2 * pieces));
            times = Arrays.copyOf(times, ends.length);
        }
        ends[pieces] = filled;
        times[pieces++] = nanos;
    }

    /** The next thing is to wait for bytes: those that are gathered are judged, if they are many. */
    void mayWait() {
        if (filled >= MANY || pieces >= PIECES) judge();
    }

    private void judge() {
        if (judge == null) judge = new Judge(answer.head(), origin, start, answer.millis());
        int from = 0;
        for (int i = 0; i < pieces; i++) {
            judge.piece(gathered, from, ends[i], times[i]);
            from = ends[i];
        }
        if (pieces > 0) last = times[pieces - 1];
        filled = 0;
        pieces = 0;
    }

    /** The stream ended. */
    void ended(long nanos) {
        if (answer == null) return;
        judge();
        add(isPart ? judge.stop(last) : judge.end(nanos));
    }

    /** Its body broke off. */
    void broken(String why, long nanos) {
        if (answer == null) return;
        judge();
        add(isPart ? judge.stop(last) : judge.broken(nanos, why));
    }

    /** It is not read any further, if it is open at all. */
    void stopped(long nanos) {
        if (answer == null) return;
        judge();
        add(judge.stop(isPart ? last : nanos));
    }

    /** An answer was no stream, or none that may be read. */
    void refused(Answer head, long nanos) {
        opened(head, nanos);
        String unreadable = head.head().opens() ? head.head().unreadable() : null;
        if (unreadable == null) stopped(nanos);
        else broken(unreadable, nanos);
    }

    private void add(Lint lint) {
        answer = null;
        judge = null;
        if (lint.count(Severity.ERROR) + lint.count(Severity.WARNING) == 0) return; // without the table
        long[] more = new long[Rule.all().size()];
        for (int i = 0; i < more.length; i++) {
            Rule rule = Rule.all().get(i);
            more[i] = kept && rule.name().equals("polling") ? 0 : lint.count(rule);
        }
        add(more);
    }

    private void add(long[] more) {
        if (counts == null) counts = new long[more.length];
        for (int i = 0; i < more.length; i++) counts[i] += more[i];
    }

    /** Whether there is an error or a warning. */
    boolean found() {
        return count(Severity.ERROR) + count(Severity.WARNING) > 0;
    }

    /** Counts what was found in another stream, too. */
    void add(Judgement other) {
        isPart |= other.isPart;
        if (other.counts != null) add(other.counts);
    }

    /** Such as {@code no errors or warnings}, or {@code 1 error, 2 warnings (bad-json, 2 bursts)}. */
    String summary() {
        StringBuilder says = new StringBuilder();
        StringBuilder rules = new StringBuilder();
        says(Severity.ERROR, says, rules);
        says(Severity.WARNING, says, rules);
        if (says.isEmpty()) says.append("no errors or warnings");
        else says.append(" (").append(rules).append(')');
        return isPart ? says.append(" in the first 4 MB").toString() : says.toString();
    }

    private void says(Severity severity, StringBuilder says, StringBuilder rules) {
        long all = count(severity);
        if (all == 0) return;
        says.append(says.isEmpty() ? "" : ", ").append(Figures.count(all, severity.toString()));
        for (int i = 0; i < counts.length; i++) {
            Rule rule = Rule.all().get(i);
            if (counts[i] == 0 || rule.severity() != severity) continue;
            rules.append(rules.isEmpty() ? "" : ", ").append(counts[i] == 1 ? "" : Figures.grouped(counts[i]) + " ")
                    .append(rule.name());
        }
    }

    private long count(Severity severity) {
        long n = 0;
        for (int i = 0; counts != null && i < counts.length; i++) {
            if (Rule.all().get(i).severity() == severity) n += counts[i];
        }
        return n;
    }
}
