package sse.redis;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** Asks for the place of the newest entry in the stream; once for all who come while it is being asked. Any thread. */
final class Newest {
    private final Sender sender;
    private final String key;
    private final ReentrantLock lock = new ReentrantLock();
    private long askedAt = System.nanoTime(); // these under the lock
    private long place;

    Newest(Sender sender, String key) {
        this.sender = sender;
        this.key = key;
    }

    private static final class Question implements Asker {
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile long place; // 0 for none that is known

        @Override
        public void tell(Object answer, RedisError error) {
            try {
                if (answer instanceof List<?> list && !list.isEmpty()) place = Stored.of(list.get(0)).place();
            } catch (IOException strange) {
                // nothing is known then
            }
            done.countDown();
        }

        @Override
        public void cut() {
            done.countDown();
        }
    }

    /** {@return the place of the newest entry at this moment or a later one; 0 if that cannot be learned in time} */
    long place(long nanos) {
        long began = System.nanoTime();
        if (!Uninterrupted.await(lock::tryLock, nanos)) return 0;
        try {
            if (askedAt - began < 0) { // nobody else has asked since
                askedAt = System.nanoTime();
                place = ask(nanos - (askedAt - began));
            }
            return place;
        } finally {
            lock.unlock();
        }
    }

    private long ask(long nanos) {
        long began = System.nanoTime();
        Question question = new Question();
        try {
            sender.send(new Command().add("XREVRANGE", key, "+", "-", "COUNT", 1), question, nanos);
        } catch (IOException away) {
            return 0;
        }
        Uninterrupted.await(question.done::await, nanos - (System.nanoTime() - began));
        return question.place;
    }
}
