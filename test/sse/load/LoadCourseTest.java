package sse.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.kit.ScriptedServer.HEAD;
import static sse.load.LoadTestTest.EVENTS;
import static sse.load.LoadTestTest.crowd;
import static sse.load.LoadTestTest.publishing;
import static sse.load.LoadTestTest.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sse.kit.Waits;
import sse.load.Retold.Script;

/** Who gets in, who comes back, and when a load test is over, at a server that makes mistakes on purpose. */
class LoadCourseTest {
    @Test
    void aReaderThatIsCutComesBackWithItsLastEventId() throws IOException {
        List<String> log = new ArrayList<>();
        Script script = new Script() {
            @Override
            public String greet(int reader, String request) {
                int id = request.indexOf("Last-Event-ID: x-");
                if (id < 0) return HEAD + "retry: 1\n\n";
                StringBuilder missed = new StringBuilder(HEAD);
                int from = Integer.parseInt(request.substring(id + 17, request.indexOf("\r\n", id)));
                for (String event : log.subList(from + 1, log.size())) missed.append(event);
                return missed.toString();
            }

            @Override
            public String say(int reader, int number, String data) {
                if (log.size() == number) log.add("id: x-" + number + "\ndata: " + data + "\n\n");
                return log.get(number);
            }

            @Override
            public boolean cut(int reader, int number) {
                return reader == 0 && number == 6;
            }
        };
        try (Retold server = new Retold(script)) {
            Result result = run(publishing(server.url(), crowd(2), 200));
            assertTrue(result.isClean(), JsonReport.of(result));
            assertEquals(1, result.steady().cut);
            assertEquals(3, result.steady().streams);
            assertTrue(server.requests.get(2).contains("\r\nLast-Event-ID: x-6\r\n"), server.requests.get(2));
        }
    }

    @Test
    void eventsThatTheServerRefusesAreNotLost() throws IOException {
        Result result = run(new Script() {
            @Override
            public String say(int reader, int number, String data) {
                return number % 2 == 0 ? "" : "data: " + data + "\n\n";
            }

            @Override
            public String answer(int number) {
                return "HTTP/1.1 " + (number % 2 == 0 ? "503 No" : "202 Yes") + "\r\nContent-Length: 2\r\n\r\nok";
            }
        }, 2);
        assertEquals(0, result.steady().lost);
        assertEquals(EVENTS / 2, result.published().measured());
        assertEquals(EVENTS / 2, result.published().refused().get("status 503"));
        assertFalse(result.isClean());
    }

    /**
     * Twenty events are due within 0.2 s, but the server takes 20 ms to answer each. A closed loop would not see it.
     */
    @Test
    void latencyCountsFromWhenTheEventWasDue() throws IOException {
        Script script = new Script() {
            @Override
            public String answer(int number) throws InterruptedException {
                Thread.sleep(20); // this is what is measured, not something waited for
                return "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
            }
        };
        try (Retold server = new Retold(script)) {
            Result result = run(publishing(server.url(), crowd(1), 100));
            long max = result.steady().latency.max() / 1_000_000;
            assertTrue(max >= 19 * 20 - 19 * 10,
                    "the last is due after 190 ms and sent after 380 ms at the earliest, not " + max + " ms late");
        }
    }

    @Test
    void eachReaderIsDoneWithSoManyEvents() throws IOException {
        Script script = new Script() {
            @Override
            public String greet(int reader, String request) {
                return HEAD + "id: 1\ndata\n\nid: 2\ndata\n\nid: 3\ndata\n\nid: 4\ndata\n\n";
            }
        };
        try (Retold server = new Retold(script)) {
            Result result = run(new Plan(server.url(), List.of(), crowd(5), null, 60_000, 3, 1, List.of()));
            assertEquals(15, result.steady().events);
            assertEquals(5, result.steady().wait.count());
            assertTrue(result.isClean());
        }
    }

