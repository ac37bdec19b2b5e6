package sse.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import sse.doctor.Hops.Symptom;
import sse.doctor.Observation.End;
import sse.head.Head;
import sse.head.Header;
import sse.text.Figures;

/** What other ways of asking, at the same time, bring sooner or later. */
final class ComparedCheck {
    private static final long UNNOTICED = 50_000_000; // nanoseconds
    private static final int HEARTBEATS = 2; // comments that cannot all have been missed

    private ComparedCheck() {}

    /** In words: how much later. */
    private static String later(Lag lag) {
        if (lag.mute()) return "not one byte";
        if (lag.pairs() == 0) return Figures.count(lag.missing(), "event") + " not there, the first for "
                + Figures.time(lag.missingFor());
        return by(lag.median()) + " later (median of " + Figures.count(lag.pairs(), "event") + "), " + by(lag.most())
                + " at most";
    }

    private static String by(long nanos) {
        return nanos < 1_000_000 ? "0 ms" : Figures.time(nanos / 1_000_000 * 1_000_000);
    }

    /** What is no delay, in words. */
    private static String same(Lag lag) {
        return "the same " + Figures.count(lag.pairs(), "event") + (lag.median() < UNNOTICED ? " at the same time"
                : " " + by(lag.median()) + " later (median)");
    }

    /**
     * Asked for what browsers can decode, as they ask.
     *
     * @param better what they get in place of gzip; or null
     * @param serverCodes whether the server itself compresses
     */
    static List<Outcome> encoding(Observation plain, Observation coded, String better, boolean serverCodes) {
        String check = "encoding";
        String asked = "with Accept-Encoding: " + Errands.READABLE + " (browsers send that) ";
        boolean held = coded.answer() == null && coded.failure() == null
                && coded.endNanos() - plain.headNanos() >= Lag.HELD_ONCE;
        if (held) return List.of(Outcome.fail(check, asked + "no head came, and without it after " + plain.headMillis()
                + " ms").code("SSE617").symptom(Symptom.COMPRESSES, serverCodes));
        if (!coded.opens()) return List.of(unopened(check, asked, coded, plain));
        List<String> codings = coded.head().codings();
        Lag lag = Lag.of(plain, coded);
        if (codings.isEmpty()) {
            if (!lag.isHeld()) return List.of(Outcome.ok(check, "asked for " + Errands.READABLE + ": not compressed"));
            return List.of(Outcome.warn(check, asked + "the answer is not compressed, and yet: " + later(lag)
                    + "; does each event go to one reader only?"));
        }
        String says = "compressed with " + codings.get(codings.size() - 1)
                + (better == null ? "" : " (with " + better + " for browsers)");
        if (lag.isLate()) {
            Outcome.Level level = lag.isHeld() ? Outcome.Level.FAIL : Outcome.Level.WARN;
            return List.of(new Outcome(check, level, asked + "the answer is " + says + ": " + later(lag), "SSE601",
                    null, Symptom.COMPRESSES, serverCodes));
        }
        return List.of(Outcome.ok(check, says + (lag.pairs() == 0 ? "; nothing to compare" : ", and flushed: "
                + same(lag))));
    }

    /**
     * Asked as old proxies ask: the server itself, where that can be asked.
     *
     * @param direct whether it was
     */
    static List<Outcome> old(Observation plain, Observation old, boolean direct) {
        String check = "HTTP/1.0";
        String asked = direct ? "the server itself, asked in HTTP/1.0: " : "asked in HTTP/1.0: ";
        if (!old.opens()) return List.of(unopened(check, asked, old, plain));
        Lag lag = Lag.of(plain, old);
        boolean ends = old.end() == End.CLEAN && plain.end() == End.STOPPED;
        if (!lag.isHeld() && !ends) {
            return List.of(Outcome.ok(check, asked + (lag.pairs() == 0 ? "no difference" : "events come as in 1.1")));
        }
        String says = asked + (ends ? "it ends after " + Figures.count(old.count(), "event") : later(lag))
                + "; so old proxies ask, and nginx unless told";
        Outcome outcome = Outcome.warn(check, says);
        return List.of(direct ? outcome.symptom(Symptom.HTTP10, false)
                : outcome.todo("let what stands in front of it ask in HTTP/1.1"));
    }

