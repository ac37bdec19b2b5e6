package sse.lint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LimitException;
import sse.LineReader;
import sse.head.Head;
import sse.text.Characters;
import sse.text.JsonWriter;

/**
 * Judges one stream, line by line, as an {@link EventReader} steps through it.
 *
 * <p>Findings are counted without limit; the first {@value #KEPT} of each rule are kept, so memory
 * does not grow with the stream. How the bytes were cut into reads changes no finding but those that
 * are about reads (and the length of a line whose CR LF was cut). For one thread.
 */
public final class Lint {
    /** How many findings of one rule are kept. */
    public static final int KEPT = Findings.KEPT;

    private final Findings findings;
    private final Block block = new Block();
    private final ByteChecks bytes;
    private final MeaningChecks meaning;
    private final ReliabilityChecks reliability;
    private final TimeChecks times;

    private boolean ended;
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
        this.findings = new Findings(ignored);
        this.bytes = new ByteChecks(findings, block);
        this.meaning = new MeaningChecks(findings, block);
        this.reliability = new ReliabilityChecks(findings, block);
        this.times = arrivals == null ? null : new TimeChecks(findings, block, arrivals);
    }

    /**
     * Judges the head in front of the stream.
     *
     * @param origin of the page that would read it, or null
     * @param earlier heads of redirects that led here
     */
    public void head(Head head, List<Head> earlier, String origin) {
        findings.begin();
        this.head = head;
        HeadChecks.check(findings, head, earlier, origin);
        if (head.status() != 200) findings.mute();
    }

    /** Says how long the head of a live stream was in coming, from the request on. */
    public void connected(long headMillis) {
        if (times != null) times.connected(headMillis);
    }

    /** Adds a finding about the head, or the lack of one, that it takes other requests to make. */
    public void head(Rule rule, String says) {
        findings.addHead(rule, says);
    }

    /** Judges the line that the reader has just stepped over. */
    public void line(Step step, EventReader reader) {
        LineReader lines = reader.lines();
        findings.begin(lines);
        size = lines.nextOffset();
        boolean last = step == Step.END;
        if (!last) block.line(lines.number(), lines.offset());
        int kinds = last ? 0 : Characters.kinds(lines.buffer(), lines.start(), lines.end());
        if (lines.number() == 1 && !last && bytes.looksLikeUtf16(lines)) findings.mute();
        bytes.line(step, reader, kinds, stopped());
        meaning.line(step, lines, reader);
        reliability.line(step, lines, reader);
        if (times != null) times.line(step, lines);
        if (step == Step.DISPATCH) block.events++;
        if (step == Step.RETRY) retryMillis = reader.retryMillis();
        if (step == Step.DISPATCH || step == Step.BLANK) lastEventId = reader.lastEventId();
        if (last) end(!stopped(), !stopped() && reader.hasOpenBlock());
        else block.add(step, reader);
    }

    /** The limit of the reader was met behind that many bytes: what follows is not judged. {@link #stop} follows. */
    public void limit(LimitException limit, long bytes) {
        findings.begin();
        findings.isStream();
        findings.addStream(ReliabilityRules.BIG_LINE, limit.getMessage() + ", at byte " + bytes
                + ": nothing behind was judged");
    }

    /**
     * Ends the judgement where the body could not be read any further.
     *
     * @param why in a few words; what the server said may be in them
     * @param reader behind its end
     */
    public void broken(String why, EventReader reader) {
        boolean ours = head != null && head.opens() && head.unreadable() != null;
        findings.begin();
        findings.isStream();
        findings.addStream(ours ? HttpRules.NOT_READ : HttpRules.BROKEN_BODY, why);
        end(false, reader.hasOpenBlock());
    }

    /** Ends the judgement where the stream has not ended: whoever read it has had enough. */
    public void stop() {
        findings.begin();
        end(false, false);
    }

    private void end(boolean byStream, boolean inBlock) {
        if (ended) return;
        ended = true;
        bytes.end(inBlock, size);
        boolean opens = head == null || head.opens();
        if (opens && bytes.isForeign()) findings.isForeign(bytes.foreign());
        findings.isStream();
        meaning.end(byStream);
        reliability.end();
        if (times != null && opens) times.end(byStream, meaning.isOver() || reliability.isOver());
    }

    /** {@return whether the reader had enough, and not the stream} */
    public boolean stopped() {
        return times != null && times.stopped();
    }

    /** {@return what the last call found} Holds until the next. */
    public List<Finding> found() {
        return findings.found();
    }

    /** {@return the findings that were kept, errors first, then as they stand in the stream} */
    public List<Finding> findings() {
        List<Finding> sorted = new ArrayList<>(findings.kept());
        sorted.sort(Finding::compare);
        return sorted;
    }

    /** {@return bytes, events, what a reader remembers, and the counts, as a JSON object} */
    public String json() {
        return members(JsonWriter.object().put("kind", "summary")).end().toString();
    }

    /** Appends what {@link #json()} has but the kind, for this program's own writers of JSON. */
    @SuppressWarnings("exports")
    public JsonWriter members(JsonWriter json) {
        json.put("bytes", size).put("events", block.events);
        if (retryMillis >= 0) json.put("retry", retryMillis);
        json.put("lastEventId", lastEventId);
        json.put("errors", count(Severity.ERROR)).put("warnings", count(Severity.WARNING));
        return count(Severity.NOTE) > 0 ? json.put("notes", count(Severity.NOTE)) : json;
    }

    /** {@return how many findings of a rule there are} */
    public long count(Rule rule) {
        return findings.count(rule);
    }

    /** {@return how many findings of a severity there are} */
    public long count(Severity severity) {
        return findings.count(severity);
    }

    /** {@return the events that were dispatched} */
    public long events() {
        return block.events;
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
        findings.begin();
        HeadChecks.accepted(findings, answer);
    }

    /** Judges the answer to a request with the last event ID of this: reads it as far as its first id, event or end. */
    public void resumed(EventReader answer) throws IOException {
        findings.begin();
        reliability.resumed(answer, lastEventId);
    }
}
