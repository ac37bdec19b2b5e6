package sse.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import sse.Encoder;
import sse.Event;
import sse.head.Header;

/**
 * Publishes events to a topic, with a POST for each or for many, over one connection that is kept. No request is
 * ever sent a second time: what may have arrived is for the caller to judge. Redirects are not followed.
 *
 * <p>For one thread; {@link #close()} may come from any.
 */
public final class Publisher implements AutoCloseable {
    private static final int ANSWER_LIMIT = 4096; // bytes of an answer that are read; the rest is of no interest
    private static final long KEPT_NANOS = 5_000_000_000L; // a connection that rested longer may be about to be closed

    private static final List<Header> HEADERS = List.of(new Header("Accept", "application/json"),
            new Header("User-Agent", "sse.jar"));

    /** What became of what was sent. */
    public enum Outcome {
        /** The server said yes: a status from 200 to 299. */
        PUBLISHED,
        /** The server said no: any other status. */
        REFUSED,
        /** Nothing is known: no answer came, or none that can be read. */
        UNKNOWN
    }

    /**
     * The answer to a request.
     *
     * @param outcome what became of what was sent
     * @param status of the answer; 0 for none
     * @param text the answer's body, at most 4096 bytes of it, without space around; where nothing is known, why
     * @param location where the answer says that the topic is, or null
     * @param warning what its field {@code Warning} says, or null
     */
    public record Result(Outcome outcome, int status, String text, String location, String warning) {}

    private final StreamRequest request;
    private final ClientOptions options;
    private Connection kept; // idle since that time; null for none
    private long keptSince;
    private volatile Connection used;
    private volatile boolean closed;

    /** {@return what to begin with for the topic at this URL: a request without a token or a user} */
    public static StreamRequest request(URI topic) {
        return new StreamRequest(topic, "POST", HEADERS, null, "", null, "HTTP/1.1");
    }

    /**
     * Sends nothing yet.
     *
     * @param request URL and headers of every POST, made from {@link #request(URI)}
     * @param options its limits of connecting and of silence, and whom it trusts; the others do not count
     */
    public Publisher(StreamRequest request, ClientOptions options) {
        this.request = request.withMethod("POST");
        this.options = options;
    }

    /**
     * Publishes an event, and waits for the answer.
     *
     * @param retryMillis the reconnection time that goes with it; negative for none
     * @throws FailedException if no server could be reached: nothing was sent
     */
    public Result publish(Event event, long retryMillis) throws FailedException {
        return publish(post(event, retryMillis));
    }

    /**
     * Publishes the events that this body has, with one request, and waits for the answer. A server that is sse.jar
     * publishes all of them or none.
     *
     * @param body whole blocks of a stream, or lines of NDJSON
     * @param type its media type
     * @throws FailedException if no server could be reached: nothing was sent
     */
    public Result publish(byte[] body, String type) throws FailedException {
        return publish(request.withBody(body).withHeader("Content-Type", type));
    }

    /** {@return whether the request names a media type, which then stands for what is in each body} */
    public boolean hasType() {
        return request.header("Content-Type") != null;
    }

    private Result publish(StreamRequest post) throws FailedException {
        Connection connection = connected(post);
        try {
            byte[] head = connection.head(post, post.lastEventId());
            Answer answer = connection.ask(post, post.lastEventId(), head, System.nanoTime());
            String text = text(connection, answer);
            if (connection.isReusable(answer)) {
                kept = connection;
                keptSince = System.nanoTime();
            }
            Outcome outcome = answer.status() / 100 == 2 ? Outcome.PUBLISHED : Outcome.REFUSED;
            return new Result(outcome, answer.status(), text, answer.header("Location"),
                    answer.header("Warning"));
        } catch (SocketTimeoutException e) {
            return new Result(Outcome.UNKNOWN, 0, "no answer for " + options.idleMillis() / 1000 + " s", null, null);
        } catch (IOException e) {
            return new Result(Outcome.UNKNOWN, 0, "the connection broke: " + e.getMessage(), null, null);
        } finally {
            if (kept == null) connection.close();
        }
    }

    /** What the body says, unless it is in a coding that nobody asked for: the status is the answer. */
    private static String text(Connection connection, Answer answer) throws IOException {
        if (ContentCoding.unreadable(answer.head()) != null) return "";
        try (InputStream body = connection.body(answer)) {
            return new String(body.readNBytes(ANSWER_LIMIT), StandardCharsets.UTF_8).strip();
        }
    }

    /** The kept connection, where it has not rested too long and the server has not left; or else a new one. */
    private Connection connected(StreamRequest post) throws FailedException {
        Connection old = kept;
        kept = null;
        if (old != null) {
            if (System.nanoTime() - keptSince < KEPT_NANOS && old.isQuiet()) return old;
            old.close();
        }
        Connection made = new Connection(options, null);
        used = made;
        if (closed) made.close(); // close() may have come before it could see this one
        try {
            made.connect(post);
            return made;
        } catch (IOException e) {
            made.close();
            throw FailedException.of(e, Stage.Part.CONNECT, options);
        }
    }

    /** The data as text with the rest in headers; what these cannot carry goes as a block of a stream. */
    private StreamRequest post(Event event, long retryMillis) {
        boolean plain = fitsHeader(event.id()) && fitsHeader(event.type());
        StreamRequest post = request.withBody(plain ? event.data().getBytes(StandardCharsets.UTF_8)
                : Encoder.encode(event, retryMillis));
        if (request.header("Content-Type") == null) {
            post = post.withHeader("Content-Type", plain ? "text/plain; charset=utf-8" : "text/event-stream");
        }
        if (plain && event.type() != null) post = post.withHeader("X-Event", event.type());
        if (plain && event.id() != null) post = post.withHeader("X-Id", event.id());
        return plain && retryMillis >= 0 ? post.withHeader("X-Retry", Long.toString(retryMillis)) : post;
    }

    /** Whether it arrives unchanged as the value of a header. */
    private static boolean fitsHeader(String value) {
        if (value == null) return true;
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') return false;
        }
        return !value.isEmpty() && !value.startsWith(" ") && !value.endsWith(" ");
    }

    /** Ends the connection; what waits for an answer then learns nothing of it. */
    @Override
    public void close() {
        closed = true;
        Connection open = used;
        if (open != null) open.close();
    }
}
