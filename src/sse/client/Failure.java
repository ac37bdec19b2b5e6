package sse.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import sse.LimitException;
import sse.head.NotHttpException;

/**
 * What an IOException means, by how far the attempt had come.
 *
 * @param how the kind of failure
 * @param says it in words for a person
 * @param closes why asking again would end in the same way; null where it may not
 * @param status of the answer that decided that, or 0
 */
record Failure(Cut.How how, String says, Closed.Reason closes, int status) {
    enum Phase { CONNECT, HEAD, BODY }

    Failure(Cut.How how, String says) {
        this(how, says, null, 0);
    }

    static Failure of(IOException e, Phase phase, ClientOptions options) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof LimitException) return new Failure(Cut.How.BROKEN, message, Closed.Reason.LIMIT, 200);
        if (e instanceof Redirects.LostException lost) {
            return new Failure(Cut.How.REDIRECTS, message, lost.status == 0 ? null : Closed.Reason.URL, lost.status);
        }
        if (isTrust(e)) return new Failure(Cut.How.TLS, "certificate not trusted: " + message, Closed.Reason.TRUST, 0);
        if (e instanceof UnknownHostException) return new Failure(Cut.How.NAME, "host not found: " + message);
        if (e instanceof NotHttpException) return new Failure(Cut.How.NO_ANSWER, message);
        if (e instanceof SSLException && phase == Phase.CONNECT) return new Failure(Cut.How.TLS, "no TLS: " + message);
        if (e instanceof SocketTimeoutException) {
            return phase == Phase.CONNECT
                    ? new Failure(Cut.How.TIMEOUT, "no connection after " + options.connectMillis() + " ms")
                    : new Failure(Cut.How.IDLE, "no byte for " + options.idleMillis() + " ms");
        }
        boolean early = e instanceof EOFException;
        return switch (phase) {
            case CONNECT -> new Failure(Cut.How.REFUSED, "no connection: " + message);
            case HEAD -> new Failure(Cut.How.NO_ANSWER, early ? message
                    : "connection broke before an answer: " + message);
            case BODY -> early ? new Failure(Cut.How.SHORT, "stream was cut short: " + message)
                    : new Failure(Cut.How.BROKEN, "connection broke: " + message);
        };
    }

    /** Whether the server's certificate is why. */
    private static boolean isTrust(IOException e) {
        if (e instanceof SocketException) return false;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) return true;
        }
        return false;
    }
}
