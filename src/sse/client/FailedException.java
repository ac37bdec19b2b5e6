package sse.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import sse.LimitException;
import sse.head.NotHttpException;
import sse.text.Distrust;

/**
 * Why there is no answer, or no more of it: what an IOException means, by how far the attempt had come. The message is
 * for a person and may have words of the server in it; the cause is what the connection said.
 */
public final class FailedException extends IOException {
    private static final long serialVersionUID = 1;

    /** The kind of failure. */
    private final Cut.How how;

    /** Why asking again would end in the same way; null where it may not. */
    final Closed.Reason closes;

    /** The status of the answer that decided that, or 0. */
    final int status;

    FailedException(Cut.How how, String says, Closed.Reason closes, int status) {
        super(says);
        this.how = how;
        this.closes = closes;
        this.status = status;
    }

    private FailedException(Cut.How how, String says) {
        this(how, says, null, 0);
    }

    /** {@return what went wrong} */
    public Cut.How how() {
        return how;
    }

    /** {@return whether it was that the certificate of the server is not trusted} */
    public boolean isTrust() {
        return closes == Closed.Reason.TRUST;
    }

    static FailedException of(IOException e, Stage.Part part, ClientOptions options) {
        if (e instanceof FailedException known) return known;
        FailedException failed = judge(e, part, options);
        failed.initCause(e);
        return failed;
    }

    private static FailedException judge(IOException e, Stage.Part part, ClientOptions options) {
        boolean connecting = part.compareTo(Stage.Part.REQUEST) < 0;
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof LimitException) {
            return new FailedException(Cut.How.BROKEN, message, Closed.Reason.LIMIT, 200);
        }
        Distrust distrust = e instanceof SocketException ? null : Distrust.of(e);
        if (distrust != null) {
            String says = "certificate not trusted: " + distrust.says();
            return new FailedException(Cut.How.TLS, says, Closed.Reason.TRUST, 0);
        }
        if (e instanceof UnknownHostException) return new FailedException(Cut.How.NAME, "host not found: " + message);
        if (e instanceof NotHttpException) return new FailedException(Cut.How.NO_ANSWER, message);
        if (e instanceof SSLException && connecting) {
            return new FailedException(Cut.How.TLS, "no TLS: " + message);
        }
        if (e instanceof SocketTimeoutException) {
            if (!connecting) return new FailedException(Cut.How.IDLE, "no byte for " + options.idleMillis() + " ms");
            String none = part == Stage.Part.TLS ? "no TLS" : part == Stage.Part.PROXY ? "no answer of the proxy"
                    : "no connection";
            return new FailedException(Cut.How.TIMEOUT, none + " after " + options.connectMillis() + " ms");
        }
        if (connecting) return new FailedException(Cut.How.REFUSED, "no connection: " + message);
        boolean early = e instanceof EOFException;
        if (part == Stage.Part.BODY) {
            return early ? new FailedException(Cut.How.SHORT, "stream was cut short: " + message)
                    : new FailedException(Cut.How.BROKEN, "connection broke: " + message);
        }
        return new FailedException(Cut.How.NO_ANSWER, early ? message
                : "connection broke before an answer: " + message);
    }
}
