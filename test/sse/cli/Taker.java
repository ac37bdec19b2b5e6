package sse.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import sse.kit.ScriptedServer;

/** A server that takes what is published: the first {@code good} requests, and no more. */
final class Taker implements AutoCloseable {
    /** What was asked of it so far. */
    final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    private final ScriptedServer server;

    Taker(int good) throws IOException {
        server = new ScriptedServer(with -> {
            for (String request = with.request(); !request.isEmpty(); request = with.readRequest()) {
                seen.add(request);
                boolean taken = seen.size() <= good;
                String answer = taken ? "{\"id\":\"b-" + seen.size() + "\",\"subscribers\":2}"
                        : "event type cannot have a line feed\n";
                with.send("HTTP/1.1 " + (taken ? "201 Created" : "400 Bad Request") + "\r\nContent-Length: "
                        + answer.length() + "\r\n\r\n" + answer);
                bodies.add(body(request));
            }
        });
    }

    private static String body(String request) {
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }

    /** {@return the next one, or null where none comes} */
    String nextBody() throws InterruptedException {
        return nextBody(5_000);
    }

    String nextBody(long millis) throws InterruptedException {
        return bodies.poll(millis, TimeUnit.MILLISECONDS);
    }

    List<String> seenBodies() {
        return seen.stream().map(Taker::body).toList();
    }

    int port() {
        return server.port();
    }

    int connections() {
        return server.requests().size();
    }

    String url() {
        return server.uri("/news").toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
