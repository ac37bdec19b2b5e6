package sse.hub;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/** A journal's events on their way into the topics; by one thread at a time. */
final class FromJournal implements Journal.Feed {
    private final Logs logs;
    private final ReentrantLock lock;
    private final Ids ids;
    private final long most; // bytes
    private final LongConsumer readers; // told, without the lock, how much more there is to read; may make it wait
    private long newest; // place

    FromJournal(Logs logs, Ids ids, long most, LongConsumer readers) {
        this.logs = logs;
        this.lock = logs.lock;
        this.ids = ids;
        this.most = most;
        this.readers = readers;
    }

    @Override
    public void take(List<Journal.Line> lines) {
        for (int done = 0; done < lines.size(); ) {
            long weight = 0;
            boolean tooMuch;
            lock.lock();
            try {
                for (; done < lines.size() && weight < Logs.PORTION; done++) weight += take(lines.get(done));
                tooMuch = logs.kept.trim();
            } finally {
                lock.unlock();
            }
            while (tooMuch) tooMuch = logs.trim();
            readers.accept(weight);
        }
    }

    private long take(Journal.Line line) {
        if (line.place() <= newest) throw new IllegalArgumentException("the place is not behind the one before");
        newest = line.place();
        Draft draft = line.draft();
        if (draft.id() != null && ids.objection(draft.id()) != null) draft = draft.withoutId(); // as a stranger has it
        Topic to;
        try {
            to = logs.topics.of(line.topic());
        } catch (IllegalStateException noRoom) { // all topics have readers here, and this one has none
            logs.pass(line.place());
            return 1;
        }
        Entry entry = logs.append(to, draft, line.place(), StampIds.millis(line.place()), line.closes());
        logs.topics.settle(to);
        return Logs.weight(entry);
    }

    @Override
    public void begin(long place, boolean restart) {
        lock.lock();
        try {
            if (place < newest) throw new IllegalArgumentException("the place is not behind the one before");
            newest = place;
            logs.begin(place, restart);
        } finally {
            lock.unlock();
        }
        readers.accept(1); // who is told that it has lost its place
    }

    @Override
    public long most() {
        return most;
    }
}
