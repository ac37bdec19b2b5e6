package sse.tape;

import java.io.IOException;

/** What is read is no tape; the message says in one sentence which line is none, and why. */
public final class TapeException extends IOException {
    private static final long serialVersionUID = 1;

    TapeException(long line, String what) {
        super("line " + line + " of the tape: " + what);
    }
}
