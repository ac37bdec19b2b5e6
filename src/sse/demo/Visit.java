package sse.demo;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import sse.http.Refusal;
import sse.http.Reply;
import sse.http.Request;
import sse.server.SseServer;
import sse.text.Json;

/**
 * One request to a demo.
 *
 * @param server the server it came to
 * @param request the request
 * @param query its query
 * @param rest its path behind the demo's name
 */
record Visit(SseServer server, Request request, Query query, String rest) {

    /** What is sent to a reader. */
    interface Sender {
        /** Sends; when it returns, the stream ends. */
        void send(Delivery to) throws IOException, InterruptedException;
    }

    /** Reads what all demos can be asked for; behind a demo's own parameters, because what is left is unknown. */
    Asked terms(long everyMillis) throws Refusal {
        Asked terms = Asked.of(query, everyMillis, server.options());
        query.refuseUnknown();
        return terms;
    }

    /** Refuses a path below the demo's name, where it has none. */
    void refuseBelow(String name) throws Refusal {
        if (!rest.isEmpty()) throw new Refusal(404, "there is nothing below /demo/" + name);
    }

    /** {@return the object that the text of a body is} */
    static Map<?, ?> object(String body) throws Refusal {
        try {
            if (Json.parse(body) instanceof Map<?, ?> map) return map;
        } catch (Json.Malformed e) {
            throw new Refusal(400, "the body is no JSON: " + e.getMessage());
        }
        throw new Refusal(400, "the body is JSON, but no object");
    }

    boolean isHead() {
        return request.method().equals("HEAD");
    }

    /** Answers with a stream. */
    void stream(Asked terms, Sender sender) throws IOException {
        Slicer wire = new Slicer(terms.eol(), terms.chunk());
        byte[] opening = wire.withLineEnds(SseServer.opening(terms.retryMillis()));
        int first = wire.first(opening);
        server.stream(request, terms.heartbeatMillis(), terms.delayMillis(), Arrays.copyOf(opening, first), stream -> {
            wire.write(stream, opening, first, null);
            sender.send(new Delivery(stream, terms, wire));
        });
    }

    /** Answers that there is nothing more to come: whoever reads by the standard does not ask again (9.2.3). */
    void stayAway() throws IOException {
        Reply.empty(request.exchange(), 204);
    }
}
