package sse.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses for each request what is played to it. Whoever comes without an id gets the first connection. Who comes back
 * with an id gets the connection that was asked for with it when the tape was made, of several the next each time, and
 * else what is behind that id. Any thread.
 */
final class Choice {
    private static final int MOST_RETURNS = 10_000; // ids whose returns are counted

    private final List<Reel> reels;
    private final Manner manner;
    private final Map<String, Integer> returns = new HashMap<>(); // with that id, guarded by this

    Choice(List<Reel> reels, Manner manner) {
        this.reels = reels;
        this.manner = manner;
    }

    /** Where to begin: a connection, and an offset in its body. */
    record Start(int connection, int offset) {}

    /** {@return where to begin; null where all has been read} An id that is not known is none. */
    Start at(String lastEventId) {
        if (lastEventId.isEmpty()) return new Start(0, 0);
        if (!manner.joined()) {
            int next = taped(lastEventId);
            if (next > 0) return new Start(next, 0);
        }
        for (int i = reels.size() - 1; i >= 0; i--) {
            int behind = reels.get(i).behind(lastEventId);
            if (behind < 0) continue;
            if (!isLast(i, behind)) return new Start(i, behind);
            return manner.loops() ? new Start(0, 0) : null;
        }
        return new Start(0, 0);
    }

    /** The connection that was asked for with that id, of several the next each time; -1 for none. */
    private synchronized int taped(String id) {
        int nth = returns.getOrDefault(id, 0);
        int found = -1;
        for (int i = 1, n = 0; i < reels.size() && n <= nth; i++) {
            if (!reels.get(i).taped.lastEventId().equals(id)) continue;
            found = i;
            n++;
        }
        if (found > 0 && (returns.containsKey(id) || returns.size() < MOST_RETURNS)) returns.put(id, nth + 1);
        return found;
    }

    /** Whether nothing stands behind that offset, here and on every connection behind. */
    private boolean isLast(int connection, int offset) {
        if (reels.get(connection).whole() > offset) return false;
        for (int i = connection + 1; manner.joined() && i < reels.size(); i++) {
            if (reels.get(i).whole() > 0) return false;
        }
        return true;
    }
}
