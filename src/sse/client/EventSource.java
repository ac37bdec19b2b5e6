package sse.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import sse.Event;
import sse.EventReader;
import sse.LineReader;

/**
 * Reads a stream as a browser does, over as many connections as it takes.
 *
 * {@snippet :
 * try (var source = new EventSource("http://127.0.0.1:8080/news")) {
 *     for (Event event : source.events()) System.out.println(event.data());
 *     System.out.println("over: " + source.closed().says());
 * }
 * }
 *
 * <p>{@link #read()} waits for the next event, and {@link #events()} does so in a loop. When the connection is over,
 * however it ended, it waits the reconnection time and asks again with {@code Last-Event-ID}; after failed attempts it
 * waits longer, and never less than 100 ms ({@link ClientOptions}).
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
 * <h2>What goes wrong, and who says so</h2>
 *
 * <p>No method throws what a network does. A failure is a {@link Cut} where asking again may help, and a {@link Closed}
 * where it would end in the same way. The listener is told both; {@link #closed()} keeps the last word.
 *
 * <pre>
 *   no connection, no TLS, no answer, not HTTP             Cut, opened: false
 *   more than 20 redirects in a row                        Cut REDIRECTS, opened: false
 *   the body ended, was cut short, broke, fell silent      Cut, opened: true
 *   any of these, where options say not to come back       Cut with waitMillis -1, then Closed NO_RECONNECT
 *
 *   a status other than 200; 204 is how a server says stop Closed STATUS
 *   another type                                           Closed TYPE
 *   a coding that this cannot read: br, zstd               Closed CODING
 *   the listener objects                                   Closed REFUSED
 *   a redirect to what is no http URL                      Closed URL
 *   a certificate that is not trusted                      Closed TRUST
 *   a line or an event over the limit                      Closed LIMIT
 *   close(), or the thread that reads is interrupted       Closed CALLED
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
    private volatile Redirects attempt;
    private volatile Closed closed;

    // Of the thread that reads:
    private StreamRequest request;
    private boolean opened;     // the stream was, over this connection
    private EventReader reader; // null while there is no open stream
    private String lastEventId;
    private long retryMillis;
    private long events;
    private String pending = "";
    private int failures;
    private boolean told;

    /**
     * Asks this URL as a browser would, with the default options.
     *
     * @throws IllegalArgumentException if it is not an http or https URL
     */
    public EventSource(String url) {
        this(URI.create(url));
    }

    /** Asks this URL in the same way. */
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
                if (reader == null) continue;
                EventReader.Step step = reader.step();
                if (state == State.CLOSED) break; // what was read behind a close() is not delivered
                listener.line(step, reader);
                if (step == EventReader.Step.END) lost(Cut.How.END, "server ended the stream");
                if (step != EventReader.Step.DISPATCH) continue;
                events++;
                if (state != State.CLOSED) return reader.event();
            } catch (IOException e) {
                FailedException failed = FailedException.of(e, Stage.Part.BODY, options);
                if (failed.closes != null) close(new Closed(failed.closes, failed.getMessage(), failed.status));
                else if (state != State.CLOSED) lost(failed.how(), failed.getMessage());
            }
        }
        if (!told) {
            told = true;
            listener.closed(closed);
        }
        return null;
    }

    /**
     * {@return the events from now on, in a loop that ends when this is closed for good} Each step waits as
     * {@link #read()} does, and on the same thread; an event is given once, whoever asks.
     */
    public Iterable<Event> events() {
        return new Events(this);
    }

    /** One attempt, over redirects; afterwards the stream is open, or this is closed for good. */
    private void connect() throws IOException {
        opened = false;
        attempt = new Redirects(options, listener);
        if (state == State.CLOSED) attempt.close(); // close() may have come before it could see this one
        Answer answer = attempt.ask(request, lastEventId);
        String objection = attempt.objection();
        Closed verdict = objection == null ? Closed.by(answer, listener.takes(answer))
                : new Closed(Closed.Reason.REFUSED, objection, answer.status());
        boolean status = verdict != null && verdict.reason() == Closed.Reason.STATUS;
        long later = status && options.reconnect() ? listener.comesBack(answer) : -1;
        if (later >= 0) {
            lost(Cut.How.LATER, verdict.says(), Math.max(later, Backoff.SHORTEST));
        } else if (verdict != null) {
            refuse(answer, verdict);
        } else {
            request = attempt.asked();
            open(answer);
        }
    }

    private void refuse(Answer answer, Closed verdict) throws IOException {
        attempt.limitWait(REFUSED_BODY_MILLIS);
        try {
            listener.refused(answer, attempt.body(answer));
        } finally {
            close(verdict);
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
        InputStream body = listener.body(attempt.body(answer));
        reader = new EventReader(body, lastEventId, options.maxLine(), options.maxData());
    }

    private void lost(Cut.How how, String says) {
        lost(how, says, -1);
    }

    /** The connection is over: "reestablish the connection" of 9.2.3, after that time or, for -1, the one to wait. */
    private void lost(Cut.How how, String says, long later) {
        long bytes = 0;
        pending = "";
        if (reader != null) {
            lastEventId = reader.lastEventId();
            if (reader.retryMillis() >= 0) retryMillis = reader.retryMillis();
            bytes = reader.lines().received();
            pending = unfinished();
            reader = null;
        }
        attempt.close();
        if (!opened) failures++;
        synchronized (this) {
            if (state == State.CLOSED) return;
            state = State.CONNECTING;
        }
        double random = ThreadLocalRandom.current().nextDouble();
        long wait = later >= 0 ? later : Backoff.millis(retryMillis, failures, options.longestWaitMillis(), random);
        listener.cut(new Cut(how, says, opened, opened ? events : 0, bytes, retryMillis,
                options.reconnect() ? wait : -1));
        if (!options.reconnect()) {
            close(new Closed(Closed.Reason.NO_RECONNECT, says, 0));
            return;
        }
        try {
            closing.await(wait, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            close(new Closed(Closed.Reason.CALLED, "interrupted", 0));
            Thread.currentThread().interrupt();
        }
    }

    /** What the end discarded, or what stands there where the connection broke: data, and the start of a line. */
    private String unfinished() {
        LineReader lines = reader.lines();
        boolean torn = lines.number() > 0 && lines.ending() == LineReader.End.NONE;
        return reader.discardedData() + reader.pendingData() + (torn ? lines.text() : lines.rest());
    }

    /**
     * {@return what the connection that was cut last left unfinished: data without a blank line behind it, each value
     * with a line feed, and the beginning of a line} For the thread that reads.
     */
    public String pending() {
        return pending;
    }

    /**
     * Closes for good, at once: ends the connection, and every wait of the thread that reads but the
     * look-up of a name. Any thread may call, also the listener; a second call does nothing.
     */
    @Override
    public void close() {
        close(new Closed(Closed.Reason.CALLED, "closed", 0));
    }

    private void close(Closed why) {
        synchronized (this) {
            if (state == State.CLOSED) return;
            closed = why;
            state = State.CLOSED;
        }
        closing.countDown();
        Redirects open = attempt;
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

    /** {@return how far the newest attempt has come; null where it has not begun; any thread may ask} */
    public Stage stage() {
        Redirects newest = attempt;
        return newest == null ? null : newest.stage();
    }

    /** {@return the URL that is asked next: the first one, or where redirects led; for the thread that reads} */
    public URI uri() {
        return request.uri();
    }

    /** {@return the last event ID string: what the next request sends; for the thread that reads} */
    public String lastEventId() {
        return reader == null ? lastEventId : reader.lastEventId();
    }
}
