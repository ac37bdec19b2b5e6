package sse.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What processes have used, as the operating system says. */
final class Processes {
    private Processes() {}

    /** The CPU time of these processes and of their descendants, in nanoseconds; of one that is gone, none. */
    static long cpuNanos(List<Long> pids) {
        long nanos = 0;
        for (ProcessHandle process : family(pids)) {
            nanos += process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
        }
        return nanos;
    }

    /** The CPU time of this process, in nanoseconds. */
    static long ownCpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    /** The CPU time of a thread of this process, in nanoseconds; where the JVM does not say, what is given instead. */
    static long cpuNanos(Thread thread, long unknown) {
        try {
            long nanos = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
            return nanos < 0 ? unknown : nanos; // it is over, or cannot be told
        } catch (NoClassDefFoundError | UnsupportedOperationException e) {
            return unknown; // a JVM that was linked without java.management
        }
    }

    /** Their resident memory in bytes, or 0 where /proc does not say. */
    static long residentBytes(List<Long> pids) {
        long bytes = 0;
        for (ProcessHandle process : family(pids)) bytes += residentBytes(process.pid());
        return bytes;
    }

    private static long residentBytes(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (!line.startsWith("VmRSS:")) continue;
                return Long.parseLong(line.substring(6, line.length() - 2).strip()) << 10;
            }
        } catch (IOException | NumberFormatException e) {
            // no such process any more, or no /proc here
        }
        return 0;
    }

    private static List<ProcessHandle> family(List<Long> pids) {
        List<ProcessHandle> family = new ArrayList<>();
        for (long pid : pids) {
            ProcessHandle.of(pid).ifPresent(process -> {
                family.add(process);
                process.descendants().forEach(family::add);
            });
        }
        return family;
    }
}
