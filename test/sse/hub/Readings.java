package sse.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sse.Event;
import sse.EventReader;

/** What a subscription gives, as a reader's parser sees it. */
final class Readings {
    private Readings() {}

    /** All that the subscription has not seen yet. */
    static List<Event> events(Subscription subscription) {
        List<Event> events = new ArrayList<>();
        Batch batch = new Batch();
        while (subscription.behind()) {
            if (subscription.fill(batch)) events.addAll(events(batch));
        }
        return events;
    }

    static List<Event> events(Batch batch) {
        List<Event> events = new ArrayList<>();
        EventReader reader = new EventReader(Arrays.copyOf(batch.bytes(), batch.length()));
        try {
            for (Event event; (event = reader.read()) != null; ) events.add(event);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        return events;
    }

    static List<String> data(Subscription subscription) {
        List<String> data = new ArrayList<>();
        for (Event event : events(subscription)) data.add(event.data());
        return data;
    }

    /** Publishes events whose data are these words. */
    static void publish(Hub hub, String topic, String... words) {
        for (String word : words) hub.publish(topic, Event.of(word));
    }

    /** The place in the hub's order that an id of the hub's own form names. */
    static long seq(String id) {
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }
}
