package sse.hub;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import sse.Event;

/**
 * Topics, and the one order of all that is published to them.
 *
 * <pre>{@code
 * hub.publish("news", Event.of("hi"));
 *
 * try (Subscription news = hub.subscribe(List.of("news"), Start.NOW, View.STREAM)) {
 *     for (Entry entry; (entry = news.next(Duration.ofMinutes(1))) != null; ) print(entry.event().data());
 * }
 * }</pre>
 *
 * <p>An event gets an id {@code <boot>-<seq>}: one sequence for the whole hub, so one last event ID
 * resumes a reader of several topics, and a boot that changes at every start, so an id from before is
 * recognised. With a {@link Journal}, which several hubs may share, order and ids are the journal's. An event that
 * comes with an id of its own keeps it, and can be resumed from as well; where several have the same, a reader that
 * comes back with it is told so with a {@link Gap}.
 *
 * <p>Bounded: a topic keeps its newest events by count, the hub keeps the newest of all topics by bytes,
 * and there are only so many topics; one more makes the hub forget the one without readers that was
 * published to the longest time ago.
 *
 * <p>One lock guards it all. It is held for microseconds and never around input or output: under it, searches are
 * binary, and a few events are published or let go of, or topics looked at, at once.
 * Readers follow the logs without it. Any thread may call.
 */
public final class Hub {
    /**
     * What a hub may keep.
     *
     * @param history events of a topic that a reader can ask for again
     * @param historyBytes bytes that events take in memory, of all topics together: each its own and about 200. Other
     *     forms of events that are read take up to a quarter as much besides
     * @param topics topics
     */
    public record Limits(int history, long historyBytes, int topics) {
        /** 1,000 events a topic, 64 MiB or an eighth of the largest heap, 10,000 topics. */
        public static final Limits DEFAULT = new Limits(1000,
                Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 8), 10_000);

