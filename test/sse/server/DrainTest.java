package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.Event;
import sse.http.Reply;
import sse.kit.Await;
import sse.kit.OverTls;

/** Stopping: every reader that reads gets a clean end, and nobody is waited for long. */
@Timeout(30)
class DrainTest {

    private static long millisToClose(SseServer server) {
        long start = System.nanoTime();
        server.close();
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static void assertCleanEnd(RawClient client) throws IOException {
        while (client.event() != null) { }
        assertTrue(client.endedClean(), "closed without the last chunk");
    }

    /**
     * Two hundred open streams: followers of one topic and of several, roots, and streams that senders write, busy or
     * asleep.
     */
    private static List<RawClient> readers(SseServer server) throws IOException {
        String[] paths = {"/news", "/news,sport", "/", "/quiet/json", "/mine/asleep", "/mine/busy", "/quiet",
                "/news?event=x"};
        List<RawClient> readers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            RawClient reader = new RawClient(server.address()).get(paths[i % paths.length], "Accept: text/event-stream")
                    .head();
            assertEquals(200, reader.status());
            readers.add(reader);
        }
        return readers;
    }

    private static SseServer server(TestServer log) throws IOException {
        SseServer server = new SseServer(OverTls.options(ServerOptions.loopback(0)), log, log.bugs::add);
        server.route("mine", request -> server.stream(request, -1, SseServer.opening(-1), stream -> {
            boolean busy = request.path().endsWith("busy");
            for (int i = 0; ; i++) {
                stream.send(Event.of("" + i));
                stream.sleep(busy ? Duration.ofMillis(20) : Duration.ofHours(1));
            }
        }));
        server.start();
        return server;
    }

    @Test
    void twoHundredReadersGetACleanEndAtOnce() throws IOException {
        try (TestServer log = new TestServer()) {
            SseServer server = server(log);
            List<RawClient> readers = readers(server);
            server.hub().publish("news", Event.of("before the end"));
            long took = millisToClose(server);
            assertTrue(took < 1000, took + " ms");
            for (RawClient reader : readers) assertCleanEnd(reader);
            for (RawClient reader : readers) reader.close();
            Await.until("all departures", 5000, () -> log.departures.size() == 200); // told behind a stream's end
            for (ServerLog.Departure departure : log.departures) assertEquals("server stops", departure.why());
        }
    }

    @Test
    void theyGetItWhileOthersPublish() throws Exception {
        try (TestServer log = new TestServer()) {
            SseServer server = server(log);
            List<RawClient> readers = readers(server);
            boolean[] over = {false};
            Thread publisher = Thread.ofPlatform().daemon().start(() -> {
                while (!over[0]) {
                    server.hub().publish("news", Event.of("x"));
                    server.hub().publish("quiet", Event.of("x"));
                    LockSupport.parkNanos(500_000);
                }
            });
            long took = millisToClose(server);
            over[0] = true;
            publisher.join();
            assertTrue(took < 1900, took + " ms");
            for (RawClient reader : readers) assertCleanEnd(reader);
            for (RawClient reader : readers) reader.close();
        }
    }

    @Test
    void whatWasPublishedBeforeTheEndArrives() throws IOException {
        try (TestServer log = new TestServer()) {
            SseServer server = server(log);
            List<RawClient> readers = new ArrayList<>();
            for (int i = 0; i < 20; i++) readers.add(new RawClient(server.address()).get("/news").head());
            // more than one write each
            for (int i = 0; i < 50; i++) server.hub().publish("news", Event.of(i + "x".repeat(10_000)));
            server.close();
            for (RawClient reader : readers) {
                for (int i = 0; i < 50; i++) assertTrue(reader.event().data().startsWith(i + "x"));
                assertNull(reader.event());
                assertTrue(reader.endedClean());
                reader.close();
            }
        }
    }

