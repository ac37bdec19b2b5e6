package sse.tail;

import sse.EventReader;
import sse.text.Figures;

/**
 * Counts what a stream sent that no reader gets, and ids that cannot tell where it is: the findings that can be told
 * without looking at meanings.
 */
final class Oddities {
    private long unknown;
    private long ids;
    private long retries;
    private long empty;
    private long unfinished;
    private long repeated;
    private String id = "";        // the newest event's own
    private boolean named; // the block in progress has a type

    /** Whether a line that did this has no effect, though it looks as if it was meant to. */
    static boolean isIgnored(EventReader.Step step) {
        return switch (step) {
            case UNKNOWN, ID_IGNORED, RETRY_IGNORED -> true;
            default -> false;
        };
    }

    void line(EventReader.Step step, EventReader reader) {
        switch (step) {
            case UNKNOWN -> unknown++;
            case ID_IGNORED -> ids++;
            case RETRY_IGNORED -> retries++;
            case EVENT -> named = true;
            case BLANK -> {
                if (named) empty++;
                named = false;
            }
            case DISPATCH -> {
                named = false;
                event(reader.idInBlock());
            }
            default -> { }
        }
    }

    private void event(String own) {
        if (own == null || own.isEmpty()) return;
        if (own.equals(id)) repeated++;
        id = own;
    }

    /** A connection is over, with or without something pending. */
    void end(boolean pending) {
        if (pending) unfinished++;
        named = false;
    }

    /** Counts what another stream had, too. */
    void add(Oddities other) {
        unknown += other.unknown;
        ids += other.ids;
        retries += other.retries;
        empty += other.empty;
        unfinished += other.unfinished;
        repeated += other.repeated;
    }

    /** Such as {@code no findings} or {@code 3 findings (2 unknown fields, 1 unfinished block)}. */
    String summary() {
        long all = unknown + ids + retries + empty + unfinished + repeated;
        if (all == 0) return "no findings";
        StringBuilder parts = new StringBuilder();
        part(parts, unknown, "unknown field", "");
        part(parts, ids, "id", " with NUL");
        part(parts, retries, "reconnection time", " that is no number");
        part(parts, empty, "event", " without data");
        part(parts, unfinished, "unfinished block", "");
        part(parts, repeated, "repeated id", "");
        return Figures.count(all, "finding") + " (" + parts + ")";
    }

    private static void part(StringBuilder parts, long n, String word, String rest) {
        if (n > 0) parts.append(parts.length() == 0 ? "" : ", ").append(Figures.count(n, word)).append(rest);
    }
}
