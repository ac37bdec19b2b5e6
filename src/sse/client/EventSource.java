package sse.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import sse.Event;
import sse.EventReader;

/**
 * Reads a stream as a browser does, over as many connections as it takes.
 *
 * {@snippet :
 * try (var events = new EventSource(URI.create("http://127.0.0.1:8080/news"))) {
 *     for (Event event; (event = events.read()) != null;) System.out.println(event.data());
 * }
 * }
 *
 * <p>{@link #read()} waits for the next event. When the connection is over, however it ended, it waits
 * the reconnection time and asks again with {@code Last-Event-ID}; after failed attempts it waits
 * longer, and never less than 100 ms ({@link ClientOptions}). It gives null once the source is closed
 * for good: by {@link #close()}, by an answer with a status other than 200 (204 is the polite one) or
 * with another type than {@code text/event-stream}. {@link #closed()} says why.
 *
 * <pre>
 *               head accepted           end or break of the body
 *   CONNECTING ───────────────► OPEN ──────────────────────────────► CONNECTING …
 *      │   ▲                     │
 *      │   └─ failed: wait ─┐    │
 *      ├────────────────────┘    │
 *      └─── status, type ────────┴─ close() ──► CLOSED
 * </pre>
 *
 * <p>Redirects are followed, at most 20 in a row. The standard leaves open which URL is asked after one
 * when the connection is lost: here it is the last one, as in Chromium and by the letter of Fetch. Half
 * a character, half an event and an unfinished id never reach the next connection; the last event ID
 * and the reconnection time do.
 *
 * <p>One thread reads, and the listener is called on it; {@link #close()} may come from any thread. This
 * speaks to the socket itself: HttpURLConnection takes a body that was cut short for a whole one, may
 * send a request twice, and starts 30 ms later; java.net.http.HttpClient cannot send an id that is not
 * ASCII.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#sse-processing-model">
 *     HTML Standard, 9.2.3 Processing model</a>
 */
public final class EventSource implements AutoCloseable {

    /** {@code readyState} of 9.2.2, in its order. */
    public enum State {
        /** It asks, or waits before it asks again. */
        CONNECTING,
        /** A stream is being read. */
        OPEN,
        /** It is over, and does not come back. */
        CLOSED
    }

    private static final int REFUSED_BODY_MILLIS = 1000;

    private final ClientOptions options;
    private final StreamListener listener;
    private final CountDownLatch closing = new CountDownLatch(1); // what a waiting reader waits for
    private volatile State state = State.CONNECTING;
    private volatile Connection connection;
    private volatile Closed closed;

    // Of the thread that reads:
    private StreamRequest request;
    private Redirects attempt;
    private boolean opened;     // the stream was, over this connection
    private String objection;   // of the listener, to the last answer
    private EventReader reader; // null while there is no open stream
    private String lastEventId;
    private long retryMillis;
    private long events;
    private int failures;
    private boolean told;

    /** Asks this URL as a browser would, with the default options. */
    public EventSource(URI uri) {
        this(StreamRequest.of(uri), ClientOptions.DEFAULT, new StreamListener() {});
    }

    /** Asks this; nothing is sent before the first {@link #read()}. */
    public EventSource(StreamRequest request, ClientOptions options, StreamListener listener) {
        this.request = request;
        this.options = options;
        this.listener = listener;
        this.lastEventId = request.lastEventId();
        this.retryMillis = options.retryMillis();
    }

    /** Waits for the next event, over as many connections as that takes; null when closed for good. */
    public Event read() {
        while (state != State.CLOSED) {
            try {
                if (reader == null) connect();
                if (reader == null) break;
                EventReader.Step step = reader.step();
                if (state == State.CLOSED) break; // what was read behind a close() is not delivered
                listener.line(step, reader);
                if (step == EventReader.Step.END) lost(new Failure(Cut.How.END, "server ended the stream"));
                if (step != EventReader.Step.DISPATCH) continue;
                events++;
                if (state != State.CLOSED) return reader.event();
            } catch (IOException e) {
                Failure failure = Failure.of(e, opened ? Failure.Phase.BODY : attempt.phase(), options);
                if (failure.closes() != null) close(failure.closes(), failure.says(), failure.status());
                else if (state != State.CLOSED) lost(failure);
            }
        }
        if (!told) {
            told = true;
            listener.closed(closed);
        }
        return null;
    }

