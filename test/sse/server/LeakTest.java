package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.Await;
import sse.kit.Heap;

/** Whoever comes and goes leaves nothing behind: no stream, no thread, no connection, no memory. */
@Timeout(90)
class LeakTest {
    private static final int AT_ONCE = 100;

    /** A courier remembers the stream it wrote to last; a thread may be on its way out. */
    private static final int LAST_ONES = 8;

    /**
     * Before Java 24 a thread that waits in the JDK's server keeps its carrier, so the scheduler starts more of
     * them, up to this many, and keeps them for half a minute.
     */
    private static final int CARRIERS = 256;

    /** So many readers, and a third as many that vanish. */
    int visits() {
        return 3000;
    }

    /** What is alive, after a collection. */
    private record Alive(int connections, int streams, int subscriptions, int virtualThreads, int threads, long bytes) {
        static Alive now() {
            Heap heap = Heap.now();
            return new Alive(heap.count("sun.net.httpserver.HttpConnection"), heap.count("sse.server.HeldResponse"),
                    heap.count("sse.hub.Subscription"), heap.count("java.lang.VirtualThread"),
                    ManagementFactory.getThreadMXBean().getThreadCount(), heap.bytes);
        }
    }

    private interface Visit {
        void run(TestServer server, int i) throws Exception;
    }

    private static void visits(TestServer server, int count, Visit visit) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int n = i;
                all.add(clients.submit(() -> {
                    visit.run(server, n);
                    return null;
                }));
            }
            for (Future<?> one : all) one.get(60, TimeUnit.SECONDS);
        } finally {
            clients.shutdownNow();
            clients.awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    /**
     * Readers that come, take what there is, and go: with a farewell, with a reset, or by reading no more and closing
     * later.
     */
    private static void readers(TestServer server, int count) throws Exception {
        List<RawClient> silent = new ArrayList<>();
        visits(server, count, (s, i) -> {
            String path = i % 5 == 4 ? "/news,sport" : i % 5 == 3 ? "/news/json" : "/news";
            RawClient reader = s.client().get(path);
            if (i % 7 > 0) reader.head();
            if (i % 3 == 0) {
                reader.close();
            } else if (i % 3 == 1) {
                reader.reset();
            } else {
                List<RawClient> over = new ArrayList<>();
                synchronized (silent) {
                    silent.add(reader);
                    if (silent.size() > AT_ONCE) over.addAll(silent.subList(0, AT_ONCE / 2));
                    silent.removeAll(over);
                }
                s.publish("news", "x".repeat(500)); // into the buffers of those who do not read
                for (RawClient old : over) old.close();
            }
        });
        for (RawClient reader : silent) reader.close();
    }

    /** Requests whose clients vanish before they have read the answer, or before they have sent their body. */
    private static void replies(TestServer server, int count) throws Exception {
        String[] requests = {
            "GET /_/health HTTP/1.1\nHost: localhost\n\n", "GET /_/clients HTTP/1.1\nHost: localhost\n\n",
                    "GET /_/nothing HTTP/1.1\nHost: localhost\n\n",
            "HEAD /news HTTP/1.1\nHost: localhost\n\n", "OPTIONS /news HTTP/1.1\nHost: localhost\n\n",
                    "GET /favicon.ico HTTP/1.1\nHost: localhost\n\n",
            "POST /sport HTTP/1.1\nHost: localhost\nContent-Length: 2\n\nhi",
                    "POST /sport HTTP/1.1\nHost: localhost\nContent-Length: 200\n\nhi",
            "POST /.bad HTTP/1.1\nHost: localhost\nContent-Length: 200\n\nhi",
                    "POST /sport HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n5\r\nab",
            "OPTIONS /news HTTP/1.1\nHost: localhost\nContent-Length: 200\n\nhi",
                    "GET /news/raw?poll=1&since=all HTTP/1.1\nHost: localhost\n\n",
            "GET /news HTTP/1.1\nHost: localhost\nLast-Event-ID: close\n\n", "GET /news HTTP/1.1\nHo"};
        visits(server, count, (s, i) -> {
            RawClient client = s.client().send(requests[i % requests.length]);
            if (i % 2 == 0) client.reset();
            else client.close();
        });
    }

    private static void awaitNobody(TestServer server) {
        Await.until("nobody is there", 10_000, () -> {
            try {
                return server.get("/_/clients").body().startsWith("{\"open\":[],") && server.server.openStreams() == 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void readersAndVanishedClientsLeaveNothing() throws Exception {
        TestServer server = new TestServer(options -> options.withHeartbeat(300));
        readers(server, 300); // what is loaded and allocated once
        replies(server, 100);
        awaitNobody(server);
        Alive[] settled = {null, Alive.now()};
        Await.until("the first visitors have left nothing more", 10_000, () -> {
            settled[0] = settled[1];
            settled[1] = Alive.now();
            return settled[0].connections == settled[1].connections;
        });
        Alive before = settled[1];

        readers(server, visits());
        long gone = System.nanoTime();
        awaitNobody(server);
        long noticed = (System.nanoTime() - gone) / 1_000_000;
        assertTrue(noticed < 2000, noticed + " ms until the last was noticed");
        replies(server, visits() / 3);
        awaitNobody(server);

        Alive[] after = {null};
        Await.until("as much alive as before: " + before, 15_000, () -> {
            Alive now = after[0] = Alive.now();
            return now.connections <= before.connections + LAST_ONES && now.streams <= before.streams + LAST_ONES
                    && now.subscriptions <= before.subscriptions + LAST_ONES
                            && now.virtualThreads <= before.virtualThreads
                            + LAST_ONES
                    && now.threads <= before.threads + (Runtime.version().feature() < 24 ? CARRIERS : 2);
        });
        long grown = after[0].bytes - before.bytes;
        assertTrue(grown < 3 << 20, grown + " bytes more than before"); // half a kilobyte each would show
        assertEquals(0, server.hub().topics().stream().mapToInt(topic -> topic.readers()).sum());

        long start = System.nanoTime();
        server.close();
        long took = (System.nanoTime() - start) / 1_000_000;
        assertTrue(took < 500, "closing took " + took + " ms");
    }

    @Test
    void aServerThatWasClosedLeavesNoThread() throws Exception {
        visit(); // what is loaded once
        int before = ManagementFactory.getThreadMXBean().getThreadCount();
        for (int i = 0; i < 10; i++) visit();
        Await.until("the threads of ten servers are gone", 5000,
                () -> ManagementFactory.getThreadMXBean().getThreadCount() <= before);
    }

    private static void visit() throws Exception {
        try (TestServer server = new TestServer()) {
            try (RawClient one = server.follow("/news"); RawClient two = server.follow("/news");
                    RawClient three = server.follow("/news")) {
                server.publish("news", "x");
                for (RawClient reader : List.of(one, two, three)) assertEquals("x", reader.event().data());
            }
        }
    }
}
