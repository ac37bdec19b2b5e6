package sse.proxy;

import java.util.SplittableRandom;
import sse.client.ClientOptions;
import sse.client.StreamRequest;
import sse.fault.Spec;

/**
 * How a proxy asks its upstream, and what goes wrong on the way back. Immutable.
 *
 * @param upstream whose URL is that of the upstream; what is asked for stands behind its path
 * @param client how it is connected to
 * @param keepsHost whether the upstream is told the {@code Host} that the reader asked
 * @param keepsEncoding whether it may compress where the reader can undo that
 * @param faults of streams of events, by their number
 * @param seed of what faults do by chance
 * @param name by which a request that comes back here is known
 */
public record Terms(StreamRequest upstream, ClientOptions client, boolean keepsHost, boolean keepsEncoding,
        Spec faults, long seed, String name) {
    /** {@return a name that no other proxy has} */
    public static String newName() {
        return "sse-proxy-" + Long.toHexString(new SplittableRandom().nextLong());
    }
}
