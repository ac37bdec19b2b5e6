package sse.demo;

import sse.http.Cors;
import sse.http.Refusal;
import sse.http.Request;

/** Which pages may read a demo: {@code cors=}. A preflight carries the same query as the request it asks for. */
enum Pages {
    /** Those of any origin, without cookies. */
    ANY,
    /** Those of any origin, which is named back, so that they may send cookies. */
    ECHO,
    /** Those of this server only. */
    OWN;

    static Pages of(Query query) throws Refusal {
        return switch (query.word("cors", "*", "echo", "no")) {
            case "echo" -> ECHO;
            case "no" -> OWN;
            default -> ANY;
        };
    }

    /** Lets the page that asks read the answer, a refusal as well. */
    void allowReading(Request request) {
        String origin = request.header("Origin");
        if (this == ECHO) request.exchange().getResponseHeaders().set("Vary", "Origin");
        if (this == OWN || this == ECHO && origin == null) return;
        if (this == ECHO) Cors.allow(request, origin);
        else Cors.allowAny(request);
    }
}
