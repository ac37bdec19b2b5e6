package sse.broken;

import java.io.IOException;
import java.util.List;
import sse.fault.Breaker;
import sse.fault.Faults;
import sse.fault.Kind;
import sse.fault.Outflow.Ending;
import sse.head.Head;
import sse.head.Header;

/**
 * One answer of a {@link RawServer}, broken on its way as faults say. It goes out by the thread that makes it, at once:
 * a pause holds that up. Throws an IOException as soon as the reader is seen to have left. For one thread.
 */
public final class RawAnswer {
    private final RawExchange raw;
    private final Faults faults;
    private final long seed;
    private final long connection;
    private Breaker breaker;
    private long began;

    /**
     * An answer that has not begun.
     *
     * @param seed of what happens by chance
     * @param connection its number, which is part of the seed
     */
    public RawAnswer(RawExchange raw, Faults faults, long seed, long connection) {
        this.raw = raw;
        this.faults = faults;
        this.seed = seed;
        this.connection = connection;
    }

    /**
     * Sends a head.
     *
     * @param headers but {@code Connection}, {@code Content-Length} and {@code Transfer-Encoding}
     * @return whether the body is wanted; if not, the answer is over
     */
    public boolean head(int status, List<Header> headers) throws IOException {
        return head(new Head("HTTP/1.1", status, PlainExchange.reason(status), headers));
    }

    /** The same of a head that somebody else sent; its {@code Content-Length} stays, unless there are faults. */
    public boolean head(Head as) throws IOException {
        if (faults.has(Kind.REFUSE)) return false;
        if (faults.delayMillis() == Long.MAX_VALUE) raw.end(Ending.SILENT);
        if (faults.delayMillis() > 0) raw.pause(faults.delayMillis() * 1_000_000);
        FaultyHead head = new FaultyHead(faults, as.status(), as.opens());
        List<Header> made = head.of(as.headers());
        String reason = head.status == as.status() ? as.reason() : PlainExchange.reason(head.status);
        boolean longer = head.instead != null || head.ofBody == faults && !faults.isEmpty();
        if (longer) made.removeIf(header -> header.is("Content-Length"));
        if (head.instead != null) {
            made.add(new Header("Content-Length", Integer.toString(head.instead.length)));
            raw.head(head.status, reason, made, false);
            raw.piece(head.instead, 0, head.instead.length);
            return false;
        }
        boolean told = faults.length() > 0 && head.ofBody == faults;
        if (told) made.add(new Header("Content-Length", Long.toString(faults.length())));
        if (told || !longer && as.length() >= 0) raw.head(head.status, reason, made, false);
        else raw.head(head.status, reason, made);
        breaker = head.ofBody.breaker(seed, connection, raw);
        began = System.nanoTime();
        breaker.at(0);
        return true;
    }

    /** Sends bytes of the body with one write, unless a fault has it otherwise; {@return whether more is wanted}. */
    public boolean piece(byte[] bytes, int from, int to) throws IOException {
        breaker.bytes(bytes, from, to, System.nanoTime() - began);
        return !breaker.isOver();
    }

    /**
     * Waits, and does meanwhile what faults do at some time.
     *
     * @param moment of {@link System#nanoTime()}
     * @return whether more is wanted
     */
    public boolean await(long moment) throws IOException {
        while (!breaker.isOver()) {
            long now = System.nanoTime();
            if (now - began >= breaker.due()) breaker.at(now - began);
            else if (now - moment >= 0) return true;
            else raw.pause(Math.min(moment - now, breaker.due() - (now - began)));
        }
        return false;
    }

    /** {@return milliseconds until faults do something by themselves, at least 1; 0 for never} */
    public long dueMillis() {
        long due = breaker.due();
        return due == Long.MAX_VALUE ? 0 : Math.max(1, (due - (System.nanoTime() - began)) / 1_000_000 + 1);
    }

    /** Ends it so. */
    public void end(Ending ending) throws IOException {
        if (!breaker.isOver()) breaker.end(ending, System.nanoTime() - began);
    }
}
