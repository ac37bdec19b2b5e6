package sse.explain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LineReader;
import sse.head.Head;
import sse.text.Characters;
import sse.text.Harmless;
import sse.text.JsonWriter;
import sse.text.Text;

/**
 * Judges one stream, line by line, as an {@link EventReader} steps through it.
 *
 * <p>Findings are counted without limit; the first {@value #KEPT} of each rule are kept, so memory
 * does not grow with the stream. How the bytes were cut into reads changes no finding but those that
 * are about reads (and the length of a line whose CR LF was cut). For one thread.
 */
public final class Lint {
    /** How many findings of one rule are kept. */
    public static final int KEPT = 10;

    private static final int EXCERPT = 50; // columns

    private final Set<Rule> ignored;
    private final List<Rule> all = Rule.all();
    private final long[] counts = new long[all.get(all.size() - 1).number() + 1];
    private final List<Finding> kept = new ArrayList<>();
    private final List<Finding> found = new ArrayList<>();
    private final List<Finding> parked = new ArrayList<>(); // until it is known whether this is a stream at all
    private final Text text = new Text(false, false);

    private final ByteChecks bytes = new ByteChecks(this);
    private final MeaningChecks meaning = new MeaningChecks(this);
    private final ReliabilityChecks reliability = new ReliabilityChecks(this, meaning);
    private final TimeChecks times;
    final Block block = new Block();

    private LineReader lines;
    private boolean isStream;     // a field was seen, or something near one
    private boolean muted;        // whatever follows is no stream
    private boolean ended;
    private long events;
    private long size;
    private long retryMillis = -1;
    private String lastEventId = "";
    private Head head;

    /** Judges nothing but bytes. */
    public Lint() {
        this(Set.of(), null);
    }

    /**
     * Judges what there is.
     *
     * @param ignored rules that are left out
     * @param arrivals the stream that the reader reads, if it is a live one; null if not
     */
    public Lint(Set<Rule> ignored, Arrivals arrivals) {
        this.ignored = Set.copyOf(ignored);
        this.times = arrivals == null ? null : new TimeChecks(this, arrivals);
    }

    /**
     * Judges the head in front of the stream.
     *
     * @param origin of the page that would read it, or null
     * @param earlier heads of redirects that led here
     */
    public void head(Head head, List<Head> earlier, String origin) {
        found.clear();
        this.head = head;
        HeadChecks.check(this, head, earlier, origin);
        if (head.status() != 200) muted = true;
    }

    /** Says how long the head of a live stream was in coming, from the request on. */
    public void connected(long headMillis) {
        if (times != null) times.connected(headMillis);
    }

    /** Judges the line that the reader has just stepped over. */
    public void line(Step step, EventReader reader) {
        found.clear();
        lines = reader.lines();
        size = lines.nextOffset();
        boolean last = step == Step.END;
        if (!last) block.line(lines.number(), lines.offset());
        int kinds = last ? 0 : Characters.kinds(lines.buffer(), lines.start(), lines.end());
        if (lines.number() == 1 && !last && bytes.looksLikeUtf16(lines)) muted = true;
        bytes.line(step, reader, kinds);
        meaning.line(step, lines, reader);
        reliability.line(step, lines, reader);
        if (times != null) times.line(step);
        if (step == Step.DISPATCH) events++;
        if (step == Step.RETRY) retryMillis = reader.retryMillis();
        if (step == Step.DISPATCH || step == Step.BLANK) lastEventId = reader.lastEventId();
        if (last) end(!stopped());
        else block.add(step);
    }

    /** Ends the judgement where the stream has not ended: whoever read it has had enough. */
    public void stop() {
        found.clear();
        end(false);
    }

    private void end(boolean byStream) {
        if (ended) return;
        ended = true;
        bytes.end(byStream);
        if (!isStream && bytes.isForeign() && !(head != null && !head.opens())) {
            parked.clear();
            isStream = true;
            add(113, Finding.Place.LINE, 1, 1, 0, 0, "", bytes.foreign());
        }
        isStream();
        meaning.end(byStream);
        reliability.end();
        if (times != null && (head == null || head.opens())) times.end(byStream);
    }

