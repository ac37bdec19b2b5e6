package sse.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The count at the end: what each reader should have got, and what it got. */
final class Counting {
    private static final int RANGES = 1 << 20; // of numbers that any reader got; beyond that old ones are not judged

    private Counting() {}

    /**
     * What readers of each {@link Behaviour} got, in that order.
     *
     * @param loops whose threads are over
     * @param published the numbers that were published, or null where the readers only watched. Then the
     *     measure of one reader is what the others got: a number that nobody got may be another topic's
     * @param toTheEnd whether they had the time to get the last one
     */
    static Tally[] tallies(List<FollowerLoop> loops, Ranges published, boolean toTheEnd) {
        Tally[] tallies = {new Tally(), new Tally(), new Tally()};
        Map<String, Ranges> known = new HashMap<>();
        if (published == null) known = everything(loops);
        else known.put("", published);
        for (FollowerLoop loop : loops) {
            for (Follower reader : loop.readers()) {
                Behaviour kind = reader.ledger().kind;
                Tally tally = loop.tally(kind);
                for (Order order : reader.ledger().orders()) {
                    Ranges all = known.get(order.space);
                    boolean whole = toTheEnd && published != null && kind != Behaviour.SLOW && !all.isEmpty();
                    tally.lost += order.lost(all, whole ? all.last() : order.last());
                    tally.doubled += order.doubled();
                    tally.late += order.late();
                    tally.announced += order.announced();
                }
            }
            for (Behaviour kind : Behaviour.values()) tallies[kind.ordinal()].add(loop.tally(kind));
        }
        return tallies;
    }

    private static Map<String, Ranges> everything(List<FollowerLoop> loops) {
        Map<String, Ranges> known = new HashMap<>();
        for (FollowerLoop loop : loops) {
            for (Follower reader : loop.readers()) {
                for (Order order : reader.ledger().orders()) {
                    order.addTo(known.computeIfAbsent(order.space, space -> new Ranges(RANGES)));
                }
            }
        }
        return known;
    }
}
