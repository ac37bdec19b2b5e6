package sse.doctor;

import java.util.ArrayList;
import java.util.List;
import sse.doctor.Hops.Hop;
import sse.doctor.Hops.Seen;
import sse.doctor.Hops.Symptom;
import sse.doctor.Observation.End;
import sse.text.Figures;

/** How a stream ended, behind what silence, and what a browser does then; and what its ids are good for. */
final class EndCheck {
    private static final long IDLE = 4_500_000_000L; // a silence in front of a cut that may be why
    private static final long LONG = 10_000_000_000L;  // an age that somebody may have set
    private static final double EXACT = 0.6;           // seconds by which a limit may be off
    private static final int NAMED = 4;
    private static final int USUAL_RETRY = 3000;

    private EndCheck() {}

    /** Silence until the cut, or a cut while events came, and whose cut it is. */
    static List<Outcome> idle(Observation seen, Observation direct) {
        boolean ended = seen.end() == End.CLEAN || seen.end() == End.BROKEN;
        long silence = seen.endNanos() - seen.lastByte();
        boolean compared = direct != null && direct.opens();
        boolean directToo = compared && direct.end() != End.STOPPED;
        String how = seen.end() == End.CLEAN ? "cleanly" : "broken off";
        String whose = directToo ? ", directly too" : compared ? "; directly it stays open" : "";
        if (ended && silence >= IDLE) {
            String like = compared ? "" : like(silence, seen, Symptom.CUTS_IDLE);
            return List.of(Outcome.warn("idle", "cut after " + seconds(silence) + " without a byte, " + how + whose
                    + like).code("SSE301").symptom(Symptom.CUTS_IDLE, directToo));
        }
        List<Outcome> outcomes = LintOutcomes.of(seen.lint(), "idle");
        long age = seen.endNanos() - seen.asked();
        String like = like(age, seen, Symptom.CUTS_LONG);
        boolean old = ended && age >= LONG && (compared && !directToo || !compared && !like.isEmpty());
        if (old) outcomes.add(Outcome.warn("idle", "cut after " + seconds(age) + " while bytes came, " + how + whose
                + (compared ? "" : like)).symptom(Symptom.CUTS_LONG, false));
        return outcomes;
    }

    private static String seconds(long nanos) {
        return Figures.seconds(Observation.millis(nanos));
    }

    /** Which of those on the way that show themselves cut then unless told otherwise; at an idle cut, or any at all. */
    private static String like(long nanos, Observation seen, Symptom symptom) {
        int seconds = (int) Math.round(nanos / 1e9);
        if (Math.abs(nanos / 1e9 - seconds) > EXACT) return "";
        boolean idle = symptom == Symptom.CUTS_IDLE;
        List<String> shown = new ArrayList<>();
        for (Seen hop : Hops.in(seen.head().headers())) {
            if ((idle ? hop.hop().idleSeconds() : hop.hop().longSeconds()) == seconds) shown.add(hop.hop().name());
        }
        List<String> names = new ArrayList<>();
        for (Hop hop : Hops.cuttingAfter(seconds)) {
            if ((idle ? hop.idleSeconds() : hop.longSeconds()) == seconds) names.add(hop.name());
        }
        if (!shown.isEmpty()) names = shown;
        else if (!idle || names.isEmpty()) return "";
        String others = names.size() > NAMED ? " and others" : "";
        return ": what " + String.join(", ", names.subList(0, Math.min(NAMED, names.size()))) + others
                + (names.size() == 1 ? " has" : " have") + " unless told otherwise";
    }

    /**
     * What a browser does at that end.
     *
     * @param cut whether it was said already who cut it
     */
    static List<Outcome> end(Observation seen, boolean cut) {
        if (cut && seen.end() == End.BROKEN) return List.of();
        List<Outcome> outcomes = LintOutcomes.of(seen.lint(), "end");
        long retry = seen.retryMillis() >= 0 ? seen.retryMillis() : USUAL_RETRY;
        String back = ": a browser comes back in " + retry + " ms";
        String after = " after " + Figures.seconds(Observation.millis(seen.endNanos() - seen.headNanos()));
        if (seen.end() == End.BROKEN) outcomes.add(Outcome.note("end", "the stream broke off" + after + back));
        if (seen.end() == End.CLEAN) outcomes.add(0, Outcome.ok("end", "the server ended the stream" + after + back));
        return outcomes;
    }
}
