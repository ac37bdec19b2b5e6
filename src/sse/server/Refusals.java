package sse.server;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sse.http.Refusal;
import sse.text.HostName;

/**
 * Those that were not let in lately, as far as the log is told of them: of a page's origin or a foreign host name once,
 * of others one a second for each status and address. So a page that is kept out is not overlooked, and nobody fills
 * the log. Any thread.
 */
final class Refusals {
    private static final int REMEMBERED = 100;
    private static final int NAMES = 500; // what is beyond is told as the others are
    private static final int PEERS = 1000;
    private static final long PAUSE_NANOS = 1_000_000_000L;

    /** One that the log was told of. */
    record Told(String client, String path, int status, String why) {}

    private final ServerLog log;
    private final ArrayDeque<Told> last = new ArrayDeque<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Long> peers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > PEERS;
        }
    };

    /** With a log, or null. */
    Refusals(ServerLog log) {
        this.log = log;
    }

    /** A request was refused: tells it, if that is news to somebody who wonders why nothing comes. */
    void add(Refusal refusal, InetSocketAddress peer, String path) {
        int status = refusal.status;
        if (status != 401 && status != 403 && status != 503) return;
        String address = HostName.of(peer.getAddress());
        Told told = new Told(address + ":" + peer.getPort(), path, status, refusal.getMessage());
        synchronized (this) {
            if (!isNews(refusal, address, System.nanoTime())) return;
            if (last.size() == REMEMBERED) last.removeFirst();
            last.addLast(told);
        }
        if (log != null) log.refused(told.client(), path, status, told.why());
    }

    private boolean isNews(Refusal refusal, String address, long now) {
        String name = refusal.about;
        if (name != null && (names.contains(name) || names.size() < NAMES)) return names.add(name);
        String peer = refusal.status + " " + address;
        Long before = peers.get(peer);
        if (before != null && now - before < PAUSE_NANOS) return false;
        peers.remove(peer); // to the end
        peers.put(peer, now);
        return true;
    }

    /** {@return the last of them, the oldest first} */
    synchronized List<Told> last() {
        return new ArrayList<>(last);
    }
}
