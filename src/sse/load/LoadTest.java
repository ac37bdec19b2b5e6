package sse.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import sse.text.Units;

/**
 * Runs a {@link Plan}: opens the readers, warms up, measures, waits for what is still on its way, and
 * counts. For one thread, which does the waiting; interrupting it ends the test early, with what there is.
 *
 * <pre>
 *   open (ramp) ─► settle ─► warm up ─► measure ─► drain ─► count
 * </pre>
 */
public final class LoadTest {
    private static final long MILLI = 1_000_000;
    private static final int PROBE_MILLIS = 1_000;
    private static final long OPEN_MILLIS = 30_000;  // for the last reader, behind the ramp
    private static final long SETTLE_MILLIS = 300;   // a server may say 200 before it has subscribed
    private static final long QUIET_MILLIS = 5_000;  // without an event; what is missing then is lost
    private static final long LATE_MILLIS = 500;     // for what comes behind the last event
    private static final long DRAIN_MILLIS = 60_000;
    private static final long LOOK_MILLIS = 5;
    private static final long SAY_MILLIS = 1_000;

    /**
     * How far a test is.
     *
     * @param phase what it is doing
     * @param millis since it began
     * @param readers readers of the plan
     * @param open streams that are open
     * @param delivered events that arrived, each counted once a reader
     * @param perSecond of these, in the last second
     */
    public record Progress(String phase, long millis, int readers, int open, long delivered, long perSecond) {}

    private final Plan plan;
    private final Consumer<Progress> listener;
    private final long settleMillis;
    private final long quietMillis;
    private final List<FollowerLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final long origin = System.nanoTime();
    private Publishers publishers;
    private String phase = "opening";
    private long saidAt = origin;
    private long saidDelivered;
    private boolean interrupted;

    private Sample empty;  // before the first reader came
    private Sample opened; // when they were in
    private Sample begin;  // of measuring
    private Sample end;
    private long openedFrom; // nanoTime

    /** A test of this plan; the listener is told about once a second how far it is, on the thread that runs it. */
    public LoadTest(Plan plan, Consumer<Progress> listener) {
        this(plan, listener, SETTLE_MILLIS, QUIET_MILLIS);
    }

    LoadTest(Plan plan, Consumer<Progress> listener, long settleMillis, long quietMillis) {
        this.plan = plan;
        this.listener = listener;
        this.settleMillis = settleMillis;
        this.quietMillis = quietMillis;
    }

    /**
     * Runs the test.
     *
     * @throws UnknownHostException if the name of a host is not found
     * @throws IOException if there is no room for what the test itself needs
     */
    public Result run() throws IOException {
        Mark mark = plan.publish() == null ? null : new Mark(Long.toString(System.currentTimeMillis(), 36), origin);
        if (mark != null) publishers = new Publishers(plan, address(plan.publish().url()), mark);
        prepare(address(plan.url()), mark);
        try {
            open();
            if (progress().admitted() > 0) measure();
        } catch (InterruptedException early) {
            interrupted = true;
            if (begin != null && end == null) end = sample();
        } finally {
            stop();
        }
        return result();
    }

