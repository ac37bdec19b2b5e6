package sse.server;

import java.io.IOException;
import java.time.Duration;
import sse.Event;
import sse.head.MediaType;
import sse.http.Reply;
import sse.http.Request;

/**
 * The root, as tutorials have it: an event every two seconds for {@code Accept: text/event-stream}, the page for
 * browsers, and {@code ok} for everybody else.
 */
record Hello(Streams streams) {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    void handle(Request request) throws IOException {
        String only = "this path only says hello; publish to a topic, such as /hello";
        if (!request.allow("GET, HEAD, OPTIONS", only)) return;
        request.exchange().getResponseHeaders().set("Vary", "Accept");
        if (request.accepts(MediaType.EVENT_STREAM)) stream(request);
        else if (request.accepts("text/html")) Site.handle(request);
        else Reply.text(request.exchange(), 200, "ok");
    }

    private void stream(Request request) throws IOException {
        request.exchange().getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        streams.send(request, Hello::send);
    }

    private static void send(EventStream stream) throws IOException {
        for (long n = Math.max(0, stream.resumeAfter(0)) + 1; ; n++) {
            stream.send(new Event(Long.toString(n), "message", "hello"));
            stream.sleep(PAUSE);
        }
    }
}
