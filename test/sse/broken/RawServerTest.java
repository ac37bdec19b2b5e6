package sse.broken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.fault.Outflow.Ending;
import sse.head.Header;
import sse.kit.Await;

@Timeout(30)
class RawServerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static Socket ask(RawServer server, String request) throws IOException {
        Socket socket = new Socket(LOOPBACK, server.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static String answer(RawServer server, String request) throws IOException {
        try (Socket socket = ask(server, request)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static RawServer server(RawServer.Handler handler) throws IOException {
        return new RawServer(LOOPBACK, 0, 10, handler);
    }

    private static RawServer ending(Ending ending) throws IOException {
        return server(exchange -> {
            exchange.head(200, "OK", List.of(new Header("Content-Type", "text/event-stream")));
            exchange.piece("data: \u00e9\n\n".getBytes(StandardCharsets.UTF_8), 0, 10);
            exchange.end(ending);
        });
    }

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n";
    private static final String BODY = "Transfer-Encoding: chunked\r\n\r\na\r\ndata: \u00c3\u00a9\n\n\r\n";

    @Test
    void bodyEndsWithItsLastChunkOrWithoutOrNever() throws IOException {
        try (RawServer clean = ending(Ending.CLEAN); RawServer cut = ending(Ending.SHORT)) {
            String request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
            assertEquals(HEAD + BODY + "0\r\n\r\n", answer(clean, request));
            assertEquals(HEAD + BODY, answer(cut, request));
            assertEquals(HEAD + "\r\ndata: \u00c3\u00a9\n\n", answer(clean, "GET / HTTP/1.0\n\n"));
            assertEquals(HEAD + "\r\n", answer(clean, "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n"));
        }
    }

    @Test
    void resetIsOneForTheReader() throws IOException {
        CountDownLatch read = new CountDownLatch(1);
        try (RawServer server = server(exchange -> {
            exchange.head(200, "OK", List.of());
            exchange.piece(new byte[] {'x'}, 0, 1);
            try {
                read.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            exchange.end(Ending.RESET);
        }); Socket socket = ask(server, "GET / HTTP/1.1\r\n\r\n")) {
            InputStream in = socket.getInputStream();
            while (in.read() != 'x') { }
            read.countDown();
            assertThrows(SocketException.class, in::readAllBytes);
        }
    }

    @Test
    void handlerSeesTheRequestAndMayRefuseWithoutAWord() throws IOException {
        String[] seen = new String[3];
        try (RawServer server = server(exchange -> {
            seen[0] = exchange.method() + " " + exchange.target();
            seen[1] = exchange.header("last-event-id");
            seen[2] = exchange.headers().size() + "";
        })) {
            assertEquals("", answer(server, "POST /a?b=%20c HTTP/1.1\r\nHost: a\r\nLast-Event-ID:  7 \r\n\r\n"));
        }
        assertEquals(List.of("POST /a?b=%20c", "7", "2"), List.of(seen));
    }

    @Test
    void whatIsNoRequestIsToldSoInOneSentence() throws IOException {
        try (RawServer server = ending(Ending.CLEAN)) {
            for (String request : new String[] {"GET\r\n\r\n", "GET / HTTP/2\r\n\r\n", "GET http://a/ HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nno header\r\n\r\n", "GET / HTTP/1.1\r\nX: " + "x".repeat(40_000) + "\r\n\r\n"}) {
                String answer = answer(server, request);
                assertTrue(answer.startsWith("HTTP/1.1 400 Bad Request\r\n"), answer);
                assertEquals(1, answer.substring(answer.indexOf("\r\n\r\n") + 4).lines().count(), answer);
            }
            assertEquals("", answer(server, "\r\n"));
        }
    }

    @Test
    void readerThatLeavesEndsAPauseAndAClosedServerEndsAll() throws IOException {
        RawServer server = server(exchange -> {
            exchange.head(200, "OK", List.of());
            exchange.end(Ending.SILENT);
        });
        try (server) {
            Socket leaves = ask(server, "GET / HTTP/1.1\r\n\r\n");
            Socket stays = ask(server, "GET / HTTP/1.1\r\n\r\n");
            assertEquals('H', leaves.getInputStream().read());
            assertEquals('H', stays.getInputStream().read());
            leaves.close();
            Await.until("the departure", 10_000, () -> server.connections() == 1);
            server.close();
            assertThrows(SocketException.class, () -> stays.getInputStream().readAllBytes());
            Await.until("the end of all", 10_000, () -> server.connections() == 0);
            stays.close();
        }
    }

    @Test
    void connectionsBeyondTheMostAreClosedAtOnce() throws IOException {
        try (RawServer server = new RawServer(LOOPBACK, 0, 1, exchange -> {
            exchange.head(200, "OK", List.of());
            exchange.end(Ending.SILENT);
        }); Socket first = ask(server, "GET / HTTP/1.1\r\n\r\n")) {
            assertEquals('H', first.getInputStream().read());
            try (Socket second = new Socket(LOOPBACK, server.port())) {
                second.setSoTimeout(10_000);
                assertThrows(SocketException.class, () -> second.getInputStream().read());
            }
        }
    }

    @Test
    void headHasSoManyFieldsAtMost() throws IOException {
        try (RawServer server = ending(Ending.CLEAN)) {
            assertTrue(answer(server, "GET / HTTP/1.1\r\n" + "a:\r\n".repeat(200) + "\r\n").startsWith(HEAD));
            String tooMany = answer(server, "GET / HTTP/1.1\r\n" + "a:\r\n".repeat(201) + "\r\n");
            assertTrue(tooMany.startsWith("HTTP/1.1 400 ") && tooMany.contains("200 fields"), tooMany);
        }
    }

    @Test
    void bodyComesInTimeOrNotAtAll() throws IOException {
        AtomicLong time = new AtomicLong(Long.MAX_VALUE - 10); // it runs over
        InputStream endless = new ByteArrayInputStream(new byte[100]);
        PlainBody body = new PlainBody(endless, 10, time::get);
        for (int i = 0; i < 5; i++) {
            assertEquals(0, body.read());
            time.addAndGet(PlainBody.NANOS / 5);
        }
        assertEquals(0, body.read());
        time.addAndGet(1);
        assertThrows(IOException.class, body::read);
        PlainBody all = new PlainBody(endless, 10, time::get);
        assertEquals(10, all.readNBytes(20).length);
        time.addAndGet(2 * PlainBody.NANOS);
        assertEquals(-1, all.read());
    }
}
