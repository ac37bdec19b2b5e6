package sse.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The streams that left last, and what all streams were sent. A stream counts among the open ones or here: one lock
 * guards the change from one to the other and the sum of both, so that no sum is ever smaller than one before.
 * Any thread.
 */
final class Departures {
    private static final int REMEMBERED = 100;

    /** What a stream has been sent so far; neither number ever falls. */
    interface Sent {
        /** Events. */
        long events();

        /** Bytes. */
        long bytes();
    }

    /** Sums over all streams, open or not. */
    record Totals(long events, long bytes) {}

    private final Map<Integer, ? extends Sent> open;
    private final ArrayDeque<ServerLog.Departure> last = new ArrayDeque<>();
    private long events;
    private long bytes;

    /** Of the streams that are open; who puts a stream there has it taken out again by {@link #add}. */
    Departures(Map<Integer, ? extends Sent> open) {
        this.open = open;
    }

    /** A stream is over. */
    synchronized void add(ServerLog.Departure departure) {
        open.remove(departure.number());
        events += departure.events();
        bytes += departure.bytes();
        if (last.size() == REMEMBERED) last.removeFirst();
        last.addLast(departure);
    }

    /** {@return those that left last, the oldest first} */
    synchronized List<ServerLog.Departure> last() {
        return new ArrayList<>(last);
    }

    /** {@return what was sent since the start} */
    synchronized Totals totals() {
        long allEvents = events;
        long allBytes = bytes;
        for (Sent stream : open.values()) {
            allEvents += stream.events();
            allBytes += stream.bytes();
        }
        return new Totals(allEvents, allBytes);
    }
}
