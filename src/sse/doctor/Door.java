package sse.doctor;

import java.net.URI;
import java.util.List;
import sse.client.StreamRequest;
import sse.doctor.Hops.Seen;

/**
 * Asks what whoever answers first has to answer itself, so that a hop that adds nothing to a stream's head shows its
 * name all the same: for a transfer coding that nobody knows, and for the front page.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.1">RFC 9112, 6.1 Transfer-Encoding</a>
 */
final class Door {
    /** How long one of them may take, in nanoseconds. */
    static final long PATIENCE = 1_500_000_000;

    private Door() {}

    /** What to ask, one after the other, until somebody is shown. */
    static List<StreamRequest> knocks(StreamRequest request) {
        URI front = request.uri().resolve("/");
        StreamRequest plain = StreamRequest.of(request.uri());
        StreamRequest page = StreamRequest.of(front).withHeader("Accept", "text/html, */*"); // and no stream
        return List.of(plain.withHeader("Transfer-Encoding", "unknown"), page);
    }

    /** The hop nearest to the reader that the answer shows, by its head or its page, or null. */
    static Seen shown(Observation seen) {
        if (seen.head() == null) return null;
        List<Seen> hops = Hops.in(seen.head().headers());
        return hops.isEmpty() ? Hops.inPage(seen.beginning()) : hops.get(0);
    }
}
