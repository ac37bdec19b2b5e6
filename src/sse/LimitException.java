package sse;

import java.io.IOException;

/** A stream passed a limit of its reader; the message says which, and how large it is. */
public final class LimitException extends IOException {
    private static final long serialVersionUID = 1;

    /** Says that {@code what} (such as "line") is longer than {@code limit} bytes. */
    public LimitException(String what, long limit) {
        super(what + " longer than the limit of " + limit + " bytes");
    }
}
