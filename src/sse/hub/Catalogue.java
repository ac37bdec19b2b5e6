package sse.hub;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The topics of a hub by their names: made when they are asked for, and forgotten where there would be too many. Under
 * the hub's lock, but for those methods that say otherwise.
 */
final class Catalogue {
    private final int most;
    private final Kept kept;
    private final Forms forms;
    private final PastIds past = new PastIds();
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();
    private final TreeMap<Long, Topic> idle = new TreeMap<>(); // by their newest event those that may be forgotten
    private long forgottenSeq; // the newest event of a topic that was forgotten

    Catalogue(int most, Kept kept, Forms forms) {
        this.most = most;
        this.kept = kept;
        this.forms = forms;
    }

    /** Any thread. */
    int size() {
        return topics.size();
    }

    /** All of them, those that come or go meanwhile perhaps not. Any thread. */
    Iterator<Topic> iterator() {
        return topics.values().iterator();
    }

    /**
     * The topic of this name; {@link #settle} follows.
     *
     * @throws IllegalArgumentException if that cannot be a name
     * @throws IllegalStateException if there is no room for one more
     */
    Topic of(String name) {
        Topic topic = topics.get(name);
        if (topic != null) return topic;
        if (!Topic.isName(name)) throw new IllegalArgumentException("'" + name + "' cannot be a topic's name");
        if (topics.size() >= most) forget();
        topic = kept.remember(name);
        if (topic == null) topic = new Topic(name, forgottenSeq, past, forms);
        topics.put(name, topic);
        return topic;
    }

    /** A reader has let go of the first so many of these. */
    void letGo(Topic[] of, int held) {
        for (int i = 0; i < held; i++) {
            of[i].readers--;
            if (of[i].newestSeq() == 0) leaveIfUnused(of[i]); // it has no event
            else settle(of[i]);
        }
    }

    /** A topic that never had an event, nor a reader or a publisher any more, is none. */
    void leaveIfUnused(Topic topic) {
        if (topic.readers == 0 && topic.publishers == 0 && topic.newestSeq() == 0) topics.remove(topic.name, topic);
    }

    /** An event at this place went to none of the topics. */
    void pass(long seq) {
        forgottenSeq = Math.max(forgottenSeq, seq);
    }

    /** Lets go of all events up to this place, and of all readers' places. */
    void loseAll(long seq) {
        idle.clear();
        for (Topic topic : topics.values()) {
            while (topic.size() > 0) kept.drop(topic);
            topic.lose(seq);
            topic.idleSince = 0;
            leaveIfUnused(topic);
        }
        kept.trimForgotten();
        pass(seq);
    }

    /** Puts a topic where it belongs among the idle ones; behind each change of its events, readers or publishers. */
    void settle(Topic topic) {
        if (topic.idleSince > 0) idle.remove(topic.idleSince);
        topic.idleSince = topic.readers == 0 && topic.publishers == 0 ? topic.newestSeq() : 0;
        if (topic.idleSince > 0) idle.put(topic.idleSince, topic);
    }

    private void forget() {
        if (idle.isEmpty()) {
            throw new IllegalStateException(most == 1 ? "there is one topic, and it has readers"
                    : "there are " + most + " topics, and each has readers");
        }
        Topic stale = idle.pollFirstEntry().getValue();
        stale.idleSince = 0;
        topics.remove(stale.name);
        kept.forget(stale);
        kept.trim();
        forgottenSeq = Math.max(forgottenSeq, stale.newestSeq());
    }
}