        /** Checks that there is room for something. */
        public Limits {
            if (history < 0 || historyBytes < 1 || topics < 1) throw new IllegalArgumentException("a hub needs room");
        }
    }

    /**
     * What became of publishing.
     *
     * @param id the id of the last event that was published
     * @param subscribers the topic's open subscriptions at that moment
     * @param repeats whether, for the first time, the topic was given an id again that had been given to it before:
     *     whoever comes back with it is told of a {@link Gap} from now on
     */
    public record Receipt(String id, int subscribers, boolean repeats) {}

    /**
     * The id of an event behind which nothing follows: publishing one closes its topic, as {@link #close} does. Who
     * comes back with it to this topic alone is {@link Subscription#over()}.
     */
    public static final String CLOSE = Ids.CLOSE;

    /**
     * A topic as it stands.
     *
     * @param name its name
     * @param published events published to it since it was made
     * @param kept events that can be asked for again
     * @param readers open subscriptions
     */
    public record State(String name, long published, int kept, int readers) {}

    /** Told after each publishing, by the thread that published and outside the lock; may make it wait. */
    public interface Listener {
        /**
         * There is more to read now.
         *
         * @param weight how much more: one for each event, and one for each 4 KiB of them
         */
        void published(long weight);
    }

    /** Milliseconds by which the clock of a journal may be ahead of the one here. */
    private static final long AHEAD = 60_000;

    private final Logs logs;
    private final ReentrantLock lock;
    private final Catalogue topics;
    private final Kept kept;
    private final Ids ids;
    private final int history;
    private final LongSupplier clock;
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Journal journal; // who gives the order instead of this, or null

    /** A hub with the default limits and the system's clock. */
    public Hub() {
        this(Limits.DEFAULT, System::currentTimeMillis);
    }

    /**
     * A hub with limits of one's own.
     *
     * @param limits what it may keep
     * @param clock milliseconds since 1970
     */
    public Hub(Limits limits, LongSupplier clock) {
        this(limits, clock, null);
    }

    /**
     * A hub that has the order, and what others publish, from a journal.
     *
     * @param limits what it may keep
     * @param clock milliseconds since 1970
     * @param journal the log that is read from here on; null for none
     */
    public Hub(Limits limits, LongSupplier clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
        this.history = limits.history();
        this.ids = journal == null ? new BootIds(clock.getAsLong()) : new StampIds();
        this.logs = new Logs(history, limits.historyBytes(), limits.topics(), ids);
        this.lock = logs.lock;
        this.topics = logs.topics;
        this.kept = logs.kept;
        if (journal != null) journal.feed(new FromJournal(logs, ids, limits.historyBytes(), this::tell));
    }

    /** Tells that there is so much more to read. */
    private void tell(long weight) {
        for (Listener listener : listeners) listener.published(weight);
    }

    /**
     * Publishes an event: whoever follows the topic is given it, now or later.
     *
     * @throws IllegalArgumentException as {@link #publish(String, List)}
     * @throws IllegalStateException if there is no room for one more topic
     */
    public Receipt publish(String topic, Event event) {
        return publish(topic, List.of(Draft.of(event)));
    }

    /**
     * {@return whether this can be the name of a topic} 1 to 128 of {@code A-Z a-z 0-9 _ - ~ .}, not beginning
     * with a dot.
     */
    public static boolean isTopicName(String name) {
        return Topic.isName(name);
    }

    /** {@return whether an id has the form of those that this hub gives, so that nobody else can} */
    public boolean gives(String id) {
        return ids.seqOf(id) >= 0;
    }

    /** From now on this listener is told of each publishing, beside all others; once, however often it is named. */
    public void listen(Listener listener) {
        listeners.addIfAbsent(listener);
    }

    /** This listener is told no more, but perhaps of a publishing that is going on. */
    public void unlisten(Listener listener) {
        listeners.remove(listener);
    }

    /** {@return the journal that gives the order, or null} */
    public Journal journal() {
        return journal;
    }

    /** The place in the order of publishing that the next event gets; all before it can be read. */
    long head() {
        return logs.head();
    }

    /** {@return how many bytes of events have had to go, since the start, because of the bound on bytes} */
    public long crowdedOut() {
        return kept.crowdedOut();
    }

    /** {@return how many events were published since the start} */
    public long published() {
        return logs.published();
    }

    /**
     * Publishes events, all or none. A few stand next to each other; of many, those of other publishers
     * may come in between, because more than the log holds cannot be appended before readers have come on.
     *
     * @throws IllegalArgumentException if the name cannot be a topic's, or there is an {@link #objection} to an id
     * @throws IllegalStateException if there is no room for one more topic
     * @throws Journal.Unwritten if the journal, where there is one, does not have them, or perhaps not
     */
    public Receipt publish(String topic, List<Draft> drafts) {
        if (drafts.isEmpty()) throw new IllegalArgumentException("no event");
        for (Draft draft : drafts) {
            String objection = draft.id() == null ? null : objection(draft.id());
            if (objection != null) throw new IllegalArgumentException(objection);
        }
        return publish(topic, drafts, false);
    }

    /**
     * {@return why an event cannot have this id of its own, in a sentence; null if it can} Readers come back with it
     * in the head of a request, where it has to arrive as it is; and it is to name the event, and no other place.
     */
    public String objection(String id) {
        return ids.objection(id);
    }

    /**
     * {@return these drafts, without ids that cannot be their own, and without those that a hub has given, this one or
     * one that was here before a restart: they are given new ones} For a topic that is a copy of another.
     */
    public List<Draft> withNewIds(List<Draft> drafts) {
        List<Draft> fresh = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            String id = draft.id();
            fresh.add(id == null || !ids.isGiven(id) && objection(id) == null ? draft : draft.withoutId());
        }
        return fresh;
    }

    private Receipt publish(String topic, List<Draft> drafts, boolean closes) {
        if (journal != null) return send(topic, drafts, closes);
        Receipt receipt = null;
        boolean repeats = false;
        for (int done = 0; done < drafts.size(); ) {
            long weight = 0;
            boolean tooMuch;
            lock.lock();
            try {
                Topic to = topics.of(topic);
                if (done == 0) to.publishers++;
                boolean repeated = to.repeatsFrom > 0;
                long now = clock.getAsLong();
                Entry last = null;
                for (; done < drafts.size() && weight < Logs.PORTION; done++) {
                    last = logs.append(to, drafts.get(done), logs.head(), now, closes);
                    weight += Logs.weight(last);
                }
                if (done == drafts.size()) to.publishers--;
                tooMuch = kept.trim();
                topics.settle(to);
                repeats |= to.repeatsFrom > 0 && !repeated;
                receipt = new Receipt(last.id(), to.readers, repeats);
            } finally {
                lock.unlock();
            }
            while (tooMuch) tooMuch = logs.trim();
            tell(weight);
        }
        return receipt;
    }

    /** Publishes through the journal: it is here as well when that is done. */
    private Receipt send(String topic, List<Draft> drafts, boolean closes) {
        Topic to;
        int readers; // at first, because some leave as soon as they have it
        lock.lock();
        try {
            to = topics.of(topic);
            to.publishers++; // so that it is not forgotten meanwhile
            topics.settle(to);
            readers = to.readers;
        } finally {
            lock.unlock();
        }
        Journal.Written written;
        long repeatsFrom;
        try {
            written = journal.append(topic, drafts, closes);
        } finally {
            lock.lock();
            try {
                readers = Math.max(readers, to.readers);
                repeatsFrom = to.repeatsFrom;
                to.publishers--;
                topics.settle(to);
                topics.leaveIfUnused(to);
            } finally {
                lock.unlock();
            }
        }
        Draft last = drafts.get(drafts.size() - 1);
        boolean repeats = repeatsFrom >= written.first() && repeatsFrom <= written.last();
        return new Receipt(last.id() == null ? ids.of(written.last()) : last.id(),
                readers + journal.readersElsewhere(topic), repeats);
    }

    /**
     * Publishes a topic's last event, of type {@code close}. Streams of this topic alone end behind it;
     * who comes back with its id is {@link Subscription#over()}. Whatever is published later goes to
     * those who come then.
     */
    public Receipt close(String topic) {
        return publish(topic, List.of(Draft.of(new Event(null, "close", "{\"topic\":\"" + topic + "\"}"))), true);
    }

    /**
     * Subscribes to one topic or several; what is published from here on cannot be missed.
     *
     * @throws IllegalArgumentException if there is no name, or one cannot be a topic's
     * @throws IllegalStateException if there is no room for one more topic
     */
    public Subscription subscribe(List<String> names, Start start, View view) {
        if (names.isEmpty()) throw new IllegalArgumentException("no topic");
        Subscription subscription = open(names, start, view);
        if (journal == null || subscription.gap() == null || !subscription.gap().reason().equals("unknown")) {
            return subscription;
        }
        subscription.close(); // the id may be one that another hub was given first
        journal.catchUp();
        return open(names, start, view);
    }

    private Subscription open(List<String> names, Start start, View view) {
        lock.lock();
        try {
            Topic[] of = new Topic[names.size()];
            int held = 0;
            try {
                for (; held < of.length; held++) {
                    of[held] = topics.of(names.get(held));
                    of[held].readers++; // so that making the next topic cannot forget this one
                    topics.settle(of[held]);
                }
            } finally {
                if (held < of.length) topics.letGo(of, held); // there was no room for the next one
            }
            long future = journal == null ? 0 : clock.getAsLong() + AHEAD;
            return new Subscription(this, view, of,
                    new Cursors(of, start, history, logs.head(), ids, logs.born(), future));
        } finally {
            lock.unlock();
        }
    }

    void unsubscribe(Subscription subscription) {
        lock.lock();
        try {
            if (!subscription.closeOnce()) return;
            topics.letGo(subscription.topics(), subscription.topics().length);
        } finally {
            lock.unlock();
        }
    }

    /** {@return how many topics there are} */
    public int topicCount() {
        return topics.size();
    }

    /** {@return the topics as they stand} Where there are many, not all at the same moment. */
    public List<State> topics() {
        List<State> states = new ArrayList<>();
        Iterator<Topic> all = topics.iterator();
        while (all.hasNext()) {
            lock.lock();
            try {
                for (int n = 0; n < Logs.PORTION && all.hasNext(); n++) states.add(state(all.next()));
            } finally {
                lock.unlock();
            }
        }
        return states;
    }

    /** With the lock. */
    private State state(Topic topic) {
        long kept = topic.end() - topic.oldest(history);
        return new State(topic.name, topic.published(), (int) kept, topic.readers);
    }
}
