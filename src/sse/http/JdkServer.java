package sse.http;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What the JDK's server has to be told before its first class is loaded, and what it can be spared at its first
 * answer.
 */
public final class JdkServer implements Runnable {
    private static final String CONNECTIONS = "jdk.httpserver.maxConnections";
    private static final int FEWEST = 8;
    private static final int OTHER_FILES = 64;
    private static final int OTHER_REQUESTS = 32;

    /** The first answer's work, to be run. */
    public JdkServer() {}

    /**
     * Sets up the JDK's server for long answers, where the user has not said otherwise. It reads these
     * once, when its first class is loaded, so this comes before.
     */
    public static void prepare() {
        setIfAbsent("sun.net.httpserver.nodelay", "true");
        setIfAbsent("sun.net.httpserver.maxReqTime", "15"); // seconds, for a head or a body that does not come
        setIfAbsent("sun.net.httpserver.maxReqHeaderSize", "32768");
        setIfAbsent("sun.net.httpserver.maxIdleConnections", "2000");
        setIfAbsent("sun.net.httpserver.idleInterval", "75");
        if (System.getProperty(CONNECTIONS) == null && openFiles() > 0) { // beyond, the server would spin in accept
            System.setProperty(CONNECTIONS, Long.toString(Math.max(FEWEST, openFiles() - OTHER_FILES)));
        }
        if (Runtime.version().feature() < 24) {
            // Before JEP 491 a virtual thread that waits in the server's reads and writes keeps its carrier.
            setIfAbsent("jdk.virtualThreadScheduler.parallelism", "256");
            setIfAbsent("jdk.virtualThreadScheduler.maxPoolSize", "512");
        }
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) System.setProperty(property, value);
    }

    /** {@return how many streams there may be, so that connections are left for other requests} */
    public static int mostStreams() {
        int connections = Integer.getInteger(CONNECTIONS, 0);
        return connections <= 0 ? Integer.MAX_VALUE : connections - Math.min(OTHER_REQUESTS, connections / 4);
    }

    /** {@return how many files this process may have open, 0 if that is not known} */
    public static long openFiles() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
                if (!line.startsWith("Max open files")) continue;
                String soft = line.substring(14).strip();
                return Long.parseLong(soft.substring(0, soft.indexOf(' ')));
            }
        } catch (IOException | RuntimeException e) {
            // no /proc here, or it says "unlimited": then the limit is not known
        }
        return 0;
    }

    /**
     * Does what the server would do for its first answer and then never again: above all, it loads the names
     * of all time zones for the date.
     */
    @Override
    public void run() {
        DateTimeFormatter date = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss zzz", Locale.US)
                .withZone(ZoneId.of("GMT"));
        Headers.of("Date", date.format(Instant.now()));
        Thread.startVirtualThread(() -> { });
    }
}
