package sse.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import sse.Encoder;
import sse.Event;
import sse.server.EventStream;

/**
 * One reader's connection to a demo: sends it events, on the terms it asked for. For the thread that handles the
 * request.
 */
final class Delivery {
    /** The last id of a stream that is over, as the tutorials have it. */
    static final String CLOSE = "close";

    final EventStream stream;
    private final Asked terms;
    private final Slicer wire;
    private final long start = System.nanoTime();
    private long sent;

    Delivery(EventStream stream, Asked terms, Slicer wire) {
        this.stream = stream;
        this.terms = terms;
        this.wire = wire;
    }

    /** {@return the time between two events that was asked for, in nanoseconds} */
    long everyNanos() {
        return terms.everyMillis() * 1_000_000;
    }

    /**
     * Waits until it is time for the n-th event of this connection, from 0, one each so many nanoseconds: counted from
     * its start, so that nothing adds up.
     */
    void await(long n, long everyNanos) throws IOException {
        long left = start + n * everyNanos - System.nanoTime();
        if (left > 0) stream.sleep(Duration.ofNanos(left));
    }

    /** Sends bytes that are no event that can be made, with that id in front. */
    void send(String id, byte[] block) throws IOException {
        byte[] line = terms.ids() ? ("id: " + id + "\n").getBytes(StandardCharsets.UTF_8) : new byte[0];
        wire.write(stream, wire.withLineEnds(Encoder.join(line, block)), 0, new Event(id, null, ""));
        sent++;
    }

    /** Sends an event. */
    void send(Event event) throws IOException {
        tell(terms.ids() ? event : event.withId(null));
        sent++;
    }

    /** Sends an event about the stream, which is not one of the n. */
    void tell(Event event) throws IOException {
        wire.write(stream, wire.withLineEnds(Encoder.encode(event)), 0, event);
    }

    /** {@return whether the connection is to be cut now} */
    boolean cut() {
        return terms.cut() > 0 && sent >= terms.cut();
    }

    /** Sends what follows the last event. */
    void end() throws IOException {
        switch (terms.end()) {
            case EVENT -> tell(new Event(null, "end", "over"));
            case CLOSE -> tell(new Event(CLOSE, null, "over")); // of no type, for onmessage
            case NO_CONTENT, LOOP -> { }
        }
    }
}
