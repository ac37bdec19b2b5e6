package sse.load;

import java.util.Map;
import java.util.TreeMap;

/** What was counted at readers of one kind. For the thread that reads; for all once that is over. */
public final class Tally {
    /** From the first SYN to the connection, in nanoseconds. */
    public final Histogram connect = new Histogram();
    /** From the first SYN to the response's head. */
    public final Histogram head = new Histogram();
    /** From the first SYN to the first event. */
    public final Histogram firstEvent = new Histogram();
    /** From the first SYN to the last event a reader waited for. */
    public final Histogram wait = new Histogram();
    /** From one event to the next at the same reader. */
    public final Histogram between = new Histogram();
    /** From when an event was due to when it was read. */
    public final Histogram latency = new Histogram();

    /** Why streams were not opened, and how often. */
    public final Map<String, Integer> failures = new TreeMap<>();

    String firstId;  // of the first event that anybody got, or null
    int failureCode;
    int readers;
    int opened;      // readers that were let in
    long streams;    // streams that were opened
    long ended;      // by the server, as it should be done
    long cut;        // otherwise
    long vanished;
    long events;
    long foreign;    // events of others, where the run publishes its own
    long unnumbered;
    long gaps;
    long comments;
    long lost;
    long doubled;
    long late;
    long announced;

    /** Counts a stream that was not opened; the code is what curl would exit with. */
    void failed(int code, String why) {
        if (failureCode == 0) failureCode = code;
        failures.merge(why, 1, Integer::sum);
    }

    void add(Tally other) {
        connect.add(other.connect);
        head.add(other.head);
        firstEvent.add(other.firstEvent);
        wait.add(other.wait);
        between.add(other.between);
        latency.add(other.latency);
        other.failures.forEach((why, n) -> failures.merge(why, n, Integer::sum));
        if (firstId == null) firstId = other.firstId;
        if (failureCode == 0) failureCode = other.failureCode;
        readers += other.readers;
        opened += other.opened;
        streams += other.streams;
        ended += other.ended;
        cut += other.cut;
        vanished += other.vanished;
        events += other.events;
        foreign += other.foreign;
        unnumbered += other.unnumbered;
        gaps += other.gaps;
        comments += other.comments;
        lost += other.lost;
        doubled += other.doubled;
        late += other.late;
        announced += other.announced;
    }

    /** {@return how many readers were to be opened} */
    public int readers() {
        return readers;
    }

    /** {@return how many were let in} */
    public int opened() {
        return opened;
    }

    /** {@return how many streams were opened, those that came back included} */
    public long streams() {
        return streams;
    }

    /** {@return how many streams the server ended, and did it well} */
    public long ended() {
        return ended;
    }

    /** {@return how many streams were cut: reset, or closed in the middle} */
    public long cut() {
        return cut;
    }

    /** {@return how often a reader disappeared} */
    public long vanished() {
        return vanished;
    }

    /** {@return all events that arrived} */
    public long events() {
        return events;
    }

    /** {@return events that somebody else published} */
    public long foreign() {
        return foreign;
    }

    /** {@return events without a number to judge them by} */
    public long unnumbered() {
        return unnumbered;
    }

    /** {@return how often a reader was told that something is gone} */
    public long gaps() {
        return gaps;
    }

    /** {@return comment lines: heartbeats, mostly} */
    public long comments() {
        return comments;
    }

    /** {@return events that should have arrived and did not, and nobody said so} */
    public long lost() {
        return lost;
    }

    /** {@return events that arrived again} */
    public long doubled() {
        return doubled;
    }

    /** {@return events that arrived behind later ones} */
    public long late() {
        return late;
    }

    /** {@return events that are missing where the server said so} */
    public long announced() {
        return announced;
    }
}
