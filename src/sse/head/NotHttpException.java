package sse.head;

import java.io.IOException;

/** What came is no HTTP/1 answer that can be read. The message says why, and may have words of the server in it. */
public final class NotHttpException extends IOException {
    private static final long serialVersionUID = 1;

    /** Says why. */
    public NotHttpException(String message) {
        super(message);
    }
}
