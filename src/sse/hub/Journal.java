package sse.hub;

import java.util.List;

/**
 * A log outside of this process that gives the order of all that is published, to several hubs: each sends there what
 * is published to it, and keeps a copy of the newest part, which it reads from. Without one a hub gives the order
 * itself.
 *
 * <p>Its ids are {@code <milliseconds since 1970>-<n>}; see {@link #place}. They only grow.
 */
public interface Journal {
    /** The largest {@code n}: so many events and one more can have the same millisecond. */
    int MOST_IN_MILLI = StampIds.MOST_IN_MILLI;

    /**
     * What came of appending: the places of the first and of the last event.
     *
     * @param first the place of the first
     * @param last the place of the last
     */
    record Written(long first, long last) {}

    /**
     * An event as it stands in the log.
     *
     * @param place its place
     * @param topic its topic's name
     * @param draft what is to be made an entry
     * @param closes whether its topic is closed with it; a place behind it is then never an event's
     */
    record Line(long place, String topic, Draft draft, boolean closes) {}

    /** Where the events of the log go, in its order, by one thread at a time. */
    interface Feed {
        /**
         * These events come next.
         *
         * @throws IllegalArgumentException if a name or a place cannot be one, or a place is not behind the one before
         */
        void take(List<Line> lines);

        /**
         * Nothing is known of what stood in front of this place or there; readers are told of a gap.
         *
         * @param restart whether that is because the log began anew, and not because it is bounded
         */
        void begin(long place, boolean restart);

        /** {@return how many bytes of events are kept at most, each with its own and {@link #EVENT_BYTES}} */
        long most();

        /** About so many bytes an event takes besides its own. */
        int EVENT_BYTES = 200;
    }

    /** Told once, before anything else: where the log goes. */
    void feed(Feed feed);

    /**
     * Puts events behind all others, all or none and next to each other, and gives them to the feed in their turn.
     *
     * @param closes whether the topic is closed with the last
     * @throws Unwritten if they are not in the log, or if that is not known
     */
    Written append(String topic, List<Draft> drafts, boolean closes);

    /** Waits a little until the feed was given what is in the log now; shorter where the log cannot be asked. */
    void catchUp();

    /** {@return about how many readers the topic has at other hubs of this log} */
    int readersElsewhere(String topic);

    /** {@return why the log is not being read, in one sentence; null if it is} */
    String trouble();

    /** {@return how many milliseconds ago the newest event here was published, if there are newer ones; else 0} */
    long behindMillis();

    /** {@return the place that an id of the log stands for, or -1 if it is no such id} */
    static long place(String id) {
        return StampIds.place(id);
    }

    /** {@return whether an event with this id of its own closes its topic, so that a place is to be left behind it} */
    static boolean closes(Draft draft) {
        return Ids.CLOSE.equals(draft.id());
    }

    /** What was to be published is not in the log, or perhaps not. */
    final class Unwritten extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** Whether it may be there all the same. */
        public final boolean perhaps;

        /** With one sentence for whoever published. */
        public Unwritten(String sentence, boolean perhaps) {
            super(sentence);
            this.perhaps = perhaps;
        }
    }
}
