package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.cli.PubTest.pub;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.Await;
import sse.kit.ScriptedServer;
import sse.term.Console;

/** What pub says of what it is answered, and of what it is not. */
@Timeout(20)
class PubAnswersTest {
    @Test
    void refusalSaysWhatWasSentAndWhichLineWasNot() throws Exception {
        try (Taker server = new Taker(1)) {
            assertEquals(new Typed(22, "",
                    "sse: status 400: event type cannot have a line feed; 1 event sent; line 2 was not sent\n"),
                    pub("a\nb\nc\nd\n", server.url()));
            assertEquals(List.of("a", "data: b\n\ndata: c\n\ndata: d\n\n", "b"), server.seenBodies());
        }
    }

    @Test
    void serverOfAnotherKindGetsOneEventAtATime() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        ScriptedServer.Play play = with -> {
            for (String next = "first"; !next.isEmpty(); next = with.readRequest()) {
                seen.add(next);
                with.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        };
        try (ScriptedServer server = new ScriptedServer(play)) {
            assertEquals(new Typed(0, "", "# sent 4 events to " + server.url() + "\n"),
                    pub("a\nb\nc\nd\n", server.url()));
            assertEquals(4, seen.size());
        }
    }

    @Test
    void manyWhoseAnswerIsLostAreNotSentAgain() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        ScriptedServer.Play play = with -> {
            with.send("HTTP/1.1 201 Created\r\nContent-Length: 28\r\n\r\n{\"id\":\"b-1\",\"subscribers\":2}");
            seen.add(with.readRequest());
        };
        try (ScriptedServer server = new ScriptedServer(play)) {
            Typed typed = pub("a\nb\nc\n", server.url(), "--retry-connect");
            assertEquals(7, typed.code());
            assertTrue(typed.err().endsWith("; 1 event sent; whether lines 2 to 3 arrived is not known\n"),
                    typed.err());
            assertEquals(1, seen.size());
            assertEquals(1, server.requests().size(), "no second connection");
        }
    }

    @Test
    void serverThatIsDownIsSeven() throws Exception {
        try (Socket deaf = new Socket()) { // holds the port, and does not listen
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = deaf.getLocalPort();
            Typed typed = pub("a\n", ":" + port + "/x");
            assertEquals(new Typed(7, "", "sse: no connection to http://127.0.0.1:" + port
                    + "/x: Connection refused; nothing sent; line 1 was not sent\n"), typed);
        }
    }

    @Test
    void serverThatDiesBetweenTwoEventsIsSevenAndSaysHowManyWereSent() throws Exception {
        PipedInputStream in = new PipedInputStream();
        OutputStream typing = new PipedOutputStream(in);
        FutureTask<Typed> task;
        try (Taker server = new Taker(9)) {
            task = new FutureTask<>(() -> Typed.run(Map.of(), in, false, "pub", server.url()));
            Thread.ofPlatform().start(task);
            typing.write("one\n".getBytes());
            typing.flush();
            assertEquals("one", server.nextBody());
        }
        typing.write("two\n".getBytes());
        typing.close();
        Typed typed = task.get(10, TimeUnit.SECONDS);
        assertEquals(7, typed.code());
        assertTrue(typed.err().contains("1 event sent"), typed.err());
    }

    @Test
    void connectionThatBreaksBeforeTheAnswerIsNotSentAgain() throws Exception {
        try (ScriptedServer server = new ScriptedServer(with -> { })) {
            Typed typed = pub("a\n", server.url(), "--retry-connect");
            assertEquals(7, typed.code());
            assertTrue(typed.err().endsWith("; nothing sent; whether the next one arrived is not known\n"),
                    typed.err());
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void serverThatIsDownIsWaitedForWhenAsked() throws Exception {
        Socket deaf = new Socket(); // holds the port, and does not listen
        deaf.setReuseAddress(true);
        deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int port = deaf.getLocalPort();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(new ByteArrayInputStream("a\n".getBytes()), OutputStream.nullOutputStream(),
                err, Map.of(), false);
        FutureTask<Integer> task = new FutureTask<>(
                () -> Cli.run(new String[] {"pub", ":" + port + "/x", "--retry-connect", "-v"}, console));
        Thread.ofPlatform().start(task);
        Await.until("a first try in vain", 5000, () -> err.toString().contains("; again in "));
        deaf.close();
        try (ScriptedServer server = new ScriptedServer(port,
                with -> with.send("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"))) {
            assertEquals(0, task.get(10, TimeUnit.SECONDS));
            assertTrue(err.toString().endsWith("# sent 1 event to http://127.0.0.1:" + port + "/x\n"), err.toString());
            assertEquals(1, server.requests().size());
        }
    }
}