    /** Says that this is a stream: what was found so far counts. */
    void isStream() {
        if (isStream) return;
        isStream = true;
        for (Finding finding : parked) count(finding);
        parked.clear();
    }

    boolean isOver() {
        return meaning.isOver();
    }

    boolean stopped() {
        return times != null && times.stopped();
    }

    /** A finding about the line in hand. */
    void add(int rule, String says) {
        add(rule, 1, says);
    }

    void add(int rule, int column, String says) {
        if (muted && rule != 109) return;
        add(rule, Finding.Place.LINE, lines.number(), column, lines.offset(), lines.nextOffset() - lines.offset(), excerpt(), says);
    }

    /** A finding about the stream as a whole. */
    void addStream(int rule, String says) {
        add(rule, Finding.Place.STREAM, 0, 0, 0, 0, "", says);
    }

    void addHead(int rule, String says) {
        add(rule, Finding.Place.HEAD, 0, 0, 0, 0, "", says);
    }

    /** A finding about an earlier line. */
    void add(int number, Finding.Place place, long line, int column, long offset, long length, String excerpt, String says) {
        Rule rule = Rule.of(number);
        if (muted && place != Finding.Place.HEAD && number != 109 || ignored.contains(rule)) return;
        Finding finding = new Finding(rule, place, line, column, offset, length, Harmless.harmless(says), excerpt);
        if (isStream || number == 109 || place != Finding.Place.LINE) count(finding);
        else if (parked.size() < KEPT) parked.add(finding);
    }

    private void count(Finding finding) {
        found.add(finding);
        if (counts[finding.rule().number()]++ < KEPT) kept.add(finding);
    }

    /** The start of the line in hand, harmless to print. */
    String excerpt() {
        text.backTo(0, 0);
        Harmless.bytes(text, lines.buffer(), lines.start(), lines.end(), EXCERPT);
        return text.toString();
    }

    /** {@return what the last call found} Holds until the next. */
    public List<Finding> found() {
        return found;
    }

    /** {@return the findings that were kept, errors first, then as they stand in the stream} */
    public List<Finding> findings() {
        List<Finding> sorted = new ArrayList<>(kept);
        sorted.sort(Finding::compare);
        return sorted;
    }

    /** {@return bytes, events, what a reader remembers, and the counts, as a JSON object} */
    public String json() {
        return Summary.members(JsonWriter.object().put("kind", "summary"), this).end().toString();
    }

    /** {@return how many findings of a rule there are} */
    public long count(Rule rule) {
        return counts[rule.number()];
    }

    /** {@return how many findings of a severity there are} */
    public long count(Severity severity) {
        long n = 0;
        for (Rule rule : all) {
            if (rule.severity() == severity) n += counts[rule.number()];
        }
        return n;
    }

    /** {@return the events that were dispatched} */
    public long events() {
        return events;
    }

    /** {@return the bytes of the body that were judged} */
    public long bytes() {
        return size;
    }

    /** {@return the reconnection time the stream asked for, in milliseconds; -1 for none} */
    public long retryMillis() {
        return retryMillis;
    }

    /** {@return what a reader would send as {@code Last-Event-ID} now; empty for nothing} */
    public String lastEventId() {
        return lastEventId;
    }

    /** {@return the first id of the stream, or null where it had none} */
    public String firstId() {
        return reliability.firstId();
    }

    /** Judges the answer to a request with {@code Accept: text/event-stream, *}{@code /*}. */
    public void accepted(Head answer) {
        found.clear();
        HeadChecks.accepted(this, answer);
    }

    /** Judges the answer to a request with the last event ID of this: reads it as far as its first id, event or end. */
    public void resumed(EventReader answer) throws IOException {
        found.clear();
        reliability.resumed(answer, lastEventId);
    }
}
