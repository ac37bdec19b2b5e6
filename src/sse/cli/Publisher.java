package sse.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import sse.Encoder;
import sse.Event;
import sse.ask.ProxyChoice;
import sse.feed.Outgoing;
import sse.head.Header;
import sse.term.Exit;

/**
 * Publishes events, each with a request of its own over one connection that is kept. HttpURLConnection
 * does that well, if it is told the length of each body: then it looks whether a kept connection is
 * still good before it uses it, and never sends a request a second time.
 */
final class Publisher {
    private static final int ANSWER_LIMIT = 4096; // bytes of an answer that are read; the rest is of no interest
    private static final String RESTRICTED = "sun.net.http.allowRestrictedHeaders";
    private static final int ANSWER_MILLIS = 30_000;

    /** Nobody took the request: it was not sent. */
    static final class NotSent extends IOException {
        private static final long serialVersionUID = 1;
        final int code;

        NotSent(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    /** It was sent, and what became of it is not known. */
    static final class Unknown extends IOException {
        private static final long serialVersionUID = 1;

        Unknown(String message) {
            super(message);
        }
    }

    /** The server said no. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    static {
        // Else the JDK leaves out Origin and Host, and says nothing. It reads this when its class is loaded.
        if (System.getProperty(RESTRICTED) == null) System.setProperty(RESTRICTED, "true");
    }

    private final URI uri;
    private final List<Header> headers;
    private final ProxyChoice proxies; // null for none
    private final SSLContext tls;      // null for the JDK's own
    private final boolean insecure;

    Publisher(URI uri, List<Header> headers, ProxyChoice proxies, SSLContext tls, boolean insecure) {
        this.uri = uri;
        this.headers = headers;
        this.proxies = proxies;
        this.tls = tls;
        this.insecure = insecure;
    }

    /** Whether a header of this name is the connection's own. */
    static boolean cannotSend(String name) {
        return List.of("content-length", "transfer-encoding").contains(name.toLowerCase(Locale.ROOT));
    }

    /** Publishes one event, and waits for the answer, which is given as it came. */
    String publish(Outgoing outgoing) throws NotSent, Unknown, Refused {
        Event event = outgoing.event();
        boolean plain = fitsHeader(event.id()) && fitsHeader(event.type());
        byte[] body = plain ? event.data().getBytes(StandardCharsets.UTF_8) : Encoder.encode(event, outgoing.retryMillis());
        boolean connected = false;
        try {
            HttpURLConnection connection = open(plain ? "text/plain; charset=utf-8" : "text/event-stream");
            if (plain && event.type() != null) connection.setRequestProperty("X-Event", event.type());
            if (plain && event.id() != null) connection.setRequestProperty("X-Id", event.id());
            long retry = outgoing.retryMillis();
            if (plain && retry >= 0) connection.setRequestProperty("X-Retry", Long.toString(retry));
            connection.setFixedLengthStreamingMode(body.length);
            connection.connect();
            connected = true;
            try (var out = connection.getOutputStream()) {
                out.write(body);
            }
            return answer(connection);
        } catch (HttpRetryException e) { // 401, for which it will not send a body again
            throw new Refused("status " + e.responseCode());
        } catch (UnknownHostException e) {
            throw new NotSent(Exit.NAME_NOT_FOUND, "host not found: " + e.getMessage());
        } catch (SSLException e) {
            if (connected) throw new Unknown("the connection broke: " + e.getMessage());
            boolean trust = e.getCause() instanceof CertificateException;
            throw new NotSent(trust ? Exit.TLS_TRUST : Exit.TLS,
                    "no TLS: " + e.getMessage() + (trust ? " (-k does without, --cacert names whom to trust)" : ""));
        } catch (ConnectException | NoRouteToHostException e) {
            throw new NotSent(Exit.REFUSED, "no connection to " + uri + ": " + e.getMessage());
        } catch (SocketTimeoutException e) {
            if (!connected) throw new NotSent(Exit.OUT_OF_TIME, "no connection to " + uri + " in time");
            throw new Unknown("no answer for " + ANSWER_MILLIS / 1000 + " s");
        } catch (IOException e) {
            if (e instanceof Refused refused) throw refused;
            if (!connected) throw new NotSent(Exit.REFUSED, "no connection to " + uri + ": " + e.getMessage());
            throw new Unknown("the connection broke: " + e.getMessage());
        }
    }

    private HttpURLConnection open(String contentType) throws IOException {
        Proxy proxy = proxies == null ? Proxy.NO_PROXY : proxies.select(uri).get(0);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(proxy);
        if (tls != null && connection instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(tls.getSocketFactory());
            if (insecure) https.setHostnameVerifier((host, session) -> true);
        }
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(ANSWER_MILLIS);
        connection.setReadTimeout(ANSWER_MILLIS);
        connection.setRequestProperty("Content-Type", contentType);
        connection.setRequestProperty("User-Agent", "sse.jar");
        connection.setRequestProperty("Accept", "application/json");
        for (Header header : headers) connection.setRequestProperty(header.name(), header.value());
        return connection;
    }

    private static String answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status < 0) throw new IOException("the answer is not HTTP");
        InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        String text = "";
        if (in != null) {
            try (in) {
                text = new String(in.readNBytes(ANSWER_LIMIT), StandardCharsets.UTF_8).strip();
            }
        }
        if (status >= 200 && status < 300) return text;
        String location = connection.getHeaderField("Location");
        if (location != null) throw new Refused("status " + status + ", it is at " + location);
        throw new Refused("status " + status + (text.isEmpty() ? "" : ": " + text.lines().findFirst().orElse("")));
    }

    /** Whether it arrives unchanged as the value of a header; otherwise the event goes as a block of a stream. */
    private static boolean fitsHeader(String value) {
        if (value == null) return true;
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') return false;
        }
        return !value.isEmpty() && !value.startsWith(" ") && !value.endsWith(" ");
    }
}
