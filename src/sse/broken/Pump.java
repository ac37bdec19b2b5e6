package sse.broken;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import sse.fault.Breaker;
import sse.fault.Outflow;
import sse.fault.Spec;
import sse.http.Ended;

/**
 * Carries one answer to its wire, through its breaker, with a thread of its own: so a pause holds up nobody but its
 * reader. It is steered while it runs.
 *
 * <pre>
 *   who writes ──► queue ──► Breaker ──► piece ──► wire        write(bytes): between two events
 *   waits where    1 MiB     pauses      held while paused     pause, resume, half, end: at once
 *   it is full
 * </pre>
 *
 * <p>What all of them may hold together says {@link HeldBytes}.
 *
 * <p>What is in front of the breaker, and what is steered, is guarded by the lock; all else is the pump's own. Both are
 * in one file, because each turn looks at both together.
 */
final class Pump implements Runnable, Outflow {
    static final int MOST_INSERTED = 64 << 10;
    private static final long SECOND = 1_000_000_000L;
    private static final byte[] HALF = "data: half of an ev".getBytes(StandardCharsets.US_ASCII);

    /** It is to end now, whatever is still to be sent. */
    private static final class Stopped extends IOException {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("stopped");
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    private final Wire wire;
    private final Mirror mirror;
    private final int status;
    private final Headers headers;
    private final long length;
    private final long delayNanos;
    private final Breaker breaker;
    private Breaker half;            // what the next event goes through instead
    private final Between between = new Between();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(); // while it is paused

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Condition emptier = lock.newCondition();
    private final Condition over = lock.newCondition();
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private long queued;
    private final HeldBytes room = new HeldBytes();
    private boolean closed;          // nothing more comes
    private final ByteArrayOutputStream inserted = new ByteArrayOutputStream();
    private long insertedAt;
    private boolean halves;          // the next event is to be the last, and half of one
    private long halvesSince;
    private boolean paused;
    private long pausedUntil;
    private boolean gathers;         // a pause is over, and what came meanwhile is still in the queue
    private Ending stop;             // it is to end so, now
    private Thread writing;          // while it writes
    private boolean left;            // the reader seems to have

    private boolean isOver;
    private volatile Ending ending;  // as it was ended
    private IOException failure;

    Pump(Wire wire, Mirror mirror, int status, Headers headers, long length, long delayMillis, BreakerOf breaker) {
        this.wire = wire;
        this.mirror = mirror;
        this.status = status;
        this.headers = headers;
        this.length = length;
        this.delayNanos = delayMillis * 1_000_000;
        this.breaker = breaker.to(this);
    }

    /** Makes the breaker whose body flows there. */
    interface BreakerOf {
        Breaker to(Outflow out);
    }

    // ── for those who write ──

