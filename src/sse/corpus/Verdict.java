package sse.corpus;

import java.util.List;
import sse.corpus.Case.End;
import sse.corpus.Case.Seen;
import sse.text.Figures;
import sse.text.JsonWriter;

/** Says what a client made of a case otherwise than it should have. */
final class Verdict {
    private static final int SHOWN = 200;

    private Verdict() {}

    /** {@return the first difference in one sentence, or null for none} What the client does not tell passes. */
    static String difference(Case asked, Lines seen) {
        List<Seen> expected = asked.gives();
        int both = Math.min(expected.size(), seen.events().size());
        for (int i = 0; i < both; i++) {
            String difference = difference(expected.get(i), seen.events().get(i));
            if (difference != null) return "event " + (i + 1) + " of " + expected.size() + ": " + difference;
        }
        if (expected.size() > both) {
            return "event " + (both + 1) + " of " + expected.size() + " did not come: " + shown(expected.get(both));
        }
        if (seen.events().size() > both) {
            return (both == 0 ? "no event" : "nothing behind " + Figures.count(both, "event"))
                    + " should have come, and this did: " + shown(seen.events().get(both));
        }
        return difference(asked.end(), seen.end());
    }

    private static String difference(Seen expected, Seen seen) {
        String difference = difference("data", expected.data(), seen.data());
        if (difference == null) difference = difference("type", expected.type(), seen.type());
        return difference == null && seen.id() != null ? difference("id", expected.id(), seen.id()) : difference;
    }

    private static String difference(End expected, End seen) {
        if (expected.retryMillis() >= 0 && seen.retryMillis() >= 0 && expected.retryMillis() != seen.retryMillis()) {
            return "at the end retry is " + seen.retryMillis() + ", and should be " + expected.retryMillis();
        }
        if (expected.lastEventId() == null || seen.lastEventId() == null) return null;
        String difference = difference("lastEventId", expected.lastEventId(), seen.lastEventId());
        return difference == null ? null : "at the end " + difference;
    }

    private static String difference(String what, String expected, String seen) {
        if (expected.equals(seen)) return null;
        int at = 0;
        while (at < Math.min(expected.length(), seen.length()) && expected.charAt(at) == seen.charAt(at)) at++;
        String where = at > SHOWN / 2 ? ", other from character " + (at + 1) + " on" : "";
        return what + " is " + shown(seen, at) + ", and should be " + shown(expected, at) + where;
    }

    private static String shown(Seen event) {
        return shown(event.data(), 0) + " of type " + shown(event.type(), 0);
    }

    /** The text around that character. */
    private static String shown(String text, int at) {
        int from = Math.max(0, at - SHOWN / 2);
        int to = Math.min(text.length(), from + SHOWN);
        String part = JsonWriter.quoted(text.substring(from, to));
        return (from > 0 ? "..." : "") + part + (to < text.length() ? "... (" + text.length() + " characters)" : "");
    }
}