    private static Outcome unopened(String check, String asked, Observation seen, Observation plain) {
        if (seen.failure() != null) return Outcome.note(check, asked + "there is no answer: "
                + seen.failure().getMessage());
        if (seen.answer() != null) return Outcome.note(check, asked + "the answer is " + seen.head().status() + " "
                + seen.head().list("Content-Type"));
        return Outcome.fail(check, asked + "no head came, and without it after " + plain.headMillis() + " ms");
    }

    /** Read at the same time from the server itself. */
    static List<Outcome> direct(Observation seen, Observation direct, Lag lag) {
        String check = "direct";
        List<Outcome> outcomes = new ArrayList<>();
        if (!direct.opens()) {
            String why = direct.failure() != null ? direct.failure().getMessage() : direct.answer() == null
                    ? "no head in the time there was" : direct.head().status() + " "
                    + direct.head().list("Content-Type");
            return List.of(Outcome.warn(check, "nothing to compare: " + why));
        }
        outcomes.add(compared(direct, lag));
        dropped(seen, direct, outcomes);
        String fields = differing(seen.head(), direct.head());
        if (!fields.isEmpty()) outcomes.add(Outcome.note(check, fields));
        return outcomes;
    }

    private static Outcome compared(Observation direct, Lag lag) {
        String check = "direct";
        String came = Figures.count(direct.count(), "event") + " came";
        if (lag.mute()) {
            String first = Figures.time(direct.firstByte() - direct.asked());
            return Outcome.ok(check, came + ", the first byte after " + first + "; by the other way not one byte");
        }
        if (lag.pairs() == 0 && lag.missing() == 0) {
            return Outcome.note(check, direct.count() == 0 ? "no event came there, either"
                    : came + ", none of them the same: nothing to compare");
        }
        if (lag.pairs() <= lag.missing()) {
            return Outcome.ok(check, came + "; by the other way " + Figures.grouped(lag.missing())
                    + " of them are not there, the first for " + Figures.time(lag.missingFor()));
        }
        if (!lag.isLate()) return Outcome.ok(check, "by the other way " + same(lag));
        String events = "the same " + Figures.count(lag.pairs(), "event");
        if (!lag.isHeld()) {
            String says = events + " came; by the other way " + later(lag);
            return Outcome.warn(check, says).symptom(Symptom.BUFFERS, false);
        }
        String how = lag.firstReads() * 2 > lag.pairs() ? " came one by one" : " came";
        return Outcome.ok(check, events + how + ": each is held for " + Figures.time(lag.median()) + " (median), "
                + Figures.time(lag.most()) + " at most, between the server and you");
    }

    private static void dropped(Observation seen, Observation direct, List<Outcome> outcomes) {
        boolean compared = seen.events.size() > 0 || seen.bytes() > 0;
        if (compared && direct.comments() >= HEARTBEATS && seen.comments() == 0) {
            outcomes.add(Outcome.warn("direct", Figures.count(direct.comments(), "comment") + " came there, and none"
                    + " by the other way: heartbeats are lost").symptom(Symptom.DROPS_COMMENTS, false));
        }
        if (compared && direct.retryMillis() >= 0 && seen.retryMillis() < 0 && seen.count() > 0) {
            outcomes.add(Outcome.note("direct", "retry: " + direct.retryMillis() + " came there only"));
        }
    }

    /** Which fields only one of the heads has, or with another value. */
    private static String differing(Head seen, Head direct) {
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : seen.headers()) names.add(header.name());
        for (Header header : direct.headers()) names.add(header.name());
        StringBuilder says = new StringBuilder();
        for (String name : names) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.equals("date") || lower.equals("server") || lower.equals("set-cookie")) continue;
            if (seen.list(name).equals(direct.list(name))) continue;
            String how = direct.header(name) == null ? "added " : seen.header(name) == null ? "dropped " : "changed ";
            says.append(says.isEmpty() ? "on the way: " : ", ").append(how).append(name);
        }
        return says.toString();
    }
}
