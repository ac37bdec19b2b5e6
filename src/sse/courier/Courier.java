package sse.courier;

import java.util.concurrent.atomic.AtomicLong;
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
 *   stamp   1     2    3     4    5  (odd: writing)
 *
 *   s3's reader is slow and the write does not return:
 *   walk  ─ write s1 ─ write s2 ─ write s3 ──────────────┐ finds its stamp taken: from now on this
 *                                  ticker sees the       │ thread serves s3 alone, until s3 has kept up
 *                                  same odd stamp,       │ for a while (s3 goes back to the courier) or
 *                                  takes it          ▼   │ the write deadline has passed (interrupt)
 *   new walk                       ─ write s4 ─ write s5 ─ ...
 * </pre>
 *
 * <p>Threads: the list is under the lock. The stamp decides between the walk, which ends its write by
 * setting it from odd to even, and the ticker, which takes the walk's office by setting it from odd to
 * {@link #TAKEN}; only one of them succeeds, so no stream is ever written by two threads.
 */
final class Courier {
    private static final long TAKEN = -1;
    private static final long GATHER_NANOS = 1_000_000L;
    private static final long GATHERED = 64; // of news; with so much the next round is worth its writes

    private final String name;
    private final Couriers all;
    private final ReentrantLock lock = new ReentrantLock();
    private final Roster roster = new Roster(); // under the lock, but for its load
    private volatile Walk walk;
    private volatile boolean again;      // look at all streams once more
    private volatile boolean beats;      // and at their heartbeats
    private volatile boolean parked;
    private volatile long reached;       // news that all streams have been sent
    private volatile long nextBeat = Long.MIN_VALUE; // in nanoTime: no heartbeat is due before

    private long watchedStamp;           // the ticker's: what it saw last, and for how long
    private long watchedFor;

    Courier(String name, Couriers all) {
        this.name = name;
        this.all = all;
    }

    /** Takes a stream over; from here on this courier alone writes to it. */
    void carry(Carried carriage) {
        lock.lock();
        try {
            if (walk == null) walk = start(0); // first: without a thread, the stream is not carried
            roster.add(carriage);
            nextBeat = Long.MIN_VALUE;
        } finally {
            lock.unlock();
        }
        if (carriage.due(false, 0)) lookAgain();
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
        if (load() == 0 || now < nextBeat) return false;
        beats = true;
        lookAgain();
        return true;
    }

    /** It has ended. Released last: from then on it belongs to the thread that holds it. */
    private void leave(Carried carriage) {
        lock.lock();
        try {
            roster.drop(carriage);
        } finally {
            lock.unlock();
        }
        carriage.release();
    }

    /** Under the lock, for which the new thread waits: then it is the walk, or ends. */
    private Walk start(int from) {
        Walk next = new Walk(from);
        next.thread = Thread.ofPlatform().daemon().name(name).unstarted(next);
        next.thread.start();
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
        Walk seen = walk;
        long stamp = seen == null ? 0 : seen.stamp.get();
        watchedFor = (stamp & 1) == 0 || stamp != watchedStamp ? 0 : watchedFor + passed;
        watchedStamp = stamp;
        return watchedFor;
    }

    /**
     * A new walk takes over, and leaves the old one its slow reader.
     *
     * @return false if no thread is to be had: then it waits. A walk that went on since the ticker looked goes on
     */
    boolean takeOver() {
        Walk seen = walk;
        lock.lock();
        try {
            Walk next = start(seen.index + 1);
            if (!seen.stamp.compareAndSet(watchedStamp, TAKEN)) return true;
            walk = next;
            Carried slow = roster.slots()[seen.index]; // the old walk, should its write end now, waits for the lock: see serve
            slow.outlet.watch().begin(seen.thread);
            slow.setApart(reached);
            all.goesApart(slow);
            beats = true; // if it was a round of heartbeats, the others have not had theirs
            return true;
        } catch (OutOfMemoryError noThread) {
            return false;
        } finally {
            watchedStamp = 0; // whoever is the walk now is watched from here on
            lock.unlock();
        }
    }

    /** One thread's office as the courier, until the office is taken or the server stops. */
    private final class Walk implements Runnable {
        final AtomicLong stamp = new AtomicLong();
        final Batch batch = new Batch();
        Thread thread;
        int index;       // of the stream being written; set before the stamp is odd
        private int from;
        private long gatheredAt = System.nanoTime() - GATHER_NANOS; // when the last round for news began
        private boolean whole; // the round sends every stream all the news there was

        Walk(int from) {
            this.from = from;
        }

        @Override
        public void run() {
            lock.lock(); // whoever started it may not be done
            lock.unlock();
            while (walk == this && !all.stopped()) {
                long news = all.news();
                boolean look = again;
                boolean beat = beats;
                if (news == reached && !look && !beat && from == 0) {
                    parked = true;
                    if (all.news() == news && !again && !beats && !all.stopped()) LockSupport.park(Courier.this);
                    parked = false;
                    continue;
                }
                if (news != reached && !look && isTooEarly(news)) continue;
                again = false;
                if (beat) beats = false;
                whole = from == 0; // if not, the streams in front have not been looked at
                if (!round(beat)) return;
                if (whole) reached = news;
                else again = true;
            }
        }

        /** Waits for more to come, if the last round was only just; then it may look again. */
        private boolean isTooEarly(long news) {
            long now = System.nanoTime();
            long left = gatheredAt + GATHER_NANOS - now;
            if (left <= 0 || news - reached >= GATHERED) {
                gatheredAt = now;
                return false;
            }
            LockSupport.parkNanos(Courier.this, left);
            return true;
        }

        /** Looks at each stream once. False if another walk has taken over. */
        private boolean round(boolean beat) {
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
            long now = System.nanoTime();
            boolean complete = from == 0;
            batch.forget(); // one of the last round ends before the news of this one
            long next = Long.MAX_VALUE;
            for (int i = from; i < n; i++) {
                Carried carriage = streams[i];
                if (carriage == null || carriage.apart) continue;
                if (!carriage.due(beat, now)) {
                    if (beat) next = Math.min(next, carriage.outlet.beatDue());
                    continue;
                }
                index = i;
                long writing = stamp.get() + 1;
                stamp.set(writing);
                boolean on = carriage.go(batch, now);
                if (!stamp.compareAndSet(writing, writing + 1)) {
                    serve(carriage, on);
                    return false;
                }
                if (!on) leave(carriage);
                else if (beat) next = Math.min(next, carriage.outlet.beatDue());
                whole &= !batch.cutShort(); // it has not been sent all that there was when the round began
            }
            from = 0;
            if (beat && complete) settleBeats(next, comings);
            return true;
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

        /** The courier's office is gone; this thread has one stream left, until it keeps up or ends. */
        private void serve(Carried slow, boolean on) {
            lock.lock(); // the ticker may not be done with handing over
            lock.unlock();
            on = slow.goAlone(on, batch, all);
            all.comesBack(slow);
            if (!on) {
                leave(slow);
                return;
            }
            lock.lock();
            try {
                slow.apart = false;
                roster.comes();
                nextBeat = Long.MIN_VALUE;
            } finally {
                lock.unlock();
            }
            lookAgain();
        }
    }
}
