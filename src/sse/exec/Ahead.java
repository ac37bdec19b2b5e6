package sse.exec;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import sse.Event;
import sse.server.EventStream;

/**
 * What a program has printed ahead of its only reader: filled by those who read what it prints, emptied by his stream.
 * When it is much, the program is held back. Any thread.
 */
final class Ahead implements Run.Outlet, AutoCloseable {
    private static final int MOST_EVENTS = 1_000;
    private static final int MOST_CHARACTERS = 256 << 10; // but for one event
    private static final long LOOK_MILLIS = 100;

    private final EventStream stream;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Queue<Event> ready = new ArrayDeque<>(); // with the lock, as the next
    private long characters;
    private volatile boolean left;

    Ahead(EventStream stream) {
        this.stream = stream;
    }

    @Override
    public void events(List<Event> events) throws IOException {
        for (Event event : events) add(event);
        stream.wake();
    }

    private void add(Event event) throws IOException {
        lock.lock();
        try {
            while (ready.size() == MOST_EVENTS || characters > MOST_CHARACTERS) {
                if (left) throw new IOException("the reader has left");
                stream.wake();
                room.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
            characters += event.data().length();
            ready.add(event);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    boolean isReady() {
        lock.lock();
        try {
            return !ready.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** {@return the next event; there is one} */
    Event take() {
        lock.lock();
        try {
            Event event = ready.remove();
            characters -= event.data().length();
            room.signalAll();
            return event;
        } finally {
            lock.unlock();
        }
    }

    boolean hasLeft() {
        return left;
    }

    /** The reader has left. */
    @Override
    public void close() {
        left = true;
    }
}
