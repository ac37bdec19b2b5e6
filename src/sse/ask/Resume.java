package sse.ask;

import sse.Event;
import sse.text.Digits;
import sse.text.Figures;

/** What the first event after a reconnect says about what was missed. */
public final class Resume {
    private Resume() {}

    /** {@return whether the server tells that something may be missing, or come twice} */
    public static boolean isGap(Event first) {
        return first.type().equals("gap");
    }

    /**
     * In words for a person.
     *
     * @param sent what was sent as Last-Event-ID, or empty
     * @param first the first event of the new connection
     * @param ownId whether an id came with it or before it on this connection
     */
    public static String says(String sent, Event first, boolean ownId) {
        if (isGap(first)) {
            if (first.data().contains("\"reason\":\"ambiguous\"")) {
                return "gap: several events have the id " + sent + "; some of what follows may come again";
            }
            return "gap: the server no longer has all that " + (sent.isEmpty() ? "was asked for" : "followed " + sent);
        }
        if (sent.isEmpty() && ownId) return "nothing to resume from: the stream had no id";
        if (sent.isEmpty()) return "no ids: nobody can tell whether something is missing";
        if (!ownId) return "no id with the first event: nobody can tell whether something is missing";
        String id = first.id();
        if (id.equals(sent)) return "started over: " + sent + " came a second time";
        int split = Digits.atEnd(sent);
        String resumed = "resumed: " + id + " follows " + sent;
        if (split != Digits.atEnd(id) || !sent.regionMatches(0, id, 0, split)) return resumed;
        long before = Digits.parse(sent, split, sent.length());
        long now = Digits.parse(id, split, id.length());
        if (before < 0 || now < 0) return resumed; // no number, or one too long to count with
        if (now == before + 1) return "resumed: next id follows " + sent + ", nothing missing";
        if (now <= before) return "started over: the first id is " + id + ", after " + sent;
        return resumed + (split == 0 ? ", " + Figures.count(now - before - 1, "id") + " left out" : "");
    }
}
