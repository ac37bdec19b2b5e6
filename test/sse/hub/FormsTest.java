package sse.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import sse.Event;

/** Other forms of entries: made once, shared, bounded. */
class FormsTest {
    private final Forms forms = new Forms(1000);
    private final AtomicInteger times = new AtomicInteger();
    private final View letters = entry -> {
        times.incrementAndGet();
        return new byte[300];
    };

    private Entry entry(int n) {
        return new Entry(new Topic("t", 0, new PastIds(), forms), n, n, "" + n, false, null, 0, 0, new byte[10], false);
    }

    @Test
    void isMadeOnceHoweverManyAskAtATime() throws Exception {
        Entry entry = entry(1);
        Set<byte[]> got = ConcurrentHashMap.newKeySet();
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < 8; i++) askers.add(Thread.ofVirtual().start(() -> got.add(entry.in(letters))));
        for (Thread asker : askers) asker.join();
        assertEquals(1, times.get());
        assertEquals(1, got.size());
    }

    @Test
    void eachViewHasItsOwnAndWhatItHidesIsNoForm() {
        Entry entry = entry(1);
        View other = all -> new byte[1];
        assertNotSame(entry.in(letters), entry.in(other));
        assertSame(entry.in(other), entry.in(other));
        assertNull(entry.in(all -> null));
        assertEquals(1, times.get());
    }

    @Test
    void beyondTheBoundWhatWasMadeFirstIsForgotten() {
        Entry[] entries = {entry(1), entry(2), entry(3)};
        for (Entry entry : entries) entry.in(letters);
        assertTrue(forms.bytes() <= 1000, forms.bytes() + " bytes");
        entries[2].in(letters);
        assertEquals(3, times.get());
        entries[0].in(letters);
        assertEquals(4, times.get());
    }

    @Test
    void anEntryThatLeavesItsLogTakesItsFormsAlong() {
        Entry entry = entry(1);
        entry.in(letters);
        entry.in(all -> new byte[2]);
        forms.release(entry);
        assertEquals(0, forms.bytes());
        entry.in(letters); // a reader that still has it is served, and nothing stays
        assertEquals(0, forms.bytes());
    }

    @Test
    void readersOfSeveralTopicsShareThem() throws Exception {
        Hub hub = new Hub();
        View view = View.shared(letters);
        List<Subscription> readers = new ArrayList<>();
        for (int i = 0; i < 10; i++) readers.add(hub.subscribe(List.of("a", "b"), Start.NOW, view));
        hub.publish("a", Event.of("1"));
        hub.publish("b", Event.of("2"));
        Set<byte[]> got = ConcurrentHashMap.newKeySet();
        for (Subscription reader : readers) {
            for (int i = 0; i < 2; i++) got.add(view.of(reader.next(Duration.ZERO)));
        }
        assertEquals(2, got.size());
        assertEquals(2, times.get());
    }
}