    /** One attempt, over redirects; afterwards the stream is open, or this is closed for good. */
    private void connect() throws IOException {
        opened = false;
        attempt = new Redirects(options, new OnTheWay());
        Answer answer = attempt.ask(request, lastEventId);
        String type = answer.header("Content-Type");
        if (objection != null) {
            refuse(answer, Closed.Reason.REFUSED, objection);
        } else if (answer.status() != 200) {
            refuse(answer, Closed.Reason.STATUS, ("status " + answer.status() + " " + answer.reason()).strip());
        } else if (!answer.head().opens()) {
            refuse(answer, Closed.Reason.TYPE, type == null ? "no Content-Type"
                    : "Content-Type is " + type + ", not text/event-stream");
        } else if (Connection.unreadable(answer) != null) {
            close(Closed.Reason.TYPE, Connection.unreadable(answer), 200); // coming back would not help
        } else {
            request = attempt.asked();
            open(answer);
        }
    }

    /** Tells the listener how an attempt goes. */
    private final class OnTheWay implements Redirects.Visitor {
        @Override
        public void connecting(Connection made) {
            connection = made;
            if (state == State.CLOSED) made.close(); // close() may have come before it could see this one
        }

        @Override
        public void asking(URI uri, byte[] head) {
            listener.asking(uri, head);
        }

        @Override
        public boolean refuses(Answer answer) {
            objection = listener.objection(answer);
            return objection != null;
        }

        @Override
        public void redirected(Answer answer, URI target) {
            listener.redirected(answer, target);
        }
    }

    private void refuse(Answer answer, Closed.Reason reason, String says) throws IOException {
        connection.limitWait(REFUSED_BODY_MILLIS);
        try {
            listener.refused(answer, connection.body(answer));
        } finally {
            close(reason, says, answer.status());
        }
    }

    private void open(Answer answer) throws IOException {
        opened = true;
        events = 0;
        failures = 0;
        synchronized (this) {
            if (state != State.CLOSED) state = State.OPEN;
        }
        if (state == State.CLOSED) return;
        listener.open(answer); // before the first byte of the body: that may be long in coming
        InputStream body = listener.body(connection.body(answer));
        reader = new EventReader(body, lastEventId);
    }

    /** The connection is over: "reestablish the connection" of 9.2.3. */
    private void lost(Failure why) {
        long bytes = 0;
        if (reader != null) {
            lastEventId = reader.lastEventId();
            if (reader.retryMillis() >= 0) retryMillis = reader.retryMillis();
            bytes = reader.lines().nextOffset();
            reader = null;
        }
        connection.close();
        if (!opened) failures++;
        synchronized (this) {
            if (state == State.CLOSED) return;
            state = State.CONNECTING;
        }
        long wait = Backoff.millis(retryMillis, failures, options.longestWaitMillis(), ThreadLocalRandom.current().nextDouble());
        listener.cut(new Cut(why.how(), why.says(), opened, opened ? events : 0, bytes, retryMillis,
                options.reconnect() ? wait : -1));
        if (!options.reconnect()) {
            close(Closed.Reason.NO_RECONNECT, why.says(), 0);
            return;
        }
        try {
            closing.await(wait, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            close(Closed.Reason.CALLED, "interrupted", 0);
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Closes for good, at once: ends the connection, and every wait of the thread that reads but the
     * look-up of a name. Any thread may call, also the listener; a second call does nothing.
     */
    @Override
    public void close() {
        close(Closed.Reason.CALLED, "closed", 0);
    }

    private void close(Closed.Reason reason, String says, int status) {
        synchronized (this) {
            if (state == State.CLOSED) return;
            closed = new Closed(reason, says, status);
            state = State.CLOSED;
        }
        closing.countDown();
        Connection open = connection;
        if (open != null) open.close();
    }

    /** {@return where this stands; any thread may ask} */
    public State state() {
        return state;
    }

    /** {@return why this is closed for good, or null while it is not; any thread may ask} */
    public Closed closed() {
        return closed;
    }

    /** {@return the URL that is asked next: the first one, or where redirects led from it; for the thread that reads} */
    public URI uri() {
        return request.uri();
    }

    /** {@return the last event ID string: what the next request sends; for the thread that reads} */
    public String lastEventId() {
        return reader == null ? lastEventId : reader.lastEventId();
    }
}
