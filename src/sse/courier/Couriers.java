package sse.courier;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import sse.hub.Hub;

/**
 * The couriers of a server, one a core, and how far publishing may run ahead of them. A publisher who is further
 * ahead waits, so that latency stays bounded under a flood; each time that it has published a portion of its
 * events, and for a second at most. It waits for
 * <ul>
 * <li>each courier, until its round is done; a slow reader is not on the round;
 * <li>a reader that is apart but takes what it is sent, for a second in all, so that one that was only unlucky is
 *     not left behind by a flood;
 * <li>no reader that takes nothing, or takes it slowly.
 * </ul>
 *
 * <p>This, each {@link Courier} and the {@link Ticker} need each other: who publishes wakes couriers and ticker, and
 * these look up what was published and who is apart. What they share is small, and is here.
 */
public final class Couriers implements Hub.Listener {
    /**
     * What may be published but not yet be written, as the hub weighs it: 512 small events, or 2 MiB of
     * large ones. About a round's worth under a flood, and well inside what a log keeps.
     */
    private static final long LEAD = 512;
    private static final long LONGEST_WAIT_NANOS = 1_000_000_000L;
    private static final long WAIT_NANOS = 200_000;
    /** Threads for slow readers. When there are so many, those are given up on whose write has taken a second. */
    static final int MAX_APART = 256;
    private static final long STALLED_NANOS = 1_000_000_000L;

    final Machine machine;
    private final Courier[] couriers;
    private final AtomicLong news = new AtomicLong();
    private final Set<Carried> apart = ConcurrentHashMap.newKeySet();
    private final Consumer<Throwable> bugs;
    private final Ticker ticker;
    private volatile Thread sleepingTicker; // set by the ticker, cleared by who unparks it
    private volatile boolean stopped;

    /**
     * Couriers without streams.
     *
     * @param count how many, one a core
     * @param look taken several times a second by the ticker, in front of the heartbeats
     * @param bugs told of errors that nobody expected; they end no thread
     */
    public Couriers(int count, Ticker.Look look, Consumer<Throwable> bugs) {
        this(count, look, bugs, Machine.THIS);
    }

    Couriers(int count, Ticker.Look look, Consumer<Throwable> bugs, Machine machine) {
        this.machine = machine;
        this.bugs = bugs;
        ticker = new Ticker(look, this);
        couriers = new Courier[count];
        for (int i = 0; i < count; i++) couriers[i] = new Courier("sse-courier-" + (i + 1), this);
    }

    /** Begins to look after time. */
    public void start() {
        ticker.start();
    }

    /** No stream is left to carry: the threads end. */
    public void stop() {
        stopped = true;
        ticker.stop();
        for (Courier courier : couriers) courier.wake();
    }

    boolean stopped() {
        return stopped;
    }

    Ticker ticker() {
        return ticker;
    }

    /** Gives the stream to the courier with the fewest. */
    public void carry(Carried carried) {
        Courier courier = couriers[0];
        for (Courier other : couriers) {
            if (other.load() < courier.load()) courier = other;
        }
        carried.carriedBy(courier);
        courier.carry(carried);
    }

    /** How much was published since the start, as the hub weighs it. */
    long news() {
        return news.get();
    }

    @Override
    public void published(long weight) {
        news.addAndGet(weight);
        rouse();
        boolean ahead = !apart.isEmpty();
        for (Courier courier : couriers) {
            if (courier.load() > 0) courier.wake();
            ahead |= courier.lag() > LEAD;
        }
        if (ahead) holdBack(machine.nanoTime() + LONGEST_WAIT_NANOS);
    }

    /** Lets a publisher wait for those that are behind, until then at most. */
    private void holdBack(long until) {
        for (Courier courier : couriers) {
            while (courier.lag() > LEAD && machine.nanoTime() - until < 0) machine.rest(this, WAIT_NANOS);
        }
        for (Carried reader : apart) {
            long now = machine.nanoTime();
            while (reader.isWorthWaitingFor(news() - LEAD) && now - until < 0) {
                machine.rest(this, WAIT_NANOS);
                long before = now;
                now = machine.nanoTime();
                reader.waited(now - before);
            }
        }
    }

    /** The ticker is going to sleep long: to be unparked when there is something to watch. */
    void restUntilRoused(Thread ticker) {
        sleepingTicker = ticker;
    }

    private void rouse() {
        Thread ticker = sleepingTicker;
        if (ticker == null) return;
        sleepingTicker = null;
        LockSupport.unpark(ticker);
    }

    /** How many readers are apart whose write ended soon after they had been set apart. */
    int apartInVain() {
        int n = 0;
        for (Carried reader : apart) {
            if (reader.isApartInVain()) n++;
        }
        return n;
    }

    /**
     * The ticker looks: a new walk for each courier that has been seen in one write for too long.
     *
     * @param passed nanoseconds since it looked last
     * @param patience nanoseconds that a write may take
     * @return for how long the slowest has been seen in its write, in nanoseconds; one that has to wait for a
     *     thread is not counted
     */
    long watch(long passed, long patience) {
        long longest = 0;
        for (Courier courier : couriers) {
            long stuck = courier.stuckFor(passed);
            if (stuck < patience || apart() < MAX_APART && courier.takeOver()) longest = Math.max(longest, stuck);
            else makeRoom(stuck);
        }
        return longest;
    }

    /**
     * Gives up on readers that have taken nothing for a second. If a courier has been held up for a second and there
     * is none such, it is the turn of the one whose write is the oldest.
     */
    private void makeRoom(long stuck) {
        long now = machine.nanoTime();
        long limit = 0;
        for (Carried reader : apart) {
            if (reader.outlet.watch().killed()) return; // there will be room soon
            limit = Math.max(limit, reader.outlet.watch().age(now));
        }
        if (stuck < STALLED_NANOS || limit > STALLED_NANOS) limit = STALLED_NANOS;
        for (Carried reader : apart) reader.outlet.watch().killIfSince(now - limit);
    }

    /** How many readers have a thread of their own. */
    public int apart() {
        return apart.size();
    }

    /** A reader has a thread of its own from now on. */
    void goesApart(Carried slow) {
        apart.add(slow);
    }

    /** It has none any more. */
    void comesBack(Carried slow) {
        apart.remove(slow);
    }

    /** The time has come to look at heartbeats. True if one may be due by now. */
    boolean lookForBeats(long now) {
        boolean any = false;
        for (Courier courier : couriers) any |= courier.lookForBeats(now);
        return any;
    }

    /** There was an error that nobody expected. Throws nothing: the thread that tells has others to look after. */
    void tell(Throwable bug) {
        try {
            bugs.accept(bug);
        } catch (RuntimeException | Error another) {
            // nobody is left to tell
        }
    }
}
