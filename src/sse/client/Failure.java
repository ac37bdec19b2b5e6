package sse.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import sse.head.NotHttpException;

/** What an IOException means for a stream, by how far the attempt had come. */
record Failure(Cut.How how, String says) {
    enum Phase { CONNECT, HEAD, BODY }

    static Failure of(IOException e, Phase phase, ClientOptions options) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof UnknownHostException) return new Failure(Cut.How.NAME, "host not found: " + message);
        if (e instanceof NotHttpException) return new Failure(Cut.How.NO_ANSWER, message);
        if (e instanceof Redirect.LoopException) return new Failure(Cut.How.REDIRECTS, message);
        if (e instanceof SSLException && phase == Phase.CONNECT) return new Failure(Cut.How.TLS, "no TLS: " + message);
        if (e instanceof SocketTimeoutException) {
            if (phase == Phase.CONNECT) return new Failure(Cut.How.TIMEOUT,
                    "no connection after " + options.connectMillis() + " ms");
            return new Failure(Cut.How.IDLE, "no byte for " + options.idleMillis() + " ms");
        }
        return switch (phase) {
            case CONNECT -> new Failure(Cut.How.REFUSED, "no connection: " + message);
            case HEAD -> new Failure(Cut.How.NO_ANSWER, e instanceof EOFException ? message
                    : "connection broke before an answer: " + message);
            case BODY -> new Failure(e instanceof EOFException ? Cut.How.SHORT : Cut.How.BROKEN,
                    e instanceof EOFException ? "stream was cut short: " + message : "connection broke: " + message);
        };
    }

    /** Whether the server's certificate is why: asking again gets the same answer. */
    static boolean isTrust(IOException e) {
        if (e instanceof SocketException) return false;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) return true;
        }
        return false;
    }
}
