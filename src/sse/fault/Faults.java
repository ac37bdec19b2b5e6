package sse.fault;

import java.util.ArrayList;
import java.util.List;

/** What goes wrong on one connection: the head is asked here, the body goes through a {@link Breaker}. Immutable. */
public final class Faults {
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final List<Fault> all;

    Faults(List<Fault> all) {
        this.all = all;
    }

    /** {@return these and more} */
    public Faults and(Faults more) {
        if (more.all.isEmpty()) return this;
        List<Fault> both = new ArrayList<>(all);
        both.addAll(more.all);
        return new Faults(List.copyOf(both));
    }

    private Fault last(Kind kind) {
        Fault found = null;
        for (Fault fault : all) {
            if (fault.kind() == kind) found = fault;
        }
        return found;
    }

    /** {@return whether there are none} */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** {@return whether a fault of this kind is among them} */
    public boolean has(Kind kind) {
        return last(kind) != null;
    }

    /** {@return whether only a server on plain sockets can do them} */
    public boolean needRawServer() {
        for (Fault fault : all) {
            switch (fault.kind()) {
                case REFUSE, RESET, SHORT -> {
                    return true;
                }
                case DELAY, STALL -> { // only there is it seen that the reader leaves meanwhile
                    if (fault.number() < 0 || fault.number() > LONGEST_PAUSE_MILLIS) return true;
                }
                default -> { }
            }
        }
        return false;
    }

    /** {@return the status of the answer, or -1 for that of the stream} */
    public int status() {
        Fault fault = last(Kind.STATUS);
        return fault == null ? -1 : (int) fault.number();
    }

    /** {@return the content type, or null for that of the stream} */
    public String type() {
        Fault fault = last(Kind.TYPE);
        return fault == null ? null : fault.text();
    }

    /** {@return where a 307 points, or null for no redirect} */
    public String redirect() {
        Fault fault = last(Kind.REDIRECT);
        return fault == null ? null : fault.text();
    }

    /** {@return the length that the head tells, behind which the body ends, or -1 for none} */
    public long length() {
        Fault fault = last(Kind.LENGTH);
        return fault == null ? -1 : fault.number();
    }

    /** {@return milliseconds until the head; {@link Long#MAX_VALUE} for never} */
    public long delayMillis() {
        Fault fault = last(Kind.DELAY);
        return fault == null ? 0 : fault.number() < 0 ? Long.MAX_VALUE : fault.number();
    }

    /**
     * {@return what breaks the body of this connection}
     *
     * @param seed of what happens by chance: the same gives the same
     * @param connection its number, which is part of the seed
     * @param out where the body goes
     */
    public Breaker breaker(long seed, long connection, Outflow out) {
        return new Breaker(all, seed * 1_000_003 + connection, out);
    }
}
