package sse.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sse.Event;

/** Where subscriptions start, against a plain list of all that was published and a search that looks at each. */
class SearchTest {
    private static final List<String> TOPICS = List.of("a", "b", "c");
    private static final int HISTORY = 40;

    /** What was published: the hub's place, the topic, the clock, the id that its publisher gave, or null. */
    private record Published(long seq, String topic, long time, String own) {}

    private final Random random = new Random(1);
    private final long[] now = {1_700_000_000_000L};
    private final Hub hub = new Hub(new Hub.Limits(HISTORY, 1 << 20, 100), () -> now[0]);
    private final List<Published> all = new ArrayList<>();

    /** Publishes at random; the clock goes on, and at times back. */
    private void publish(int events) {
        for (int i = 0; i < events; i++) {
            now[0] += random.nextInt(10) == 0 ? -500 : random.nextInt(100);
            String topic = TOPICS.get(random.nextInt(TOPICS.size()));
            String own = random.nextInt(3) == 0 ? "own" + random.nextInt(20) : null;
            long seq = hub.head();
            hub.publish(topic, new Event(own, null, "" + seq));
            all.add(new Published(seq, topic, now[0], own));
        }
    }

    /** The events of these topics that can be asked for again, by topic the newest so many. */
    private List<Published> kept(List<String> topics) {
        List<Published> kept = new ArrayList<>();
        for (Published event : all) {
            if (!topics.contains(event.topic)) continue;
            long behind = all.stream().filter(e -> e.topic.equals(event.topic) && e.seq > event.seq).count();
            if (behind < HISTORY) kept.add(event);
        }
        return kept;
    }

    private List<String> given(Start start, List<String> topics) {
        return Readings.data(hub.subscribe(topics, start, View.STREAM));
    }

    private static List<String> data(List<Published> events) {
        return events.stream().map(event -> "" + event.seq).toList();
    }

    @Test
    void theNewestSoMany() {
        for (int round = 0; round < 6; round++) {
            publish(50);
            for (List<String> topics : List.of(TOPICS, List.of("b", "a"), List.of("c"))) {
                List<Published> kept = kept(topics);
                for (int count = 1; count <= kept.size() + 2; count++) {
                    List<Published> expected = kept.subList(Math.max(0, kept.size() - count), kept.size());
                    assertEquals(data(expected), given(new Start("", -1, count), topics), count + " of " + topics);
                }
            }
        }
    }

    @Test
    void sinceATimeAlsoWhenTheClockWentBack() {
        publish(100); // few enough that all are kept
        for (long time = now[0] - 6000; time <= now[0] + 1000; time += 7) {
            long at = time;
            for (String topic : TOPICS) {
                List<Published> kept = kept(List.of(topic));
                int first = 0;
                while (first < kept.size() && kept.get(first).time < at) first++;
                List<String> expected = data(kept.subList(first, kept.size()));
                assertEquals(expected, given(new Start("", at, 0), List.of(topic)), topic + at);
            }
        }
    }

    @Test
    void behindAnOwnId() {
        publish(3000); // the log holds 1,024 of a topic, and the oldest of those that had an id is the one that counts
        List<Published> kept = kept(TOPICS);
        for (int n = 0; n < 20; n++) {
            String id = "own" + n;
            long asked = all.stream().filter(event -> id.equals(event.own)).mapToLong(Published::seq).min().orElse(-1);
            List<String> expected = data(kept.stream().filter(event -> event.seq > asked).toList());
            assertEquals(expected, given(Start.after(id), TOPICS), id);
            Subscription reader = hub.subscribe(TOPICS, Start.after(id), View.STREAM);
            assertEquals("ambiguous", reader.gap().reason());
        }
    }
}
