package sse.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * A platform thread that reads many streams: it opens them in time, waits until some have bytes, and
 * counts what those hold.
 *
 * <p>It also watches itself. A byte that arrived waits for at most one pass over the streams that were
 * ready, so the length of the passes says how late what it measures can be, and the part of the time
 * that passes take says whether it could have read more.
 */
final class FollowerLoop implements Runnable {
    private static final int BUFFER = 256 << 10;
    private static final int PENDING = 128; // connections that are being opened at the same time
    private static final long SLACK_MILLIS = 50;
    private static final long LOOK_NANOS = 20_000_000;

    private record Timer(long at, Follower reader) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return Long.signum(at - other.at);
        }
    }

    final Mark mark;          // null where nobody publishes
    final long enough;        // events after which a reader is done; 0 for never
    private final Plan plan;
    private final InetSocketAddress address;
    private final byte[] requestHead;
    private final Selector selector;
    private final Map<Behaviour, Tally> tallies = new EnumMap<>(Behaviour.class);
    private final List<Follower> readers = new ArrayList<>();
    private final List<Long> openAt = new ArrayList<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final List<Follower> again = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final Consumer<SelectionKey> ready = this::ready;
    private final Histogram passes = new Histogram();
    private int begun;
    private long passStart;
    private long busy;

    // This thread's counts, and what the others see of them after each pass.
    int pending;
    int open;
    int settled;
    int admitted;
    int done;
    long delivered;
    long bytes;
    long lastMeasured;
    private int caughtUp;
    private long lookedAt;
    private volatile Progress progress = Progress.NONE;

    volatile long admittedAt;      // nanoTime, when the last reader was let in; 0: nobody was
    private volatile boolean stop;
    private volatile long target = -1;
    volatile boolean calm;          // nobody vanishes any more
    volatile long firstNumber = 0;  // of the events that a reader who is let in now is to get; -1: unknown

    /**
     * How far it is.
     *
     * @param open streams that are open
     * @param settled readers that are in, or have failed
     * @param admitted readers that are or were in
     * @param done readers that have all they waited for
     * @param caughtUp readers that have the event that was asked for, see {@link #lookFor}
     * @param delivered numbered events, each counted once a reader
     * @param bytes bytes read
     * @param busyNanos time it was not waiting
     * @param lastMeasured nanoTime of the last event that was measured, or 0
     */
    record Progress(int open, int settled, int admitted, int done, int caughtUp, long delivered, long bytes,
            long busyNanos, long lastMeasured) {
        static final Progress NONE = new Progress(0, 0, 0, 0, 0, 0, 0, 0, 0);

        Progress plus(Progress p) {
            boolean later = lastMeasured == 0 || p.lastMeasured != 0 && p.lastMeasured - lastMeasured > 0;
            long last = later ? p.lastMeasured : lastMeasured;
            return new Progress(open + p.open, settled + p.settled, admitted + p.admitted, done + p.done,
                    caughtUp + p.caughtUp, delivered + p.delivered,
                    bytes + p.bytes, busyNanos + p.busyNanos, last);
        }
    }

    FollowerLoop(Plan plan, InetSocketAddress address, Mark mark) throws IOException {
        this.plan = plan;
        this.address = address;
        this.mark = mark;
        this.enough = plan.publish() == null ? plan.count() : 0;
        this.requestHead = HttpText.get(plan.url(), plan.headers()).getBytes(StandardCharsets.UTF_8);
        this.selector = Selector.open();
        for (Behaviour kind : Behaviour.values()) tallies.put(kind, new Tally());
    }

    /** Adds a reader, to be opened at this moment (nanoTime). Before the thread starts, and in the order of time. */
    void add(Behaviour kind, int number, long at) {
        readers.add(new Follower(this, kind, number, plan.crowd().lastEventId()));
        openAt.add(at);
    }

    @Override
    public void run() {
        try {
            while (!stop) {
                openWhatIsDue();
                passStart = 0;
                selector.select(ready, timeout());
                fireTimers();
                long now = System.nanoTime();
                if (passStart != 0) {
                    busy += now - passStart;
                    passes.record(now - passStart);
                }
                if (target >= 0 && now - lookedAt > LOOK_NANOS) countCaughtUp(now);
                progress = new Progress(open, settled, admitted, done, caughtUp, delivered, bytes, busy, lastMeasured);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the selector failed", e);
        } finally {
            for (Follower reader : readers) reader.close();
            closeSelector();
        }
    }

    private void closeSelector() {
        try {
            selector.close();
        } catch (IOException e) {
            // its channels are closed, and nobody waits on it
        }
    }

    private void ready(SelectionKey key) {
        if (passStart == 0) passStart = System.nanoTime();
        ((Follower) key.attachment()).ready(buffer);
    }

    private void openWhatIsDue() {
        while (begun < readers.size() && pending < PENDING && openAt.get(begun) - System.nanoTime() <= 0) {
            readers.get(begun++).open(selector, address);
        }
        while (!again.isEmpty() && pending < PENDING) again.remove(again.size() - 1).open(selector, address);
    }

    private long timeout() {
        long nanos = SLACK_MILLIS * 1_000_000;
        long now = System.nanoTime();
        if (begun < readers.size() && pending < PENDING) nanos = Math.min(nanos, openAt.get(begun) - now);
        if (!timers.isEmpty()) nanos = Math.min(nanos, timers.peek().at() - now);
        return Math.max(1, nanos / 1_000_000);
    }

    private void fireTimers() {
        long now = System.nanoTime();
        while (!timers.isEmpty() && timers.peek().at() - now <= 0) {
            Timer timer = timers.poll();
            if (timer.at() == timer.reader().wakeAt) timer.reader().wake(now, buffer);
        }
    }

    private void countCaughtUp(long now) {
        int n = 0;
        for (Follower reader : readers) {
            if (reader.ledger().hasReached(target)) n++;
        }
        caughtUp = n;
        lookedAt = now;
    }

    // ── for the readers ──

    void timer(Follower reader) {
        timers.add(new Timer(reader.wakeAt, reader));
    }

    /** This reader wants to be opened again, as soon as there is room. */
    void again(Follower reader) {
        again.add(reader);
    }

    Tally tally(Behaviour kind) {
        return tallies.get(kind);
    }

    byte[] request(String lastEventId) {
        byte[] id = lastEventId.isEmpty() ? null : lastEventId.getBytes(StandardCharsets.UTF_8);
        return HttpText.withLastEventId(requestHead, id);
    }

    Link link(SocketChannel channel) {
        return Link.of(channel, plan.url(), plan.tls());
    }

    /** How much a slow reader takes in so many nanoseconds. */
    int sip(long nanos) {
        long bytes = plan.crowd().slowBytes() * nanos / 1_000_000_000;
        return (int) Math.min(bytes == 0 && plan.crowd().slowBytes() > 0 ? 1 : bytes, BUFFER);
    }

    // ── for the others ──

    Progress progress() {
        return progress;
    }

    /** From now on it counts the readers that have got this event or a later one, but for slow ones; -1 ends it. */
    void lookFor(long number) {
        target = number;
    }

    void stop() {
        stop = true;
        selector.wakeup();
    }

    /** Once the thread is over. */
    List<Follower> readers() {
        return readers;
    }

    /** Once the thread is over: how long each pass took. */
    Histogram passes() {
        return passes;
    }
}
