package sse.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import sse.doctor.Observation.Came;
import sse.doctor.Observation.End;

/**
 * How much later one connection brought what another one had brought: both were read at the same time, by the same
 * clock. Events are paired by their ids, or else by what they say; one that may be any of several is left out, and so
 * is what came before both had asked, as everybody gets that in his own time.
 *
 * @param pairs the events that both brought
 * @param median how much later, in nanoseconds; 0 where nothing is paired
 * @param most the longest of these
 * @param reads in which the pairs came, late
 * @param firstReads in which they had come first
 * @param missing events that had come first, and not yet late, though later ones had or nothing had
 * @param missingFor how long the first of them was missing at the end of the late one, in nanoseconds
 * @param mute whether not one byte came late, though some had come first two seconds and more before the end
 */
record Lag(int pairs, long median, long most, int reads, int firstReads, int missing, long missingFor,
        boolean mute) {
    static final long NOTICED = 300_000_000L;    // a median that somebody may notice, and no network makes
    static final long HELD_ONCE = 2_000_000_000L;
    private static final long ARRIVES = 1_000_000_000L; // whatever is not held does within this
    private static final long SETTLED = 250_000_000L; // behind the asking
    private static final int SEVERAL = 3;

    static Lag of(Observation first, Observation late) {
        boolean mute = first.firstByte() != 0 && late.firstByte() == 0 && late.answer() != null
                && late.end() == End.STOPPED && late.endNanos() - first.firstByte() >= HELD_ONCE;
        if (first.end() == End.FULL || late.end() == End.FULL) return new Lag(0, 0, 0, 0, 0, 0, 0, mute);
        long from = Math.max(first.asked(), late.asked()) + SETTLED;
        List<Came[]> all = pairs(first.events, late.events, Came::id);
        if (all.isEmpty()) all = pairs(first.events, late.events, Came::content);
        List<Came[]> pairs = new ArrayList<>(all);
        pairs.removeIf(pair -> pair[0].nanos() - from < 0);
        long[] by = new long[pairs.size()];
        Set<Integer> reads = new HashSet<>();
        Set<Integer> firstReads = new HashSet<>();
        for (int i = 0; i < by.length; i++) {
            Came[] pair = pairs.get(i);
            by[i] = pair[1].nanos() - pair[0].nanos();
            firstReads.add(pair[0].read());
            reads.add(pair[1].read());
        }
        Arrays.sort(by);
        long own = by.length == 0 ? 0 : own(by[0], late.asked() - first.asked());
        long lastPaired = all.isEmpty() ? Long.MIN_VALUE : all.get(all.size() - 1)[0].nanos();
        int missing = 0;
        long missingFor = 0;
        boolean comparable = late.end() == End.STOPPED && (!all.isEmpty() || late.events.isEmpty());
        for (Came came : first.events) {
            boolean isLater = all.isEmpty() || came.nanos() - lastPaired > 0;
            boolean waited = came.nanos() - from >= 0 && late.endNanos() - came.nanos() >= ARRIVES;
            if (comparable && isLater && waited && missing++ == 0) missingFor = late.endNanos() - came.nanos();
        }
        return new Lag(by.length, by.length == 0 ? 0 : by[by.length / 2] - own,
                by.length == 0 ? 0 : by[by.length - 1] - own, reads.size(), firstReads.size(), missing, missingFor,
                mute);
    }

    /**
     * What is no lag, as it was asked for so much later: where each connection gets a stream of its own, which begins
     * when it is asked for. Where one event came at nearly the same time, there is one stream for all.
     */
    private static long own(long least, long askedLater) {
        return askedLater > 0 && least >= askedLater / 2 ? Math.min(least, askedLater) : 0;
    }

    /**
     * The events of both that a key tells from all others, in the order in which they came first; none where these are
     * few of those that came late: then they are two streams that say the same by chance.
     */
    private static List<Came[]> pairs(List<Came> first, List<Came> late, Function<Came, String> key) {
        Map<String, Came> once = once(first, key);
        Map<String, Came> lateOnce = once(late, key);
        lateOnce.values().removeIf(Objects::isNull);
        List<Came[]> pairs = new ArrayList<>();
        for (Came came : first) {
            String name = key.apply(came);
            Came other = once.get(name) == came ? lateOnce.get(name) : null;
            if (other != null) pairs.add(new Came[] {came, other});
        }
        return pairs.size() * 2 < lateOnce.size() ? List.of() : pairs;
    }

    /** Those whose key no other one has. */
    private static Map<String, Came> once(List<Came> events, Function<Came, String> key) {
        Map<String, Came> once = new HashMap<>();
        for (Came came : events) {
            String name = key.apply(came);
            if (!name.isEmpty()) once.put(name, once.containsKey(name) ? null : came);
        }
        return once;
    }

    /** Whether what came one by one came late, and together: something holds it. */
    boolean isHeld() {
        if (mute || missing >= SEVERAL && missingFor >= HELD_ONCE && missing >= pairs) return true;
        return pairs >= SEVERAL && median >= NOTICED && reads * 2 <= firstReads;
    }

    /** Whether it came late, as far as one can tell from this. */
    boolean isLate() {
        return isHeld() || pairs >= SEVERAL && (median >= NOTICED || most >= HELD_ONCE);
    }
}
