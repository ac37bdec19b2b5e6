package sse.demo;

import com.sun.net.httpserver.Headers;
import sse.server.Refusal;
import sse.server.Request;

/** Which pages may read a demo: {@code cors=}. A preflight carries the same query as the request it asks for. */
enum Cors {
    /** Pages of any origin, without cookies. */
    ANY,
    /** The page's origin is named back, so that it may send cookies. */
    ECHO,
    /** Pages of this server only. */
    NO;

    static Cors of(Query query) throws Refusal {
        return switch (query.word("cors", "*", "echo", "no")) {
            case "echo" -> ECHO;
            case "no" -> NO;
            default -> ANY;
        };
    }

    /** Lets the page that asks read the answer, a refusal as well. */
    void allowReading(Request request) {
        Headers headers = request.exchange().getResponseHeaders();
        String origin = request.exchange().getRequestHeaders().getFirst("Origin");
        if (this == ECHO) headers.set("Vary", "Origin");
        if (this == NO || this == ECHO && origin == null) return;
        headers.set("Access-Control-Allow-Origin", this == ANY ? "*" : origin);
        headers.set("Access-Control-Expose-Headers", "Location, Content-Location");
        if (this == ECHO) headers.set("Access-Control-Allow-Credentials", "true");
    }

    /** Adds what a preflight asks. */
    void allowPreflight(Request request, String methods) {
        Headers headers = request.exchange().getResponseHeaders();
        headers.set("Allow", methods);
        if (this == NO) return;
        headers.set("Access-Control-Allow-Methods", methods);
        headers.set("Access-Control-Allow-Headers", "Last-Event-ID, Cache-Control, Authorization, Content-Type");
        headers.set("Access-Control-Max-Age", "600");
    }
}
