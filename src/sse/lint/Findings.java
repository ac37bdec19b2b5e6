package sse.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import sse.LineReader;
import sse.text.Harmless;
import sse.text.Text;

/**
 * Collects what the checks find in one stream: counts all, and keeps the first {@value #KEPT} of each rule.
 *
 * <p>What is found in lines counts once it is known that this is a stream at all; until then it is parked,
 * counted and kept in the same way. For one thread.
 */
final class Findings {
    /** How many findings of one rule are kept. */
    static final int KEPT = 10;

    private static final int EXCERPT = 50; // columns
    private static final int NUMBERS = 1000; // of rules; the table itself is made where it is read, which takes longer

    private final Set<Rule> ignored;
    private final Tally all = new Tally();
    private final Tally parked = new Tally();
    private final List<Finding> found = new ArrayList<>();
    private final Text text = new Text();

    private LineReader lines;
    private boolean isStream;     // a field was seen, or something near one
    private boolean muted;        // whatever follows is no stream

    /** Findings by rule. */
    private static final class Tally {
        private final long[] counts = new long[NUMBERS];
        private final long[] bySeverity = new long[3];
        private final List<Finding> kept = new ArrayList<>();

        void add(Finding finding) {
            bySeverity[finding.rule().severity().ordinal()]++;
            if (counts[finding.rule().number()]++ < KEPT) kept.add(finding);
        }

        void add(Tally other) {
            for (int i = 0; i < counts.length; i++) counts[i] += other.counts[i];
            for (int i = 0; i < bySeverity.length; i++) bySeverity[i] += other.bySeverity[i];
            kept.addAll(other.kept);
        }
    }

    /** Nothing found yet, and nothing of these rules to come. */
    Findings(Set<Rule> ignored) {
        this.ignored = Set.copyOf(ignored);
    }

    /** Forgets what was {@link #found} before, and what the line in hand was. */
    void begin() {
        found.clear();
    }

    /** Begins with the line that the reader stands at. */
    void begin(LineReader lines) {
        found.clear();
        this.lines = lines;
    }

    /** Says that this is a stream: what was found so far counts. */
    void isStream() {
        if (isStream) return;
        isStream = true;
        found.addAll(parked.kept);
        all.add(parked);
    }

    /** {@return whether this is known to be a stream} */
    boolean isKnown() {
        return isStream;
    }

    /** Says that this is none, and why, unless it is known to be one: what was found so far does not count. */
    void isForeign(String says) {
        if (isStream) return;
        isStream = true;
        add(ByteRules.NOT_A_STREAM, Finding.Place.LINE, 1, 1, 0, 0, "", says);
    }

    /** Takes findings about the head only from here on, but that the body is UTF-16. */
    void mute() {
        muted = true;
    }

    /** A finding about the line in hand. */
    void add(Rule rule, String says) {
        add(rule, 1, says);
    }

    void add(Rule rule, int column, String says) {
        if (muted && rule != ByteRules.UTF16) return;
        add(inHand(rule, column, says));
    }

    /** {@return a finding about the line in hand, not added: what follows tells whether it is one} */
    Finding inHand(Rule rule, int column, String says) {
        return new Finding(rule, Finding.Place.LINE, lines.number(), column, lines.offset(),
                lines.nextOffset() - lines.offset(), Harmless.harmless(says), excerpt());
    }

    /** A finding about the stream as a whole. */
    void addStream(Rule rule, String says) {
        add(rule, Finding.Place.STREAM, 0, 0, 0, 0, "", says);
    }

    void addHead(Rule rule, String says) {
        add(rule, Finding.Place.HEAD, 0, 0, 0, 0, "", says);
    }

    /** A finding about an earlier line. */
    void add(Rule rule, Finding.Place place, long line, int column, long offset, long length, String excerpt,
            String says) {
        add(new Finding(rule, place, line, column, offset, length, Harmless.harmless(says), excerpt));
    }

    /** A finding that was made before. */
    void add(Finding finding) {
        Rule rule = finding.rule();
        Finding.Place place = finding.place();
        if (muted && place != Finding.Place.HEAD && rule != ByteRules.UTF16 || ignored.contains(rule)) return;
        if (!isStream && place == Finding.Place.LINE) {
            parked.add(finding);
            return;
        }
        found.add(finding);
        all.add(finding);
    }

    /** The start of the line in hand, harmless to print. */
    private String excerpt() {
        text.backTo(0, 0);
        Harmless.bytes(text, lines.buffer(), lines.start(), lines.end(), EXCERPT);
        return text.toString();
    }

    /** {@return what was found since the last beginning} */
    List<Finding> found() {
        return found;
    }

    /** {@return those that were kept, in the order in which they were found} */
    List<Finding> kept() {
        return all.kept;
    }

    long count(Rule rule) {
        return all.counts[rule.number()];
    }

    long count(Severity severity) {
        return all.bySeverity[severity.ordinal()];
    }
}
