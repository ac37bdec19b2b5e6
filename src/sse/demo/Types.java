package sse.demo;

import java.nio.charset.StandardCharsets;
import sse.Event;

/** What listeners hear and what they do not: types of all kinds, in turn. */
final class Types extends Numbered {
    private static final String[] BLOCKS = {
        "data: no type: onmessage\n\n",
        "event: message\ndata: type message: onmessage, too\n\n",
        "event: tick\ndata: type tick: only its own listener\n\n",
        "event: tick \ndata: a space behind the type makes it another\n\n",
        "event: Tick\ndata: a capital letter as well\n\n",
        "event: error\ndata: goes to onerror, though nothing failed\n\n",
        "event: open\ndata: goes to onopen\n\n",
        "event: ping\n\n",
        ": a comment, which nobody hears\n\n",
        "retry: 3000\n\n",
        "event: first\nevent: second\ndata: of two types the last counts\n\n",
    };

    Types() {
        super("types", "events of all kinds of types: who hears which?", 1000, "", "curl -N $");
    }

    @Override
    Content content(Query query) {
        return new Content() {
            @Override
            public Event event(long n) {
                throw new AssertionError(n); // all are blocks
            }

            @Override
            public byte[] block(long n) {
                return BLOCKS[(int) Math.floorMod(n - 1, (long) BLOCKS.length)].getBytes(StandardCharsets.UTF_8);
            }
        };
    }
}
