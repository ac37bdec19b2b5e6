package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import sse.http.Bodies;
import sse.http.Refusal;

/** Bodies that are held at the same time. */
class BodiesTest {
    private final Bodies bodies = new Bodies(300);

    private static int read(Bodies.Share share, int bytes) throws IOException {
        return share.of(new ByteArrayInputStream(new byte[bytes])).readAllBytes().length;
    }

    @Test
    void togetherTheyHaveABound() throws IOException {
        try (Bodies.Share first = bodies.share()) {
            assertEquals(60, read(first, 60));
            try (Bodies.Share second = bodies.share()) {
                assertEquals(40, read(second, 40));
                ByteArrayInputStream more = new ByteArrayInputStream(new byte[1]);
                assertEquals(503, assertThrows(Refusal.class, () -> second.of(more).read()).status);
            }
            try (Bodies.Share third = bodies.share()) {
                assertEquals(503, assertThrows(Refusal.class, () -> read(third, 41)).status);
            }
            try (Bodies.Share fourth = bodies.share()) {
                assertEquals(40, read(fourth, 40)); // what was refused is not held
            }
        }
    }

    @Test
    void oneThatAloneIsTooLargeNeedNotComeAgain() throws IOException {
        try (Bodies.Share alone = bodies.share(); Bodies.Share other = bodies.share()) {
            assertEquals(413, assertThrows(Refusal.class, () -> read(alone, 101)).status);
            alone.close();
            assertEquals(100, read(other, 100));
        }
    }

    @Test
    void eventsCountBesidesTheirBytes() throws IOException {
        try (Bodies.Share many = bodies.share()) {
            many.event();
            assertEquals(413, assertThrows(Refusal.class, many::event).status);
        }
    }

    @Test
    void aBodyOfMillionsOfEventsIsRefusedWhole() throws IOException {
        try (TestServer server = new TestServer(options -> options.withMaxEvent(1 << 20))) {
            RawClient.Answer answer = server.post("/many", "x\n".repeat(4 << 20), "Content-Type: application/x-ndjson");
            assertEquals(413, answer.status());
            assertEquals(0, server.published());
        }
    }
}
