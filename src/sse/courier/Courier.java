package sse.courier;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import sse.hub.Batch;

/**
 * Walks its share of the open streams and writes each what its cursor has not seen.
 *
 * <p>Every stream at the same place in the log is sent the same batch with one write; what is published
 * while a round goes on is gathered for the next one. So under load a reader costs one write a round,
 * however many events there are. A round for news begins a millisecond after the one before at the
 * earliest: an event that comes alone goes out at once, a burst in a few writes.
 *
 * <pre>
 *   walk  ─ write s1 ─ write s2 ─ write s3 ─ ... ─ parked until news ─ write s1 ─ ...
 *   claim   1     2    3     4    5  (odd: writing)
 *
 *   s3's reader is slow and the write does not return:
 *   walk  ─ write s1 ─ write s2 ─ write s3 ──────────────┐ finds its claim seized: from now on this
 *                                  ticker sees the       │ thread serves s3 alone, until s3 has kept up
 *                                  same write again,     │ for a while (s3 goes back to the courier) or
 *                                  seizes it         ▼   │ the write deadline has passed (interrupt)
 *   new walk                       ─ write s4 ─ write s5 ─ ...
 * </pre>
 *
 * <p>What threads share:
 *
 * <pre>
 *   field      who writes it; who reads it                   what it costs if the reader sees an old value
 *   roster     all, under the lock; its load any thread      a stream goes to a courier that has not the fewest
 *   walk       who starts one, under the lock; any thread    the old one is unparked; the new one looks before it parks
 *   again      any sets, the walk clears before its round    nothing: what is set during a round is for the next one
 *   beats      the ticker sets, the walk clears, likewise    nothing, likewise
 *   parked     the walk; who wakes it                        an unpark too many; the walk sets it, then looks again
 *   reached    the walk; publishers, the ticker              a publisher waits one look longer
 *   nextBeat   the walk and who adds, under the lock; ticker a look too many, or heartbeats a tick later
 *   index      the walk before it claims; the ticker         nothing: what it has read counts if it seizes the claim
 * </pre>
 */
final class Courier {
    private static final long GATHER_NANOS = 1_000_000L;
    private static final long GATHERED = 64; // of news; with so much the next round is worth its writes
    private static final long FAR_NANOS = 3_600_000_000_000L; // a time that can be added to any
    private static final long RECOVERY_NANOS = 10_000_000L;

    /** How a round ended. */
    private enum Round {
        /** All streams were sent all the news there was. */
        DONE,
        /** Some were not looked at, or not sent everything. */
        PARTIAL,
        /** The write was seized, and another walk goes on. */
        SEIZED
    }

    private final String name;
    private final Couriers all;
    private final Machine machine;
    private final ReentrantLock lock = new ReentrantLock();
    private final Roster roster = new Roster();
    private volatile Walk walk;      // null before the first stream
    private volatile boolean again;  // look at all streams once more
    private volatile boolean beats;  // and at their heartbeats
    private volatile boolean parked;
    private volatile long reached;   // all published up to here is written to each stream that is not apart, or dropped
    private volatile long nextBeat;  // in nanoTime: no heartbeat is due before

    private long watched;            // the ticker's: the claim as it saw it last
    private long watchedFor;         // the ticker's: for how long it has seen that, in nanoseconds

    Courier(String name, Couriers all) {
        this.name = name;
        this.all = all;
        this.machine = all.machine;
        this.nextBeat = machine.nanoTime();
    }

    /** Takes a stream over; from here on this courier alone writes to it. */
    void carry(Carried carried) {
        lock.lock();
        try {
            if (walk == null) walk = start(0); // first: without a thread, the stream is not carried
            roster.add(carried);
            nextBeat = machine.nanoTime();
        } finally {
            lock.unlock();
        }
        if (carried.due(false, 0)) lookAgain();
        else if (all.news() != reached) wake(); // or publishers would wait for a walk that sleeps
    }

    /** How many streams it carries. A stream that is being added counts before it looks for news itself. */
    int load() {
        return roster.load();
    }

    /** How much of what was published this courier has not taken round yet, as the hub weighs it. */
    long lag() {
        return load() == 0 ? 0 : all.news() - reached;
    }

    /** Something was published. */
    void wake() {
        if (parked) LockSupport.unpark(walk.thread);
    }

    /** Some stream has something to do that is not news. */
    void lookAgain() {
        again = true;
        wake();
    }

    /** The time has come to look at heartbeats. True if one may be due by now. */
    boolean lookForBeats(long now) {
        if (load() == 0 || now - nextBeat < 0) return false;
        lookAtBeats();
        return true;
    }

    /** Some heartbeat is due. */
    void lookAtBeats() {
        beats = true;
        lookAgain();
    }

    /** It has ended. Released last: from then on it belongs to the thread that holds it. */
    private void leave(Carried carried) {
        lock.lock();
        try {
            roster.drop(carried);
        } finally {
            lock.unlock();
        }
        carried.release();
    }

    /** Call it with the lock held. The new thread waits for the lock, and ends if it is not the walk by then. */
    private Walk start(int from) {
        Walk next = new Walk(from);
        next.thread = machine.start(name, next);
        return next;
    }

    // ── the ticker's view ──

    /**
     * The ticker looks.
     *
     * @param passed nanoseconds since it looked last
     * @return for how many nanoseconds it has seen the walk in one and the same write
     */
    long stuckFor(long passed) {
        Walk now = walk;
        long seen = now == null ? 0 : now.claim.seen();
        watchedFor = Claim.isWrite(seen) && seen == watched ? watchedFor + passed : 0;
        watched = seen;
        return watchedFor;
    }

