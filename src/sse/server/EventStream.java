package sse.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import sse.Encoder;
import sse.Event;
import sse.courier.Carried;
import sse.courier.Outlet;
import sse.courier.WriteWatch;
import sse.hub.Batch;
import sse.hub.Subscription;
import sse.text.Units;

/**
 * One open response of type {@code text/event-stream}: it is held open, written to, and ended.
 *
 * <p>The thread that handles the exchange opens the stream and is the one that ends it; nobody else
 * touches the exchange. In between either that thread writes the events itself ({@link #send}), or it
 * waits while a courier writes what a subscription has not seen:
 *
 * <pre>
 *   handler's virtual thread   open ── head, comment, retry ──► hold (parked) ──────────► finish, or throw
 *                                                                 │                          ▲
 *   courier, platform thread                              carried: write, write, write ──────┤ done
 *   ticker, platform thread                               heartbeat due · write too long: interrupt the writer
 * </pre>
 *
 * <p>The ending follows the one way that leaves nothing behind in the JDK's server: the answer says
 * {@code Connection: close}, and a failure is thrown out of the handler. The methods for senders are
 * for the handler's thread, but {@link #close()}, which any thread may call.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML Standard, 9.2</a>
 */
public final class EventStream implements AutoCloseable, Departures.Sent {

    /** What is done with a stream while it is open; when it returns, the stream is ended. */
    public interface Sender {
        /**
         * Sends events, for as long as it likes.
         *
         * @throws IOException when the reader is gone, as the stream's methods throw it
         * @throws InterruptedException never by the stream itself
         */
        void send(EventStream stream) throws IOException, InterruptedException;
    }

    /** The stream was ended on this side while its sender still had plans; it ends clean all the same. */
    private static final class Ended extends IOException {
        private static final long serialVersionUID = 1;

        Ended(String why) {
            super(why);
        }
    }

    final int number;
    final long openedAt = System.nanoTime();
    private final Request request;
    private final HttpExchange exchange;
    private final Thread holder = Thread.currentThread();
    private final Form form;
    private final Heartbeat heartbeat;
    private final WriteWatch watch = new WriteWatch();
    private OutputStream out;

    private volatile Carried carried;     // what a courier carries, if this is a stream of a subscription
    private volatile String ending;       // why this side wants it to end
    private volatile boolean done;        // the courier has let go of it
    private volatile IOException failure; // how the courier's writing failed

    // Written by whoever writes to the stream: its holder, then a courier, then its holder; one at a time.
    private volatile long bytes;
    private volatile long events;
    volatile String lastId = "";

    EventStream(int number, Request request, Form form, long heartbeatMillis) {
        this.number = number;
        this.request = request;
        this.exchange = request.exchange();
        this.form = form;
        this.heartbeat = new Heartbeat(Units.nanos(heartbeatMillis), number);
    }

    // ── for senders ──

    /** Sends an event; throws when the reader is gone. */
    public void send(Event event) throws IOException {
        send(Encoder.encode(event), event);
    }

    /**
     * Sends bytes as they are, with one flush: to show what other bytes, or wrong ones, do; throws when the reader is
     * gone.
     *
     * @param bytes what is sent
     * @param counted the event that is whole with them, to be counted and its id to be known in the log and in
     *     {@code /_/clients}; or null
     */
    public void send(byte[] bytes, Event counted) throws IOException {
        write(bytes);
        if (counted == null) return;
        events++;
        if (counted.id() != null) lastId = counted.id();
    }

    /** Sends a comment, which no reader gets to see; throws when the reader is gone. */
    public void comment(String text) throws IOException {
        write(Encoder.comment(text));
    }

    /** Sets the reader's reconnection time, in milliseconds; throws when the reader is gone. */
    public void retry(long millis) throws IOException {
        write(Encoder.retry(millis));
    }

    /**
     * Waits, and sends heartbeat comments meanwhile, which find out whether the reader is still there. A time that is
     * too long for a clock is for ever.
     */
    public void sleep(Duration time) throws IOException {
        pause(TimeUnit.NANOSECONDS.convert(time), () -> false);
    }

    /**
     * Waits until {@code ready}, and sends heartbeat comments meanwhile. Whoever makes it ready calls
     * {@link #wake()} behind that.
     */
    public void await(BooleanSupplier ready) throws IOException {
        pause(Long.MAX_VALUE, ready);
    }

    /** Lets a sender that waits look again. Any thread. */
    public void wake() {
        LockSupport.unpark(holder);
    }

    private void pause(long nanos, BooleanSupplier ready) throws IOException {
        long began = System.nanoTime();
        while (true) {
            if (ending != null) throw new Ended(ending);
            if (Thread.interrupted()) throw new Ended("interrupted"); // with the flag up, parking would not wait
            long now = System.nanoTime();
            long left = nanos - (now - began);
            if (left <= 0 || ready.getAsBoolean()) return;
            long due = heartbeat.dueIn(now);
            if (due <= 0) {
                watch.begin();
                beat();
                watch.end();
            } else {
                LockSupport.parkNanos(this, Math.min(left, due));
            }
        }
    }

