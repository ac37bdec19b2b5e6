package sse.load;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import sse.text.Units;

/** All publishers of a load test, and their threads. For the thread that runs the test. */
final class Publishers {
    private final Plan.Publish plan;
    private final List<PacedPublisher> all = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong next = new AtomicLong();
    private long firstMeasured = Long.MAX_VALUE;
    private long begun;
    private volatile long ended;

    Publishers(Plan plan, InetSocketAddress address, Mark mark) {
        this.plan = plan.publish();
        for (int i = 0; i < this.plan.connections(); i++) all.add(new PacedPublisher(plan, address, mark));
    }

    /** Begins to publish, for so long and, unless that is 0, so many events; measured or to warm up. */
    void begin(long millis, long count, boolean measured) {
        begun = System.nanoTime();
        if (measured) firstMeasured = next.get();
        Timetable timetable = new Timetable(begun, Units.nanos(millis), plan.rate(), count, next, measured);
        for (PacedPublisher publisher : all) {
            publisher.ready();
            threads.add(Thread.ofPlatform().daemon().name("sse-bench-publisher").start(() -> {
                publisher.publish(timetable);
                ended = System.nanoTime();
            }));
        }
    }

    /** Whether the timetable is done with. */
    boolean over() {
        for (Thread thread : threads) {
            if (thread.isAlive()) return false;
        }
        return true;
    }

    /** Waits for the threads; those that still wait for an answer are stopped. */
    void end() throws InterruptedException {
        if (!over()) stop();
        for (Thread thread : threads) thread.join();
        threads.clear();
    }

    /** Ends everything, whatever it waits for. */
    void stop() {
        for (PacedPublisher publisher : all) publisher.stop();
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true; // they end at once, and what they have counted is needed
                }
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /** The numbers that the server accepted; once the threads are over. */
    Ranges accepted() {
        if (all.size() == 1) return all.get(0).accepted;
        Ranges accepted = new Ranges(Integer.MAX_VALUE);
        for (PacedPublisher publisher : all) accepted.add(publisher.accepted);
        return accepted;
    }

    Histogram lateness() {
        Histogram lateness = new Histogram();
        for (PacedPublisher publisher : all) lateness.add(publisher.lateness);
        return lateness;
    }

    Result.Published published() {
        long unanswered = 0;
        long retries = 0;
        long unsent = 0;
        String unreachable = null;
        Map<String, Integer> refused = new TreeMap<>();
        Histogram answers = new Histogram();
        for (PacedPublisher publisher : all) {
            unanswered += publisher.unanswered;
            retries += publisher.retries;
            unsent += publisher.unsent;
            if (publisher.unreachable != null) unreachable = publisher.unreachable;
            publisher.refused.forEach((why, n) -> refused.merge(why, n, Integer::sum));
            answers.add(publisher.answers);
        }
        Ranges accepted = accepted();
        long measured = firstMeasured == Long.MAX_VALUE ? 0 : accepted.count(firstMeasured, Long.MAX_VALUE);
        return new Result.Published(accepted.count(0, Long.MAX_VALUE), measured, ended - begun, unanswered, unsent,
                retries, unreachable, refused, answers);
    }
}
