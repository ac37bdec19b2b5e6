package sse.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import sse.hub.Journal;

/**
 * The connection on which all that is published goes to Redis, one errand behind the other without waiting for
 * answers; made when it is needed. Who publishes writes, under the lock; a thread for each connection reads.
 */
final class Sender implements AutoCloseable {
    /** So many may wait for an answer; one more is refused. */
    static final int MOST_WAITING = 10_000;

    private static final long ANSWER = 16 << 20; // an EXEC of many XADDs has as many ids
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500); // after Redis was found to be away

    private final RedisUrl url;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Channel channel;
    private IOException failure; // of the last attempt to connect; with the next, under the lock
    private long failedAt;
    private volatile boolean closed;

    Sender(RedisUrl url) {
        this.url = url;
    }

    /** An errand whose answers are to come. */
    private record Waiting(Errand errand, int answers) {}

    private static final class Channel implements Runnable {
        final RedisLink link;
        final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
        final AtomicInteger count = new AtomicInteger();
        volatile boolean dead;

        Channel(RedisLink link) {
            this.link = link;
        }

        @Override
        public void run() {
            try {
                link.patience(0); // who waits closes it
                while (true) next();
            } catch (IOException | RuntimeException | Error e) {
                die();
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
            tell(first.errand, answer, error);
        }

        private static void tell(Errand errand, Object answer, RedisError error) {
            List<?> answers = answer instanceof List<?> is ? is : Collections.singletonList(answer);
            List<Long> places = new ArrayList<>();
            for (Object one : answers) {
                if (one instanceof RedisError is && error == null) error = is;
                if (one instanceof byte[] id) places.add(Journal.place(new String(id, StandardCharsets.US_ASCII)));
            }
            if (error != null) errand.refuse(error);
            else if (places.isEmpty()) errand.findNoStream();
            else if (answers.get(0) instanceof Long left && places.size() == 2) errand.find(left, places);
            else errand.answer(places);
        }

        void die() {
            dead = true;
            link.close();
            for (Waiting next; (next = waiting.poll()) != null; ) next.errand.cut();
        }
    }

    /**
     * Sends an errand's commands; what comes of them the errand is told.
     *
     * @throws IOException if nothing was sent, with one sentence
     */
    void send(Command command, Errand errand, long nanos) throws IOException {
        if (!held(nanos)) {
            cut();
            throw new IOException("Redis is slow: it has not taken for a while what was sent before");
        }
        try {
            Channel to = open();
            if (to.count.incrementAndGet() > MOST_WAITING) {
                to.count.decrementAndGet();
                throw new IOException("Redis is slow: " + MOST_WAITING + " wait for its answers");
            }
            to.waiting.add(new Waiting(errand, command.count()));
            try {
                to.link.send(command);
            } catch (IOException e) {
                to.die();
            }
            if (to.dead) errand.cut();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it has the lock in time; who is interrupted publishes all the same. */
    private boolean held(long nanos) {
        boolean interrupted = false;
        long began = System.nanoTime();
        try {
            while (true) {
                try {
                    return lock.tryLock(nanos - (System.nanoTime() - began), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private Channel open() throws IOException {
        if (closed) throw new IOException("this server is about to stop");
        Channel is = channel;
        if (is != null && !is.dead) return is;
        if (failure != null && System.nanoTime() - failedAt < PAUSE) throw failure;
        try {
            is = new Channel(RedisLink.open(url, ANSWER));
            failure = null;
        } catch (IOException e) {
            failure = e;
            failedAt = System.nanoTime();
            throw e;
        }
        channel = is;
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
