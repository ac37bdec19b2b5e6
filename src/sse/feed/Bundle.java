package sse.feed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import sse.Encoder;

/**
 * Events that go together in one request: those that wait already, at least one, and never one that is still to come.
 */
public final class Bundle {
    /** As many at most. */
    public static final int MOST = 500;
    private static final int MOST_BYTES = 1 << 20;

    private final Feed feed;
    private final List<Outgoing> events = new ArrayList<>();
    private final List<byte[]> blocks = new ArrayList<>();
    private Outgoing behind;     // one that did not fit
    private IOException failure; // of the input, behind what is here

    public Bundle(Feed feed) {
        this.feed = feed;
    }

    /**
     * Waits for an event, and takes with it those that need not be waited for.
     *
     * @param most of them
     * @return false when there is none any more
     */
    public boolean fill(int most) throws IOException {
        events.clear();
        blocks.clear();
        if (failure != null) throw failure;
        Outgoing next = behind != null ? behind : feed.next(true);
        behind = null;
        int bytes = 0;
        while (next != null) {
            byte[] block = most == 1 ? null : next.block();
            if (block != null && bytes > 0 && bytes + block.length > MOST_BYTES) {
                behind = next;
                break;
            }
            events.add(next);
            if (block == null) break;
            blocks.add(block);
            bytes += block.length;
            next = events.size() < most ? following() : null;
        }
        return !events.isEmpty();
    }

    /** The next one that is here; what is wrong with the input is told when those in front of it have gone. */
    private Outgoing following() {
        try {
            return feed.next(false);
        } catch (IOException e) {
            failure = e;
            return null;
        }
    }

    public List<Outgoing> events() {
        return events;
    }

    /** All of them, if there may be more than one. */
    public byte[] body() {
        return Encoder.join(blocks.toArray(new byte[0][]));
    }
}
