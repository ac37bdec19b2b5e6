package sse.server;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import sse.Encoder;
import sse.Event;
import sse.http.Request;

/**
 * An open response of type {@code text/event-stream}, for who sends its events. The methods are for the handler's
 * thread, but {@link #wake} and {@link #close}, which any thread may call; each that sends throws when the reader is
 * gone, or this side ends the stream.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML Standard, 9.2</a>
 */
public final class EventStream implements AutoCloseable {

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

    final HeldResponse held;

    EventStream(HeldResponse held) {
        this.held = held;
    }

    /** Sends an event. */
    public void send(Event event) throws IOException {
        send(Encoder.encode(event), event);
    }

    /**
     * Sends bytes as they are, with one flush: to show what other bytes, or wrong ones, do.
     *
     * @param bytes what is sent
     * @param counted the event that is whole with them, to be counted and its id to be known in the log and in
     *     {@code /_/clients}; or null
     */
    public void send(byte[] bytes, Event counted) throws IOException {
        held.write(bytes);
        if (counted != null) held.count(counted.id());
    }

    /** Sends a comment, which no reader gets to see. */
    public void comment(String text) throws IOException {
        held.write(Encoder.comment(text));
    }

    /** Sets the reader's reconnection time, in milliseconds. */
    public void retry(long millis) throws IOException {
        held.write(Encoder.retry(millis));
    }

    /**
     * Waits, and sends heartbeat comments meanwhile, which find out whether the reader is still there. A time that is
     * too long for a clock is for ever.
     */
    public void sleep(Duration time) throws IOException {
        held.pause(TimeUnit.NANOSECONDS.convert(time), () -> false);
    }

    /**
     * Waits until {@code ready}, and sends heartbeat comments meanwhile. Whoever makes it ready calls
     * {@link #wake()} behind that.
     */
    public void await(BooleanSupplier ready) throws IOException {
        held.pause(Long.MAX_VALUE, ready);
    }

    /** Lets a sender that waits look again. Any thread. */
    public void wake() {
        held.wake();
    }

    /** {@return the request that this answers: its method, path, query and headers} Its exchange is the server's. */
    public Request request() {
        return held.request;
    }

    /** {@return the last event ID the reader came with, or empty} */
    public String lastEventId() {
        return held.request.lastEventId();
    }

    /** {@return the last event ID the reader came with as a number, or {@code otherwise} if it is none} */
    public long resumeAfter(long otherwise) {
        try {
            return Long.parseLong(lastEventId());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** {@return how many events it was sent} Any thread. */
    public long events() {
        return held.events();
    }

    /** Ends the stream soon: whatever its sender does next throws, and the reader gets a clean end. Any thread. */
    @Override
    public void close() {
        held.end("closed");
    }
}
