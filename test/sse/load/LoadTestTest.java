package sse.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.kit.ScriptedServer.HEAD;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import sse.load.Retold.Script;

/** What is counted of its events, at a server that makes mistakes on purpose. */
class LoadTestTest {
    static final int EVENTS = 20;

    static Plan.Crowd crowd(int steady) {
        return new Plan.Crowd(steady, 0, 0, 0, 0, null);
    }

    static Plan publishing(URI url, Plan.Crowd crowd, double rate) {
        return new Plan(url, List.of(), crowd, new Plan.Publish(url, List.of(), rate, 100, 1, 1, 0), 60_000, EVENTS, 1,
                List.of());
    }

    static Result run(Plan plan) throws IOException {
        return new LoadTest(plan, p -> { }, 0, 300).run();
    }

    static Result run(Script script, int readers) throws IOException {
        try (Retold server = new Retold(script)) {
            return run(publishing(server.url(), crowd(readers), 0));
        }
    }

    @Test
    void whatArrivesOnceAndInOrderIsClean() throws IOException {
        Result result = run(new Script() { }, 3);
        assertTrue(result.isClean());
        assertEquals(3, result.opened());
        assertEquals(EVENTS, result.published().measured());
        assertEquals(3 * EVENTS, result.deliveries());
        assertEquals(3 * EVENTS, result.steady().events);
        assertEquals(3 * EVENTS, result.steady().latency.count());
        assertEquals(3, result.steady().firstEvent.count());
    }

    @Test
    void theLastEventIsWaitedForThoughMoreArrivedThanWasAnswered() throws IOException {
        Script script = new Script() {
            @Override
            public String answer(int number) throws InterruptedException {
                return number == 2 ? null : Script.super.answer(number);
            }

            @Override
            public long late(int reader, int number) {
                return reader == 1 && number == EVENTS - 1 ? 150 : 0;
            }
        };
        try (Retold server = new Retold(script)) {
            Result result = new LoadTest(publishing(server.url(), crowd(2), 0), p -> { }, 0, 10_000).run();
            assertEquals(1, result.published().unanswered());
            assertEquals(0, result.steady().lost);
            assertEquals(2 * EVENTS, result.steady().events);
        }
    }

    @Test
    void anEventThatIsDroppedIsLost() throws IOException {
        Result result = run(new Script() {
            @Override
            public String say(int reader, int number, String data) {
                return reader == 1 && number == 7 ? "" : "data: " + data + "\n\n";
            }
        }, 3);
        assertEquals(1, result.steady().lost);
        assertEquals(0, result.steady().doubled);
        assertEquals(0, result.steady().late);
        assertFalse(result.isClean());
    }

    @Test
    void whoHasTheLastEventIsNotWaitedForLong() throws IOException {
        Script script = new Script() {
            @Override
            public String say(int reader, int number, String data) {
                return number == 7 ? "" : "data: " + data + "\n\n";
            }
        };
        try (Retold server = new Retold(script)) {
            long start = System.nanoTime();
            Result result = new LoadTest(publishing(server.url(), crowd(3), 0), p -> { }, 0, 30_000).run();
            assertEquals(3, result.steady().lost);
            assertTrue(System.nanoTime() - start < 25_000_000_000L, "it waited until all was quiet");
        }
    }

    @Test
    void whatWasPublishedWhileAReaderWasAwayIsLostIfTheServerDoesNotResume() throws IOException {
        Result result = run(new Script() {
            @Override
            public String greet(int reader, String request) {
                return HEAD + "retry: 1\n\n";
            }

            @Override
            public String say(int reader, int number, String data) {
                return reader < 2 ? "data: " + data + "\n\n" : ""; // however soon it is back, it is too late
            }

            @Override
            public boolean cut(int reader, int number) {
                return reader == 0 && number == EVENTS - 2;
            }
        }, 2);
        assertEquals(1, result.steady().lost);
        assertEquals(1, result.steady().cut);
    }

    @Test
    void theFirstAndTheLastEventCanBeLostToo() throws IOException {
        Result result = run(new Script() {
            @Override
            public String say(int reader, int number, String data) {
                return reader == 0 && (number == 0 || number == EVENTS - 1) ? "" : "data: " + data + "\n\n";
            }
        }, 2);
        assertEquals(2, result.steady().lost);
    }

    @Test
    void aReaderThatGetsNothingLosesEverything() throws IOException {
        Result result = run(new Script() {
            @Override
            public String say(int reader, int number, String data) {
                return reader == 0 ? ": nothing\n\n" : "data: " + data + "\n\n";
            }
        }, 2);
        assertEquals(EVENTS, result.steady().lost);
        assertEquals(EVENTS, result.steady().comments);
    }

    @Test
    void anEventThatComesAgainIsDoubled() throws IOException {
        Result result = run(new Script() {
            @Override
            public String say(int reader, int number, String data) {
                String event = "data: " + data + "\n\n";
                return reader == 2 && number == 5 ? event + event : event;
            }
        }, 3);
        assertEquals(1, result.steady().doubled);
        assertEquals(0, result.steady().lost);
        assertFalse(result.isClean());
    }

    @Test
    void anEventBehindALaterOneIsOutOfOrder() throws IOException {
        StringBuilder held = new StringBuilder();
        Result result = run(new Script() {
            @Override
            public String say(int reader, int number, String data) {
                String event = "data: " + data + "\n\n";
                if (reader != 0 || number != 4 && number != 5) return event;
                if (number == 4) {
                    held.append(event);
                    return "";
                }
                return event + held;
            }
        }, 2);
        assertEquals(1, result.steady().late);
        assertEquals(0, result.steady().lost);
        assertEquals(0, result.steady().doubled);
        assertFalse(result.isClean());
    }

    @Test
    void whatAGapEventAnnouncesIsNotLost() throws IOException {
        Result result = run(new Script() {
            @Override
            public String say(int reader, int number, String data) {
                if (number == 8) return "";
                return (number == 9 ? "event: gap\ndata: {}\n\n" : "") + "data: " + data + "\n\n";
            }
        }, 1);
        assertEquals(0, result.steady().lost);
        assertEquals(1, result.steady().announced);
        assertEquals(1, result.steady().gaps);
        assertTrue(result.isClean());
    }

    @Test
    void commentsAndWhatOthersPublishAreNotCountedIn() throws IOException {
        Result result = run(new Script() {
            @Override
            public String say(int reader, int number, String data) {
                return ": heartbeat\ndata: of somebody else\n\ndata: " + data + "\n\n";
            }
        }, 2);
        assertTrue(result.isClean());
        assertEquals(2 * EVENTS, result.deliveries());
        assertEquals(2 * EVENTS, result.steady().foreign);
        assertEquals(2 * EVENTS, result.steady().comments);
    }
}