    @Test
    void whereNobodyPublishesTheIdsAreJudgedByWhatOthersGot() throws IOException {
        Script script = new Script() {
            @Override
            public String greet(int reader, String request) {
                StringBuilder text = new StringBuilder(HEAD);
                for (int id = 1; id <= 9; id++) {
                    if (id == 5) continue;                 // nobody gets it: another topic's
                    if (reader == 1 && id == 7) continue;  // lost
                    text.append("id: m1x7q2-").append(id).append("\ndata: hi\n\n");
                    if (reader == 2 && id == 3) text.append("id: m1x7q2-2\ndata: again\n\n");
                }
                return text.append("data: without an id\n\n").toString();
            }
        };
        try (Retold server = new Retold(script)) {
            Result result = run(new Plan(server.url(), List.of(), crowd(3), null, 100, 0, 1, List.of()));
            assertEquals(1, result.steady().lost);
            assertEquals(1, result.steady().doubled);
            assertEquals(3, result.steady().unnumbered);
        }
    }

    @Test
    void aServerThatStartsAgainBeginsANewNumbering() throws IOException {
        Script script = new Script() {
            @Override
            public String greet(int reader, String request) {
                return HEAD + "id: a-8\ndata: hi\n\nid: a-9\ndata: hi\n\nid: b-1\ndata: hi\n\nid: b-2\ndata: hi\n\n";
            }
        };
        try (Retold server = new Retold(script)) {
            assertTrue(run(new Plan(server.url(), List.of(), crowd(2), null, 100, 0, 1, List.of())).isClean());
        }
    }

    @Test
    void whoIsNotLetInIsCountedWithTheReason() throws IOException {
        Script script = new Script() {
            @Override
            public String greet(int reader, String request) {
                return switch (reader) {
                    case 0 -> "HTTP/1.1 503 Full\r\nContent-Length: 0\r\n\r\n";
                    case 1 -> "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>";
                    case 2 -> null;
                    case 3 -> "hello\r\n\r\n";
                    default -> HEAD;
                };
            }
        };
        try (Retold server = new Retold(script)) {
            Result result = run(new Plan(server.url(), List.of(), crowd(6), null, 1, 0, 2, List.of()));
            assertEquals(2, result.opened());
            assertEquals(List.of("closed without an answer", "not an HTTP answer",
                    "status 200, but not text/event-stream", "status 503"),
                    List.copyOf(result.steady().failures.keySet()));
            assertFalse(result.isClean());
        }
    }

    @Test
    void whereNobodyListensNobodyIsLetIn() throws IOException {
        try (Socket held = new Socket()) { // bound, and not listening
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            URI nobody = URI.create("http://127.0.0.1:" + held.getLocalPort() + "/");
            Result result = run(publishing(nobody, crowd(2), 0));
            assertEquals(0, result.opened());
            assertEquals(7, result.failureCode());
            assertEquals(2, result.steady().failures.get("connection refused"));
        }
    }

    @Waits
    void whatCannotBeSentIsNotClean() throws IOException {
        // bound, and not listening
        try (Retold server = new Retold(new Script() { }); Socket held = new Socket()) {
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            URI nobody = URI.create("http://127.0.0.1:" + held.getLocalPort() + "/");
            Plan.Publish publish = new Plan.Publish(nobody, List.of(), 0, 100, 5, 1, 0);
            Result result = run(new Plan(server.url(), List.of(), crowd(1), publish, 60_000, EVENTS, 1, List.of()));
            assertEquals(EVENTS, result.published().unsent());
            assertTrue(result.published().neverConnected());
            assertEquals("connection refused", result.published().unreachable());
            assertFalse(result.isClean());
        }
    }

    @Waits
    void interruptingItGivesWhatThereIs() throws Exception {
        Script script = new Script() {
            @Override
            public String say(int reader, int number, String data) {
                return number > 20 ? "" : "data: " + data + "\n\n";
            }
        };
        try (Retold server = new Retold(script)) {
            List<LoadTest.Progress> said = new ArrayList<>();
            Thread test = Thread.currentThread();
            Plan.Publish publish = new Plan.Publish(server.url(), List.of(), 50, 100, 1, 1, 0);
            Plan plan = new Plan(server.url(), List.of(), crowd(2), publish, 60_000, 0, 1, List.of());
            Result result = new LoadTest(plan, p -> {
                said.add(p);
                if (p.delivered() > 10) test.interrupt();
            }).run();
            assertTrue(result.interrupted());
            assertTrue(result.deliveries() > 10);
            assertEquals(0, result.steady().lost, "what may still be on its way is not lost");
            assertEquals(2, said.get(0).readers());
            assertFalse(Thread.interrupted());
        }
    }
}
