package sse.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import javax.net.ssl.SSLException;
import sse.explain.Head;

/**
 * One request for a stream, as a browser makes it: the heads on the way, and the body as it arrives,
 * decoded. It never comes back after the end.
 */
final class Fetch implements AutoCloseable {
    private static final int REDIRECTS = 20;

    static {
        // Origin is a header that HttpURLConnection keeps to itself unless told before its first use.
        System.setProperty("sun.net.http.allowRestrictedHeaders", "true");
    }

    private final List<String> headers;
    private final CompletableFuture<Head> answered = new CompletableFuture<>();
    private final List<Head> earlier = new ArrayList<>();
    private final long start = System.nanoTime();
    private long headMillis;
    private final Pump pump;
    private final Head head;

    /**
     * Asks, and waits for the head.
     *
     * @param headers lines such as {@code Accept: text/event-stream}
     * @param millis for everything, from now on; 0 for no limit
     */
    Fetch(URI uri, List<String> headers, long millis) {
        this.headers = headers;
        long deadline = millis == 0 ? Long.MAX_VALUE : start + millis * 1_000_000;
        this.pump = new Pump(Thread.ofVirtual().name("sse-fetch"), () -> open(uri), deadline);
        this.head = waitForHead(uri, deadline);
    }

    private Head waitForHead(URI uri, long deadline) {
        try {
            return deadline == Long.MAX_VALUE ? answered.get() : answered.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw fault(uri, e.getCause());
        } catch (TimeoutException e) {
            pump.close();
            throw new Fault(Fault.OUT_OF_TIME, uri.getAuthority() + " sent no head in the time there was");
        } catch (InterruptedException e) {
            pump.close();
            Thread.currentThread().interrupt();
            throw new Fault(Fault.FAILED, "interrupted");
        }
    }

    private static Fault fault(URI uri, Throwable why) {
        String host = uri.getAuthority();
        if (why instanceof UnknownHostException) return new Fault(Fault.NAME_NOT_FOUND, "there is no host " + uri.getHost());
        if (why instanceof ConnectException) return new Fault(Fault.REFUSED, "cannot connect to " + host + ": " + why.getMessage());
        if (why instanceof SSLException) return new Fault(Fault.TLS, "no TLS with " + host + ": " + why.getMessage());
        return new Fault(Fault.BAD_ANSWER, "no HTTP answer from " + host + ": " + why.getMessage());
    }

    private InputStream open(URI uri) throws IOException {
        try {
            while (true) {
                HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
                connection.setInstanceFollowRedirects(false);
                connection.setUseCaches(false);
                for (String header : headers) {
                    int colon = header.indexOf(':');
                    connection.setRequestProperty(header.substring(0, colon), header.substring(colon + 1).strip());
                }
                Head head = head(connection);
                String target = head.header("Location");
                if (head.status() / 100 == 3 && head.status() != 304 && target != null && earlier.size() < REDIRECTS) {
                    earlier.add(head);
                    uri = uri.resolve(target);
                    if (!uri.isAbsolute() || !uri.getScheme().startsWith("http")) throw new IOException("it redirects to " + uri);
                    continue;
                }
                headMillis = (System.nanoTime() - start) / 1_000_000;
                answered.complete(head);
                InputStream body = head.status() < 400 ? connection.getInputStream() : connection.getErrorStream();
                return decoded(body == null ? InputStream.nullInputStream() : body, head.header("Content-Encoding"));
            }
        } catch (IOException | RuntimeException e) {
            answered.completeExceptionally(e);
            throw e;
        }
    }

    private static Head head(HttpURLConnection connection) throws IOException {
        connection.getResponseCode(); // sends the request, and throws what goes wrong
        List<String> lines = new ArrayList<>();
        lines.add(String.valueOf(connection.getHeaderField(0)));
        for (int i = 1; connection.getHeaderFieldKey(i) != null; i++) lines.add(connection.getHeaderFieldKey(i) + ": " + connection.getHeaderField(i));
        Head head = Head.parse(lines);
        if (head == null) throw new IOException("it does not begin with a status");
        return head;
    }

    private static InputStream decoded(InputStream body, String encoding) throws IOException {
        if ("gzip".equalsIgnoreCase(encoding)) return new GZIPInputStream(body);
        return "deflate".equalsIgnoreCase(encoding) ? new InflaterInputStream(body) : body;
    }

    Head head() {
        return head;
    }

    List<Head> earlier() {
        return earlier;
    }

    /** From the request to the last head. */
    long headMillis() {
        return headMillis;
    }

    Pump body() {
        return pump;
    }

    long start() {
        return start;
    }

    @Override
    public void close() {
        pump.close();
    }
}
