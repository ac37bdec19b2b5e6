package sse.demo;

import sse.http.Refusal;
import sse.server.ServerOptions;
import sse.text.Digits;

/**
 * What every demo can be asked for.
 *
 * @param everyMillis between two events
 * @param n how many events there are; 0 for no end
 * @param end what follows the n-th
 * @param cut events until the connection is ended, to be taken up again; 0 for never
 * @param retryMillis the reconnection time it begins with; negative for none
 * @param heartbeatMillis silence until a comment is sent; 0 for none
 * @param ids whether events have ids
 * @param eol the line ends
 * @param chunk bytes a write; 0 for a whole event
 * @param delayMillis before the head
 * @param seed of whatever is random
 */
record Asked(long everyMillis, long n, End end, long cut, long retryMillis, long heartbeatMillis, boolean ids,
        Slicer.Eol eol, int chunk,
        long delayMillis, long seed) {

    /** What follows the last event. Whoever comes back with its id is sent the same again, or stays away. */
    enum End {
        /** Nothing; who comes back is answered 204, which ends an EventSource. */
        NO_CONTENT,
        /** An event of type {@code end}, on which a page is to call {@code close()}; who comes back: 204. */
        EVENT,
        /** An event with {@code id: close}, for {@code onmessage}; who comes back with that is answered 204. */
        CLOSE,
        /** Nothing; readers come back for ever. */
        LOOP;

        /** Whether a reader that has the n-th event, and comes back, is answered 204. */
        boolean isFinal() {
            return this == NO_CONTENT || this == EVENT;
        }
    }

    /** The parameters as the list shows them; their limits are below. */
    static final String PARAMETERS = """
            every=500ms     time between events (20ms to 1h)
            n=5             number of events (0: no end)
            end=204         after the n-th event: 204 for those who come back;
                            event: an event of type end, then 204; close: a last
                            event with id: close, then 204 for those who have it;
                            loop: nothing, so readers come back for ever
            cut=3           ends the connection after each 3 events
            retry=3000      reconnection time in milliseconds (1 to 3600000), or no
            hb=15s          silence until a comment is sent (1s to 1h); 0 for none
            id=0            no ids
            eol=lf          line ends: lf, crlf, cr or mixed
            chunk=1         bytes a write (1 to 65536); without it, an event a write
            delay=3s        wait before the head (0 to 1m)
            cors=*          pages that may read it: *, echo (with cookies) or no
            seed=1          same seed, same content
            fault=half@events=2   breaks it on purpose, as "help faults" says
            """;

    static Asked of(Query query, long everyMillis, ServerOptions defaults) throws Refusal {
        return new Asked(query.millis("every", everyMillis, "20ms", "1h"), query.number("n", 0, 0, 1_000_000_000),
                switch (query.word("end", "204", "event", "close", "loop")) {
                    case "event" -> End.EVENT;
                    case "close" -> End.CLOSE;
                    case "loop" -> End.LOOP;
                    default -> End.NO_CONTENT;
                },
                query.number("cut", 0, 0, 1_000_000_000), retry(query, defaults), heartbeat(query),
                query.word("id", "1", "0").equals("1"),
                switch (query.word("eol", "lf", "crlf", "cr", "mixed")) {
                    case "crlf" -> Slicer.Eol.CRLF;
                    case "cr" -> Slicer.Eol.CR;
                    case "mixed" -> Slicer.Eol.MIXED;
                    default -> Slicer.Eol.LF;
                },
                (int) query.number("chunk", 0, 1, 1 << 16), query.millis("delay", 0, "0", "1m"),
                query.seed());
    }

    private static long retry(Query query, ServerOptions defaults) throws Refusal {
        String text = query.text("retry");
        if (text == null) return defaults.retryMillis();
        if (text.equals("no")) return -1;
        long millis = Digits.parse(text);
        if (millis >= 1 && millis <= 3_600_000) return millis;
        throw Query.bad("retry", "no, or milliseconds from 1 to 3600000", text);
    }

    /** Negative for the server's own. */
    private static long heartbeat(Query query) throws Refusal {
        return "0".equals(query.text("hb")) ? 0 : query.millis("hb", -1, "1s", "1h");
    }
}
