package sse.lint;

import static sse.lint.Severity.ERROR;
import static sse.lint.Severity.NOTE;
import static sse.lint.Severity.WARNING;

import java.util.List;

/** 6xx: HTTP. Need a URL, or what {@code curl -i} or {@code curl -v} printed. */
final class HttpRules {
    private static final String OK = "HTTP/2 200\nContent-Type: text/event-stream\nCache-Control: no-store\n";
    private static final String GOOD = OK + "X-Accel-Buffering: no\n\ndata: hi\n\n";

    static final Rule COMPRESSED = new Rule(601, "compressed", WARNING, "Content-Encoding on a stream",
            "events wait in the encoder unless it is flushed each time",
            "off for this type, or flush each event", "measured",
            OK + "Content-Encoding: gzip\n\ndata: hi\n\n", GOOD);
    static final Rule WRONG_TYPE = new Rule(602, "wrong-type", ERROR, "Content-Type is not text/event-stream",
            "browsers close for good",
            "text/event-stream", "9.2.3, measured",
            "HTTP/2 200\nContent-Type: text/plain\n\ndata: hi\n\n", GOOD);
    static final Rule CHARSET = new Rule(603, "charset", ERROR, "charset is not utf-8",
            "Chromium closes the stream for good; the standard says to ignore it",
            "write utf-8 or leave it out", "9.2.5, measured",
            "HTTP/2 200\nContent-Type: text/event-stream; charset=utf8\nCache-Control: no-store\n\ndata: hi\n\n",
            "HTTP/2 200\nContent-Type: text/event-stream; charset=utf-8\nCache-Control: no-store\n\ndata: hi\n\n");
    static final Rule STATUS_FINAL = new Rule(604, "status-final", ERROR, "a status that stops browsers for ever",
            "any but 200 and a redirect does, 502 and 503 too",
            "200, or retry in a client of your own", "9.2.3, measured",
            "HTTP/2 503\nRetry-After: 5\n\n", GOOD);
    static final Rule STATUS_204 = new Rule(605, "status-204", NOTE, "204: do not come back",
            "the polite way to say that it is over",
            "nothing, if that is meant", "9.2.1",
            "HTTP/2 204\n\n", GOOD);
    static final Rule LENGTH = new Rule(606, "length", WARNING, "Content-Length on a stream",
            "it ends after so many bytes, then a reconnect",
            "leave it out", "measured",
            OK + "Content-Length: 10\n\ndata: hi\n\n", GOOD);
    static final Rule CACHEABLE = new Rule(607, "cacheable", WARNING, "no Cache-Control: no-store or no-cache",
            "caches may keep or replay it",
            "add it", "9.2.7",
            "HTTP/2 200\nContent-Type: text/event-stream\n\ndata: hi\n\n", GOOD);
    static final Rule REDIRECT = new Rule(608, "redirect", NOTE, "redirected",
            "a browser may later ask the target directly; tokens in its URL may leak",
            "use the final URL", "9.2.3, measured",
            "HTTP/2 307\nLocation: /events?token=x\n\n" + GOOD, GOOD);
    static final Rule CORS_MISSING = new Rule(609, "cors-missing", ERROR, "a page of that origin may not read this",
            "no Access-Control-Allow-Origin that names it",
            "name the origin", "9.2.3, measured",
            "@origin https://shop.example.com@" + GOOD,
            "@origin https://shop.example.com@" + OK
                + "Access-Control-Allow-Origin: https://shop.example.com\n\ndata: hi\n\n");
    static final Rule CORS_STAR_CREDENTIALS = new Rule(610, "cors-star-credentials", WARNING,
            "Access-Control-Allow-Origin: * with credentials",
            "refused by browsers",
            "the exact origin and Access-Control-Allow-Credentials: true", "measured",
            OK + "Access-Control-Allow-Origin: *\nAccess-Control-Allow-Credentials: true\n\ndata: hi\n\n",
            OK + "Access-Control-Allow-Origin: https://shop.example.com\nAccess-Control-Allow-Credentials: true\n\n"
                    + "data: hi\n\n");
    static final Rule SIX_LIMIT = new Rule(611, "six-limit", NOTE, "HTTP/1.1: six streams to one host",
            "the seventh waits without an error, in all tabs of a browser together",
            "HTTP/2, or share one stream", "9.2.7, measured",
            "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nCache-Control: no-store\n\ndata: hi\n\n", GOOD);
    static final Rule ACCEPT_STRICT = new Rule(612, "accept-strict", WARNING, "refuses Accept: text/event-stream, */*",
            "it compares the whole header, as a common manual does",
            "look for the type in the list", "measured",
            GOOD + "@9s@:\n@accept@HTTP/1.1 406 Not Acceptable\n\n", GOOD + "@9s@:\n@accept@" + GOOD);
    static final Rule NO_ACCEL = new Rule(613, "no-accel", NOTE, "no X-Accel-Buffering: no",
            "nginx holds an answer back unless told",
            "add it", "practice of nginx",
            OK + "\ndata: hi\n\n", GOOD);
    static final Rule BROKEN_BODY = new Rule(614, "broken-body", ERROR, "the body broke off or is malformed",
            "what was pending is lost; a browser comes back, or gives up",
            "end it with the last chunk, or the length it told", "RFC 9112, 8",
            GOOD + "@broken the server closed the connection without the last chunk@", GOOD);
    static final Rule NOT_READ = new Rule(615, "not-read", ERROR, "this program cannot read the body",
            "browsers can; nothing of it was judged",
            "-H 'Accept-Encoding: identity'", "RFC 9110, 8.4.1",
            OK + "Content-Encoding: br\n\n@broken Content-Encoding is br: browsers read br, this client cannot@", GOOD);
    static final Rule NO_HEAD = new Rule(616, "no-head", ERROR, "no head in the time there was",
            "a buffer on the way waits for more, or the handler for its first event",
            "flush the head and a comment at once", "practice of proxies and frameworks",
            "@no-head@", GOOD);
    static final Rule HELD_COMPRESSED = new Rule(617, "held-compressed", ERROR, "a head only without Accept-Encoding",
            "what compresses waits until it has enough; browsers always ask for gzip",
            "no compression for this type, or flush it with each event", "practice of middleware",
            GOOD + "@held-compressed@", GOOD);
    static final Rule HELD_HTTP11 = new Rule(618, "held-http11", ERROR, "a head only in HTTP/1.0",
            "something on the way waits for the whole body where it could be sent in chunks",
            "switch its buffering off", "practice of proxies",
            GOOD + "@held-http11@", GOOD);

    static final List<Rule> TABLE = List.of(
            COMPRESSED, WRONG_TYPE, CHARSET, STATUS_FINAL, STATUS_204, LENGTH, CACHEABLE, REDIRECT,
            CORS_MISSING, CORS_STAR_CREDENTIALS, SIX_LIMIT, ACCEPT_STRICT, NO_ACCEL, BROKEN_BODY, NOT_READ, NO_HEAD,
            HELD_COMPRESSED, HELD_HTTP11);

    private HttpRules() {}
}
