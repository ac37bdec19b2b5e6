package sse.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sse.server.ServerOptions;
import sse.server.SseServer;

/** A load test of the server of this jar finds nothing amiss, however its readers behave. */
class LoadOnServerTest {
    private SseServer server;
    private URI url;

    @BeforeEach
    void start() throws IOException {
        server = new SseServer(ServerOptions.loopback(0), null, bug -> { });
        server.start();
        url = URI.create("http://127.0.0.1:" + server.address().getPort() + "/bench");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Result run(Plan.Crowd crowd, double rate, int batch, int publishers, int count) throws IOException {
        Plan.Publish publish = new Plan.Publish(url, List.of(), rate, 100, batch, publishers, 50);
        return LoadTestTest.run(new Plan(url, List.of(), crowd, publish, 60_000, count, 2,
                List.of(ProcessHandle.current().pid())));
    }

    @Test
    void everybodyGetsEverythingOnce() throws IOException {
        Result result = run(LoadTestTest.crowd(50), 500, 1, 1, 200);
        assertTrue(result.isClean(), JsonReport.of(result));
        assertEquals(50 * 200, result.steady().latency.count());
        assertTrue(result.server().cpuNanos() > 0);
    }

    @Test
    void batchesCountEventByEvent() throws IOException {
        Result result = run(LoadTestTest.crowd(10), 0, 50, 1, 1_020);
        assertTrue(result.isClean(), JsonReport.of(result));
        assertEquals(1_020, result.published().measured());
        assertEquals(10 * 1_020, result.steady().latency.count());
    }

    @Test
    void severalPublishersLoseNothing() throws IOException {
        Result result = run(LoadTestTest.crowd(10), 0, 1, 4, 500);
        assertTrue(result.isClean(), JsonReport.of(result));
        assertEquals(500, result.published().measured());
    }

    @Test
    void readersThatVanishMissNothing() throws IOException {
        Result result = run(new Plan.Crowd(5, 0, 0, 20, 0, null), 200, 1, 1, 400);
        assertTrue(result.isClean(), JsonReport.of(result));
        assertTrue(result.vanishing().vanished > 20, JsonReport.of(result));
        long absent = 20 + result.vanishing().vanished - result.vanishing().streams;
        assertTrue(absent >= 0 && absent <= 20, "all came back, but those that were away when it ended: " + absent);
    }

    @Test
    void slowReadersHoldNobodyUp() throws IOException {
        Result result = run(new Plan.Crowd(20, 3, 200, 0, 0, null), 500, 1, 1, 300);
        assertTrue(result.isClean(), JsonReport.of(result));
        assertEquals(20 * 300, result.steady().latency.count());
        assertEquals(3, result.slow().opened);
        assertTrue(result.slow().events < 300, JsonReport.of(result));
    }
}
