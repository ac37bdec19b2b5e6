package sse.client;

import java.io.IOException;

/** Why there is no answer. The message may have words of the server in it; the cause is what the connection said. */
public final class FailedException extends IOException {
    private static final long serialVersionUID = 1;

    private final Cut.How how;
    private final boolean trust;

    FailedException(IOException cause, Failure.Phase phase, ClientOptions options) {
        this(Failure.of(cause, phase, options), cause);
    }

    private FailedException(Failure failure, IOException cause) {
        super(failure.says(), cause);
        this.how = failure.how();
        this.trust = failure.closes() == Closed.Reason.TRUST;
    }

    /** {@return what went wrong} */
    public Cut.How how() {
        return how;
    }

    /** {@return whether it was that the certificate of the server is not trusted} */
    public boolean isTrust() {
        return trust;
    }
}
