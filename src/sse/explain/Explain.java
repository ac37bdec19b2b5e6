package sse.explain;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LineReader;
import sse.head.BrowserRules;
import sse.head.Head;
import sse.lint.Finding;
import sse.lint.Lint;
import sse.lint.Rule;
import sse.lint.Severity;
import sse.text.Harmless;
import sse.text.Text;
import sse.text.Wrap;

/**
 * Writes a row for each line of a stream: which bytes, the line with markers for what cannot be
 * printed, what it did in words, and what {@link Lint} found in it.
 *
 * <p>Never stops at an error: it shows what a browser does with it. Rows are gathered; call {@link
 * #flush()} in front of whatever may wait. For each connection: {@link #head} if there is one, {@link
 * #line} for each step up to and with END, {@link #summary}. For one thread.
 */
public final class Explain {
    private static final int FLUSH = 32 << 10;
    private static final int MARK = 101;        // column of the marks behind the effect
    private static final int EDGE = 132;        // where a remark behind the effect may end

    private final OutputStream out;
    private final Set<Show> show;
    private final int window;
    private final Text row;
    private final Text words;                   // an effect, before it is wrapped to the window
    private final Columns columns;
    private final ExplainJson json;
    private Effect effect = new Effect();

    /**
     * Writes rows to a stream.
     *
     * @param show what they show
     * @param window columns of the terminal, and long values are cut to it; 0 for a file or a pipe: nothing is cut
     * @param timed whether rows start with the time; there is less room for the line then
     */
    public Explain(OutputStream out, Set<Show> show, int window, boolean timed) {
        this.out = out;
        this.show = Set.copyOf(show);
        this.window = window;
        this.row = new Text(show.contains(Show.ASCII), show.contains(Show.COLOUR));
        this.words = new Text(show.contains(Show.ASCII), show.contains(Show.COLOUR));
        this.columns = new Columns(row, window, timed);
        this.json = show.contains(Show.JSON) ? new ExplainJson(row) : null;
    }

    /** Goes to a new connection: from the second on, rows say its number ({@code #2:14-20}); offsets start again. */
    public void connection(int number) {
        columns.connection(number);
        if (json != null) json.connection(number);
        effect = new Effect();
    }

    /** Sets the time of the rows from here on, in up to twelve characters; shown where it changes. */
    public void time(String time) {
        columns.time(time);
        if (json != null) json.time(time);
    }

    /** Writes the words above the columns. */
    public void header() throws IOException {
        if (json != null) return;
        columns.header();
        endRow();
    }

    /**
     * Writes rows for status and headers.
     *
     * @param lint that has judged them already, or null for none
     */
    public void head(Head head, Lint lint) throws IOException {
        if (json != null) {
            json.head(head);
            endRow();
        } else {
            for (String line : head.lines()) headRow(line, verdict(head));
        }
        others(lint, -1);
    }

    private static String verdict(Head head) {
        return switch (BrowserRules.fate(head)) {
            case OPENS -> "a browser reads the body as a stream";
            case FOLLOWS -> "a browser asks there";
            case COMES_BACK -> "a browser takes this for no answer, and asks again";
            case CLOSES -> head.opens() ? "Chromium closes for good: see charset" : "a browser never asks again";
        };
    }

    private void headRow(String line, String verdict) throws IOException {
        columns.place("head");
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        boolean status = line.startsWith("HTTP/");
        Harmless.bytes(row, bytes, 0, bytes.length, window == 0 ? Harmless.ALL : window - columns.lineStart());
        if (status) row.pad(columns.effectStart(), 2).words(verdict);
        endRow();
    }

    /**
     * Writes the row of the line that the reader has just stepped over; at the end of the stream one only
     * if that loses something.
     *
     * @param lint that has judged this step already, or null for none
     */
    public void line(Step step, EventReader reader, Lint lint) throws IOException {
        LineReader lines = reader.lines();
        if (lines.skippedLf()) secondHalf(step == Step.END ? lines.nextOffset() - 1 : lines.offset() - 1);
        long about = step == Step.END ? 0 : lines.number(); // line 0 is the one behind the last
        boolean stopped = lint != null && lint.stopped();
        boolean inBlock = reader.hasOpenBlock() && lines.ending() != LineReader.End.NONE; // or the row in front said so
        if (step != Step.END || inBlock && !stopped) {
            if (json != null) json(step, reader);
            else row(step, reader, lint, about);
        }
        others(lint, about);
    }

    private void json(Step step, EventReader reader) throws IOException {
        words.backTo(0, 0);
        effect.write(words, step, reader, Harmless.ALL, 0);
        json.line(step, reader, words);
        endRow();
    }

