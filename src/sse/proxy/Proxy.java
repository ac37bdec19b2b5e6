package sse.proxy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import sse.broken.RawExchange;
import sse.broken.RawServer;
import sse.tape.Redacted;
import sse.text.Harmless;

/**
 * Asks one upstream whatever it is asked, and passes on what that answers. Streams of events are numbered; they alone
 * are looked at and broken. Any thread.
 */
public final class Proxy implements RawServer.Handler {
    /** Connections of readers at a time: each takes one to the upstream, too. */
    public static final int CONNECTIONS = 4000;

    private final Terms terms;
    private final Onlookers onlookers;
    private final Redacted redacted;
    private final Notes log;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong streams = new AtomicLong();

    /**
     * A proxy.
     *
     * @param redacted what of a URL is said
     * @param log told of each request when it is over
     */
    public Proxy(Terms terms, Onlookers onlookers, Redacted redacted, Notes log) {
        this.terms = terms;
        this.onlookers = onlookers;
        this.redacted = redacted;
        this.log = log;
    }

    @Override
    public void handle(RawExchange raw) throws IOException {
        long number = requests.incrementAndGet();
        Passage passage = new Passage(raw, terms, onlookers, streams);
        try {
            passage.run();
        } finally {
            String request = Harmless.brief(raw.method() + " " + redacted.url(raw.target()), 200);
            log.say(number + " " + request + ": " + passage.says());
        }
    }
}
