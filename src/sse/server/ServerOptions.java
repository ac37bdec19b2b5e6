package sse.server;

import java.net.InetAddress;
import java.util.Set;
import sse.hub.Hub;

/**
 * How a server is to be.
 *
 * @param bind the address to listen on
 * @param port the port; 0 for any that is free
 * @param hosts names that requests may call it by, besides the loopback's and the bound address; lower case
 * @param origins whose pages may read topics and publish; {@code *} for all
 * @param token what topics ask for, or null
 * @param maxEvent bytes of one event's data
 * @param limits what the topics keep
 * @param heartbeatMillis silence until a comment is sent; 0 for none
 * @param retryMillis the reconnection time a stream begins with; negative for none
 * @param writeDeadlineMillis how long one write may take until the reader is given up on; 0 for no end
 * @param maxAgeMillis how long a stream lives; 0 for no end
 * @param maxStreams how many may be open at once
 */
public record ServerOptions(InetAddress bind, int port, Set<String> hosts, Set<String> origins, String token, int maxEvent,
        Hub.Limits limits, long heartbeatMillis, long retryMillis, long writeDeadlineMillis, long maxAgeMillis, int maxStreams) {

    /** Checks that the token is a word. */
    public ServerOptions {
        if (token != null && token.isEmpty()) throw new IllegalArgumentException("an empty token protects nothing");
    }

    /** Bytes of one event's data, unless said otherwise: 1 MiB. */
    public static final int MAX_EVENT = 1 << 20;

    /** {@return the defaults, on the loopback address} 0 for any port that is free. */
    public static ServerOptions loopback(int port) {
        return new ServerOptions(InetAddress.getLoopbackAddress(), port, Set.of(), Set.of(), null, MAX_EVENT, Hub.Limits.DEFAULT,
                15_000, 3_000, 10_000, 0, 20_000);
    }

    Streams.Settings settings() {
        return new Streams.Settings(heartbeatMillis, retryMillis, writeDeadlineMillis, maxAgeMillis, maxStreams);
    }
}
