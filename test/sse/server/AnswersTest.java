package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.Event;
import sse.http.Answers;
import sse.http.Refusal;
import sse.kit.Await;

/** Answers that are no streams, and nobody reads. */
@Timeout(60)
class AnswersTest {

    private static TestServer withTopics() {
        TestServer server = new TestServer(options -> options.withWriteDeadline(400));
        for (int i = 0; i < 5000; i++) server.hub().publish("topic-with-a-name-" + i, Event.of("x"));
        return server;
    }

    private static Socket asking(TestServer server, String path, int times) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.address().getPort());
        socket.setSoTimeout(10_000);
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.repeat(times).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void answerThatNobodyReadsEndsAtTheWriteDeadline() throws IOException {
        try (TestServer server = withTopics(); Socket socket = asking(server, "/_/topics", 400)) {
            Answers answers = server.server.streams.answers;
            Await.until("a write", 20_000, () -> answers.open() == 1);
            int[] looks = {0}; // between two answers there is none for a moment
            Await.until("its end", 20_000, () -> (looks[0] = answers.open() == 0 ? looks[0] + 1 : 0) == 50);
            long read = 0;
            byte[] buffer = new byte[1 << 16];
            try {
                for (int n; (n = socket.getInputStream().read(buffer)) > 0; ) read += n;
            } catch (IOException reset) {
                // cut in the middle
            }
            assertTrue(read < 400L * 5000 * 60, read + " bytes");
        }
    }

    @Test
    void answerThatIsReadSlowlyIsReadWhole() throws IOException {
        try (TestServer server = withTopics(); Socket socket = asking(server, "/_/topics", 20)) {
            byte[] buffer = new byte[1 << 14];
            int ends = 0;
            long start = System.nanoTime();
            while (ends < 20) { // the server has to wait for this reader again and again, but never for long
                int n = socket.getInputStream().read(buffer);
                if (n < 0) break;
                for (int i = 0; i < n; i++) if (buffer[i] == ']') ends++;
                while (System.nanoTime() - start < ends * 60_000_000L) Thread.onSpinWait();
            }
            assertEquals(20, ends);
        }
    }

    @Test
    void largeAnswersAreBoundedTogether() throws IOException {
        Answers answers = new Answers();
        int most = (int) Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 16);
        answers.hold(most - 1);
        assertEquals(503, assertThrows(Refusal.class, () -> answers.hold(1 << 20)).status);
        answers.hold(100); // a small one is always answered
        answers.release(most);
        answers.hold(1 << 20);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        answers.write(out, new byte[100_000]);
        assertEquals(100_000, out.size());
        assertEquals(0, answers.open());
    }
}