    /** Takes bytes, when there is room for a copy of them. */
    void take(byte[] bytes, int from, int to) throws IOException {
        lock.lock();
        try {
            check();
            while (queued >= HeldBytes.most() || !room.reserve(to - from)) {
                emptier.awaitNanos(SECOND / 4); // it may be another pump that makes it
                check();
            }
            queue.add(Arrays.copyOfRange(bytes, from, to));
            queued += to - from;
            news.signal();
        } catch (InterruptedException e) {
            abort();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /** Throws if it takes no more. */
    void check() throws IOException {
        lock.lock();
        try {
            if (failure != null) throw new IOException("the reader has left", failure);
            if (isOver || stop != null || closed) throw new Ended("ended on purpose");
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes. */
    void close() {
        lock.lock();
        try {
            closed = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    // ── steering ──

    /** {@return whether there was room} */
    boolean insert(byte[] bytes) {
        lock.lock();
        try {
            if (inserted.size() + bytes.length > MOST_INSERTED) return false;
            if (inserted.size() == 0) insertedAt = System.nanoTime();
            inserted.writeBytes(bytes);
            news.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void pauseFor(long nanos) {
        lock.lock();
        try {
            paused = true;
            pausedUntil = System.nanoTime() + nanos;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    void resume() {
        lock.lock();
        try {
            gathers |= paused;
            paused = false;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    void half() {
        lock.lock();
        try {
            if (!halves) halvesSince = System.nanoTime();
            halves = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends it so, now, whatever is still to be sent. */
    void stop(Ending how) {
        lock.lock();
        try {
            if (stop == null) stop = how;
            news.signal();
            emptier.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whoever handles it has given it up; but what is whole goes out, and what was to end in some way ends so. */
    void giveUp() {
        lock.lock();
        try {
            if (!closed && stop == null) abort();
        } finally {
            lock.unlock();
        }
    }

    /** It is ended, though it is being written. */
    void abort() {
        lock.lock();
        try {
            stop(Ending.SHORT);
            if (writing != null) writing.interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** The reader seems to have left. */
    void readerLeft() {
        lock.lock();
        try {
            left = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    // ── its own thread ──

    @Override
    public void run() {
        IOException how = null;
        try {
            carry();
        } catch (Stopped now) {
            try {
                finish(stop);
            } catch (IOException e) {
                how = e;
            }
        } catch (IOException e) {
            how = e;
        } catch (RuntimeException | Error mistake) {
            how = new IOException(mistake);
        }
        if (how != null) mirror.end("client", "write failed");
        lock.lock();
        try {
            failure = how;
            isOver = true;
            queue.clear();
            room.end();
            room.keep(-held.size());
            held.reset();
            emptier.signalAll();
            over.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void carry() throws IOException {
        pause(delayNanos);
        wire.head(status, headers, length);
        mirror.head(status, headers);
        if (length < 0) {
            ended(Ending.CLEAN);
            return;
        }
        long start = System.nanoTime();
        breaker.at(0);
        while (!breaker.isOver() && ending == null) turn(start);
    }

    /** Does one thing that is to be done, or waits until there is one. */
    private void turn(long start) throws IOException {
        if (isOn()) release();
        byte[] more = insertion();
        if (more != null) send(more, 0, more.length);
        if (isHalfLate()) {
            send(HALF, 0, HALF.length);
            end(Ending.CLEAN);
            return;
        }
        byte[] next = await(start + Math.min(breaker.due(), Long.MAX_VALUE / 2));
        long nanos = System.nanoTime() - start;
        if (next == null) {
            if (isAtEnd()) breaker.end(Ending.CLEAN, nanos);
            else breaker.at(nanos);
        } else {
            if (halves && half == null) half = Spec.parse("half").on(1).breaker(1, 1, this);
            Breaker through = half == null ? breaker : half;
            through.bytes(next, 0, next.length, nanos);
        }
    }

    /** What comes next; null if something else is to be done, or it is time to look. */
    private byte[] await(long due) throws IOException {
        lock.lock();
        try {
            stopped();
            room.letGo();
            long now = System.nanoTime();
            boolean full = held.size() >= HeldBytes.most();
            byte[] next = full ? null : queue.poll();
            if (next != null) {
                queued -= next.length;
                room.take(next.length);
                emptier.signal();
                return next;
            }
            if (closed && queue.isEmpty() || due - now <= 0) return null;
            long wait = Math.min(due - now, SECOND / 4 * (inserted.size() > 0 || halves || paused ? 1 : 4));
            if (paused) wait = Math.min(wait, Math.max(1, pausedUntil - now));
            news.awaitNanos(wait);
            stopped();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
        if (wire.seesReaderLeave()) throw new IOException("the reader has left");
        return null;
    }

    private void stopped() throws IOException {
        if (left) throw new IOException("the reader has left");
        if (stop != null) throw new Stopped();
    }

    private boolean isAtEnd() {
        lock.lock();
        try {
            return closed && queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether what is held may go out: no pause is on, and what came meanwhile is there, too, as far as it fits. */
    private boolean isOn() {
        lock.lock();
        try {
            if (isPaused()) return false;
            gathers &= !queue.isEmpty();
            return !gathers || held.size() >= HeldBytes.most();
        } finally {
            lock.unlock();
        }
    }

    private boolean isPaused() {
        lock.lock();
        try {
            if (paused && System.nanoTime() - pausedUntil >= 0) resume();
            return paused;
        } finally {
            lock.unlock();
        }
    }

    /** What is to be put in, if this is the place, or none has come for a second. */
    private byte[] insertion() {
        lock.lock();
        try {
            boolean waits = !between.isHere() && System.nanoTime() - insertedAt < SECOND;
            if (inserted.size() == 0 || waits) return null;
            byte[] bytes = inserted.toByteArray();
            inserted.reset();
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** No event comes that could be sent by half. */
    private boolean isHalfLate() {
        lock.lock();
        try {
            return halves && System.nanoTime() - halvesSince > SECOND && between.isHere();
        } finally {
            lock.unlock();
        }
    }

    // ── what comes out of the breaker ──

    @Override
    public void piece(byte[] bytes, int from, int to) throws IOException {
        lock.lock();
        try {
            stopped();
        } finally {
            lock.unlock();
        }
        send(bytes, from, to);
    }

    private void send(byte[] bytes, int from, int to) throws IOException {
        if (from == to) return;
        if (held.size() == 0 && isOn()) out(bytes, from, to);
        else hold(bytes, from, to - from);
    }

    private void hold(byte[] bytes, int from, int length) {
        held.write(bytes, from, length);
        room.keep(length);
    }

    private void release() throws IOException {
        if (held.size() == 0) return;
        byte[] bytes = held.toByteArray();
        room.keep(-held.size());
        held.reset();
        out(bytes, 0, bytes.length);
    }

    private void out(byte[] bytes, int from, int to) throws IOException {
        writes(Thread.currentThread());
        wire.piece(bytes, from, to);
        writes(null);
        between.sent(bytes, from, to);
        mirror.piece(bytes, from, to);
    }

    private void writes(Thread thread) {
        lock.lock();
        try {
            writing = thread;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void pause(long nanos) throws IOException {
        long start = System.nanoTime();
        for (long left; (left = nanos - (System.nanoTime() - start)) > 0; ) {
            lock.lock();
            try {
                stopped();
                news.awaitNanos(Math.min(left, SECOND));
                stopped();
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            } finally {
                lock.unlock();
            }
            if (wire.seesReaderLeave()) throw new IOException("the reader has left");
        }
    }

    @Override
    public void end(Ending how) throws IOException {
        while (how == Ending.CLEAN && isPaused()) pause(SECOND / 10);
        if (how != Ending.RESET) release();
        finish(how);
    }

    private void finish(Ending how) throws IOException {
        ended(length < 0 ? how : wire.end(how));
    }

    private void ended(Ending how) {
        mirror.end("server", switch (how) {
            case CLEAN -> "end";
            case RESET -> "reset";
            case SHORT -> "short";
            case SILENT -> "silent";
        });
        ending = how;
    }

    // ── for the handler's thread ──

    /** Waits until it is over, and lets go of the connection. */
    void await() throws IOException {
        lock.lock();
        try {
            while (!isOver) over.await();
        } catch (InterruptedException e) { // the server is closed
            abort();
            while (!isOver) over.awaitUninterruptibly();
        } finally {
            lock.unlock();
        }
        wire.leave(ending, failure);
    }
}
