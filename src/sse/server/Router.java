package sse.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import sse.Event;
import sse.head.MediaType;

/**
 * Sends each request where it belongs, and answers what went wrong before an answer began. What goes
 * wrong later is thrown on, because that is how the JDK's server lets go of a connection.
 */
final class Router implements HttpHandler {
    private final Guard guard;
    private final Streams streams;
    private final Site page;
    private final Status machinery;
    private final Topics topics;
    private final Map<String, SseServer.Route> routes;
    private final Consumer<Throwable> bugs;
    private final ServerLog log;

    Router(Guard guard, Streams streams, Site page, Status machinery, Topics topics, Map<String, SseServer.Route> routes, Consumer<Throwable> bugs, ServerLog log) {
        this.guard = guard;
        this.streams = streams;
        this.page = page;
        this.machinery = machinery;
        this.topics = topics;
        this.routes = routes;
        this.bugs = bugs;
        this.log = log;
    }

    /** {@return a handler for a server of somebody else's} It answers what the route refuses. */
    static HttpHandler answering(SseServer.Route route) {
        return exchange -> {
            try {
                route.handle(new Request(exchange));
            } catch (Refusal refusal) {
                if (exchange.getResponseCode() >= 0) throw refusal;
                Reply.refusal(exchange, refusal);
            }
        };
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            Request request = new Request(exchange);
            guard.checkHost(request);
            if (!request.method().equals("POST") && !request.method().equals("PUT")) request.skipBody();
            route(request);
        } catch (Refusal refusal) {
            if (exchange.getResponseCode() >= 0) throw refusal;
            Reply.refusal(exchange, refusal);
        } catch (RuntimeException | Error bug) {
            bugs.accept(bug);
            if (exchange.getResponseCode() >= 0) throw new IOException(bug);
            Reply.refusal(exchange, new Refusal(500, "this is a mistake in the server: " + bug));
        } finally {
            if (log != null) log.answered(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), exchange.getResponseCode());
        }
    }

    private void route(Request request) throws IOException {
        String path = request.path();
        int slash = path.indexOf('/', 1);
        String first = path.substring(0, slash < 0 ? path.length() : slash + 1);
        SseServer.Route route = routes.get(slash < 0 ? first + "/" : first);
        if (path.equals("/")) root(request);
        else if (first.equals("/_/")) machinery.handle(request);
        else if (route != null) route.handle(request);
        else if (path.equals("/favicon.ico")) Reply.empty(request.exchange(), 204);
        else topics.handle(request);
    }

    /** By {@code Accept}: an event every two seconds, the page, or ok. */
    private void root(Request request) throws IOException {
        switch (request.method()) {
            case "GET", "HEAD" -> { }
            case "OPTIONS" -> {
                request.exchange().getResponseHeaders().set("Allow", "GET, HEAD, OPTIONS");
                Reply.empty(request.exchange(), 204);
                return;
            }
            default -> throw new Refusal(405, "this path only says hello; publish to a topic, such as /hello", "Allow", "GET, HEAD, OPTIONS");
        }
        request.exchange().getResponseHeaders().set("Vary", "Accept");
        if (!request.accepts(MediaType.EVENT_STREAM)) {
            if (request.accepts("text/html")) page.handle(request);
            else Reply.text(request.exchange(), 200, "ok");
            return;
        }
        request.exchange().getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        if (request.method().equals("HEAD")) {
            EventStream.answerHead(request, MediaType.EVENT_STREAM);
            return;
        }
        streams.serve(request, stream -> {
            for (long n = Math.max(0, stream.resumeAfter(0)) + 1; ; n++) {
                stream.send(new Event(Long.toString(n), "message", "hello"));
                stream.sleep(Duration.ofSeconds(2));
            }
        });
    }
}
