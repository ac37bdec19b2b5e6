package sse.demo;

import java.io.IOException;
import sse.Event;
import sse.http.Bodies;
import sse.http.Refusal;
import sse.text.JsonWriter;

/**
 * A demo whose n-th event follows from n, so that a reader can go on behind any last event ID and the
 * server need not remember it.
 */
abstract class Numbered extends Demo {
    /** Numbers and ids go so far, either way. */
    static final long FAR = 1_000_000_000_000_000L;

    private static final long STRANGE = Long.MIN_VALUE;
    private static final Bodies LARGE = Bodies.ofThisHeap();

    private final long everyMillis;

    Numbered(String name, String about, long everyMillis, String parameters, String... example) {
        super(name, about, parameters, example);
        this.everyMillis = everyMillis;
    }

    /** What one reader is sent. */
    interface Content {
        /** {@return the n-th event, without its id} */
        Event event(long n);

        /** {@return the bytes of the n-th event, without its id, where it is no event that can be made; else null} */
        default byte[] block(long n) {
            return null;
        }

        /** {@return how large its events are, in bytes, if they are large} So that those of all readers are bounded. */
        default long bytes() {
            return 0;
        }

        /** {@return the time between two events in nanoseconds} Asked for was this. */
        default long everyNanos(long asked) {
            return asked;
        }

        /** {@return the number that a reader without an id begins with} */
        default long from() {
            return 1;
        }

        /** {@return the smallest number that can be asked for again} */
        default long oldest() {
            return 1;
        }
    }

    /** Reads the demo's own parameters. */
    abstract Content content(Query query) throws Refusal;

    @Override
    String methods(String rest) {
        return READING;
    }

    @Override
    final void answer(Visit visit) throws IOException {
        visit.refuseBelow(name);
        Content content = content(visit.query());
        Asked terms = visit.terms(everyMillis);
        String asked = visit.request().lastEventId();
        long next = next(asked, content);
        boolean gap = next < content.oldest();
        long first = gap ? content.oldest() : next;
        long end = terms.n() == 0 ? Long.MAX_VALUE : content.from() + terms.n();
        if (asked.equals(Delivery.CLOSE) || first >= end && terms.end().isFinal()) {
            visit.stayAway();
            return;
        }
        try (Bodies.Share share = LARGE.share()) {
            share.sent(content.bytes());
            visit.stream(terms, to -> {
                if (gap) to.tell(gap(asked, next == STRANGE ? "unknown" : "evicted", Long.toString(content.oldest()),
                        terms.ids() ? Long.toString(content.oldest() - 1) : null));
                send(to, content, first, end);
            });
        }
    }

    /** Behind the id; {@link #STRANGE} if it is none of this stream's. */
    private static long next(String id, Content content) {
        if (id.isEmpty()) return content.from();
        try {
            long n = Long.parseLong(id);
            if (Math.abs(n) <= 2 * FAR) return n + 1;
        } catch (NumberFormatException e) {
            // somebody else's id
        }
        return STRANGE;
    }

    private static void send(Delivery to, Content content, long first, long end) throws IOException {
        for (long n = first; n < end; n++) {
            to.await(n - first, content.everyNanos(to.everyNanos()));
            byte[] block = content.block(n);
            if (block == null) to.send(content.event(n).withId(Long.toString(n)));
            else to.send(Long.toString(n), block);
            if (to.cut() && n + 1 < end) return;
        }
        to.end();
    }

    /** Tells a reader that something between its last event and the next is lost. */
    static Event gap(String asked, String reason, String oldest, String id) {
        return new Event(id, "gap", JsonWriter.object().put("asked", asked).put("oldest", oldest)
                .put("reason", reason).end().toString());
    }
}
