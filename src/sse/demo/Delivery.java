package sse.demo;

import java.io.IOException;
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

    /**
     * Waits until it is time for the n-th event of this connection, from 0: counted from its start, so that nothing
     * adds up.
     */
    void await(long n) throws IOException {
        long due = start + n * terms.everyMillis() * 1_000_000;
        stream.sleep(Duration.ofNanos(due - System.nanoTime()));
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
