package sse.server;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLContext;
import sse.head.Origin;
import sse.hub.Hub;

/**
 * How a server is to be. Begin with {@link #loopback} and say with a {@code with...} what is to be otherwise; each
 * gives new options and leaves these as they are.
 */
public final class ServerOptions implements Cloneable {

    /** Bytes of one event's data, unless said otherwise: 1 MiB. */
    public static final int MAX_EVENT = 1 << 20;

    // Written only while a copy is made that nobody else has seen yet.
    InetAddress bind = InetAddress.getLoopbackAddress();
    int port;
    Set<String> hosts = Set.of();
    Set<String> origins = Set.of();
    String token;
    int maxEvent = MAX_EVENT;
    Hub.Limits limits = Hub.Limits.DEFAULT;
    long heartbeatMillis = 15_000;
    long retryMillis = 3_000;
    long writeDeadlineMillis = 10_000;
    long maxAgeMillis;
    int maxStreams = 20_000;
    SSLContext tls;

    private ServerOptions() {}

    /** {@return the defaults, on the loopback address} 0 for any port that is free. */
    public static ServerOptions loopback(int port) {
        ServerOptions options = new ServerOptions();
        options.port = port;
        return options;
    }

    private ServerOptions copy() {
        try {
            return (ServerOptions) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** {@return the address to listen on} */
    public InetAddress bind() {
        return bind;
    }

    /** {@return these, listening on this address} */
    public ServerOptions withBind(InetAddress bind) {
        ServerOptions options = copy();
        options.bind = bind;
        return options;
    }

    /** {@return the port; 0 for any that is free} */
    public int port() {
        return port;
    }

    /** {@return these, also called by these names, in lower case, besides the loopback's and the bound address} */
    public ServerOptions withHosts(Set<String> hosts) {
        ServerOptions options = copy();
        options.hosts = Set.copyOf(hosts);
        return options;
    }

    /**
     * {@return these, for pages of these origins besides those of this machine} {@code *} is for all pages, {@code
     * null} for those without an origin, such as files.
     *
     * @throws IllegalArgumentException if one is none that a browser can send
     */
    public ServerOptions withOrigins(Set<String> origins) {
        Set<String> right = new HashSet<>();
        for (String origin : origins) right.add(Origin.of(origin));
        ServerOptions options = copy();
        options.origins = right;
        return options;
    }

    /** {@return what topics ask for, or null} */
    public String token() {
        return token;
    }

    /** {@return these, with this token asked for; null for none} An empty one would protect nothing and is refused. */
    public ServerOptions withToken(String token) {
        if (token != null && token.isEmpty()) throw new IllegalArgumentException("an empty token protects nothing");
        ServerOptions options = copy();
        options.token = token;
        return options;
    }

    /** {@return bytes of one event that is published, at most} */
    public int maxEvent() {
        return maxEvent;
    }

    /** {@return these, with so many bytes for one event's data} */
    public ServerOptions withMaxEvent(int bytes) {
        ServerOptions options = copy();
        options.maxEvent = bytes;
        return options;
    }

    /** {@return what is kept} */
    public Hub.Limits limits() {
        return limits;
    }

    /** {@return these, keeping so much} */
    public ServerOptions withLimits(Hub.Limits limits) {
        ServerOptions options = copy();
        options.limits = limits;
        return options;
    }

    /** {@return milliseconds of silence until a comment is sent; 0 for none} */
    public long heartbeatMillis() {
        return heartbeatMillis;
    }

    /** {@return these, with a comment after so many milliseconds of silence; 0 for none} */
    public ServerOptions withHeartbeat(long millis) {
        ServerOptions options = copy();
        options.heartbeatMillis = millis;
        return options;
    }

    /** {@return the reconnection time that a stream begins with, in milliseconds; negative for none} */
    public long retryMillis() {
        return retryMillis;
    }

    /** {@return these, with this reconnection time in milliseconds; negative for none} */
    public ServerOptions withRetry(long millis) {
        ServerOptions options = copy();
        options.retryMillis = millis;
        return options;
    }

    /** {@return how long one write may take until the reader is given up on, in milliseconds; 0 for no limit} */
    public long writeDeadlineMillis() {
        return writeDeadlineMillis;
    }

    /** {@return these, with so many milliseconds for a write; 0 for no limit} */
    public ServerOptions withWriteDeadline(long millis) {
        ServerOptions options = copy();
        options.writeDeadlineMillis = millis;
        return options;
    }

    /** {@return these, with streams that end after so many milliseconds; 0 for no end} */
    public ServerOptions withMaxAge(long millis) {
        ServerOptions options = copy();
        options.maxAgeMillis = millis;
        return options;
    }

    /** {@return with which key and certificates it speaks TLS, or null for plain HTTP} */
    public SSLContext tls() {
        return tls;
    }

    /** {@return these, over TLS, with the key and the certificates of this context; null for plain HTTP} */
    public ServerOptions withTls(SSLContext context) {
        ServerOptions options = copy();
        options.tls = context;
        return options;
    }

    /** {@return how many streams may be open at once} */
    public int maxStreams() {
        return maxStreams;
    }

    /** {@return these, with so many streams at once} */
    public ServerOptions withMaxStreams(int streams) {
        ServerOptions options = copy();
        options.maxStreams = streams;
        return options;
    }
}
