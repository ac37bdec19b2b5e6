package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What all streams were sent, while streams leave. */
@Timeout(30)
class DeparturesTest {
    private record Stream(long events, long bytes) implements Departures.Sent {}

    private static ServerLog.Departure departure(int number, long events, long bytes) {
        return new ServerLog.Departure(number, "127.0.0.1:1", "/news", 0, events, bytes, "", "ended");
    }

    /** Open streams; whoever begins to add them up meets one that is just leaving. */
    private static final class Leaving extends HashMap<Integer, Stream> {
        private static final long serialVersionUID = 1;
        private transient Departures departures;
        private transient Thread leaver;

        @Override
        public Collection<Stream> values() {
            if (leaver == null) {
                leaver = Thread.ofPlatform().start(() -> departures.add(departure(1, 10, 100)));
                while (leaver.isAlive() && leaver.getState() != Thread.State.BLOCKED) Thread.onSpinWait();
            }
            return super.values();
        }
    }

    @Test
    void aStreamThatLeavesWhileTheyAreAddedUpCountsOnce() throws InterruptedException {
        Leaving open = new Leaving();
        open.put(1, new Stream(10, 100));
        open.put(2, new Stream(1, 1));
        Departures departures = new Departures(open);
        open.departures = departures;
        assertEquals(new Departures.Totals(11, 101), departures.totals());
        open.leaver.join();
        assertFalse(open.containsKey(1));
        assertEquals(new Departures.Totals(11, 101), departures.totals());
    }

    @Test
    void theLastHundredAreRemembered() {
        Departures departures = new Departures(Map.of());
        assertEquals(new Departures.Totals(0, 0), departures.totals());
        departures = new Departures(new HashMap<>());
        for (int i = 1; i <= 101; i++) departures.add(departure(i, 1, 2));
        assertEquals(100, departures.last().size());
        assertEquals(2, departures.last().get(0).number());
        assertEquals(new Departures.Totals(101, 202), departures.totals());
    }
}
