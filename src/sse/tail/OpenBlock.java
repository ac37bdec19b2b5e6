package sse.tail;

import sse.EventReader;
import sse.EventReader.Step;

/** The block of a stream that is being read: where it begins, and what would be lost if the stream ended now. */
final class OpenBlock {
    private final boolean keepsPending;
    private long start = -1; // of its first field; -1 in front of that
    private long offset;
    private long bytes;
    private boolean idSeen;
    private boolean unfinished;
    private String pending = "";

    /**
     * A block that is to come.
     *
     * @param keepsPending whether {@link #pending} is asked for
     */
    OpenBlock(boolean keepsPending) {
        this.keepsPending = keepsPending;
    }

    /** A line was processed. */
    void line(Step step, EventReader reader) {
        switch (step) {
            case COMMENT, END -> { }
            case DISPATCH, BLANK -> {
                offset = start;
                bytes = reader.lines().nextOffset() - start;
                start = -1;
                unfinished = false;
                pending = "";
            }
            default -> field(step, reader);
        }
    }

    private void field(Step step, EventReader reader) {
        if (start < 0) start = reader.lines().offset();
        if (step == Step.ID) idSeen = true;
        if (step != Step.RETRY && step != Step.RETRY_IGNORED) unfinished = true;
        if (!keepsPending || reader.lines().ready()) return; // asked for only where this may be all that comes
        pending = step == Step.UNFINISHED ? pending + reader.lines().text() : reader.pendingData();
    }

    /** Where the first field of the event that was dispatched last begins. */
    long offset() {
        return offset;
    }

    /** How long that event is, blank line included. */
    long bytes() {
        return bytes;
    }

    /** Whether this connection has sent an id. */
    boolean idSeen() {
        return idSeen;
    }

    /** Whether fields would be lost that a blank line was to send or to remember. */
    boolean unfinished() {
        return unfinished;
    }

    /** The data that would be lost, and the start of a line. */
    String pending() {
        return pending;
    }
}
