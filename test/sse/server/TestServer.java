package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import sse.Event;
import sse.hub.Hub;

/** A server on a port of its own, that remembers its mistakes and its departures. */
final class TestServer implements AutoCloseable, ServerLog {

    /** What a test may want otherwise than the defaults. */
    static final class Options {
        String token;
        Set<String> origins = Set.of();
        Set<String> hosts = Set.of();
        int maxEvent = 64 << 10;
        Hub.Limits limits = Hub.Limits.DEFAULT;
        long heartbeatMillis = 15_000;
        long writeDeadlineMillis = 10_000;
        long maxAgeMillis;
        int maxStreams = 20_000;

        private ServerOptions build(int port) {
            return new ServerOptions(InetAddress.getLoopbackAddress(), port, hosts, origins, token, maxEvent, limits,
                    heartbeatMillis, 3_000,
                    writeDeadlineMillis, maxAgeMillis, maxStreams);
        }
    }

    final SseServer server;
    final InetSocketAddress address;
    final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    final List<Departure> departures = new CopyOnWriteArrayList<>();

    TestServer() {
        this(options -> { });
    }

    TestServer(Consumer<Options> otherwise) {
        this(otherwise, 0);
    }

    TestServer(Consumer<Options> otherwise, int port) {
        Options options = new Options();
        otherwise.accept(options);
        try {
            server = new SseServer(options.build(port), this, bugs::add);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.address().getPort());
    }

    Hub hub() {
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

    RawClient.Answer post(String path, String body, String... lines) throws IOException {
        StringBuilder request = new StringBuilder("POST " + path + " HTTP/1.1\nHost: localhost\nContent-Length: " + body.length()
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
    long published() {
        return hub().published();
    }

    /** What a server says on which nothing hangs. */
    void assertHealthy() throws IOException {
        RawClient.Answer health = get("/_/health");
        assertEquals(200, health.status());
        assertEquals("ok\n", health.body());
    }

    void awaitOpen(int streams) {
        Await.until(streams + " open streams, not " + server.openStreams(), 10_000, () -> server.openStreams() == streams);
    }

    /** Why a stream that has left did so, once it has. */
    String awaitDeparture(long withinMillis) {
        Await.until("a departure", withinMillis, () -> !departures.isEmpty());
        return departures.get(0).why();
    }

    @Override
    public void came(int number, String client, String path, String agent, int open) {}

    @Override
    public void answered(String method, String path, int status) {}

    @Override
    public void left(Departure departure, int open) {
        departures.add(departure);
    }

    @Override
    public void close() {
        server.close();
        assertEquals(List.of(), bugs);
    }
}
