package sse.load;

import java.util.Map;

/**
 * What came of a load test. Durations are nanoseconds.
 *
 * @param plan what was to be done
 * @param interrupted whether somebody ended it early
 * @param steady what the steady readers got
 * @param slow what the slow ones got
 * @param vanishing what those got that disappeared and came back
 * @param openNanos from the first connection to the last reader that was let in
 * @param measuredNanos how long it was measured
 * @param deliveredBytes bytes that all readers got in that time
 * @param deliveries events that all readers got in that time, each counted once a reader
 * @param published what was published; null where nobody did
 * @param own what the load test itself used
 * @param server what the server used; null where that was not asked for
 */
public record Result(Plan plan, boolean interrupted, Tally steady, Tally slow, Tally vanishing, long openNanos, long measuredNanos,
        long deliveredBytes, long deliveries, Published published, Own own, Server server) {

    /**
     * What was published.
     *
     * @param accepted events that the server accepted, those to warm up included
     * @param measured of these, events that were measured
     * @param nanos from the first of those to the answer of the last
     * @param unanswered events that nobody knows of whether they were published
     * @param retries how often there was no connection to be had
     * @param refused why events were not accepted, and how many
     * @param answers from a POST to its answer
     */
    public record Published(long accepted, long measured, long nanos, long unanswered, long retries, Map<String, Integer> refused, Histogram answers) {
        double perSecond() {
            return nanos == 0 ? 0 : measured * 1e9 / nanos;
        }
    }

    /**
     * What the load test itself used while it measured.
     *
     * @param busy the part of the time that the busiest reading thread was not waiting, from 0 to 1
     * @param running the part of the time that it had a core
     * @param cores CPU time over time, of the whole process
     * @param passes how long the reading threads were away from waiting
     * @param lateness how late the publishers woke up
     */
    public record Own(double busy, double running, double cores, Histogram passes, Histogram lateness) {
        /** {@return whether the figures say more of the load test than of the server} */
        public boolean bottleneck() {
            return running > 0.85;
        }

        /** {@return whether it had work all the time, but no core} */
        public boolean crowdedOut() {
            return busy > 0.85 && !bottleneck();
        }
    }

    /**
     * What the server used while it was measured.
     *
     * @param cpuNanos CPU time
     * @param emptyBytes resident memory before the first reader came
     * @param openBytes resident memory when all had come
     * @param endBytes resident memory at the end
     * @param openCpuNanos CPU time that letting them in took
     */
    public record Server(long cpuNanos, long emptyBytes, long openBytes, long endBytes, long openCpuNanos) {}

    /** {@return whether nothing was lost, doubled or out of order, everybody was let in, and everything was accepted} */
    public boolean isClean() {
        boolean orderly = steady.late + slow.late + vanishing.late == 0 || plan.publish() != null && plan.publish().connections() > 1;
        boolean whole = steady.lost + slow.lost + vanishing.lost + steady.doubled + slow.doubled + vanishing.doubled == 0;
        boolean open = steady.opened + slow.opened + vanishing.opened == plan.crowd().total();
        return orderly && whole && (open || interrupted) && (published == null || published.refused().isEmpty() && published.unanswered() == 0);
    }

    /** {@return readers that were let in} */
    public int opened() {
        return steady.opened + slow.opened + vanishing.opened;
    }

    /** {@return what curl would exit with for the first stream that was not opened; 0 if all were} */
    public int failureCode() {
        return steady.failureCode != 0 ? steady.failureCode : slow.failureCode != 0 ? slow.failureCode : vanishing.failureCode;
    }
}
