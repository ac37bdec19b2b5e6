package sse.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;

/**
 * Another way into a server, for requests that ask for it in their query, or by a path that is only there on that way.
 * All others never meet it. Any thread may call.
 */
public interface Detour extends AutoCloseable {

    /** {@return whether a request asks for it} Those are all that a detour is asked about. */
    static boolean isFor(URI target) {
        String query = target.getRawQuery();
        if (query != null && (query.contains("fault=") || query.contains("lab="))) return true;
        String path = target.getRawPath();
        return path != null && path.startsWith("/demo/bad/");
    }

    /**
     * Answers, or hands an exchange to the usual way, which uses it as if it were the server's own, and is not led here
     * again with it.
     *
     * @param exchange of a request with a host that is ours
     * @throws Refusal which is answered as those of routes are
     */
    void handle(HttpExchange exchange, HttpHandler usual) throws IOException;

    /** The server is closed. */
    @Override
    void close();
}
