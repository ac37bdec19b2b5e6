package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.Event;
import sse.http.Reply;
import sse.http.Request;
import sse.hub.Hub;
import sse.kit.Await;

/** Streams in a server of somebody else's. */
@Timeout(30)
class EmbeddingTest {
    private HttpServer server;
    private ExecutorService threads;
    /** Not the one behind SseServer.handler: readers that another test left stay there until their heartbeat. */
    private final StreamServer streams = new StreamServer(ServerOptions.loopback(0));

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
        streams.close();
    }

    private RawClient get(String path, String... lines) throws IOException {
        return new RawClient(server.getAddress()).get(path, lines).head();
    }

    @Test
    void senderGoesOnBehindTheLastEventId() throws IOException {
        server.createContext("/", SseServer.handler(stream -> {
            for (long n = stream.resumeAfter(0) + 1; ; n++) {
                stream.send(Event.of("hello").withType("greeting").withId("" + n));
                stream.sleep(Duration.ofMillis(1));
            }
        }));
        try (RawClient client = get("/")) {
            assertEquals("text/event-stream", client.header("content-type"));
            for (int n = 1; n < 20; n++) assertEquals(new Event("" + n, "greeting", "hello"), client.event());
        }
        try (RawClient client = get("/", "Last-Event-ID: 19")) {
            assertEquals("20", client.event().id());
        }
        try (RawClient client = get("/?lastEventId=29")) {
            assertEquals("30", client.event().id());
        }
    }

    @Test
    void bodyThatAFilterMakesLongerIsReadToItsEnd() throws IOException {
        server.createContext("/", Router.answering(request -> Reply.text(request.exchange(), 200,
                new String(request.body(1000), StandardCharsets.UTF_8)))).getFilters()
                        .add(Filter.beforeHandler("inflates",
                exchange -> exchange.setStreams(new ByteArrayInputStream("x".repeat(500)
                        .getBytes(StandardCharsets.UTF_8)), null)));
        assertEquals("x".repeat(500) + "\n", RawClient.ask(server.getAddress(),
                "POST / HTTP/1.1\nHost: localhost\nConnection: close\nContent-Length: 3\n\nabc").body());
    }

    @Test
    void senderThatReturnsEndsTheStreamClean() throws IOException {
        server.createContext("/", SseServer.handler(stream -> {
            stream.retry(50);
            stream.comment("one\ntwo");
            stream.send(Event.of("only"));
        }));
        try (RawClient client = get("/")) {
            assertEquals("only", client.event().data());
            assertNull(client.event());
            assertTrue(client.endedClean());
        }
    }

    @Test
    void loopOfASenderIsOverWhenItsReaderLeaves() throws Exception {
        AtomicInteger senders = new AtomicInteger();
        server.createContext("/", streams.handler(stream -> {
            senders.incrementAndGet();
            try {
                while (true) {
                    stream.send(Event.of("x"));
                    stream.sleep(Duration.ofMillis(50));
                }
            } finally {
                senders.decrementAndGet();
            }
        }));
        for (int i = 0; i < 20; i++) {
            RawClient client = get("/");
            client.event();
            if (i % 2 == 0) client.close();
            else client.reset();
        }
        Await.until("all senders are over", 5000, () -> senders.get() == 0);
        Await.until("no stream is left", 5000, () -> streams.openStreams() == 0);
    }

    @Test
    void anyThreadMayEndAStream() throws Exception {
        CompletableFuture<EventStream> open = new CompletableFuture<>();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        server.createContext("/", SseServer.handler(stream -> {
            open.complete(stream);
            try {
                stream.sleep(Duration.ofHours(1));
            } catch (IOException e) {
                thrown.complete(e);
                throw e;
            }
        }));
        try (RawClient client = get("/")) {
            open.get(5, TimeUnit.SECONDS).close();
            assertNull(client.event());
            assertTrue(client.endedClean());
            thrown.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void interruptedSenderEndsItsStreamAndDoesNotSpin() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        server.createContext("/", SseServer.handler(stream -> {
            thread.complete(Thread.currentThread());
            stream.sleep(Duration.ofHours(1));
        }));
        try (RawClient client = get("/")) {
            client.socket.setSoTimeout(5000);
            thread.get(5, TimeUnit.SECONDS).interrupt();
            assertNull(client.event());
            assertTrue(client.endedClean());
            Await.until("its thread is over", 5000, () -> !thread.join().isAlive());
        }
    }

    @Test
    void interruptedFollowerOfATopicEndsItsStream() throws Exception {
        Hub hub = new Hub();
        server.createContext("/news", streams.topic(hub, "news"));
        try (RawClient client = get("/news")) {
            client.socket.setSoTimeout(5000);
            // which the stream's own thread may bring, as what came before it was carried
            hub.publish("news", Event.of("a"));
            assertEquals("a", client.event().data());
            // a courier brings this one, and then the stream's own thread only waits
            hub.publish("news", Event.of("b"));
            assertEquals("b", client.event().data());
            threads.shutdownNow(); // as an embedding program may do when it stops
            assertNull(client.event());
            assertTrue(client.endedClean());
            Await.until("no stream is left", 5000, () -> streams.openStreams() == 0);
            Await.until("no subscription is left", 5000, () -> hub.publish("news", Event.of("x")).subscribers() == 0);
        }
    }

    @Test
    void mistakeOfASenderEndsItsStreamAndNoOther() throws Exception {
        server.createContext("/", SseServer.handler(stream -> {
            stream.send(Event.of("x"));
            if (stream.lastEventId().equals("bad")) throw new IllegalStateException("a mistake");
            stream.sleep(Duration.ofMillis(300));
            stream.send(Event.of("y"));
        }));
        try (RawClient bad = get("/", "Last-Event-ID: bad"); RawClient good = get("/")) {
            assertEquals("x", bad.event().data());
            assertNull(bad.event());
            assertEquals("x", good.event().data());
            assertEquals("y", good.event().data());
        }
    }

    @Test
    void requestsThatCannotHaveAStreamAreAnswered() throws IOException {
        server.createContext("/", SseServer.handler(stream -> stream.send(Event.of("x"))));
        assertEquals(400, RawClient.ask(server.getAddress(), "GET /?lastEventId=%zz HTTP/1.1\nHost: x\n\n").status());
        try (RawClient client = new RawClient(server.getAddress())) {
            RawClient.Answer head = client.send("HEAD / HTTP/1.1\nHost: x\n\n").headOnly();
            assertEquals(200, head.status());
            assertEquals("text/event-stream", head.header("Content-Type"));
        }
    }

    @Test
    void topicOfAHubIsFollowedAndPublishedTo() throws IOException {
        Hub hub = new Hub();
        server.createContext("/news", SseServer.topic(hub, "news"));
        String first = hub.publish("news", Event.of("1")).id();
        try (RawClient client = get("/news?since=all"); RawClient other = get("/news", "Last-Event-ID: " + first)) {
            assertEquals("1", client.event().data());
            assertEquals(201, RawClient.ask(server.getAddress(),
                    "POST /news HTTP/1.1\nHost: x\nContent-Length: 1\n\n2").status());
            assertEquals("2", client.event().data());
            assertEquals("2", other.event().data());
            hub.publish("news", Event.of("3").withType("late"));
            assertEquals("late", client.event().type());
            hub.publish("else", Event.of("4"));
            assertEquals(405, RawClient.ask(server.getAddress(),
                    "PATCH /news HTTP/1.1\nHost: x\nContent-Length: 0\n\n").status());
            assertEquals(400, RawClient.ask(server.getAddress(), "GET /news?last=x HTTP/1.1\nHost: x\n\n").status());
            hub.close("news");
            assertEquals("close", client.event().type());
            assertNull(client.event());
            assertTrue(client.endedClean());
        }
    }

    @Test
    void twoTopicsOfOneHub() throws IOException {
        Hub hub = new Hub();
        server.createContext("/a", SseServer.topic(hub, "a"));
        server.createContext("/b", SseServer.topic(hub, "b"));
        try (RawClient a = get("/a"); RawClient b = get("/b")) {
            hub.publish("a", Event.of("1"));
            hub.publish("b", Event.of("2"));
            assertEquals("1", a.event().data());
            assertEquals("2", b.event().data());
        }
    }

    @Test
    void hubOfAWholeServerIsServedElsewhereAsWell() throws IOException {
        // without heartbeats, which would bring late what nobody was told of
        try (TestServer whole = new TestServer(options -> options.withHeartbeat(0))) {
            server.createContext("/news", SseServer.topic(whole.hub(), "news"));
            try (RawClient there = whole.follow("/news"); RawClient here = get("/news")) {
                there.socket.setSoTimeout(5000);
                here.socket.setSoTimeout(5000);
                for (String word : new String[] {"a", "b", "c"}) {
                    whole.publish("news", word);
                    assertEquals(word, there.event().data());
                    assertEquals(word, here.event().data());
                }
            }
        }
    }

    @Test
    void streamsHaveOptionsOfTheirOwnAndEndTogether() throws Exception {
        Hub hub = new Hub();
        ServerOptions options = ServerOptions.loopback(0).withRetry(77).withMaxStreams(2).withToken("secret");
        try (StreamServer limited = new StreamServer(options)) {
            server.createContext("/news", limited.topic(hub, "news"));
            server.createContext("/", limited.handler(stream -> stream.sleep(Duration.ofSeconds(Long.MAX_VALUE))));
            try (RawClient news = get("/news", "Authorization: Bearer secret"); RawClient other = get("/")) {
                assertEquals(List.of(": sse.jar", "retry: 77"), List.of(other.bodyLine(), other.bodyLine()));
                hub.publish("news", Event.of("a"));
                assertEquals("a", news.event().data());
                assertEquals(2, limited.openStreams());
                String address = "GET %s HTTP/1.1\nHost: x\n\n";
                assertEquals(503, RawClient.ask(server.getAddress(), address.formatted("/")).status());
                assertEquals(401, RawClient.ask(server.getAddress(), address.formatted("/news")).status());
                limited.close();
                for (RawClient client : List.of(news, other)) {
                    assertNull(client.event());
                    assertTrue(client.endedClean());
                }
                assertEquals(503, RawClient.ask(server.getAddress(), address.formatted("/")).status());
                hub.publish("news", Event.of("nobody waits"));
            }
        }
    }

    @Test
    void senderSeesTheRequest() throws IOException {
        server.createContext("/", SseServer.handler(stream -> {
            Request request = stream.request();
            stream.send(Event.of(request.method() + " " + request.path() + " " + request.query("q") + " "
                    + request.header("X-Who")));
        }));
        try (RawClient client = get("/a%20b?q=1", "X-Who: me")) {
            assertEquals("GET /a b 1 me", client.event().data());
        }
    }

    @Test
    void bytesAreSentAsTheyAreAndCountWhenAnEventIsWhole() throws Exception {
        CompletableFuture<Long> counted = new CompletableFuture<>();
        server.createContext("/", SseServer.handler(stream -> {
            stream.send("data: o".getBytes(StandardCharsets.US_ASCII), null);
            stream.send("ne\r\r".getBytes(StandardCharsets.US_ASCII), Event.of("one"));
            counted.complete(stream.events());
        }));
        try (RawClient client = get("/")) {
            assertEquals("one", client.event().data());
            assertEquals(1L, counted.get(5, TimeUnit.SECONDS));
        }
    }

    /** "For ever" as people write it, and a time that fits a long but not on top of a clock. */
    @Test
    void sleepForEverLastsUntilTheStreamIsClosed() throws Exception {
        for (Duration time : List.of(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofNanos(Long.MAX_VALUE - 1))) {
            CompletableFuture<EventStream> open = new CompletableFuture<>();
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            server.createContext("/" + time.toNanosPart(), SseServer.handler(stream -> {
                open.complete(stream);
                try {
                    stream.sleep(time);
                    stream.send(Event.of("woke"));
                    thrown.complete(null);
                } catch (IOException | RuntimeException e) {
                    thrown.complete(e);
                    throw e;
                }
            }));
            try (RawClient client = get("/" + time.toNanosPart())) {
                open.get(5, TimeUnit.SECONDS).close();
                assertEquals("closed", thrown.get(5, TimeUnit.SECONDS).getMessage());
                assertNull(client.event());
            }
        }
    }

    @Test
    void serverOutOfOrderIsRefusedWithASentence() throws IOException {
        try (SseServer early = new SseServer(ServerOptions.loopback(0), null, bug -> { })) {
            assertThrows(IllegalStateException.class, early::address);
            early.start();
            assertTrue(early.address().getPort() > 0);
            assertThrows(IllegalStateException.class, () -> early.route("late", request -> { }));
            assertThrows(IllegalStateException.class, early::start);
        }
    }

    @Test
    void aNameThatIsNoTopicsIsRefusedAtOnce() {
        assertThrows(IllegalArgumentException.class, () -> SseServer.topic(new Hub(), "a/b"));
    }

    @Test
    void pagesOfThisMachineReadATopicAndOthersAreTold() throws IOException {
        Hub hub = new Hub();
        server.createContext("/news", streams.topic(hub, "news"));
        try (RawClient client = get("/news", "Origin: http://localhost:3000")) {
            assertEquals("http://localhost:3000", client.header("access-control-allow-origin"));
        }
        RawClient.Answer answer = RawClient.ask(server.getAddress(), "GET /news HTTP/1.1\nHost: my.box\n"
                + "Origin: http://evil.example\n\n");
        assertEquals("403 a page of http://evil.example was kept out of /news; "
                + "name it with ServerOptions.withOrigins: http://evil.example\n",
                answer.status() + " " + answer.body());
    }
}
