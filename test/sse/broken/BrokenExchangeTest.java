package sse.broken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sse.fault.Outflow.Ending;
import sse.fault.Spec;
import sse.kit.Await;

/** Answers that go wrong and are steered, of the JDK's server and of the raw one. */
@Timeout(60)
class BrokenExchangeTest {

    /** One stream whose handler writes what the test gives it, until that is "end". */
    private static final class Stage implements AutoCloseable, HttpHandler, Mirror {
        final HttpServer server;
        final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        final RawPort rawPort = new RawPort();
        final LinkedBlockingQueue<String> script = new LinkedBlockingQueue<>();
        final List<String> seen = new CopyOnWriteArrayList<>();
        final AtomicReference<Throwable> thrown = new AtomicReference<>();
        final boolean raw;
        final String spec;
        volatile BrokenExchange exchange;
        volatile int flushed;
        volatile boolean done;

        Stage(boolean raw, String spec) throws IOException {
            this.raw = raw;
            this.spec = spec;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
            server.setExecutor(threads);
            server.createContext("/", this);
            server.start();
        }

        @Override
        public void handle(HttpExchange inner) throws IOException {
            if (inner instanceof BrokenExchange) { // the raw server's way for what asks for nothing else
                answer(inner);
                return;
            }
            exchange = new BrokenExchange(inner, inner.getRequestURI(), Spec.parse(spec).on(1), 1, 1, this);
            try {
                exchange.through(this::answer);
            } catch (Throwable e) {
                thrown.set(e);
                throw e;
            } finally {
                done = true;
            }
        }

