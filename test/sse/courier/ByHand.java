package sse.courier;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sse.Event;
import sse.EventReader;
import sse.hub.Batch;
import sse.hub.Hub;
import sse.hub.Start;
import sse.hub.View;

/**
 * One courier of which a test is the machine: no thread runs, time stands still, and all happens on the test's thread
 * in the order that it says. What another thread would do in the middle of a write is done by {@link Reader#meanwhile}.
 */
final class ByHand extends Machine {
    static final long MILLI = 1_000_000;
    static final long PATIENCE = 13 * MILLI;

    long now = Long.MAX_VALUE - 5 * MILLI; // so that time overflows soon
    boolean hasThreads = true;
    Runnable whileResting = () -> { };
    int rests;
    final List<Runnable> started = new ArrayList<>();
    final List<Throwable> bugs = new ArrayList<>();
    private AssertionError wrong; // in the middle of something that catches what it throws
    final Couriers couriers = new Couriers(1, this::lookAtTime, bugs::add, this);
    Error lookFails;
    int looks;
    final Hub hub = new Hub();

    ByHand() {
        hub.listen(couriers);
    }

    private void lookAtTime(long now) {
        looks++;
        if (lookFails != null) throw lookFails;
    }

    @Override
    long nanoTime() {
        return now;
    }

    @Override
    void rest(Object blocker) {
        rest(blocker, 0);
    }

    @Override
    void rest(Object blocker, long nanos) {
        rests++;
        now += nanos;
        check(whileResting);
    }

    @Override
    Thread start(String name, Runnable work) {
        if (!hasThreads) throw new OutOfMemoryError("unable to create native thread");
        started.add(work);
        return new Thread(work, name);
    }

    /** The newest walk takes a turn, a millisecond and more after the last. */
    void turn() {
        now += 2 * MILLI;
        ((Courier.Walk) started.get(started.size() - 1)).turn();
        if (wrong != null) throw wrong;
    }

    private void check(Runnable part) {
        try {
            part.run();
        } catch (AssertionError e) {
            if (wrong == null) wrong = e;
        }
    }

    /** The ticker sees a write, and sees it again when it has lost patience; gives what it makes of it. */
    long seize() {
        couriers.watch(0, PATIENCE);
        now += PATIENCE;
        return couriers.watch(PATIENCE, PATIENCE);
    }

    void publish(String... data) {
        for (String each : data) hub.publish("news", Event.of(each));
    }

    /** A reader, whom the courier carries. */
    Reader carry() {
        Reader reader = new Reader();
        couriers.carry(reader.carried);
        return reader;
    }

    Reader[] carry(int n) {
        Reader[] readers = new Reader[n];
        for (int i = 0; i < n; i++) readers[i] = carry();
        return readers;
    }

    /** An outlet that remembers. */
    final class Reader implements Outlet {
        final WriteWatch watch = new WriteWatch(ByHand.this);
        final Carried carried = new Carried(this, hub.subscribe(List.of("news"), Start.NOW, View.STREAM));
        final List<String> got = new ArrayList<>();
        Runnable meanwhile = () -> { }; // in the middle of the next write
        long eachTakes;                 // nanoseconds, of the writes from the next one on
        IOException breaks;             // the next write
        Error mistake;                  // made whenever it is asked whether it ends
        long beatAt = NEVER;            // milliseconds that the time has to get to
        int beats;
        String ending;
        int releases;
        IOException failure;

        private void pass() throws IOException {
            now += eachTakes;
            Runnable middle = meanwhile;
            meanwhile = () -> { };
            check(middle);
            if (breaks != null) throw breaks;
        }

        @Override
        public void write(Batch batch) throws IOException {
            pass();
            EventReader reader = new EventReader(Arrays.copyOf(batch.bytes(), batch.length()));
            for (Event event; (event = reader.read()) != null; ) got.add(event.data());
        }

        @Override
        public long beatIn(long now) {
            return beatAt == NEVER ? NEVER : beatAt - now;
        }

        @Override
        public void beat() throws IOException {
            beatAt = NEVER;
            pass();
            beats++;
        }

        @Override
        public String ending() {
            if (mistake != null) throw mistake;
            return ending;
        }

        @Override
        public void end(String why) {
            if (ending == null) ending = why;
            carried.lookAgain();
        }

        @Override
        public void release(IOException failure) {
            releases++;
            this.failure = failure;
        }

        @Override
        public WriteWatch watch() {
            return watch;
        }
    }
}
