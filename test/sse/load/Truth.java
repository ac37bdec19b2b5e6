package sse.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that was published, in its order: what readers are judged by. Any thread may ask. */
final class Truth {
    /**
     * An event.
     *
     * @param n its number, from 0, in the order of all
     * @param place its number in its topic, from 0
     * @param type its type
     * @param id its publisher's own, or null
     * @param closes whether it is the last before its topic was closed
     */
    record Told(int n, String topic, int place, String type, String id, boolean closes) {}

    /** What a reader asks for: topics, and perhaps events of one type only. */
    record Choice(Set<String> topics, String type) {
        boolean has(Told told) {
            return topics.contains(told.topic()) && (type == null || type.equals(told.type()) || told.closes());
        }
    }

    private final int history; // events of a topic that are kept for sure
    private final int together; // events of all topics that are kept for sure
    private final List<Told> all = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Map<String, Integer>> ids = new HashMap<>(); // by id, how often in which topic
    private final Map<String, Integer> closings = new HashMap<>(); // numbers of the events of DELETE, by their ids

    Truth(int history, int together) {
        this.history = history;
        this.together = together;
    }

    /** It is about to be published. */
    synchronized Told add(String topic, String type, String id, boolean closes) {
        Told told = new Told(all.size(), topic, places.merge(topic, 1, Integer::sum) - 1, type, id, closes);
        all.add(told);
        if (id != null) ids.computeIfAbsent(id, key -> new HashMap<>()).merge(topic, 1, Integer::sum);
        return told;
    }

    /** How many events the topic has had. */
    synchronized int places(String topic) {
        return places.getOrDefault(topic, 0);
    }

    synchronized int size() {
        return all.size();
    }

    synchronized Told get(int n) {
        return n >= 0 && n < all.size() ? all.get(n) : null;
    }

    /** The events of this choice between two numbers, both apart. */
    synchronized List<Told> between(Choice choice, int from, int to) {
        List<Told> between = new ArrayList<>();
        for (int n = from + 1; n < Math.min(to, all.size()); n++) {
            if (choice.has(all.get(n))) between.add(all.get(n));
        }
        return between;
    }

    /** Whether the event may have left what is kept. */
    synchronized boolean mayBeGone(Told told) {
        return places.get(told.topic()) - 1 - told.place() >= history || all.size() - 1 - told.n() >= together;
    }

    /** How many events of these topics have had this id of their own. */
    synchronized int withId(String id, Set<String> topics) {
        int count = 0;
        for (Map.Entry<String, Integer> in : ids.getOrDefault(id, Map.of()).entrySet()) {
            if (topics.contains(in.getKey())) count += in.getValue();
        }
        return count;
    }

    /** A topic was closed with this id, which the server gave. */
    synchronized void closed(String id, int n) {
        closings.put(id, n);
        notifyAll();
    }

    /** The number of the event that closed a topic; it may have arrived before its publisher was answered. */
    synchronized int closing(String id) throws InterruptedException {
        for (int i = 0; !closings.containsKey(id) && i < 100; i++) wait(100);
        return closings.getOrDefault(id, -1);
    }
}
