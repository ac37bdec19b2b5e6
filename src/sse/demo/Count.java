package sse.demo;

import sse.Event;
import sse.http.Refusal;

/** Numbers as words, with ids: for resuming, and for gaps. */
final class Count extends Numbered {
    Count() {
        super("count", "numbers as words, with ids: cut it, come back, miss nothing", 500, """
                from=1          the number that a reader without a last event ID begins with
                keep=1000       how many numbers before that can still be asked for; who asks
                                for older ones is told so by an event of type gap
                """, "curl -N $", "curl -N '$?from=5&cut=3'", "curl -N -H 'Last-Event-ID: 7' $");
    }

    /** From a number on; with so many before it that can be asked for, but none before one. */
    private record Counting(long from, long keep) implements Content {
        @Override
        public long oldest() {
            return Math.max(Math.min(1, from), from - keep);
        }

        @Override
        public Event event(long n) {
            return new Event(null, "tick", NumberWords.of(n));
        }
    }

    @Override
    Content content(Query query) throws Refusal {
        return new Counting(query.number("from", 1, -FAR, FAR), query.number("keep", 1000, 0, FAR));
    }
}
