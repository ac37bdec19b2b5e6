package sse.explain;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import sse.Event;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LineReader;
import sse.lint.NearMiss;
import sse.text.Harmless;
import sse.text.Text;

/** Says in words what a line did. What was explained once is said shorter the next time. */
final class Effect {
    private static final int TYPES = 100; // remembered
    private static final int ENOUGH = 40; // columns in which the beginning of a long value says something

    private int dataLines;          // of the block in progress
    private boolean eventSeen;
    private boolean commentSaid;
    private boolean blankSaid;
    private final Set<String> types = new HashSet<>(); // whose listeners were said in a window too narrow for it

    /**
     * Writes the words.
     *
     * @param columns for a value; a longer one is cut, and with 0 its size is said in its place
     * @param edge the column where a remark that is not essential may end, but where it is new and words may go on
     * below
     */
    void write(Text out, Step step, EventReader reader, int columns, int edge) {
        LineReader lines = reader.lines();
        switch (step) {
            case COMMENT -> {
                out.words(commentSaid ? "comment: ignored"
                        : "comment: ignored (but the bytes keep idle connections alive)");
                commentSaid = true;
            }
            case DATA -> {
                out.words(dataLines++ == 0 ? "data = " : "data + LF + ");
                value(out, reader, columns);
                if (spaceKept(reader)) out.words("   one space removed, the rest kept");
            }
            case EVENT -> {
                eventSeen = true;
                out.words("event type = ");
                value(out, reader, columns);
                if (reader.valueStart() == lines.end()) out.words(" (so it is \"message\")");
            }
            case ID -> {
                out.words("last event ID = ");
                value(out, reader, columns);
                if (reader.valueStart() == lines.end()) out.words(" (reset: no Last-Event-ID on reconnect)");
            }
            case ID_IGNORED -> out.words("NUL in the id: ignored, the last event ID stays");
            case RETRY -> out.words("reconnection time = ").number(reader.retryMillis()).words(" ms");
            case RETRY_IGNORED -> out.words(ignoredRetry(lines, reader.valueStart()));
            case UNKNOWN -> unknown(out, reader, columns);
            case BLANK -> blank(out, reader, columns);
            case DISPATCH -> {
                dispatch(out, reader.event(), columns, edge);
                newBlock();
            }
            case UNFINISHED -> {
                boolean comment = lines.start() < lines.end() && lines.buffer()[lines.start()] == ':';
                out.words(comment ? "no line end; a comment is ignored anyway" : "no line end, no blank line: ");
                if (!comment) out.words(reader.hasOpenBlock() ? "the whole block is thrown away" : "thrown away");
                newBlock();
            }
            case END -> out.words("the stream ends inside a block: it is thrown away");
        }
    }

    /** Its lines were shown: what is too long for a narrow window is not begun again. */
    private static void data(Text out, String data, int columns) {
        int length = out.length();
        int column = out.column();
        if (Harmless.value(out, data, columns, -1) || columns >= ENOUGH) return;
        out.backTo(length, column);
        out.count(data.getBytes(StandardCharsets.UTF_8).length, "byte");
    }

    private void newBlock() {
        dataLines = 0;
        eventSeen = false;
    }

    private static boolean spaceKept(EventReader reader) {
        int value = reader.valueStart();
        return value < reader.lines().end() && reader.lines().buffer()[value] == ' ';
    }

    private static void value(Text out, EventReader reader, int columns) {
        LineReader lines = reader.lines();
        int from = reader.valueStart();
        int to = lines.end();
        if (columns == 0) out.count(to - from, "byte");
        else if (columns != Harmless.ALL || !Harmless.value(out, lines.buffer(), from, to)) {
            Harmless.value(out, lines.text(from, to), columns, to - from);
        }
    }

    /** Whether what such a line did tells all that is in it, in so many columns. */
    static boolean tellsAll(Step step, EventReader reader, int columns) {
        LineReader lines = reader.lines();
        int from = reader.valueStart();
        return switch (step) {
            case DATA, EVENT, ID -> Harmless.value(new Text(), lines.text(from, lines.end()), columns, 0);
            default -> false;
        };
    }

    private static String ignoredRetry(LineReader lines, int from) {
        if (from == lines.end()) return "no digits: ignored (but Chromium goes back to 3000 ms)";
        for (int i = from; i < lines.end(); i++) {
            byte c = lines.buffer()[i];
            if (c < '0' || c > '9') return "not all digits: ignored";
        }
        return "too large a number: ignored";
    }

    private void unknown(Text out, EventReader reader, int columns) {
        LineReader lines = reader.lines();
        int start = lines.start();
        int colon = reader.nameEnd();
        out.words("field ");
        Harmless.quoted(out, lines.text(start, colon), columns, colon - start);
        out.words(" is unknown: ");
        switch (NearMiss.of(lines.buffer(), start, colon, lines.end())) {
            case LEADING_SPACE -> out.words(lines.buffer()[start] == ' ' ? "starts with a space" : "starts with a tab");
            case SPACE_BEFORE_COLON -> out.words("no space in front of the colon");
            case CASE -> out.words("names are letter for letter");
            case BOM -> out.words("byte order mark inside the stream");
            case LOOKALIKE -> out.words(NearMiss.culprit(lines.text(start, colon))).words(" only looks right");
            case MISSPELT -> out.words("misspelt");
            case NOT_UTF8 -> out.words("not UTF-8");
            case BLANK -> out.words("spaces make no blank line");
            case TEXT -> out.words(dataLines > 0 ? "needs its own \"data:\"" : "ignored");
            case NAME -> out.words("ignored");
        }
    }

    private void blank(Text out, EventReader reader, int columns) {
        if (eventSeen) {
            out.words("nothing sent: no \"data:\" in this block");
        } else if (reader.idInBlock() != null) {
            out.words("no data: nothing to send, but the last event ID is ");
            Harmless.word(out, reader.lastEventId(), columns);
        } else {
            out.words(blankSaid ? "nothing to send" : "blank line, no data collected: nothing to send");
        }
        blankSaid = true;
        newBlock();
    }

    private void dispatch(Text out, Event event, int columns, int edge) {
        String type = event.type();
        out.words("DISPATCH ").style(Text.BOLD_CYAN);
        Harmless.word(out, type, columns);
        out.style(Text.PLAIN);
        if (!event.id().isEmpty()) {
            out.style(Text.DIM).words(" id=");
            Harmless.word(out, event.id(), columns);
            out.style(Text.PLAIN);
        }
        out.words(" data=");
        data(out, event.data(), columns);
        boolean noRoom = columns == Harmless.ALL && out.column() > edge; // for any remark
        if (type.equals("message") || noRoom) return;
        int length = out.length();
        int column = out.column();
        out.words("   ");
        String bare = type.strip();
        switch (bare) {
            case "error" -> out.words("calls onerror, as a lost connection does");
            case "open" -> out.words("calls onopen, as a new connection does");
            default -> {
                out.words(bare.equals(type) ? "addEventListener(" : "listeners for ");
                Harmless.quoted(out, bare);
                out.words(bare.equals(type) ? "), not onmessage" : " stay silent");
            }
        }
        boolean isNew = columns != Harmless.ALL && types.size() < TYPES && types.add(type);
        if (out.column() > edge && !isNew) out.backTo(length, column);
    }
}