    /** {@return the request that this answers: its method, path, query and headers} Its exchange is the server's. */
    public Request request() {
        return request;
    }

    /** {@return how many events it was sent} Any thread. */
    @Override
    public long events() {
        return events;
    }

    /** {@return how many bytes it was sent} Any thread. */
    @Override
    public long bytes() {
        return bytes;
    }

    /** {@return the last event ID the reader came with, or empty} */
    public String lastEventId() {
        return request.lastEventId();
    }

    /** {@return the last event ID the reader came with as a number, or {@code otherwise} if it is none} */
    public long resumeAfter(long otherwise) {
        try {
            return Long.parseLong(lastEventId());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Ends the stream soon: whatever its sender does next throws, and the reader gets a clean end. Any thread. */
    @Override
    public void close() {
        end("closed");
    }

    // ── for the server ──

    /** This stream as couriers carry it; it brings what the subscription has not seen. */
    Carried carried(Subscription subscription) {
        return carried = new Carried(new ForCourier(), subscription);
    }

    /** Ends the stream for this reason. Any thread. */
    void end(String why) {
        if (ending == null) ending = why;
        Carried carries = carried;
        if (carries != null) carries.lookAgain();
        LockSupport.unpark(holder);
    }

    /** Sends the head, and the first bytes with it, so that {@code open} fires at once. */
    void open(byte[] first) throws IOException {
        head(exchange.getResponseHeaders());
        exchange.getResponseHeaders().set("Content-Type", form.contentType);
        exchange.getResponseHeaders().set("Connection", "close");
        watch.begin();
        exchange.sendResponseHeaders(200, 0);
        out = exchange.getResponseBody();
        writeUnwatched(first, first.length); // the head waits for the flush
        watch.end();
        exchange.getResponseHeaders().clear(); // they are out, and a stream may be open for days
    }

    /** What every stream says in its head, so that nothing on the way keeps or holds it. */
    static void head(Headers headers) {
        headers.set("Cache-Control", "no-cache, no-transform");
        headers.set("X-Accel-Buffering", "no");
        headers.set("X-Content-Type-Options", "nosniff");
    }

    /** Answers a HEAD with what the head of a stream says. */
    static void answerHead(Request request, String contentType) throws IOException {
        request.exchange().getResponseHeaders().set("Content-Type", contentType);
        head(request.exchange().getResponseHeaders());
        Reply.empty(request.exchange(), 200);
    }

    /** Waits until the courier lets go of the stream. */
    void hold() throws IOException {
        while (!done) {
            LockSupport.park(this);
            if (Thread.interrupted()) end("interrupted"); // with the flag up, parking would not wait any more
        }
        if (failure != null) throw failure;
    }

    /** The last chunk, behind which the reader knows that nothing is missing. */
    void finish() throws IOException {
        watch.begin();
        out.close();
        watch.end();
    }

    /**
     * The one ending of a failed stream that leaves nothing behind: close, and let the handler throw.
     * A late interrupt must not hit whatever this thread does next.
     */
    void abandon() {
        Thread.interrupted();
        exchange.close();
    }

    WriteWatch watch() {
        return watch;
    }

    /** Why this side wants the stream to end, or null. */
    String ending() {
        return ending;
    }

    static boolean isEnd(IOException e) {
        return e instanceof Ended;
    }

    /** Writes and flushes, under the eyes of the ticker. */
    private void write(byte[] b) throws IOException {
        if (ending != null) throw new Ended(ending);
        watch.begin();
        writeUnwatched(b, b.length);
        watch.end();
    }

    /** Writes and flushes. The writes of a courier on its round are watched by its stamp instead. */
    private void writeUnwatched(byte[] b, int length) throws IOException {
        out.write(b, 0, length);
        out.flush();
        bytes += length;
        heartbeat.wrote(false);
    }

    /** Sends the heartbeat that is due. */
    private void beat() throws IOException {
        out.write(form.beat);
        out.flush();
        bytes += form.beat.length;
        heartbeat.wrote(true);
    }

    /** What a courier sees of this stream. */
    private final class ForCourier implements Outlet {
        @Override
        public void write(Batch batch) throws IOException {
            writeUnwatched(batch.bytes(), batch.length());
            events += batch.events();
            lastId = batch.last().id();
        }

        @Override
        public long beatIn(long now) {
            return heartbeat.dueIn(now);
        }

        @Override
        public void beat() throws IOException {
            EventStream.this.beat();
        }

        @Override
        public String ending() {
            return ending;
        }

        @Override
        public void end(String why) {
            EventStream.this.end(why);
        }

        @Override
        public void release(IOException why) {
            failure = why;
            done = true;
            LockSupport.unpark(holder);
        }

        @Override
        public WriteWatch watch() {
            return watch;
        }
    }
}
