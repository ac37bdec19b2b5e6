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
public record Result(Plan plan, boolean interrupted, Tally steady, Tally slow, Tally vanishing, long openNanos,
        long measuredNanos,
        long deliveredBytes, long deliveries, Published published, Own own, Server server) {

    /**
     * What was published.
     *
     * @param accepted events that the server accepted, those to warm up included
     * @param measured of these, events that were measured
     * @param nanos from the first of those to the answer of the last
     * @param unanswered events that nobody knows of whether they were published
     * @param unsent events that were not sent, because there was no connection to be had for too long
     * @param retries how often there was none
     * @param unreachable why there was none, the last time; or null
     * @param refused why events were not accepted, and how many
     * @param answers from a POST to its answer
     */
    public record Published(long accepted, long measured, long nanos, long unanswered, long unsent, long retries,
            String unreachable,
            Map<String, Integer> refused, Histogram answers) {
        double perSecond() {
            return nanos == 0 ? 0 : measured * 1e9 / nanos;
        }

        boolean isClean() {
            return refused.isEmpty() && unanswered == 0 && unsent == 0;
        }

        /** {@return whether there never was a connection} */
        public boolean neverConnected() {
            return retries > 0 && accepted == 0 && unanswered == 0 && refused.isEmpty();
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
        /** What was used between two samples, which are null where it did not come to measuring. */
        static Own of(Sample begin, Sample end, Histogram passes, Histogram lateness) {
            if (end == null) return new Own(0, 0, 0, passes, lateness);
            double nanos = Math.max(1, end.nanosSince(begin));
            return new Own(Sample.most(begin.busy(), end.busy()) / nanos,
                    Sample.most(begin.running(), end.running()) / nanos,
                    (end.ownCpu() - begin.ownCpu()) / nanos, passes, lateness);
        }

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
    public record Server(long cpuNanos, long emptyBytes, long openBytes, long endBytes, long openCpuNanos) {

        /** What the samples say; of these may be null what the test did not come to. */
        static Server of(Sample empty, Sample opened, Sample begin, Sample end) {
            long cpu = end == null ? 0 : end.serverCpu() - begin.serverCpu();
            long endBytes = end == null ? 0 : end.serverBytes();
            if (opened == null) return new Server(cpu, empty.serverBytes(), 0, endBytes, 0);
            return new Server(cpu, empty.serverBytes(), opened.serverBytes(), endBytes,
                    opened.serverCpu() - empty.serverCpu());
        }
    }

    /**
     * {@return whether nothing was lost, doubled or out of order, everybody was let in, and everything was
     * accepted}
     */
    public boolean isClean() {
        Tally all = all();
        boolean orderly = all.late == 0 || plan.publish() != null && plan.publish().connections() > 1;
        boolean whole = all.lost + all.doubled == 0;
        boolean open = all.opened == plan.crowd().total();
        return orderly && whole && (open || interrupted) && (published == null || published.isClean());
    }

    /** {@return readers that were let in} */
    public int opened() {
        return all().opened;
    }

    /** {@return why the first reader that was not let in was not, or null} */
    public String failure() {
        return all().failure;
    }

    /** {@return what curl would exit with for that; 0 if all were let in} */
    public int failureCode() {
        return all().failureCode;
    }

    /** What readers of all kinds got. */
    Tally all() {
        Tally all = new Tally();
        all.add(steady);
        all.add(slow);
        all.add(vanishing);
        return all;
    }
}
