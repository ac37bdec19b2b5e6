package sse.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import sse.demo.Demos;
import sse.server.ServerOptions;
import sse.server.SseServer;

/** The server as a browser meets it. */
final class Site implements AutoCloseable {
    final SseServer server;
    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();

    /** With a token for its topics, or null. */
    Site(String token) throws IOException {
        server = new SseServer(ServerOptions.loopback(0).withToken(token), null, bugs::add);
        server.route("demo", new Demos(server));
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.address().getPort() + path;
    }

    @Override
    public void close() {
        server.close();
        assertEquals(List.of(), bugs);
    }
}