    private void row(Step step, EventReader reader, Lint lint, long about) throws IOException {
        LineReader lines = reader.lines();
        columns.range(step == Step.END ? lines.nextOffset() : lines.offset(), lines.nextOffset());
        int length = row.length();
        int forValue = columns.forValue();
        if (step == Step.END) {
            row.marker("⟨END⟩", "<END>");
        } else if (!shown(step, lines, columns.forLine()) && !Effect.tellsAll(step, reader, forValue)) {
            row.backTo(length, columns.lineStart());
            shown(step, lines, window - columns.lineStart() - 2);
            row.newline();
            forValue = 0; // it is there, right above
        }
        row.pad(columns.effectStart(), row.column() == 0 ? 0 : 2);
        if (step == Step.UNFINISHED && lint != null && lint.stopped()) {
            row.words("reading ended here");
        } else if (window == 0) {
            effect.write(row, step, reader, Harmless.ALL, EDGE);
        } else {
            words.backTo(0, row.column());
            effect.write(words, step, reader, forValue, window);
            Wrap.words(row, words, window);
        }
        marks(lint, about);
        endRow();
        if (step == Step.END) return;
        if (show.contains(Show.HEX)) Below.hex(row, columns, lines);
        if (show.contains(Show.STATE)) Below.state(row, columns, reader);
    }

    /** The line and its end; false if it is longer than that many columns, and was cut. */
    private boolean shown(Step step, LineReader lines, int most) {
        boolean ignored = step == Step.UNKNOWN || step == Step.ID_IGNORED || step == Step.RETRY_IGNORED;
        if (lines.bom()) Harmless.bom(row);
        if (ignored) row.style(Text.DIM).words("~");
        if (step == Step.COMMENT) row.style(Text.GREEN);
        boolean whole = Harmless.bytes(row, lines.buffer(), lines.start(), lines.end(), most);
        if (ignored) row.words("~");
        row.style(Text.PLAIN);
        switch (lines.ending()) {
            case LF -> row.marker("␊", "\\n");
            case CR -> row.marker("␍", "\\r");
            case CRLF -> row.marker("␍", "\\r").marker("␊", "\\n");
            case NONE -> row.marker("⟨END⟩", "<END>");
        }
        return whole;
    }

    /** A LF that came in a later read than its CR: the row of the CR did not wait for it. */
    private void secondHalf(long offset) throws IOException {
        if (json != null) {
            json.secondHalf(offset);
        } else {
            columns.range(offset, offset + 1);
            row.marker("␊", "\\n").pad(columns.effectStart(), 2).words("second half of CR LF: ends nothing");
        }
        endRow();
    }

    /** Writes behind an effect which findings are about this line. */
    private void marks(Lint lint, long line) {
        if (lint == null) return;
        for (Finding finding : lint.found()) {
            if (isAbout(finding, line) && isShown(finding)) mark(finding.rule());
        }
    }

    private void mark(Rule rule) {
        Severity severity = rule.severity();
        int length = severity.toString().length() + 9;
        if (window > 0 && row.column() + 2 + length > window) row.newline().pad(columns.effectStart(), 0);
        else row.pad(window == 0 || window >= MARK + length ? MARK : 0, 2);
        row.style(severity == Severity.ERROR ? Text.BOLD_RED : severity == Severity.WARNING ? Text.YELLOW : Text.CYAN);
        row.words("[").words(severity.toString()).words(" ").words(rule.code()).words("]").style(Text.PLAIN);
    }

    private static boolean isAbout(Finding finding, long line) {
        return finding.place() == Finding.Place.LINE && finding.line() == line || line == 0 && finding.rule()
                .number() == 101;
    }

    private boolean isShown(Finding finding) {
        return finding.rule().severity() != Severity.NOTE || show.contains(Show.NOTES);
    }

    /** Writes a row for each finding that is not about this line. */
    private void others(Lint lint, long line) throws IOException {
        if (lint == null) return;
        for (Finding finding : lint.found()) {
            if (json != null) {
                json.finding(finding);
                endRow();
            } else if (!isAbout(finding, line) && isShown(finding)) {
                columns.place(finding.place() == Finding.Place.LINE ? "line " + finding.line() : finding.where());
                row.pad(columns.effectStart(), 0);
                words.backTo(0, row.column());
                words.text(finding.says());
                Wrap.words(row, words, window == 0 ? Harmless.ALL : window);
                mark(finding.rule());
                endRow();
            }
        }
    }

    /** Writes rows for what lint found outside of any line, in an answer to a further request. */
    public void found(Lint lint) throws IOException {
        others(lint, -1);
    }

    private void endRow() throws IOException {
        row.newline();
        if (row.length() >= FLUSH) row.writeTo(out);
    }

    /** Writes to the stream what was gathered. */
    public void flush() throws IOException {
        row.writeTo(out);
        out.flush();
    }

    /** Writes the last row: bytes, events, findings. */
    public void summary(Lint lint) throws IOException {
        if (json != null) {
            json.summary(lint);
        } else {
            words.backTo(0, 0);
            Summary.write(words, lint, show.contains(Show.NOTES));
            Wrap.words(row.newline(), words, window == 0 ? Harmless.ALL : window);
        }
        endRow();
        flush();
    }
}
