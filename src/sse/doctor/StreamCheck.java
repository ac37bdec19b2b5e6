package sse.doctor;

import java.util.ArrayList;
import java.util.List;
import sse.doctor.Hops.Symptom;
import sse.doctor.Observation.Burst;
import sse.doctor.Observation.End;
import sse.lint.Rule;
import sse.text.Figures;

/** How the bytes of a stream came: one event after the other, or what fills a buffer at a time. */
final class StreamCheck {
    private static final String CHECK = "stream";
    private static final long SILENCE = 500_000_000; // in front of a burst that may have been held
    private static final long LATE_HEAD = 2_000;     // milliseconds, as lint has it
    private static final int SEVERAL = 5;            // events
    private static final int SMALLEST = 1 << 10;     // a buffer
    private static final Rule BURSTS = Rule.named("bursts");

    private StreamCheck() {}

    /**
     * What was seen, and what lint found in the body.
     *
     * @param direct the same at the server itself, or null
     * @param lag behind that; null without it
     */
    static List<Outcome> of(Observation seen, Observation direct, Lag lag) {
        List<Outcome> outcomes = new ArrayList<>();
        long buffer = buffer(seen);
        boolean held = lag != null && lag.isHeld();
        boolean inTime = lag != null && !lag.isLate() && lag.pairs() > 0;
        boolean sameDirectly = inTime && (buffer > 0 ? buffer(direct) > 0 : lag.firstReads() <= lag.reads());
        String came = came(seen, buffer > 0);
        if (buffer > 0) {
            outcomes.add(Outcome.fail(CHECK, came + ": a buffer of " + (buffer >> 10) + " KiB is filled before anything"
                    + " leaves").code(BURSTS.code()).symptom(Symptom.BUFFERS, sameDirectly));
        } else if (held) {
            outcomes.add(Outcome.fail(CHECK, came + ", and directly they came sooner").code(BURSTS.code())
                    .symptom(Symptom.BUFFERS, false));
        } else if (seen.lint().count(BURSTS) > 0) {
            String looks = sameDirectly ? ", directly too" : ": looks like something holds them";
            outcomes.add(Outcome.warn(CHECK, came + looks).code(BURSTS.code()).symptom(Symptom.BUFFERS, sameDirectly));
        } else if (withHead(seen) >= SEVERAL && !sameDirectly) {
            outcomes.add(Outcome.warn(CHECK, came + "; " + withHead(seen) + " of them with the head, after "
                    + Figures.seconds(seen.headMillis()) + ": looks like something held them").code(BURSTS.code())
                    .symptom(Symptom.BUFFERS, false));
        } else if (seen.firstByte() == 0) {
            outcomes.add(Outcome.note(CHECK, came + (lag != null ? ", and directly none" : ": is there nothing to send,"
                    + " or is it held? A heartbeat would tell, or --direct")));
        } else {
            outcomes.add(Outcome.ok(CHECK, came));
        }
        outcomes.addAll(LintOutcomes.of(seen.lint(), CHECK));
        return outcomes;
    }

    /** How many events came together with a head that came late. */
    private static int withHead(Observation seen) {
        if (seen.headMillis() < LATE_HEAD || seen.bursts.isEmpty()) return 0;
        Burst first = seen.bursts.get(0);
        return first.nanos() - seen.headNanos() < SILENCE ? first.events() : 0;
    }

    /** In words: how many events came, in how many reads of what size, how far apart. */
    private static String came(Observation seen, boolean buffered) {
        String time = Figures.seconds(Observation.millis(seen.endNanos() - seen.headNanos()));
        if (seen.firstByte() == 0) return "open, and not one byte in " + time;
        StringBuilder says = new StringBuilder();
        if (seen.count() == 0) {
            says.append("no event in ").append(time).append(", ").append(Figures.count(seen.bytes(), "byte"));
        } else {
            says.append(Figures.count(seen.count(), "event")).append(" came in ")
                    .append(Figures.count(seen.bursts.size(), "read"));
            if (seen.count() > seen.bursts.size()) says.append(apart(seen, buffered));
            says.append(" in ").append(time);
        }
        if (seen.comments() > 0) says.append(", ").append(Figures.count(seen.comments(), "comment"));
        if (seen.end() == End.FULL) says.append("; enough was read, ").append(Figures.size(seen.bytes()));
        return says.toString();
    }

    /** How far apart the reads are, and of what size where that is the same. */
    private static String apart(Observation seen, boolean buffered) {
        List<Burst> whole = whole(seen);
        if (whole.size() < 1) return "";
        long size = buffered ? whole.get(0).bytes() : 0;
        for (Burst burst : whole) if (burst.bytes() != size) size = 0;
        long[] silences = whole.stream().mapToLong(Burst::silence).sorted().toArray();
        return ", " + Figures.seconds(Observation.millis(silences[silences.length / 2])) + " apart"
                + (size == 0 ? "" : ", " + Figures.grouped(size) + " bytes each behind the first,");
    }

    /** The bursts behind the first one that came behind a silence, and that nothing but themselves ended. */
    private static List<Burst> whole(Observation seen) {
        List<Burst> whole = new ArrayList<>();
        int size = seen.bursts.size();
        boolean cut = seen.end() == End.CLEAN || seen.end() == End.BROKEN; // the end empties every buffer
        for (int i = 1; i < size; i++) { // what filled a buffer first was the head
            Burst burst = seen.bursts.get(i);
            boolean last = i == size - 1 && cut;
            if (!last && burst.silence() >= SILENCE) whole.add(burst);
        }
        return whole;
    }

    /**
     * The size of the buffer that is filled before anything leaves, by the sizes of what came behind silences: all of
     * them multiples of it, and events cut in two where it ended. 0 where there is none.
     */
    static long buffer(Observation seen) {
        List<Burst> whole = whole(seen);
        if (whole.isEmpty()) return 0;
        long common = 0;
        int cuts = 0;
        int events = 0;
        for (Burst burst : whole) {
            common |= burst.bytes();
            if (burst.inEvent()) cuts++;
            events += burst.events();
        }
        long size = Long.lowestOneBit(common); // the largest power of two that all of them are multiples of
        return size >= SMALLEST && events > whole.size() && cuts > 0 ? size : 0;
    }
}
