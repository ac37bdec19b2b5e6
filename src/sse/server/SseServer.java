package sse.server;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import sse.http.Bodies;
import sse.http.Detour;
import sse.http.JdkServer;
import sse.http.Refusal;
import sse.http.Request;
import sse.http.Route;
import sse.http.TlsServer;
import sse.hub.Hub;
import sse.hub.Start;

/**
 * The whole server: topics, the streams the jar makes itself, and the page, on the JDK's
 * {@link HttpServer}. Any thread may call.
 */
public final class SseServer implements AutoCloseable {

    private static final int BACKLOG = 4096; // a reconnecting crowd arrives at once; the kernel has the last word

    private final Map<String, Route> routes = new HashMap<>();
    private final Hub hub;
    final Streams streams;
    private final ServerOptions options;
    private final Guard guard;
    private Detour detour;
    private final Consumer<Throwable> bugs;
    private final ServerLog log;
    private volatile HttpServer server; // once it has been started
    private ExecutorService executor;
    private Topics topics;
    private Front front;

    /**
     * A server that does not listen yet.
     *
     * @param options how it is to be
     * @param log told what goes on, or null
     * @param bugs told of exceptions that nobody expected
     */
    public SseServer(ServerOptions options, ServerLog log, Consumer<Throwable> bugs) {
        this(options, new Hub(options.limits, System::currentTimeMillis), log, bugs);
    }

    /**
     * A server that does not listen yet.
     *
     * @param options how it is to be
     * @param hub its topics; with the limits of the options
     * @param log told what goes on, or null
     * @param bugs told of exceptions that nobody expected
     */
    public SseServer(ServerOptions options, Hub hub, ServerLog log, Consumer<Throwable> bugs) {
        JdkServer.prepare();
        this.options = options;
        this.guard = new Guard(options.hosts, options.bind, options.origins, options.token);
        this.bugs = bugs;
        this.log = log;
        this.hub = hub;
        int most = Math.min(options.maxStreams, JdkServer.mostStreams());
        this.streams = new Streams(options.withMaxStreams(most), log, bugs);
    }

    /**
     * Begins to load, on a thread of its own, what the first answer needs. A program that serves soon after
     * its start calls this as its first deed; nobody has to.
     */
    public static void warmUp() {
        JdkServer.prepare();
        Thread.ofPlatform().daemon().name("sse-warm").start(new JdkServer());
    }

    /**
     * Gives the requests below {@code /name/} to a route; below {@code /_/lab/} all but those for the page's files.
     *
     * @throws IllegalStateException if the server has been started
     */
    public void route(String name, Route route) {
        if (server != null) throw new IllegalStateException("a route is to be given before the server is started");
        routes.put("/" + name + "/", route);
    }

    /**
     * Leads requests that ask for it another way.
     *
     * @throws IllegalStateException if the server has been started
     */
    public void detour(Detour detour) {
        if (server != null) throw new IllegalStateException("a detour is to be given before the server is started");
        this.detour = detour;
    }

    /**
     * Asks this first of every request that is not for the server's own machinery below {@code /_/}; after those that
     * were given before.
     *
     * @throws IllegalStateException if the server has been started
     */
    public void front(Front front) {
        if (server != null) throw new IllegalStateException("a front is to be given before the server is started");
        Front before = this.front;
        this.front = before == null ? front : request -> before.answers(request) || front.answers(request);
    }

    /**
     * Binds the port and answers from here on.
     *
     * @throws java.net.BindException if the port is taken or the address is not this machine's
     * @throws IllegalStateException if it has been started before
     */
    public void start() throws IOException {
        if (server != null) throw new IllegalStateException("the server has been started before");
        InetSocketAddress address = new InetSocketAddress(options.bind, options.port);
        HttpServer server = options.tls == null ? HttpServer.create(address, BACKLOG)
                : TlsServer.create(address, BACKLOG, options.tls);
        executor = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(executor);
        Refusals refusals = new Refusals(log);
        streams.follow(hub);
        topics = new Topics(hub, streams, guard);
        HttpContext context = server.createContext("/", new Router(guard, new Hello(streams),
                new Status(hub, streams, guard, refusals), topics, routes, front, detour, refusals, bugs, log));
        streams.answers.watch(context);
        if (options.tls != null) Request.overTls(context);
        this.server = server;
        server.start();
    }

    /**
     * {@return where it listens}
     *
     * @throws IllegalStateException if it has not been started
     */
    public InetSocketAddress address() {
        if (server == null) throw new IllegalStateException("the server has no address before it is started");
        return server.getAddress();
    }

    /** {@return how its URLs begin: {@code http}, or {@code https}} */
    public String scheme() {
        return options.tls == null ? "http" : "https";
    }

