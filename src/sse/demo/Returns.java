package sse.demo;

import com.sun.net.httpserver.HttpExchange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts the connections of each client to each target, so that a fault can be for some of them. Who has been away for
 * a minute begins at 1 again. Remembers so many targets, those that were asked for last. Any thread.
 */
final class Returns {
    static final int MOST = 1000;
    private static final int LONGEST = 1000;
    private static final long AWAY_NANOS = 60_000_000_000L;
    private static final long ON_THE_WAY_NANOS = 10_000_000_000L;

    private final LongSupplier nanoTime;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > MOST;
        }
    };

    private static final class Count {
        long number;
        int open;
        long seenAt;
        int onTheWay;   // sent to another port, where they ask again
        long sentAt;
    }

    /** By that clock; null for the system's, because a lambda would be slow to load where a server starts. */
    Returns(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private long now() {
        return nanoTime == null ? System.nanoTime() : nanoTime.getAsLong();
    }

    static String key(HttpExchange exchange) {
        return key(exchange.getRemoteAddress().getAddress().getHostAddress(), exchange.getRequestURI().toString());
    }

    /** {@return what a client and a target are remembered by} Of a long one not all. */
    static String key(String client, String target) {
        boolean isLong = target.length() > LONGEST;
        return client + " " + (isLong ? target.substring(0, LONGEST) + " " + target.hashCode() : target);
    }

    /** One comes; {@return its number, from 1}. */
    synchronized long comes(String key) {
        long now = now();
        Count count = counts.computeIfAbsent(key, any -> new Count());
        if (count.open == 0 && now - count.seenAt > AWAY_NANOS) count.number = 0;
        if (now - count.sentAt > ON_THE_WAY_NANOS) count.onTheWay = 0;
        count.seenAt = now;
        return ++count.number;
    }

    /** The one that has come is sent to another port. */
    synchronized void isSentOn(String key) {
        Count count = counts.computeIfAbsent(key, any -> new Count());
        count.onTheWay++;
        count.sentAt = now();
    }

    /** One comes to the other port; {@return its number, which is that it was sent there with}. */
    synchronized long comesOn(String key) {
        Count count = counts.get(key);
        boolean sent = count != null && count.onTheWay > 0 && now() - count.sentAt <= ON_THE_WAY_NANOS;
        if (!sent) return comes(key);
        return count.number - --count.onTheWay;
    }

    synchronized void begins(String key) {
        counts.computeIfAbsent(key, any -> new Count()).open++;
    }

    synchronized void ends(String key) {
        Count count = counts.get(key);
        if (count == null) return;
        count.open = Math.max(0, count.open - 1);
        count.seenAt = now();
    }
}
