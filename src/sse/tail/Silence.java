package sse.tail;

import sse.EventReader;
import sse.ask.Waiting;
import sse.client.Stage;
import sse.term.ProgramName;
import sse.text.Figures;

/**
 * What has not come on one stream, and what was said about that. The thread that reads tells what comes; that of the
 * {@link TailClock} looks. Both have the lock of the {@link Course}, but where bytes are counted.
 */
final class Silence {
    static final long FOREVER = Long.MAX_VALUE;
    private static final long SECOND = 1_000_000_000;
    private static final long OPEN = 15 * SECOND; // without an event

    private volatile long bytes; // of this connection; only the thread that reads writes this and the next
    private volatile long last;  // when the newest of them came
    private boolean open;
    private long opened;         // when that was
    private boolean coded;       // its body is compressed, and bytes are what that gave so far
    private boolean settled;     // an event came over this connection, or it was said that none did
    private boolean fields;      // some other line than a comment, a retry or a blank one came
    private Waiting waiting;     // null before there is anything to say

    /** A connection is open. */
    void opened(long nanos, boolean coded) {
        open = true;
        this.coded = coded;
        opened = nanos;
        settled = false;
        fields = false;
        bytes = 0;
        last = nanos;
    }

    /** Bytes of its body came; without the lock. */
    void bytes(int n, long nanos) {
        bytes += n;
        last = nanos;
    }

    /** A line was processed. */
    void line(EventReader.Step step) {
        switch (step) {
            case COMMENT, RETRY, BLANK -> { }
            case DISPATCH -> settled = true;
            default -> fields = true;
        }
    }

    /** The connection is over. */
    void over() {
        open = false;
    }

    /** A sentence about what does not come; null where there is none to say, or not yet. */
    String says(Stage stage, long nanos) {
        if (!open) return waiting().says(stage, nanos);
        if (until(stage, nanos) > 0) return null;
        settled = true;
        String open = "open for " + seconds(nanos - opened);
        if (bytes == 0) {
            return open + (coded ? ", no byte of what is compressed: it may wait until there is enough of it"
                    : ", no byte since the head; a heartbeat would show whether any can come");
        }
        String came = open + ", " + Figures.count(bytes, "byte") + " (the last " + seconds(nanos - last)
                + " ago), but no event: ";
        return came + (fields ? "no data with a blank line behind it; --wire shows the lines"
                : "nothing but comments or retry");
    }

    private static String seconds(long nanos) {
        return nanos / SECOND + " s";
    }

    /** How many nanoseconds later there may be something to say; {@link #FOREVER} for not on this connection. */
    long until(Stage stage, long nanos) {
        if (open) return settled ? FOREVER : opened + OPEN - nanos;
        return waiting().until(stage, nanos);
    }

    private Waiting waiting() {
        if (waiting == null) waiting = new Waiting("; " + ProgramName.get() + " doctor URL looks");
        return waiting;
    }
}
