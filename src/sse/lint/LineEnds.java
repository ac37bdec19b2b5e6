package sse.lint;

import static sse.lint.ByteRules.*;
import static sse.lint.MeaningRules.*;

import sse.EventReader.Step;
import sse.LineReader;

/** Counts the kinds of line ends, and judges them at the end of the stream, when all have been seen. */
final class LineEnds {
    private static final int LF = 0;
    private static final int CRLF = 1;
    private static final int CR = 2;
    private static final String[] NAMES = {"LF", "CR LF", "CR"};

    private final Findings findings;
    private final long[] firstLine = new long[3];
    private final long[] firstOffset = new long[3];
    private boolean openCr;         // the line before ended with CR; it may still become a CR LF
    private long openLine;
    private long openOffset;
    private boolean openData;
    private boolean behindBareCr;   // and that line was data

    LineEnds(Findings findings) {
        this.findings = findings;
    }

    void line(Step step, LineReader lines) {
        behindBareCr = false;
        if (openCr) {
            first(lines.skippedLf() ? CRLF : CR, openLine, openOffset);
            behindBareCr = !lines.skippedLf() && openData;
            openCr = false;
        }
        switch (lines.ending()) {
            case LF -> first(LF, lines.number(), lines.offset());
            case CRLF -> first(CRLF, lines.number(), lines.offset());
            case CR -> {
                if (step == Step.END) return; // no further line: the one in hand was seen to
                openCr = true;
                openLine = lines.number();
                openOffset = lines.offset();
                openData = step == Step.DATA;
            }
            case NONE -> { }
        }
        boolean others = firstLine[LF] > 0 || firstLine[CRLF] > 0;
        if (behindBareCr && others && (step == Step.EVENT || step == Step.ID || step == Step.RETRY)) {
            findings.add(FORGED_FIELD, "a CR in the data of the line before made this a field of its own");
        }
    }

    private void first(int kind, long line, long offset) {
        if (firstLine[kind] > 0) return;
        firstLine[kind] = line;
        firstOffset[kind] = offset;
    }

    void end() {
        if (openCr) first(CR, openLine, openOffset); // the reader stopped here
        openCr = false;
        int earliest = -1;
        int latest = -1;
        for (int kind = LF; kind <= CR; kind++) {
            if (firstLine[kind] == 0) continue;
            if (earliest < 0 || firstLine[kind] < firstLine[earliest]) earliest = kind;
            if (latest < 0 || firstLine[kind] > firstLine[latest]) latest = kind;
        }
        if (earliest < 0) return;
        if (earliest != latest) say(MIXED_LINE_ENDS, latest, "ends with " + NAMES[latest] + ", line "
                + firstLine[earliest] + " with " + NAMES[earliest]);
        else if (earliest == CR) say(BARE_CR, CR, "lines end with CR only: many readers see one endless line");
        else if (earliest == CRLF) say(ByteRules.CRLF, CRLF, "lines end with CR LF: readers that split at LF LF hang");
    }

    private void say(Rule rule, int kind, String says) {
        findings.add(rule, Finding.Place.LINE, firstLine[kind], 1, firstOffset[kind], 0, "", says);
    }
}