        private void answer(HttpExchange broken) throws IOException {
            broken.getResponseHeaders().set("Content-Type", "text/event-stream");
            broken.sendResponseHeaders(200, 0);
            try (OutputStream out = broken.getResponseBody()) {
                for (String text; !(text = script.take()).equals("end"); ) {
                    out.write(text.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    flushed++;
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        /** Asks, and reads the head; {@code fault=} in the query leads the raw server's request here, too. */
        Socket ask() throws IOException {
            int port = raw ? rawPort.open(server.createContext("/raw", this)) : server.getAddress().getPort();
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET /raw?fault= HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(
                    StandardCharsets.US_ASCII));
            return socket;
        }

        void write(String... texts) {
            script.addAll(List.of(texts));
        }

        @Override
        public void head(int status, Headers headers) {
            seen.add("head " + status + " " + headers.getFirst("Content-Type"));
        }

        @Override
        public void piece(byte[] bytes, int from, int to) {
            seen.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }

        @Override
        public void end(String by, String how) {
            seen.add(by + " " + how);
        }

        void awaitSeen(String what) {
            Await.until(what + " among " + seen, 15_000, () -> seen.contains(what));
        }

        @Override
        public void close() {
            script.add("end");
            server.stop(0);
            rawPort.close();
            threads.shutdownNow();
        }
    }

    /** What comes up to the end, out of its chunks; a chunk that is missing at the end is told. */
    private static String body(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        while (!line(in).isEmpty()) { }
        StringBuilder body = new StringBuilder();
        while (true) {
            String size = line(in);
            if (size == null) return body + "(short)";
            int n = Integer.parseInt(size, 16);
            if (n == 0) return body.toString();
            body.append(new String(in.readNBytes(n), StandardCharsets.UTF_8)).append('|');
            line(in);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b; (b = in.read()) != '\n'; ) {
            if (b < 0) return null;
            if (b != '\r') line.append((char) b);
        }
        return line.toString();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsWrittenGoesThroughAndIsSeen(boolean raw) throws IOException {
        try (Stage stage = new Stage(raw, ""); Socket socket = stage.ask()) {
            stage.write("data: a\n\n");
            stage.awaitSeen("data: a\n\n");
            stage.write("data: b\n\n");
            stage.awaitSeen("data: b\n\n");
            stage.write("end");
            assertEquals("data: a\n\n|data: b\n\n|", body(socket));
            stage.awaitSeen("server end");
            assertEquals(List.of("head 200 text/event-stream", "data: a\n\n", "data: b\n\n", "server end"),
                    stage.seen);
            Await.until("the handler's end", 10_000, () -> stage.done);
            assertNull(stage.thrown.get());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void faultsOfHeadAndBodyMeet(boolean raw) throws IOException {
        try (Stage stage = new Stage(raw, "type=text/plain,cut@events=2,dup@events=1"); Socket socket = stage.ask()) {
            stage.write("id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n", "more");
            assertEquals("id: 1\ndata: a\n\n|id: 1\ndata: a\n\n|id: 2\ndata: b\n\n|", body(socket));
            assertEquals("head 200 text/plain", stage.seen.get(0));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cutIsAtOnceAndClean(boolean raw) throws IOException {
        try (Stage stage = new Stage(raw, ""); Socket socket = stage.ask()) {
            stage.write("data: a\n");
            stage.awaitSeen("data: a\n");
            stage.exchange.end(Ending.CLEAN);
            assertEquals("data: a\n|", body(socket));
            stage.awaitSeen("server end");
            stage.write("data: lost\n\n"); // its writer learns of it
            Await.until("the handler's end", 10_000, () -> stage.done);
            assertNull(stage.thrown.get());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shortEndIsSeenAtOnce(boolean raw) throws IOException {
        try (Stage stage = new Stage(raw, ""); Socket socket = stage.ask()) {
            stage.write("data: a\n\n");
            stage.awaitSeen("data: a\n\n");
            stage.exchange.end(Ending.SHORT);
            stage.write("data: lost\n\n");
            assertEquals("data: a\n\n|(short)", body(socket));
            stage.awaitSeen("server short");
        }
    }

    @Test
    void resetIsOneOnlyOfTheRawServer() throws IOException {
        try (Stage stage = new Stage(true, ""); Socket socket = stage.ask()) {
            stage.write("data: a\n\n");
            stage.awaitSeen("data: a\n\n");
            stage.exchange.end(Ending.RESET);
            assertThrows(SocketException.class, () -> body(socket));
            stage.awaitSeen("server reset");
        }
        try (Stage stage = new Stage(false, ""); Socket socket = stage.ask()) {
            stage.write("data: a\n\n");
            stage.awaitSeen("data: a\n\n");
            stage.exchange.end(Ending.RESET);
            stage.write("data: lost\n\n");
            assertEquals("data: a\n\n|(short)", body(socket));
            stage.awaitSeen("server short");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pauseHoldsAndResumeSendsAllWithOneWrite(boolean raw) throws IOException {
        try (Stage stage = new Stage(raw, ""); Socket socket = stage.ask()) {
            stage.write("data: a\n\n");
            stage.awaitSeen("data: a\n\n");
            stage.exchange.pause(TimeUnit.MINUTES.toNanos(1));
            stage.write("data: b\n\n", "data: c\n\n");
            Await.until("all taken", 10_000, () -> stage.flushed == 3);
            assertEquals(2, stage.seen.size());
            stage.exchange.resume();
            stage.awaitSeen("data: b\n\ndata: c\n\n");
            stage.exchange.pause(TimeUnit.MILLISECONDS.toNanos(50));
            stage.write("data: d\n\n");
            stage.awaitSeen("data: d\n\n"); // the time is over
            stage.write("end");
            assertEquals("data: a\n\n|data: b\n\ndata: c\n\n|data: d\n\n|", body(socket));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bytesAreWrittenBetweenTwoEvents(boolean raw) throws IOException {
        try (Stage stage = new Stage(raw, ""); Socket socket = stage.ask()) {
            stage.write("data: a\r\n");
            stage.awaitSeen("data: a\r\n");
            assertTrue(stage.exchange.write("data: x\n\n".getBytes(StandardCharsets.US_ASCII)));
            stage.write("\r\n");
            stage.awaitSeen("data: x\n\n");
            assertFalse(stage.exchange.write(new byte[BrokenExchange.MOST_WRITTEN + 1]));
            stage.write("end");
            assertEquals("data: a\r\n|\r\n|data: x\n\n|", body(socket));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void halfOfTheNextEventIsTheLastThatComes(boolean raw) throws IOException {
        try (Stage stage = new Stage(raw, ""); Socket socket = stage.ask()) {
            stage.write(": a\n\n");
            stage.awaitSeen(": a\n\n");
            stage.exchange.half();
            stage.write("data: 123456\n\ndata: lost\n\n");
            assertEquals(": a\n\n|data: 1|", body(socket));
            stage.awaitSeen("server end");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void halfComesThoughNothingIsWritten(boolean raw) throws IOException {
        try (Stage stage = new Stage(raw, ""); Socket socket = stage.ask()) {
            stage.write(": a\n\n");
            stage.awaitSeen(": a\n\n");
            stage.exchange.half();
            assertEquals(": a\n\n|data: half of an ev|", body(socket));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pauseDoesNotHoldTheWriterUpUntilMuchIsHeld(boolean raw) throws IOException {
        try (Stage stage = new Stage(raw, ""); Socket socket = stage.ask()) {
            stage.write(": a\n\n");
            stage.awaitSeen(": a\n\n");
            stage.exchange.pause(TimeUnit.MINUTES.toNanos(1));
            String kilobyte = ":" + "x".repeat(1022) + "\n";
            for (int i = 0; i < 3000; i++) stage.write(kilobyte);
            Await.until("it waits", 10_000, () -> stage.script.size() < 1100 && stage.script.size() > 800);
            int left = stage.script.size();
            stage.exchange.resume();
            stage.write("end");
            assertEquals(3000 * 1024 + 5, body(socket).replace("|", "").length(), "left: " + left);
        }
    }

    @Test
    void oneHoldsLittleWhileAllOfThemHoldMuch() throws IOException {
        long much = 1L << 30;
        long before = HeldBytes.ALL.getAndAdd(much);
        try (Stage stage = new Stage(false, ""); Socket socket = stage.ask()) {
            stage.write(": a\n\n");
            stage.awaitSeen(": a\n\n");
            stage.exchange.pause(TimeUnit.MINUTES.toNanos(1));
            String kilobyte = ":" + "x".repeat(1022) + "\n";
            for (int i = 0; i < 100; i++) stage.write(kilobyte);
            Await.until("it waits", 10_000, () -> stage.script.size() < 70 && stage.script.size() > 50);
            HeldBytes.ALL.addAndGet(-much);
            Await.until("it goes on", 10_000, stage.script::isEmpty);
            stage.exchange.resume();
            stage.write("end");
            assertEquals(100 * 1024 + 5, body(socket).replace("|", "").length());
        }
        Await.until("nothing is held", 10_000, () -> HeldBytes.ALL.get() == before);
    }

    /** It is broken by copying it, so that many at once take much more than they are. */
    @Test
    void largePieceWaitsForRoomAmongAll() throws IOException {
        long much = 1L << 30;
        long before = HeldBytes.ALL.getAndAdd(much);
        String large = "data: " + "x".repeat(100_000) + "\n\n";
        try (Stage stage = new Stage(false, "noid"); Socket socket = stage.ask()) {
            stage.write("data: a\n\n");
            stage.awaitSeen("data: a\n\n");
            stage.write(large);
            stage.write("data: b\n\n");
            stage.write("end");
            Await.until("it waits", 10_000, () -> stage.script.size() == 2);
            stage.exchange.write(": c\n\n".getBytes(StandardCharsets.UTF_8));
            stage.awaitSeen(": c\n\n");
            assertEquals(2, stage.script.size());
            HeldBytes.ALL.addAndGet(-much);
            assertEquals(23 + large.length(), body(socket).replace("|", "").length());
        }
        Await.until("nothing is held", 10_000, () -> HeldBytes.ALL.get() == before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readerThatLeavesEndsIt(boolean raw) throws IOException {
        try (Stage stage = new Stage(raw, "hold=1000")) {
            try (Socket socket = stage.ask()) {
                stage.write("data: a\n\n");
                stage.awaitSeen("head 200 text/event-stream");
                assertEquals('H', socket.getInputStream().read());
            }
            if (!raw) stage.exchange.readerSeemsGone(); // only the server's ticker can know
            stage.awaitSeen("client write failed");
            stage.write("data: b\n\n");
            Await.until("the handler's end", 10_000, () -> stage.done);
        }
    }
}
