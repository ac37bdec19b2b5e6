package sse.server;

import com.sun.net.httpserver.HttpHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import sse.hub.Hub;

/**
 * Streams for a server of one's own: gives handlers for the JDK's {@link com.sun.net.httpserver.HttpServer}, and sees
 * to their heartbeats, write deadlines and ends. Any thread may call.
 *
 * <pre>{@code
 * var streams = new StreamServer(ServerOptions.loopback(0).withHeartbeat(5_000));
 * server.createContext("/news", streams.topic(hub, "news"));
 * ...
 * streams.close();
 * server.stop(0);
 * }</pre>
 */
public final class StreamServer implements AutoCloseable {
    private static final InetAddress ALL = new InetSocketAddress(0).getAddress(); // for all one knows

    private final Streams streams;

    /**
     * Streams with options of one's own.
     *
     * @param options of these count {@code heartbeatMillis}, {@code retryMillis}, {@code writeDeadlineMillis},
     *     {@code maxAgeMillis} and {@code maxStreams}; for topics also {@code maxEvent}, {@code origins} and
     *     {@code token}
     */
    public StreamServer(ServerOptions options) {
        this.streams = new Streams(options, null, Throwable::printStackTrace);
    }

    /** The one behind the handlers that {@link SseServer} gives away; made when somebody asks, never closed. */
    private static final class Shared {
        static final StreamServer STREAMS = new StreamServer(ServerOptions.loopback(0));
    }

    static StreamServer shared() {
        return Shared.STREAMS;
    }

    /** {@return a handler that answers each request with a stream of its own, sent by {@code sender}} */
    public HttpHandler handler(EventStream.Sender sender) {
        return Router.answering(request -> streams.send(request, sender));
    }

    /**
     * {@return a handler for a topic of a hub} It follows on GET and publishes on POST. The same hub can be served
     * elsewhere as well.
     *
     * @throws IllegalArgumentException if the name cannot be a topic's
     */
    public HttpHandler topic(Hub hub, String name) {
        if (!Hub.isTopicName(name)) throw new IllegalArgumentException("'" + name + "' cannot be a topic's name");
        ServerOptions options = streams.options;
        streams.follow(hub);
        Topics topics = new Topics(hub, streams, new Guard(null, ALL, options.origins, options.token));
        return Router.answering(request -> topics.handle(request, name));
    }

    /** {@return how many streams are open} */
    public int openStreams() {
        return streams.open().size();
    }

    /** Ends every stream: those whose readers take it in time get a clean end. Later requests are refused with 503. */
    @Override
    public void close() {
        streams.close();
    }
}
