package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.Event;
import sse.client.ClientOptions;
import sse.client.Cut;
import sse.client.EventSource;
import sse.client.FailedException;
import sse.client.Publisher;
import sse.client.StreamListener;
import sse.client.StreamRequest;

/** A reader of a server that is killed and started again and again while somebody publishes. */
@Timeout(180)
class RestartTest {
    private static final int RESTARTS = 20;
    private static final int BETWEEN = 40; // events from one to the next
    private static final String LAST = "last";

    private final NavigableSet<Long> published = new ConcurrentSkipListSet<>(); // what the server said yes to
    private volatile boolean enough;
    private volatile int received; // how many the reader has

    /** {@code serve} as a process of its own. */
    private record Serving(Process process, int port) {
        /** Starts it at this port, or at a free one for 0, and waits until it says where it listens. */
        static Serving on(int port) throws Exception {
            Path classes = Path.of(Cli.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1", "-cp", classes.toString(), "sse.cli.Main", "serve", "-p",
                    String.valueOf(port), "--retry", "50ms", "-o", "none").redirectErrorStream(true).start();
            String line = process.inputReader().readLine();
            assertNotNull(line, "serve did not start");
            assertTrue(line.startsWith("SSE server on "), line);
            return new Serving(process, URI.create(line.split(" +")[3]).getPort());
        }
    }

    private void publishAll(URI topic) {
        Publisher publisher = new Publisher(Publisher.request(topic), ClientOptions.DEFAULT.withIdle(30_000));
        for (long n = 1; !enough; n++) {
            try {
                Publisher.Result result = publisher.publish(Event.of(Long.toString(n)), -1);
                assertNotEquals(Publisher.Outcome.REFUSED, result.outcome(), result.text());
                // If it was killed meanwhile, this number may or may not arrive.
                if (result.outcome() == Publisher.Outcome.PUBLISHED) published.add(n);
            } catch (FailedException e) {
                // down
            }
            // about as fast as it can over one connection, and a machine left to the others
            LockSupport.parkNanos(500_000);
        }
    }

    @Test
    void noEventComesTwiceAndNoneIsMissingButWhereAGapSaysSo() throws Exception {
        Serving[] server = {Serving.on(0)}; // wherever it likes, and there again and again
        int port = server[0].port;
        URI topic = URI.create("http://127.0.0.1:" + port + "/numbers");
        List<Event> events = new ArrayList<>();
        List<Cut> cuts = new ArrayList<>();
        StreamListener listener = new StreamListener() {
            @Override
            public void cut(Cut cut) {
                cuts.add(cut);
            }
        };
        EventSource source = new EventSource(StreamRequest.of(topic), ClientOptions.DEFAULT.withLongestWait(100),
                listener);
        Thread reader = Thread.ofPlatform().start(() -> {
            for (Event event; (event = source.read()) != null && !event.type().equals(LAST);) {
                events.add(event);
                received = events.size();
            }
        });
        Thread writer = Thread.ofPlatform().start(() -> publishAll(topic));
        try {
            for (int i = 0; i < RESTARTS; i++) {
                int from = received;
                // some have come since the last time
                while (received < from + BETWEEN) LockSupport.parkNanos(2_000_000);
                server[0].process.destroyForcibly().waitFor();
                server[0] = Serving.on(port);
            }
            enough = true;
            writer.join();
            new Publisher(Publisher.request(topic), ClientOptions.DEFAULT).publish(new Event(null, LAST, ""), -1);
            reader.join(20_000);
            assertFalse(reader.isAlive(), "the last event did not come");
        } finally {
            enough = true;
            source.close();
            server[0].process.destroyForcibly();
        }
        check(events, cuts);
    }

    private void check(List<Event> events, List<Cut> cuts) throws IOException {
        TreeSet<Long> seen = new TreeSet<>();
        NavigableSet<Long> missing = new TreeSet<>(published);
        long before = 0;
        boolean gap = true; // in front of the first event nothing was promised
        int gaps = 0;
        for (Event event : events) {
            if (event.type().equals("gap")) {
                gap = true;
                gaps++;
                continue;
            }
            long n = Long.parseLong(event.data());
            assertTrue(seen.add(n), n + " came twice");
            assertTrue(n > before, n + " came after " + before);
            if (gap) missing.subSet(before, false, n, false).clear();
            missing.remove(n);
            gap = false;
            before = n;
        }
        if (gap) missing.tailSet(before, false).clear();
        assertEquals(new TreeSet<>(), missing, "missing without a gap");
        assertTrue(cuts.stream().filter(Cut::opened).count() >= RESTARTS, () -> "only " + cuts.size() + " cuts");
        assertTrue(gaps >= 1 && seen.size() >= (BETWEEN - 1) * RESTARTS, gaps + " gaps, " + seen.size() + " events");
    }
}
