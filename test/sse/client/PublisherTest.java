package sse.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sse.Event;
import sse.client.Publisher.Outcome;
import sse.client.Publisher.Result;
import sse.head.HeadParser;
import sse.kit.ScriptedServer;

/** What becomes of what is published, and over which connections it goes. */
@Timeout(20)
class PublisherTest {
    private static final Event X = Event.of("x");
    private static final String CHUNKED = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "3\r\nyes\r\n0\r\n\r\n";
    private static final String YES = "HTTP/1.1 202 Accepted\r\nContent-Length: 3\r\n\r\nyes";

    private static Publisher to(ScriptedServer server) {
        return new Publisher(Publisher.request(server.uri("/news")), ClientOptions.DEFAULT.withIdle(5000));
    }

    private static void assertPublished(Publisher publisher) throws IOException {
        assertEquals(new Result(Outcome.PUBLISHED, 202, "yes", null, null), publisher.publish(X, -1));
    }

    private static String read(ScriptedServer.Conversation with) throws IOException {
        String request = with.readRequest();
        return request.isEmpty() ? null : request;
    }

    @Test
    void oneConnectionIsKeptForAll() throws Exception {
        ScriptedServer.Play play = with -> {
            with.send(YES);
            while (read(with) != null) with.send(CHUNKED);
        };
        try (ScriptedServer server = new ScriptedServer(play); Publisher publisher = to(server)) {
            for (int i = 0; i < 5; i++) assertPublished(publisher);
            assertEquals(1, server.requests().size(), "those that began a connection");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 202 Accepted\r\nContent-Length: 3\r\nConnection: close\r\n\r\nyes",
            "HTTP/1.0 202 Accepted\r\nContent-Length: 3\r\n\r\nyes", "HTTP/1.1 202 Accepted\r\n\r\nyes", YES})
    void connectionThatTheServerClosesIsNotUsedAgain(String answer) throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer(answer));
                Publisher publisher = to(server)) {
            assertPublished(publisher);
            server.awaitClosed(0);
            assertPublished(publisher);
            assertEquals(2, server.requests().size());
        }
    }

    @Test
    void whatComesUnaskedBehindAnAnswerIsNoAnswerToTheNext() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        ScriptedServer.Play play = with -> {
            with.send(YES + "HTTP/1.1 400 No\r\nContent-Length: 0\r\n\r\n");
            with.await(over);
        };
        try (ScriptedServer server = new ScriptedServer(play); Publisher publisher = to(server)) {
            assertPublished(publisher);
            assertPublished(publisher);
            assertEquals(2, server.requests().size());
            over.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 202 Acc", "SSH-2.0\r\n\r\n",
            "HTTP/1.1 202 Accepted\r\nContent-Length: 9\r\n\r\nyes"})
    void whatHasNoWholeAnswerIsUnknownAndNotSentAgain(String answer) throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer(answer));
                Publisher publisher = to(server)) {
            Result result = publisher.publish(X, -1);
            assertEquals(Outcome.UNKNOWN, result.outcome());
            assertTrue(result.text().startsWith("the connection broke: "), result.text());
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void statusIsTheAnswerWhateverTheBodyIs() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer(
                "HTTP/1.1 202 Accepted\r\nContent-Encoding: br\r\nContent-Length: 3\r\n\r\nyes"));
                Publisher publisher = to(server)) {
            assertEquals(new Result(Outcome.PUBLISHED, 202, "", null, null), publisher.publish(X, -1));
        }
    }

    @Test
    void headsThatOnlyAnnounceAnotherEndWithTheLimitOfHeads() throws Exception {
        String announces = "HTTP/1.1 100 Continue\r\n\r\n".repeat(HeadParser.LIMIT / 20);
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer(announces));
                Publisher publisher = to(server)) {
            Result result = publisher.publish(X, -1);
            assertEquals(Outcome.UNKNOWN, result.outcome());
            assertTrue(result.text().contains("longer than 65536 bytes"), result.text());
        }
    }

    @Test
    void silenceIsUnknownToo() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(with -> with.await(over));
                Publisher publisher = new Publisher(Publisher.request(server.uri("/")),
                        ClientOptions.DEFAULT.withIdle(1000))) {
            assertEquals(new Result(Outcome.UNKNOWN, 0, "no answer for 1 s", null, null),
                    publisher.publish(X, -1));
            over.countDown();
        }
    }

    @Test
    void noIsRefusedWithWhatTheServerSays() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                ScriptedServer.answer("HTTP/1.1 401 Unauthorized\r\nContent-Length: 9\r\n\r\nno token\n"),
                ScriptedServer.answer("HTTP/1.1 307 There\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n"));
                Publisher publisher = to(server)) {
            assertEquals(new Result(Outcome.REFUSED, 401, "no token", null, null), publisher.publish(X, -1));
            server.awaitClosed(0);
            assertEquals(new Result(Outcome.REFUSED, 307, "", "/there", null), publisher.publish(X, -1));
        }
    }

    @Test
    void whereNobodyListensNothingIsSent() throws Exception {
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress("127.0.0.1", 0)); // so the port is taken, and nobody listens there
            String uri = "http://127.0.0.1:" + bound.getLocalPort() + "/";
            try (Publisher publisher = new Publisher(Publisher.request(URI.create(uri)), ClientOptions.DEFAULT)) {
                FailedException e = assertThrows(FailedException.class, () -> publisher.publish(X, -1));
                assertEquals(Cut.How.REFUSED, e.how());
            }
        }
    }
}
