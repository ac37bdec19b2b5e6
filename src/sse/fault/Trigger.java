package sse.fault;

import java.util.SplittableRandom;
import sse.fault.Place.At;

/** Tells when a fault acts. For one thread. */
final class Trigger {
    final Fault fault;
    private final SplittableRandom random;
    private boolean spent;  // a fault that acts once has acted

    Trigger(Fault fault, SplittableRandom random) {
        this.fault = fault;
        this.random = random;
    }

    Kind kind() {
        return fault.kind();
    }

    /**
     * Whether it acts on, or behind, the n-th event, which ends at this byte and time. Asked once for each event.
     */
    boolean atEvent(long n, long bytes, long nanos) {
        Place place = fault.place();
        return switch (place.at()) {
            case ANYWHERE -> true;
            case EVENTS -> n == place.number();
            case EVERY -> n % place.number() == 0;
            case P -> random.nextDouble() < place.chance();
            case BYTES -> once(bytes >= place.number());
            case AFTER -> once(nanos >= place.nanos());
        };
    }

    private boolean once(boolean there) {
        boolean acts = there && !spent;
        spent |= there;
        return acts;
    }

    /** The byte in front of which it acts, once, as far as bytes tell that; else {@link Long#MAX_VALUE}. */
    long byteDue() {
        if (spent) return Long.MAX_VALUE;
        return switch (fault.place().at()) {
            case ANYWHERE -> 0;
            case BYTES -> fault.place().number();
            default -> Long.MAX_VALUE;
        };
    }

    /** The time from which it acts, once, as far as the time tells that; else {@link Long#MAX_VALUE}. */
    long nanosDue() {
        return !spent && fault.place().at() == At.AFTER ? fault.place().nanos() : Long.MAX_VALUE;
    }

    /** Has acted, where it acts once. */
    void spend() {
        spent = true;
    }

    boolean isSpent() {
        return spent;
    }

    /** Whether it is found by counting events. */
    boolean countsEvents() {
        return switch (fault.place().at()) {
            case EVENTS, EVERY, P -> true;
            default -> false;
        };
    }
}
