package sse.load;

import java.util.List;

/**
 * What had been done and used up to a moment of a load test; between two of them lies what is measured.
 *
 * @param at nanoTime
 * @param progress how far all the reading threads are
 * @param busy nanoseconds that each of them was not waiting
 * @param running CPU time of each, in nanoseconds
 * @param ownCpu CPU time of this process
 * @param serverCpu CPU time of the server's processes; 0 where none are watched
 * @param serverBytes their resident memory
 */
record Sample(long at, FollowerLoop.Progress progress, long[] busy, long[] running, long ownCpu, long serverCpu,
        long serverBytes) {

    /** A sample of now. The threads are those of the loops, in their order, or none while they have not started. */
    static Sample take(List<FollowerLoop> loops, List<Thread> threads, List<Long> server) {
        long serverBytes = Processes.residentBytes(server);
        long serverCpu = Processes.cpuNanos(server);
        long ownCpu = Processes.ownCpuNanos();
        long[] busy = new long[loops.size()];
        long[] running = new long[loops.size()];
        FollowerLoop.Progress all = FollowerLoop.Progress.NONE;
        for (int i = 0; i < busy.length; i++) {
            FollowerLoop.Progress progress = loops.get(i).progress();
            all = all.plus(progress);
            busy[i] = progress.busyNanos();
            running[i] = threads.isEmpty() ? 0 : Processes.cpuNanos(threads.get(i), busy[i]);
        }
        return new Sample(System.nanoTime(), all, busy, running, ownCpu, serverCpu, serverBytes);
    }

    /**
     * How long was measured from another sample to this one. What is waited for after the last event, or for
     * one that never comes, is not measured.
     */
    long nanosSince(Sample begin) {
        return (progress.lastMeasured() != 0 ? progress.lastMeasured() : at) - begin.at;
    }

    /** The largest difference between two rows of counters. */
    static long most(long[] before, long[] after) {
        long most = 0;
        for (int i = 0; i < after.length; i++) most = Math.max(most, after[i] - before[i]);
        return most;
    }
}