    /**
     * {@return URLs under which others on the network reach it} The one that most of them reach comes first; none if it
     * is on the loopback.
     *
     * @throws IllegalStateException if it has not been started
     */
    public List<String> urlsForOthers() {
        return Status.urlsForOthers(scheme(), address());
    }

    /** {@return its topics} */
    public Hub hub() {
        return hub;
    }

    /**
     * {@return one sentence if the limit of open files allows clearly fewer streams than the options do, or null} One
     * more is refused with 503; a few connections are kept for other requests.
     */
    public String shortOfFiles() {
        if (streams.options.maxStreams >= 0.95 * options.maxStreams) return null; // nobody will see the difference
        long files = JdkServer.openFiles();
        return (files > 0 ? files + " open files allow " : "jdk.httpserver.maxConnections allows ")
                + streams.options.maxStreams + " streams (--max-streams " + options.maxStreams + "); ulimit -n";
    }

    /**
     * {@return the body of a request} While it comes it counts with all that are being published: one too many is
     * refused with 503.
     *
     * @param limit bytes
     * @throws Refusal 413 over the limit
     */
    public byte[] body(Request request, long limit) throws IOException {
        try (Bodies.Share share = streams.bodies.share()) {
            return request.body(limit, share);
        }
    }

    /** Waits while a stream is so far behind that what it has not seen may soon be gone. Any thread. */
    public void awaitReaders() {
        while (streams.lag() > options.limits.history() / 2) LockSupport.parkNanos(this, 1_000_000);
    }

    /** {@return how many streams are open} */
    public int openStreams() {
        return streams.open().size();
    }

    /** {@return how it is set up} */
    public ServerOptions options() {
        return options;
    }

    /**
     * Lets a page of this machine, or of an origin that is named, read the answer; for routes.
     *
     * @throws Refusal 403 if the request is of another page
     */
    public void checkPage(Request request) throws Refusal {
        guard.checkPage(request);
    }

    /**
     * Lets who may follow a topic read the answer; for routes.
     *
     * @throws Refusal 401 without the token, if there is one; 403 if the request is of another page
     */
    public void checkReader(Request request) throws Refusal {
        guard.checkPage(request);
        guard.checkReader(request);
    }

    /** The same for who may publish. */
    public void checkPublisher(Request request) throws Refusal {
        guard.checkPage(request);
        guard.checkToken(request);
    }

    /** Answers a request for a topic as if there were no route; for routes. */
    public void topic(Request request) throws IOException {
        topics.handle(request);
    }

    /** The same, for who does not say where to begin: with the oldest event that is kept, and not with the next. */
    public void topicFromItsStart(Request request) throws IOException {
        topics.handle(request, Start.OLDEST);
    }

    /** Answers a request with the page for browsers, which watches the path it was asked under; for routes. */
    public void page(Request request) throws IOException {
        Site.handle(request);
    }

    /** {@return what a stream begins with} A comment, and the reconnection time in milliseconds; negative for none. */
    public static byte[] opening(long retryMillis) {
        return Form.opening(retryMillis, null);
    }

    /**
     * Answers a GET with a stream, and a HEAD with the head of one; for routes.
     *
     * @param request the request
     * @param heartbeatMillis silence until a comment is sent; 0 for none; negative for the server's own
     * @param first what the stream begins with
     * @param sender what follows
     */
    public void stream(Request request, long heartbeatMillis, byte[] first, EventStream.Sender sender)
            throws IOException {
        stream(request, heartbeatMillis, 0, first, sender);
    }

    /** The same, with a wait of so many milliseconds before the head; the stream counts as open meanwhile. */
    public void stream(Request request, long heartbeatMillis, long delayMillis, byte[] first,
            EventStream.Sender sender) throws IOException {
        long heartbeat = heartbeatMillis < 0 ? options.heartbeatMillis : heartbeatMillis;
        streams.send(request, heartbeat, delayMillis, first, sender);
    }

    /**
     * {@return a handler that answers each request with a stream of its own, to put into a server of one's own} With
     * the default options; {@link StreamServer} is for others.
     */
    public static HttpHandler handler(EventStream.Sender sender) {
        return StreamServer.shared().handler(sender);
    }

    /**
     * {@return a handler for a topic of a hub, to put into a server of one's own} It follows on GET and publishes on
     * POST. With the default options; {@link StreamServer} is for others.
     *
     * @throws IllegalArgumentException if the name cannot be a topic's
     */
    public static HttpHandler topic(Hub hub, String name) {
        return StreamServer.shared().topic(hub, name);
    }

    /** Stops: every reader gets a clean end, if it takes it in time; then the port is free. */
    @Override
    public void close() {
        streams.close();
        if (server != null) server.stop(0);
        if (detour != null) detour.close();
        if (executor != null) executor.shutdownNow(); // who still waits for an answer that is broken on purpose
    }
}
