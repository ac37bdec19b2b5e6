package sse.courier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The large events that are being written. One that leaves the history while a reader is in the middle of it stays in
 * memory for that reader, and a thousand slow ones can be in the middle of a thousand. So there is a bound for all of
 * them together; beyond it, those are given up on whose write began first. For the ticker.
 */
public final class Unsent {

    /** Who writes them. */
    public interface Writing {
        /** {@return the large array that is being written, or null} Readers may share it. */
        byte[] unsent();

        /** {@return when writing it began, in nanoTime} */
        long unsentSince();

        /** Ends the write, for this reason. */
        void giveUp(String why);
    }

    private final long most;

    /** So many bytes of events; what readers share counts once. */
    public Unsent(long most) {
        this.most = most;
    }

    /** Gives up on as many as it takes. */
    public void look(Collection<? extends Writing> open, long now) {
        long sum = 0;
        for (Writing stream : open) {
            byte[] unsent = stream.unsent();
            if (unsent != null) sum += unsent.length;
        }
        if (sum > most) lookCloser(open, now);
    }

    /** One write, as it was seen: it may be over by now. */
    private record Seen(Writing stream, byte[] unsent, long age) {}

    private void lookCloser(Collection<? extends Writing> open, long now) {
        List<Seen> writes = new ArrayList<>();
        for (Writing stream : open) {
            byte[] unsent = stream.unsent();
            if (unsent != null) writes.add(new Seen(stream, unsent, now - stream.unsentSince()));
        }
        writes.sort((a, b) -> Long.compare(a.age(), b.age()));
        Set<byte[]> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        long sum = 0;
        for (Seen write : writes) {
            if (kept.contains(write.unsent())) continue;
            sum += write.unsent().length;
            if (sum <= most) kept.add(write.unsent());
            else write.stream().giveUp("too slow for so many large events");
        }
    }
}
