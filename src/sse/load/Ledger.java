package sse.load;

import java.util.ArrayList;
import java.util.List;
import sse.Event;
import sse.text.Digits;

/** What one reader got, from its first connection to its last. For the thread of its {@link FollowerLoop}. */
final class Ledger {
    final Behaviour kind;
    private final FollowerLoop loop;
    private final Tally tally;
    private final List<Order> earlier = new ArrayList<>(0); // numberings that are over: a server started again
    private Order order;
    private long events;
    private long lastEventAt;

    Ledger(FollowerLoop loop, Behaviour kind) {
        this.loop = loop;
        this.kind = kind;
        this.tally = loop.tally(kind);
        if (loop.mark != null) order = new Order("");
    }

    /** The reader is let in, and is to get everything from this number on; -1: from wherever it begins. */
    void admitted(long firstNumber) {
        if (order != null && firstNumber >= 0) order.expectFrom(firstNumber);
    }

    /** The reader is let in again. */
    void cameBack() {
        lastEventAt = 0; // the time between is not the stream's
    }

    /**
     * An event was read.
     *
     * @param ownId whether it has an id of its own
     * @param openedAt when the reader began its first connection
     * @return whether it was the last that the reader waited for
     */
    boolean event(Event event, boolean ownId, long now, long openedAt) {
        if (events++ == 0) tally.firstEvent.record(now - openedAt);
        if (tally.firstId == null && ownId) tally.firstId = event.id();
        tally.events++;
        if (lastEventAt != 0 && kind == Behaviour.STEADY) tally.between.record(now - lastEventAt);
        lastEventAt = now;
        if (event.type().equals("gap")) {
            tally.gaps++;
            if (order != null) order.told();
        } else if (loop.mark != null) {
            marked(event.data(), now);
        } else {
            watched(ownId ? event.id() : "");
        }
        if (loop.enough == 0) return false;
        loop.lastMeasured = now;
        if (events < loop.enough) return false;
        tally.wait.record(now - openedAt);
        return true;
    }

    /** An event in a run that publishes its own. */
    private void marked(String data, long now) {
        Mark mark = loop.mark;
        if (!mark.read(data)) {
            tally.foreign++;
            return;
        }
        if (order.see(mark.number) && kind != Behaviour.SLOW) loop.delivered++;
        if (mark.due > 0 && kind == Behaviour.STEADY) {
            tally.latency.record(now - mark.origin - mark.due);
            loop.lastMeasured = now;
        }
    }

    /** An event of a stream that is only watched: it is judged by its id. */
    private void watched(String id) {
        loop.delivered++;
        long number = Order.numberOf(id);
        if (number < 0) {
            tally.unnumbered++;
            return;
        }
        if (order == null || !order.isOf(id)) {
            if (order != null) earlier.add(order);
            order = new Order(id.substring(0, Digits.atEnd(id)));
        }
        order.see(number);
    }

    /** Whether a reader that is not slow has got this event of the run, or a later one. */
    boolean hasReached(long number) {
        return kind != Behaviour.SLOW && order != null && order.last() >= number;
    }

    /** One for each numbering that it has seen events of. */
    List<Order> orders() {
        List<Order> all = new ArrayList<>(earlier);
        if (order != null) all.add(order);
        return all;
    }
}
