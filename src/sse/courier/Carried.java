package sse.courier;

import java.io.IOException;
import sse.hub.Batch;
import sse.hub.Subscription;

/**
 * A stream that a courier carries: its outlet, its subscription, and what is known of a reader that is slow.
 *
 * <p>One thread at a time writes to the outlet, and hands over by the courier's {@link Claim} and lock. The volatile
 * fields are set by the ticker when it sets the reader apart, and then by the thread that writes; but for
 * {@code patience}, which publishers use up, and {@code courier}, which is set by the thread that brings the stream.
 * An old value makes a publisher wait one look longer, or the ticker more or less patient for one look. The write
 * deadline of a reader that is set apart counts from then on.
 *
 * <p>This, its {@link Courier} and the {@link Couriers} need each other: whoever ends the stream lets its courier look
 * again, and a reader that is apart asks all of them for the news.
 */
public final class Carried {
    private static final long PATIENCE_NANOS = 1_000_000_000L;
    private static final long SHORT_NANOS = 50_000_000L;
    private static final long PROMPT_NANOS = 20_000_000L;

    final Outlet outlet;
    private final Subscription subscription;
    private volatile Courier courier; // null until one carries it
    int slot;                    // in the roster; under the courier's lock
    volatile boolean apart;      // its reader is slow, and a thread of its own writes to it
    private volatile boolean inVain; // it was not slow, after all
    private volatile long apartSince;
    private volatile long reached;   // while apart: everything published up to here has been written, or dropped for it
    private volatile long patience;  // how long publishers still wait for it, in nanoseconds
    private final Probation probation = new Probation();
    private IOException failure;     // for the one thread that writes: how it ended

    /** A stream that nobody carries yet: the thread that made it writes, with {@link #catchUp}. */
    public Carried(Outlet outlet, Subscription subscription) {
        this.outlet = outlet;
        this.subscription = subscription;
    }

    /** {@return whether there is history to write} Most have missed nothing. */
    public boolean isBehind() {
        return subscription.lag() > 0;
    }

    /**
     * Writes what there was when this was called. History goes out from the stream's own thread: a long one must not
     * keep the others waiting.
     *
     * @return whether the stream goes on; if not, it has been released
     */
    public boolean catchUp() {
        long left = subscription.lag();
        Batch batch = Batch.small(); // thousands may do this at once
        boolean on = true;
        // Each batch takes one event or more; what is published meanwhile is for the courier.
        for (; on && left > 0 && subscription.behind(); left--) on = goWatched(batch, System.nanoTime());
        if (!on) release();
        return on;
    }

    /** {@return how many events it has not been sent} Any thread. */
    public long lag() {
        return subscription.lag();
    }

    /** Something other than news is to be done for this stream, such as ending it. Any thread. */
    public void lookAgain() {
        Courier carries = courier;
        if (carries != null) carries.lookAgain();
    }

    /** A heartbeat is due sooner than its outlet has said. Any thread. */
    public void lookAtBeat() {
        Courier carries = courier;
        if (carries != null) carries.lookAtBeats();
    }

    void carriedBy(Courier courier) {
        this.courier = courier;
    }

    /** Whether there is something to do on this round. */
    boolean due(boolean beats, long now) {
        return subscription.behind() || outlet.ending() != null || beats && outlet.beatIn(now) <= 0;
    }

    /**
     * Writes what comes next, one batch at most, so that no reader keeps a courier to itself.
     *
     * @return whether the stream goes on; if not, whoever wrote is to release it when it is done with it
     */
    boolean go(Batch batch, long now) {
        try {
            if (subscription.behind() && subscription.fill(batch)) outlet.write(batch);
            else if (outlet.ending() == null && outlet.beatIn(now) <= 0) outlet.beat(); // or its view hides all
        } catch (IOException e) {
            failure = e;
            return false;
        } catch (RuntimeException | Error e) { // a view's mistake is not to end the courier
            failure = new IOException(e);
            return false;
        }
        return !over();
    }

    /** The same, under the eyes of the ticker as this thread's own write. */
    private boolean goWatched(Batch batch, long now) {
        outlet.watch().begin();
        return settle(go(batch, now));
    }

    /** From now on that thread, which is in a write to it, writes to it alone; it was sent all news up to here. */
    void setApart(Thread writer, long reached, long now) {
        outlet.watch().begin(writer);
        this.reached = reached;
        patience = PATIENCE_NANOS;
        inVain = false;
        apartSince = now;
        apart = true;
    }

    /**
     * Writes to this reader alone, until it has kept up for a while or ends.
     *
     * @param on whether the stream went on, as the write said that was going on when the courier went away
     * @return whether it goes on
     */
    boolean goAlone(boolean on, Batch batch, Couriers all) {
        Machine machine = all.machine;
        on = settle(on);
        long began = machine.nanoTime();
        inVain = began - apartSince < SHORT_NANOS;
        probation.begin(began);
        while (on) {
            long now = machine.nanoTime();
            long news = all.news();
            boolean complete = !subscription.behind();
            if (due(true, now)) {
                on = goWatched(batch, now);
                complete |= !batch.cutShort();
            } else {
                machine.rest(this, Probation.QUICK_NANOS);
                now = machine.nanoTime();
            }
            if (complete) reached = news;
            if (probation.isOver(now, machine.nanoTime(), complete)) break;
        }
        return on;
    }

    /** Ends a watched write: whoever was given up on meanwhile is lost, even if the write went well. */
    private boolean settle(boolean on) {
        try {
            outlet.watch().end();
            return on;
        } catch (IOException e) {
            if (on) failure = e;
            return false;
        }
    }

    /** The one who wrote to it made a mistake, and does so no more: it is lost. */
    void fail(Throwable mistake) {
        settle(false);
        failure = new IOException(mistake);
    }

    /** The stream has ended, and nobody will write to it but the one who holds it. */
    void release() {
        reached = Long.MAX_VALUE; // nobody waits for it any more
        outlet.release(failure);
    }

    /** Whether it was set apart for a write that took no longer than a busy machine's may. */
    boolean isApartInVain() {
        return inVain;
    }

    /** Whether it takes what it is sent, is not as far as this, and has not used up the publishers' patience. */
    boolean isWorthWaitingFor(long news) {
        return apart && reached < news && patience > 0 && !outlet.watch().isOlderThan(PROMPT_NANOS);
    }

    /** A publisher has waited for it. */
    void waited(long nanos) {
        patience = patience - nanos; // two publishers may count as one: then it has a little more
    }

    private boolean over() {
        if (subscription.lost()) outlet.end("fell behind the history");
        else if (subscription.ended()) outlet.end("topic closed");
        else if (outlet.ending() == null || subscription.behind()) return false; // the last events go out first
        return true;
    }
}
