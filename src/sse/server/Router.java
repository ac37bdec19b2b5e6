package sse.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import sse.http.Detour;
import sse.http.Refusal;
import sse.http.Reply;
import sse.http.Request;
import sse.http.Route;

/**
 * Sends each request where it belongs, and answers what went wrong before an answer began. What goes
 * wrong later is thrown on, because that is how the JDK's server lets go of a connection.
 */
record Router(Guard guard, Hello hello, Status status, Topics topics, Map<String, Route> routes,
        Front front, Detour detour, Refusals refusals, Consumer<Throwable> bugs, ServerLog log) implements HttpHandler {

    /** {@return a handler for a server of somebody else's} It answers what the route refuses. */
    static HttpHandler answering(Route route) {
        return exchange -> {
            try {
                Request request = new Request(exchange);
                skipBodyOfReading(request);
                route.handle(request);
            } catch (Refusal refusal) {
                if (exchange.getResponseCode() >= 0) throw refusal;
                Reply.refusal(exchange, refusal);
            }
        };
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        handle(exchange, detour != null && Detour.isFor(exchange.getRequestURI()));
    }

    private void handle(HttpExchange exchange, boolean detours) throws IOException {
        try {
            Request request = new Request(exchange);
            guard.checkHost(request);
            if (detours) {
                detour.handle(exchange, other -> handle(other, false));
                return;
            }
            skipBodyOfReading(request);
            route(request);
        } catch (Refusal refusal) {
            if (exchange.getResponseCode() >= 0) throw refusal;
            refusals.add(refusal, exchange.getRemoteAddress(), exchange.getRequestURI().getRawPath());
            Reply.refusal(exchange, refusal);
        } catch (RuntimeException | Error bug) {
            bugs.accept(bug);
            if (exchange.getResponseCode() >= 0) throw new IOException(bug);
            Reply.refusal(exchange, new Refusal(500, "this is a mistake in the server: " + bug));
        } finally {
            String path = exchange.getRequestURI().getRawPath();
            if (log != null && !detours) log.answered(exchange.getRequestMethod(), path, exchange.getResponseCode());
        }
    }

    private static void skipBodyOfReading(Request request) throws IOException {
        if (!request.method().equals("POST") && !request.method().equals("PUT")) request.skipBody();
    }

    private void route(Request request) throws IOException {
        String path = request.path();
        boolean machinery = path.startsWith("/_/");
        checkWritten(request.exchange().getRequestURI().getRawPath(), machinery);
        if (front != null && !machinery && front.answers(request)) return;
        int slash = path.indexOf('/', machinery ? 3 : 1);
        String first = path.substring(0, slash < 0 ? path.length() : slash + 1);
        Route route = routes.get(slash < 0 ? first + "/" : first);
        if (path.equals("/")) hello.handle(request);
        else if (path.startsWith(Site.PATH) || Site.PATH.equals(path + "/")) lab(request);
        else if (route != null) route.handle(request);
        else if (machinery) status.handle(request);
        else if (isBrowsers(path)) nothing(request);
        else topics.handle(request);
    }

    /** A proxy's rule for a path need not undo its escapes, so that none may lead elsewhere. */
    private static void checkWritten(String raw, boolean machinery) throws Refusal {
        if (raw == null || raw.indexOf('%') < 0) return;
        if (raw.toUpperCase(Locale.ROOT).contains("%2F")) throw new Refusal(400, "a path has its slashes as they are");
        if (machinery && !raw.startsWith("/_/")) throw new Refusal(400, "/_/ is written as it is");
    }

    /** The files of the page, and what it asks for. */
    private void lab(Request request) throws IOException {
        if (!request.path().startsWith(Site.PATH)) { // its links lead from there
            request.exchange().getResponseHeaders().set("Location", Site.PATH);
            Reply.empty(request.exchange(), 301);
            return;
        }
        if (Site.answers(request)) return;
        Route lab = routes.get(Site.PATH);
        if (lab == null) throw new Refusal(404, "there is nothing of that name here");
        lab.handle(request);
    }

    /** A path that browsers and crawlers ask for by themselves, so that it cannot be a topic's. */
    private static boolean isBrowsers(String path) {
        return path.equals("/favicon.ico") || path.equals("/robots.txt") || path.startsWith("/apple-touch-icon");
    }

    private static void nothing(Request request) throws IOException {
        String only = "browsers ask for this path by themselves, so it is no topic";
        if (!request.allow("GET, HEAD, OPTIONS", only)) return;
        if (request.path().equals("/favicon.ico")) Reply.empty(request.exchange(), 204);
        else throw new Refusal(404, only);
    }
}
