package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import sse.Event;
import sse.hub.Hub;
import sse.kit.Await;
import sse.kit.OverRedis;
import sse.kit.OverTls;

/** A server on a port of its own, that remembers its mistakes and its departures. */
public final class TestServer implements AutoCloseable, ServerLog {

    public final SseServer server;
    final InetSocketAddress address;
    final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    final List<Departure> departures = new CopyOnWriteArrayList<>();
    final List<String> refusals = new CopyOnWriteArrayList<>();

    TestServer() {
        this(options -> options);
    }

    TestServer(UnaryOperator<ServerOptions> otherwise) {
        this(otherwise, 0);
    }

    TestServer(UnaryOperator<ServerOptions> otherwise, int port) {
        try {
            ServerOptions some = ServerOptions.loopback(port).withMaxEvent(64 << 10);
            ServerOptions options = OverTls.options(otherwise.apply(some));
            Hub hub = OverRedis.hub(options.limits(), bugs::add);
            server = hub == null ? new SseServer(options, this, bugs::add)
                    : new SseServer(options, hub, this, bugs::add);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.address().getPort());
    }

    public Hub hub() {
        return server.hub();
    }

    RawClient client() throws IOException {
        return new RawClient(address);
    }

    /** One request, one answer. */
    RawClient.Answer ask(String request) throws IOException {
        return RawClient.ask(address, request);
    }

    RawClient.Answer get(String path, String... lines) throws IOException {
        try (RawClient client = client()) {
            return client.get(path, lines).answer();
        }
    }

    public RawClient.Answer post(String path, String body, String... lines) throws IOException {
        StringBuilder request = new StringBuilder("POST " + path + " HTTP/1.1\nHost: localhost\nContent-Length: "
                + body.length()
                + "\n");
        for (String line : lines) request.append(line).append('\n');
        return ask(request.append('\n').append(body).toString());
    }

    /** An open stream that has its head and its first comment already. */
    RawClient follow(String path, String... lines) throws IOException {
        RawClient client = client().get(path, lines).head();
        assertEquals(200, client.status());
        return client;
    }

    void publish(String topic, String... words) {
        for (String word : words) hub().publish(topic, Event.of(word));
    }

    /** How many events were ever published. */
    public long published() {
        return hub().published();
    }

    /** What a server says on which nothing hangs. */
    void assertHealthy() throws IOException {
        RawClient.Answer health = get("/_/health");
        assertEquals(200, health.status());
        assertEquals("ok\n", health.body());
    }

    void awaitOpen(int streams) {
        Await.until(streams + " open streams, not " + server.openStreams(), 10_000,
                () -> server.openStreams() == streams);
    }

    /** Why a stream that has left did so, once it has. */
    String awaitDeparture(long withinMillis) {
        Await.until("a departure", withinMillis, () -> !departures.isEmpty());
        return departures.get(0).why();
    }

    @Override
    public void came(int number, String client, String path, String agent, int open) {}

    @Override
    public void refused(String client, String path, int status, String why) {
        refusals.add(why);
    }

    @Override
    public void answered(String method, String path, int status) {}

    @Override
    public void left(Departure departure, int open) {
        departures.add(departure);
    }

    @Override
    public void close() {
        server.close();
        OverRedis.close(hub());
        assertEquals(List.of(), bugs);
    }
}
