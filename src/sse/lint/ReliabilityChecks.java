package sse.lint;

import static sse.lint.ReliabilityRules.*;

import java.io.IOException;
import java.util.Locale;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LineReader;
import sse.text.Digits;

/** The checks of 3xx that need no clock. */
final class ReliabilityChecks {
    private static final int BIG = 64 << 10;
    private static final int LONG_ID = 128;
    private static final long HOT = 100;
    private static final long LONG = 600_000;
    private static final int ENOUGH = 3; // events that make a missing or constant id no accident

    private final Findings findings;
    private final Block block;

    private boolean ids;
    private String firstId;
    private String previous;    // of the last event that brought its own
    private String pending;     // of the block in progress
    private Finding sign;       // that its id is one; null if it is none
    private boolean over;       // the event before was such a sign, and had a type that says so, too
    private boolean allSame = true;
    private long withId;
    private long repeatLine;    // the first that repeated while all were the same
    private long repeatOffset;

    ReliabilityChecks(Findings findings, Block block) {
        this.findings = findings;
        this.block = block;
    }

    void line(Step step, LineReader lines, EventReader reader) {
        if (lines.end() - lines.start() > BIG && step != Step.END) {
            findings.add(BIG_LINE, "line of " + ((lines.end() - lines.start()) >> 10)
                    + " KiB: 64 KiB is a common limit in readers");
        }
        switch (step) {
            case ID -> id(reader.pendingId(), lines);
            case RETRY -> retry(reader.retryMillis());
            case RETRY_IGNORED -> {
                if (reader.valueStart() == lines.end()) findings.add(RETRY_EMPTY,
                        "\"retry:\" without a value: ignored, but Chromium goes back to 3000 ms");
                else findings.add(RETRY_IGNORED, "\"retry\" is not all digits, or too large: ignored");
            }
            case DISPATCH -> {
                if (pending != null) {
                    previous = pending;
                    withId++;
                }
                pending = null;
                over = sign != null && !reader.event().type().equals("message");
                sign(over);
            }
            case BLANK -> {
                pending = null;
                sign(false);
            }
            default -> { }
        }
    }

    private void id(String id, LineReader lines) {
        ids = true;
        sign = isSign(id) ? findings.inHand(SIGN_ID, 1, "id is used as a sign (" + id + ")") : null;
        if (id.isEmpty()) {
            findings.add(ID_RESET, "empty id: the next request has no Last-Event-ID");
            pending = null;
            previous = null;
            return;
        }
        if (firstId == null) firstId = id;
        pending = id;
        MeaningChecks.edges(findings, id, "id");
        if (isOdd(id)) findings.add(ODD_ID, id.length() > LONG_ID ? "id over 128 bytes"
                : "id has characters outside the safe set: may need a CORS preflight");
        if (previous == null) return;
        if (id.equals(previous)) {
            if (!allSame) findings.add(ID_BACKWARDS, "the id repeats that of the event before");
            else if (repeatLine == 0) repeat(lines);
            return;
        }
        if (allSame && repeatLine > 0) sayRepeat();
        allSame = false;
        if (goesBack(previous, id)) findings.add(ID_BACKWARDS, "the id goes back");
    }

    /** An event with a type of its own says to the page what the id says to the server, which may answer 204. */
    private void sign(boolean typed) {
        if (sign != null && !typed) findings.add(sign);
        sign = null;
    }

    /** {@return whether the last event says that no more will come} */
    boolean isOver() {
        return over;
    }

    private void repeat(LineReader lines) {
        repeatLine = lines.number();
        repeatOffset = lines.offset();
    }

    private void sayRepeat() {
        findings.add(ID_BACKWARDS, Finding.Place.LINE, repeatLine, 1, repeatOffset, 0, "",
                "the id repeats that of the event before");
        repeatLine = 0;
    }

    private static boolean isSign(String id) {
        if (id.isEmpty() || id.length() > 9 || id.charAt(0) < 'A') return false;
        return switch (id.toLowerCase(Locale.ROOT)) {
            case "close", "closed", "done", "end", "eof", "finish", "finished", "stop", "stopped", "complete",
                    "completed", "final", "last", "exit", "quit", "bye" -> true;
            default -> false;
        };
    }

    /** Fetch Standard, CORS-unsafe request-header byte, and what is not ASCII. */
    private static boolean isOdd(String id) {
        if (id.length() > LONG_ID) return true;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c >= '0' && c <= '9' || c >= 'a' && c <= 'z') continue;
            if (c < 0x20 || c >= 0x7F || "\"():<>?@[\\]{}".indexOf(c) >= 0) return true;
        }
        return false;
    }

    /** {@return whether both end with a number behind the same text, and it did not grow} */
    private static boolean goesBack(String before, String now) {
        int a = Digits.atEnd(before);
        int b = Digits.atEnd(now);
        if (a == before.length() || b == now.length() || a != b || !before.regionMatches(0, now, 0, a)) return false;
        while (a < before.length() - 1 && before.charAt(a) == '0') a++;
        while (b < now.length() - 1 && now.charAt(b) == '0') b++;
        int more = (now.length() - b) - (before.length() - a);
        return more != 0 ? more < 0 : now.substring(b).compareTo(before.substring(a)) <= 0;
    }

    private void retry(long millis) {
        if (millis < HOT) findings.add(RETRY_HOT, "\"retry: " + millis
                + "\": a reader that loses the stream comes back in a hot loop");
        else if (millis > LONG) findings.add(RETRY_LONG, "\"retry\" of " + millis / 60_000
                + " minutes: the page looks dead after a short break");
    }

    String firstId() {
        return firstId;
    }

    void resumed(EventReader answer, String asked) throws IOException {
        for (Step step = answer.step(); step != Step.DISPATCH && step != Step.END; step = answer.step()) {
            if (step != Step.ID) continue;
            if (answer.pendingId().equals(firstId) && !asked.equals(firstId)) {
                findings.addStream(NO_RESUME, "asked with Last-Event-ID: " + asked + ", the answer starts over at "
                        + firstId);
            }
            return;
        }
        // an event without an id first: a gap that is told, or nothing to go by
    }

    void end() {
        if (!ids && block.events >= ENOUGH) findings.addStream(NO_IDS, NO_IDS.says());
        if (!allSame || repeatLine == 0) return;
        if (withId >= ENOUGH) findings.addStream(SAME_ID,
                "every event has the same id: nobody can tell where to go on");
        else sayRepeat();
    }
}