    @Test
    void fiveStalledReadersAreNotWaitedForLong() throws IOException {
        try (TestServer log = new TestServer()) {
            SseServer server = server(log);
            List<RawClient> stalled = new ArrayList<>();
            for (int i = 0; i < 5; i++) stalled.add(new RawClient(server.address(), 4096).get("/heavy").head());
            for (int i = 0; i < 60; i++) server.hub().publish("heavy", Event.of("x".repeat(256 << 10)));
            List<RawClient> readers = readers(server);
            long took = millisToClose(server);
            assertTrue(took < 2000, took + " ms");
            for (RawClient reader : readers) assertCleanEnd(reader);
            for (RawClient reader : readers) reader.close();
            for (RawClient reader : stalled) reader.close();
            Await.until("no stream is open", 1000, () -> server.openStreams() == 0);
        }
    }

    @Test
    void anAnswerThatNobodyTakesIsNotWaitedForLong() throws IOException {
        try (TestServer log = new TestServer()) {
            SseServer server = new SseServer(OverTls.options(ServerOptions.loopback(0)), log, log.bugs::add);
            server.route("large", request -> Reply.bytes(request.exchange(), 200, "text/plain", new byte[16 << 20]));
            server.start();
            try (RawClient stalled = new RawClient(server.address(), 4096).get("/large/").head()) {
                Await.until("an answer that is being written", 5000, () -> server.streams.answers.open() == 1);
                long took = millisToClose(server);
                assertTrue(took < 2000, took + " ms");
                Await.until("its end", 5000, () -> server.streams.answers.open() == 0);
            }
        }
    }

    @Test
    void thePortIsFreeAndNobodyIsLetIn() throws IOException {
        TestServer server = new TestServer();
        RawClient keptAlive = server.client();
        assertEquals("ok\n", keptAlive.send("GET /_/health HTTP/1.1\nHost: localhost\n\n").answer().body());
        server.close();
        server.close(); // once more does nothing
        assertThrows(ConnectException.class, () -> new RawClient(server.address));
        try (ServerSocket again = new ServerSocket()) {
            again.setReuseAddress(true);
            again.bind(server.address);
        }
        keptAlive.close();
    }

    @Test
    void aServerThatWasNeverStartedCanBeClosed() {
        new SseServer(ServerOptions.loopback(0), null, bug -> { }).close();
    }

    @Test
    void theTakenPortIsAnError() throws IOException {
        try (TestServer server = new TestServer()) {
            SseServer second = new SseServer(ServerOptions.loopback(server.address.getPort()), null, server.bugs::add);
            assertThrows(BindException.class, second::start);
            second.close();
            server.assertHealthy();
        }
    }

    @Test
    void nothingIsPublishedFromTheMomentThatDrainingBegins() throws Exception {
        try (TestServer server = new TestServer()) {
            Streams streams = server.server.streams;
            streams.publishes(); // somebody is publishing
            try (RawClient reader = server.follow("/news")) {
                Thread closing = Thread.ofVirtual().start(server.server::close);
                int[] status = {0};
                Await.until("a refusal", 5000, () -> {
                    try {
                        return (status[0] = server.post("/news", "late").status()) >= 300;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                assertEquals(503, status[0]);
                long accepted = server.published();
                streams.published();
                for (long i = 0; i < accepted; i++) assertEquals("late", reader.event().data());
                assertCleanEnd(reader);
                assertEquals(accepted, server.published());
                closing.join();
            }
        }
    }

    @Test
    void waitingForTheHeadCountsAsAStreamAndEndsWhenTheServerStops() throws Exception {
        try (TestServer log = new TestServer()) {
            ServerOptions one = OverTls.options(ServerOptions.loopback(0).withMaxStreams(1));
            SseServer server = new SseServer(one, log, log.bugs::add);
            server.route("late", request -> server.stream(request, -1, 60_000, SseServer.opening(-1), stream -> { }));
            server.start();
            try (RawClient waits = new RawClient(server.address()).get("/late/")) {
                Await.until("a stream", 5000, () -> server.openStreams() == 1);
                assertEquals(503, new RawClient(server.address()).get("/late/").answer().status());
                server.close();
                assertEquals(503, waits.answer().status());
            } finally {
                server.close();
            }
        }
    }
}
