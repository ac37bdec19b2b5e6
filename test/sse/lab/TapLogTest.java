package sse.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sse.Event;
import sse.EventReader;

/** The log of a lab: what follows which number, and what is forgotten. */
class TapLogTest {
    private final TapLog log = new TapLog("ab-");

    private static List<String> events(TapLog.Part part) throws IOException {
        List<String> events = new ArrayList<>();
        EventReader reader = new EventReader(part.bytes());
        for (Event event; (event = reader.read()) != null; ) {
            events.add(event.id() + " " + event.type() + " " + event.data());
        }
        assertEquals(events.size(), part.events());
        return events;
    }

    @Test
    void givesWhatFollowsANumberWithIdsToComeBackWith() throws IOException {
        assertNull(log.after(0));
        log.add("req", "{1}");
        log.add("out", "{2}");
        log.add("fin", "{3}");
        assertEquals(List.of("ab-1 req {1}", "ab-2 out {2}", "ab-3 fin {3}"), events(log.after(0)));
        assertEquals(List.of("ab-3 fin {3}"), events(log.after(2)));
        assertNull(log.after(3));
        assertEquals(3, log.last());
        assertEquals(3, log.number("ab-3"));
        assertEquals(0, log.number("ab-0"));
        assertEquals(0, log.number(""));
        for (String strange : List.of("ab-4", "ab-", "ab--1", "ac-1", "1", "ab-99999999999999999999")) {
            assertEquals(-1, log.number(strange), strange);
        }
    }

    @Test
    void forgetsTheOldestBeyondAMebibyteAndSaysHowMany() throws IOException {
        String long1000 = "x".repeat(1000);
        for (int i = 0; i < 3000; i++) log.add("out", long1000);
        TapLog.Part part = log.after(5);
        long kept = 3000 - part.last() + part.events();
        assertEquals(3000 - kept - 5, part.lost());
        assertTrue(kept * 1000 < TapLog.MOST_BYTES && kept * 1200 > TapLog.MOST_BYTES, kept + " kept");
        assertTrue(part.bytes().length < 70_000, "a part of " + part.bytes().length);
        long events = 0;
        long at = 5;
        for (; part != null; part = log.after(at)) {
            if (events > 0) assertEquals(0, part.lost());
            events += part.events();
            at = part.last();
        }
        assertEquals(kept, events);
        assertEquals(3000, at);
    }

    @Test
    void whatIsLargerThanTheLogIsLostAndNothingElse() throws IOException {
        log.add("out", "a");
        log.add("out", "x".repeat(TapLog.MOST_BYTES));
        assertNull(log.after(2));
        log.add("out", "b");
        TapLog.Part part = log.after(0);
        assertEquals(2, part.lost());
        assertEquals(List.of("ab-3 out b"), events(part));
    }

    @Test
    void smallHeapKeepsLess() {
        assertEquals(1 << 20, TapLog.mostOf(4L << 30));
        assertEquals(8 << 20, TapLog.mostOf(64 << 20) * Labs.MOST);
    }
}
