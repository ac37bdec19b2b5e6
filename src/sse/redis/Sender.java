package sse.redis;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The connection on which all that is published goes to Redis, one errand behind the other without waiting for
 * answers; made when it is needed. Who publishes writes, under the lock; a thread for each connection makes it, reads,
 * and closes it when Redis does not answer, which also frees who is stuck in writing.
 */
final class Sender implements AutoCloseable {
    /** So many may wait for an answer; one more is refused. */
    static final int MOST_WAITING = 10_000;

    private static final long ANSWER = 16 << 20; // an EXEC of many XADDs has as many ids
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500); // after Redis was found to be away
    private static final long SLOWEST = TimeUnit.MILLISECONDS.toNanos(1500); // who waits so long, others wait behind
    private static final String SLOW = "Redis is slow: it has not answered for a while";
    private static final int TICK_MILLIS = 200; // between two looks at who waits

    private final RedisUrl url;
    private final long patience;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Channel channel; // another one under the lock
    private volatile boolean closed;

    /**
     * One that is not connected.
     *
     * @param patience nanoseconds that an answer may take before the connection is given up
     */
    Sender(RedisUrl url, long patience) {
        this.url = url;
        this.patience = patience;
    }

    /** Something whose answers are to come. */
    private record Waiting(Asker asker, int answers, long since) {}

    private final class Channel implements Runnable {
        final CountDownLatch tried = new CountDownLatch(1);
        final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
        final AtomicInteger count = new AtomicInteger();
        volatile RedisLink link;
        volatile String failure; // why there is no link
        volatile long failedAt;
        volatile boolean dead;

        @Override
        public void run() {
            try {
                link = RedisLink.open(url, ANSWER);
                link.skim(true); // of an entry only the id is looked at
                link.patience(TICK_MILLIS, this::look);
                tried.countDown();
                while (!dead) next();
            } catch (IOException | RuntimeException | Error e) {
                failure = e instanceof IOException ? e.getMessage() : "this server cannot connect to Redis: " + e;
                failedAt = System.nanoTime();
            }
            die();
            tried.countDown();
        }

        private void look(boolean came) throws IOException {
            Waiting first = waiting.peek();
            if (first != null && System.nanoTime() - first.since > patience) {
                throw new InterruptedIOException("Redis does not answer");
            }
        }

        private void next() throws IOException {
            Object answer = link.read();
            Waiting first = waiting.peek(); // which is put there before it is sent
            if (first == null) throw new IOException("an answer that nobody asked for");
            RedisError error = answer instanceof RedisError is ? is : null;
            for (int i = 1; i < first.answers; i++) {
                answer = link.read();
                if (error == null && answer instanceof RedisError is) error = is;
            }
            waiting.remove();
            count.decrementAndGet();
            first.asker.tell(answer, error);
        }

        void die() {
            dead = true;
            RedisLink is = link;
            if (is != null) is.close();
            for (Waiting next; (next = waiting.poll()) != null; ) next.asker.cut();
        }

        /** One more is to wait; not if that would be in vain. Under the lock. */
        void admit() throws IOException {
            Waiting first = waiting.peek();
            if (first != null && System.nanoTime() - first.since > SLOWEST) throw new IOException(SLOW);
            if (count.get() >= MOST_WAITING) {
                throw new IOException("Redis is slow: " + MOST_WAITING + " wait for its answers");
            }
            count.incrementAndGet();
        }

        /** Whether it was found a moment ago that there is no connection to be had. */
        boolean failedJustNow() {
            return link == null && failure != null && System.nanoTime() - failedAt < PAUSE;
        }
    }

    /**
     * Sends commands; what comes of them is told to who asked.
     *
     * @param nanos so long who asks waits: a third for the connection, lest what is sent has no time to be answered
     * @throws IOException if nothing was sent, with one sentence
     */
    void send(Command command, Asker asker, long nanos) throws IOException {
        long began = System.nanoTime();
        if (!Uninterrupted.await(lock::tryLock, nanos / 3)) throw new IOException(SLOW);
        try {
            Channel to = open();
            long left = nanos / 3 - (System.nanoTime() - began);
            if (!Uninterrupted.await(to.tried::await, left)) throw new IOException(SLOW);
            if (to.link == null) throw new IOException(to.failure);
            to.admit();
            to.waiting.add(new Waiting(asker, command.count(), System.nanoTime()));
            try {
                to.link.send(command);
            } catch (IOException e) {
                to.die();
            }
            if (to.dead) asker.cut();
        } finally {
            lock.unlock();
        }
    }

    private Channel open() throws IOException {
        if (closed) throw new IOException("this server is about to stop");
        Channel is = channel;
        if (is != null && (!is.dead || is.failedJustNow())) return is;
        is = new Channel();
        channel = is;
        if (closed) is.die();
        Thread.ofPlatform().daemon().name("sse-redis-answers").start(is);
        return is;
    }

    /** Redis has not answered for too long: the next errand has a new connection. Any thread. */
    void cut() {
        Channel is = channel;
        if (is != null) is.die();
    }

    @Override
    public void close() {
        closed = true;
        cut();
    }
}