    /**
     * A new walk takes over, and leaves the old one its slow reader.
     *
     * @return false if no thread is to be had: this courier is held up until a later look. True also if the write
     *     has ended since the ticker looked: then the walk goes on as it was
     */
    boolean takeOver() {
        Walk old = walk;
        lock.lock();
        try {
            Walk next = start(old.index + 1);
            if (!old.claim.seize(watched)) return true; // and the new thread ends
            walk = next;
            // Should its write end now, the old walk waits for the lock before it touches the stream.
            Carried slow = roster.slots()[old.index];
            slow.setApart(old.thread, reached, machine.nanoTime());
            all.goesApart(slow);
            beats = true; // if it was a round of heartbeats, the others have not had theirs
            return true;
        } catch (OutOfMemoryError noThread) {
            return false;
        } finally {
            watched = 0; // whoever is the walk now is watched from here on
            lock.unlock();
        }
    }

    /** A thread that is the courier now; another can replace it, and then it has one stream left. */
    final class Walk implements Runnable {
        private final Claim claim = new Claim();
        private final Batch batch = new Batch();
        private Thread thread;
        private int index;       // of the stream that is looked at
        private int from;        // where the next round begins
        private Carried at;      // whom an Error would hit
        private long gatheredAt = machine.nanoTime() - GATHER_NANOS; // when the last round for news began

        private Walk(int from) {
            this.from = from;
        }

        @Override
        public void run() {
            awaitHandover();
            while (walk == this && !all.stopped()) turn();
        }

        /** Whoever started this walk, or took its office, holds the lock until all is handed over. */
        private void awaitHandover() {
            lock.lock();
            lock.unlock();
        }

        /** One round, or one rest. An Error costs the stream that it comes from, if any, and not the thread. */
        void turn() {
            try {
                lookRound();
            } catch (RuntimeException | Error mistake) {
                all.tell(mistake);
                try {
                    recover(mistake);
                } catch (RuntimeException | Error another) {
                    all.tell(another);
                }
            }
        }

        private void lookRound() {
            long news = all.news();
            boolean look = again;
            boolean beat = beats;
            if (news == reached && !look && !beat && from == 0) {
                parked = true;
                if (all.news() == news && !again && !beats && !all.stopped()) machine.rest(Courier.this);
                parked = false;
                return;
            }
            if (news != reached && !look && isTooEarly(news)) return;
            again = false;
            if (beat) beats = false;
            Round end = round(beat);
            if (end == Round.DONE) reached = news;
            else if (end == Round.PARTIAL) again = true;
        }

        /** Waits for more to come, if the last round was only just; then it may look again. */
        private boolean isTooEarly(long news) {
            long now = machine.nanoTime();
            long left = gatheredAt + GATHER_NANOS - now;
            if (left <= 0 || news - reached >= GATHERED) {
                gatheredAt = now;
                return false;
            }
            machine.rest(Courier.this, left);
            return true;
        }

        /** Looks at each stream once. */
        private Round round(boolean beat) {
            Carried[] streams;
            int n;
            int comings;
            lock.lock();
            try {
                if (from == 0) roster.compact();
                streams = roster.slots();
                n = roster.size();
                comings = roster.comings();
            } finally {
                lock.unlock();
            }
            long now = machine.nanoTime();
            boolean fromFirst = from == 0; // if not, the streams in front have not been looked at
            boolean whole = fromFirst;
            batch.forget(); // that of the last round lacks what was published since
            long next = Machine.NEVER;
            for (int i = from; i < n; i++) {
                Carried carried = streams[i];
                if (carried == null || carried.apart) continue;
                at = carried;
                index = i;
                if (carried.due(beat, now)) {
                    long write = claim.begin();
                    boolean on = carried.go(batch, now);
                    if (!claim.end(write)) {
                        serve(carried, on);
                        return Round.SEIZED;
                    }
                    whole &= !batch.cutShort(); // if it was cut short, this stream has news left
                    if (!on) {
                        at = null;
                        leave(carried);
                        continue;
                    }
                }
                if (beat) next = Math.min(next, carried.outlet.beatIn(now));
            }
            at = null;
            from = 0;
            if (beat && fromFirst) settleBeats(now + Math.min(next, FAR_NANOS), comings);
            return whole ? Round.DONE : Round.PARTIAL;
        }

        /** All heartbeats were looked at; who has come meanwhile was not among them. */
        private void settleBeats(long next, int comings) {
            lock.lock();
            try {
                if (roster.comings() == comings) nextBeat = next;
            } finally {
                lock.unlock();
            }
        }

        /** Another walk has taken over; this thread has one stream left, until it keeps up or ends. */
        private void serve(Carried slow, boolean on) {
            awaitHandover();
            thread.setName(name + "-apart"); // for whoever looks at the threads of a server that is slow
            on = slow.goAlone(on, batch, all);
            at = null;
            all.comesBack(slow);
            if (!on) {
                leave(slow);
                return;
            }
            lock.lock();
            try {
                slow.apart = false;
                roster.comes();
                nextBeat = machine.nanoTime();
            } finally {
                lock.unlock();
            }
            lookAgain();
        }

        /** The stream that the mistake comes from is lost; if this is still the walk, it goes on without it. */
        private void recover(Throwable mistake) {
            Carried lost = at;
            at = null;
            long seen = claim.seen();
            if (Claim.isWrite(seen)) claim.end(seen); // or it was seized, and stays so
            awaitHandover();
            again = true;
            from = 0;
            if (lost == null) {
                machine.rest(Courier.this, RECOVERY_NANOS);
                return;
            }
            all.comesBack(lost);
            try {
                lost.fail(mistake);
            } finally {
                leave(lost);
            }
        }
    }
}
