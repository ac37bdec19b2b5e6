package sse.http;

import com.sun.net.httpserver.Headers;

/**
 * What an answer says of the pages of other origins that may read it: the CORS protocol.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch Standard, 3.2 CORS protocol</a>
 */
public final class Cors {
    private static final String EXPOSED = "Content-Location, Location, Retry-After, Warning";

    private Cors() {}

    /** Lets pages of every origin read the answer, without cookies. */
    public static void allowAny(Request request) {
        Headers headers = request.exchange().getResponseHeaders();
        headers.set("Access-Control-Allow-Origin", "*");
        headers.set("Access-Control-Expose-Headers", EXPOSED);
        headers.remove("Access-Control-Allow-Credentials"); // which would not be true any more
    }

    /** Lets pages of this origin read the answer, also one to a request with cookies. */
    public static void allow(Request request, String origin) {
        Headers headers = request.exchange().getResponseHeaders();
        headers.set("Access-Control-Allow-Origin", origin);
        headers.set("Access-Control-Expose-Headers", EXPOSED);
        headers.set("Access-Control-Allow-Credentials", "true");
    }

    /**
     * Adds what a preflight asks for, if the answer says already who may read it.
     *
     * @param methods that may be used
     * @param names of the headers that may be sent
     */
    public static void allowPreflight(Request request, String methods, String names) {
        Headers headers = request.exchange().getResponseHeaders();
        if (headers.getFirst("Access-Control-Allow-Origin") == null) return;
        headers.set("Access-Control-Allow-Methods", methods);
        headers.set("Access-Control-Allow-Headers", names);
        headers.set("Access-Control-Max-Age", "600");
    }
}
