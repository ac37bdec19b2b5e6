package sse.client;

import java.net.ProxySelector;
import javax.net.ssl.SSLContext;
import sse.EventReader;
import sse.LineReader;

/**
 * How an {@link EventSource} makes its connections, watches them and makes them again.
 *
 * @param proxies chooses the proxy for a URL; null for never one
 * @param tls gives the TLS sockets; null for the JDK's own
 * @param connectMillis the longest wait for a connection, and for each step of TLS; 0 for no limit
 * @param idleMillis the longest silence, in front of the head and between bytes; then the connection
 *     counts as lost. 0 for no limit, as in browsers: a limit is of use where heartbeats are known
 * @param retryMillis the reconnection time until the stream sets one
 * @param longestWaitMillis where back-off after failed attempts ends. 0 for none at all: always the
 *     reconnection time to the letter, as in browsers (but 10 ms for less than that)
 * @param reconnect whether to come back when a connection is over
 * @param locationTrusted whether headers that may prove who asks go along with a redirect to another origin
 * @param maxLine the longest line that is read, in bytes; a longer one closes for good
 * @param maxData the most data of one event, in bytes; more closes for good
 */
public record ClientOptions(ProxySelector proxies, SSLContext tls, long connectMillis, long idleMillis,
        long retryMillis, long longestWaitMillis, boolean reconnect, boolean locationTrusted, int maxLine,
        int maxData) {

    /** The system's proxies and TLS; 30 s to connect, no idle limit, 3 s to reconnect, back-off up to 5 s. */
    public static final ClientOptions DEFAULT = new ClientOptions(ProxySelector.getDefault(), null, 30_000, 0, 3000,
            5000, true, false, LineReader.LINE_LIMIT, EventReader.DATA_LIMIT);

    /** Refuses times that are negative or longer than 24 days. */
    public ClientOptions {
        for (long millis : new long[] {connectMillis, idleMillis, retryMillis, longestWaitMillis}) {
            boolean inRange = millis >= 0 && millis <= Integer.MAX_VALUE;
            if (!inRange) throw new IllegalArgumentException("out of range: " + millis + " ms");
        }
    }

    /** {@return these with another choice of proxies; null for never one} */
    public ClientOptions withProxies(ProxySelector proxies) {
        return new ClientOptions(proxies, tls, connectMillis, idleMillis, retryMillis, longestWaitMillis,
                reconnect, locationTrusted, maxLine, maxData);
    }

    /** {@return these with another source of TLS sockets} */
    public ClientOptions withTls(SSLContext tls) {
        return new ClientOptions(proxies, tls, connectMillis, idleMillis, retryMillis, longestWaitMillis,
                reconnect, locationTrusted, maxLine, maxData);
    }

    /** {@return these with another limit for connecting, in milliseconds} */
    public ClientOptions withConnect(long millis) {
        return new ClientOptions(proxies, tls, millis, idleMillis, retryMillis, longestWaitMillis,
                reconnect, locationTrusted, maxLine, maxData);
    }

    /** {@return these with another idle limit, in milliseconds} */
    public ClientOptions withIdle(long millis) {
        return new ClientOptions(proxies, tls, connectMillis, millis, retryMillis, longestWaitMillis,
                reconnect, locationTrusted, maxLine, maxData);
    }

    /** {@return these with another reconnection time to begin with, in milliseconds} */
    public ClientOptions withRetry(long millis) {
        return new ClientOptions(proxies, tls, connectMillis, idleMillis, millis, longestWaitMillis,
                reconnect, locationTrusted, maxLine, maxData);
    }

    /** {@return these with another end of back-off, in milliseconds} */
    public ClientOptions withLongestWait(long millis) {
        return new ClientOptions(proxies, tls, connectMillis, idleMillis, retryMillis, millis,
                reconnect, locationTrusted, maxLine, maxData);
    }

    /** {@return these, coming back or not} */
    public ClientOptions withReconnect(boolean reconnect) {
        return new ClientOptions(proxies, tls, connectMillis, idleMillis, retryMillis, longestWaitMillis,
                reconnect, locationTrusted, maxLine, maxData);
    }

    /** {@return these, sending headers that may prove who asks wherever redirects lead, or not} */
    public ClientOptions withLocationTrusted(boolean locationTrusted) {
        return new ClientOptions(proxies, tls, connectMillis, idleMillis, retryMillis, longestWaitMillis,
                reconnect, locationTrusted, maxLine, maxData);
    }

    /** {@return these with other limits of a line and of the data of an event, in bytes} */
    public ClientOptions withLimits(int maxLine, int maxData) {
        return new ClientOptions(proxies, tls, connectMillis, idleMillis, retryMillis, longestWaitMillis,
                reconnect, locationTrusted, maxLine, maxData);
    }
}
