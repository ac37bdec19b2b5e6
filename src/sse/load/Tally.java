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

    /** Why readers were not let in, and how many. */
    public final Map<String, Integer> failures = new TreeMap<>();
    /** Why readers that were let in once could not come back, and how often. */
    public final Map<String, Integer> setbacks = new TreeMap<>();

    String firstId;  // of the first event that anybody got, or null
    String failure;  // why the first reader was not let in, or null
    int failureCode; // and what curl would exit with
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

    /** Counts a reader that was not let in; the code is what curl would exit with. */
    void failed(int code, String why) {
        if (failure == null) {
            failure = why;
            failureCode = code;
        }
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
        other.setbacks.forEach((why, n) -> setbacks.merge(why, n, Integer::sum));
        if (firstId == null) firstId = other.firstId;
        if (failure == null) {
            failure = other.failure;
            failureCode = other.failureCode;
        }
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
}