    /** Of several addresses the first that somebody listens at, as browsers and tail have it. */
    static InetSocketAddress address(URI url) throws UnknownHostException {
        int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
        InetAddress[] all;
        try {
            all = InetAddress.getAllByName(url.getHost());
        } catch (UnknownHostException e) {
            throw new UnknownHostException(url.getHost()); // which is all that its message says everywhere
        }
        for (int i = 0; i < all.length && all.length > 1; i++) {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(all[i], port), PROBE_MILLIS);
                return new InetSocketAddress(all[i], port);
            } catch (IOException e) {
                // the next one, then
            }
        }
        return new InetSocketAddress(all[0], port);
    }

    private void prepare(InetSocketAddress address, Mark mark) throws IOException {
        for (int i = 0; i < plan.threads(); i++) {
            loops.add(new FollowerLoop(plan, address, mark == null ? null : mark.copy()));
        }
        Plan.Crowd crowd = plan.crowd();
        long start = System.nanoTime();
        for (int i = 0; i < crowd.total(); i++) {
            Behaviour kind = i < crowd.slow() ? Behaviour.SLOW
                    : i < crowd.slow() + crowd.vanishing() ? Behaviour.VANISHING : Behaviour.STEADY;
            loops.get(i % loops.size()).add(kind, i, start
                    + (long) (Units.nanos(crowd.rampMillis()) * ((double) i / crowd.total())));
        }
    }

    private void open() throws InterruptedException {
        empty = sample();
        if (publishers == null && plan.count() > 0) begin = sample(); // some are done before others are in
        openedFrom = System.nanoTime();
        for (FollowerLoop loop : loops) threads.add(Thread.ofPlatform().daemon().name("sse-bench-reader").start(loop));
        await(plan.crowd().rampMillis() + OPEN_MILLIS, () -> progress().settled() == plan.crowd().total());
        await(settleMillis, () -> false);
        opened = sample();
    }

    private void measure() throws InterruptedException {
        if (publishers == null) {
            phase = "reading";
            if (plan.count() == 0) begin = sample();
            await(plan.millis(), () -> plan.count() > 0 && progress().done() == progress().admitted());
            end = sample();
            return;
        }
        for (FollowerLoop loop : loops) loop.firstNumber = -1;
        phase = "warming up";
        publishers.begin(plan.publish().warmMillis(), 0, false);
        await(plan.publish().warmMillis() + DRAIN_MILLIS, publishers::over);
        publishers.end();
        drain();
        phase = "publishing";
        begin = sample();
        publishers.begin(plan.millis(), plan.count(), true);
        await(plan.millis() + DRAIN_MILLIS, publishers::over);
        publishers.end();
        phase = "draining";
        drain();
        end = sample();
    }

    /**
     * Waits until everybody has everything. Who has the last event will not get much more; nor will anybody
     * when it is quiet.
     */
    private void drain() throws InterruptedException {
        Ranges accepted = publishers.accepted();
        if (accepted.isEmpty()) return;
        for (FollowerLoop loop : loops) {
            loop.calm = true;
            loop.lookFor(accepted.last());
        }
        long all = accepted.count(0, Long.MAX_VALUE);
        long[] quiet = {progress().delivered(), System.nanoTime()};
        await(DRAIN_MILLIS, () -> {
            FollowerLoop.Progress p = progress();
            int quick = quickReaders(p);
            long now = System.nanoTime();
            if (p.delivered() != quiet[0]) {
                quiet[0] = p.delivered();
                quiet[1] = now;
            }
            // Both: what was published without an answer is delivered, too, and makes up for what is still on its way.
            if (p.delivered() >= all * quick && p.caughtUp() >= quick) return true;
            long grace = p.caughtUp() >= quick ? Math.min(LATE_MILLIS, quietMillis) : quietMillis;
            return now - quiet[1] > grace * MILLI;
        });
        for (FollowerLoop loop : loops) {
            loop.calm = false;
            loop.lookFor(-1);
        }
    }

    /** Readers that are to get everything soon. A slow one takes its time. */
    private int quickReaders(FollowerLoop.Progress p) {
        return Math.max(0, p.admitted() - plan.crowd().slow());
    }

    private Sample sample() {
        return Sample.take(loops, threads, plan.server());
    }

    private void stop() {
        if (publishers != null) publishers.stop();
        for (FollowerLoop loop : loops) loop.stop();
        boolean again = false;
        for (Thread thread : threads) {
            while (true) {
                try {
                    thread.join();
                    break;
                } catch (InterruptedException e) {
                    again = true; // they end at once, and without them there is nothing to count
                }
            }
        }
        if (again) interrupted = true;
    }

    private FollowerLoop.Progress progress() {
        FollowerLoop.Progress all = FollowerLoop.Progress.NONE;
        for (FollowerLoop loop : loops) all = all.plus(loop.progress());
        return all;
    }

    /** Waits, and says meanwhile how far it is. */
    private void await(long millis, BooleanSupplier enough) throws InterruptedException {
        long until = System.nanoTime() + Units.nanos(millis);
        while (!enough.getAsBoolean() && System.nanoTime() - until < 0) {
            Thread.sleep(LOOK_MILLIS);
            long now = System.nanoTime();
            if (now - saidAt < SAY_MILLIS * MILLI) continue;
            FollowerLoop.Progress p = progress();
            long perSecond = Math.round((p.delivered() - saidDelivered) * 1e9 / (now - saidAt));
            saidAt = now;
            saidDelivered = p.delivered();
            listener.accept(new Progress(phase, (now - origin) / MILLI, plan.crowd().total(), p.open(), p.delivered(),
                    perSecond));
        }
    }

    private Result result() {
        Tally[] tallies = Counting.tallies(loops, publishers == null ? null : publishers.accepted(), !interrupted);
        Histogram passes = new Histogram();
        long openNanos = 0;
        for (FollowerLoop loop : loops) {
            passes.add(loop.passes());
            if (loop.admittedAt != 0) openNanos = Math.max(openNanos, loop.admittedAt - openedFrom);
        }
        boolean measured = end != null;
        Histogram lateness = publishers == null ? new Histogram() : publishers.lateness();
        return new Result(plan, interrupted, tallies[0], tallies[1], tallies[2], openNanos,
                measured ? end.nanosSince(begin) : 0,
                measured ? end.progress().bytes() - begin.progress().bytes() : 0,
                measured ? end.progress().delivered() - begin.progress().delivered() : 0,
                publishers == null ? null : publishers.published(), Result.Own.of(begin, end, passes, lateness),
                plan.server().isEmpty() ? null : Result.Server.of(empty, opened, begin, end));
    }
}
