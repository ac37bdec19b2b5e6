package sse.ask;

import java.net.InetSocketAddress;
import sse.client.Stage;
import sse.client.Urls;

/**
 * What is said while the head of an answer is long in coming: which part of the way it is at, and for how long. Each
 * part of each connection is told of twice. For one thread at a time.
 */
public final class Waiting {
    private static final long SECOND = 1_000_000_000;
    private static final long[] TOLD = {2 * SECOND, 10 * SECOND}; // in a part of the way

    private final String advice;
    private Stage stage; // the newest that was looked at
    private int times;   // that it was told of

    /**
     * Has said nothing yet.
     *
     * @param advice what to do about an answer that is held back, to end the sentence with; or empty
     */
    public Waiting(String advice) {
        this.advice = advice;
    }

    /** A sentence about where the attempt is; null where there is none to say, or not yet. */
    public String says(Stage now, long nanos) {
        if (until(now, nanos) > 0) return null;
        long seconds = (nanos - now.nanos()) / SECOND;
        return times++ == 0 ? first(now, seconds + " s") : "still " + again(now) + " after " + seconds + " s";
    }

    /** How many nanoseconds later there may be something to say. */
    public long until(Stage now, long nanos) {
        if (now == null || now.part() == Stage.Part.BODY) return TOLD[0];
        if (stage != now) {
            stage = now;
            times = 0;
        }
        return times == TOLD.length ? TOLD[0] : now.nanos() + TOLD[times] - nanos;
    }

    private String first(Stage now, String time) {
        String connected = now.address() == null ? "" : "connected to " + name(now.address());
        return switch (now.part()) {
            case NAME -> again(now) + " for " + time + ": no name server has answered";
            case CONNECT -> again(now) + " for " + time + ": nothing answers there, not even to refuse";
            case PROXY -> connected + ", a proxy, and asked it for " + Urls.origin(now.uri()) + ": no answer for "
                    + time;
            case TLS -> connected + ", no TLS for " + time + ": is that a port of https?";
            case REQUEST -> connected + ", the request is not taken for " + time;
            case HEAD, BODY -> "connected, request sent, no head for " + time
                    + ": something may hold it back until there is enough of it" + advice;
        };
    }

    private static String again(Stage now) {
        return switch (now.part()) {
            case NAME -> "looking up " + Urls.host(now.uri());
            case CONNECT -> "connecting to " + name(now.address());
            case PROXY -> "no answer of the proxy";
            case TLS -> "no TLS";
            case REQUEST -> "sending the request";
            case HEAD, BODY -> "no head";
        };
    }

    private static String name(InetSocketAddress address) {
        String host = address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
}
