package sse.doctor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sse.ask.Asking;
import sse.doctor.Hops.Seen;
import sse.doctor.Hops.Symptom;
import sse.head.BrowserRules;
import sse.head.Head;
import sse.text.Digits;
import sse.text.Harmless;

/** What a head says, and what a browser makes of it. */
final class HeadCheck {
    private static final String CHECK = "head";
    private static final int LINE = 200;   // characters of what an error says
    private static final int LONGEST = 60; // characters of a value

    private HeadCheck() {}

    static List<Outcome> of(Observation seen) {
        List<Outcome> outcomes = new ArrayList<>();
        Head head = seen.head();
        String type = head.list("Content-Type");
        String says = head.status() + " " + (type.isEmpty() ? "without a Content-Type" : brief(type)) + " after "
                + seen.headMillis() + " ms" + names(head);
        if (seen.opens()) outcomes.add(Outcome.ok(CHECK, says));
        else refused(seen, says, outcomes);
        for (Head redirect : seen.redirects()) {
            if (redirect.redirect() != null) outcomes.add(Outcome.note(CHECK, redirect.status() + " redirected to "
                    + brief(redirect.redirect()) + ": after a cut, browsers ask there").code("SSE608"));
        }
        if (!seen.withheld().isEmpty()) outcomes.add(Outcome.note(CHECK, Asking.stayed(seen.withheld())));
        return outcomes;
    }

    private static void refused(Observation seen, String says, List<Outcome> outcomes) {
        Head head = seen.head();
        if (head.status() == 204) {
            outcomes.add(Outcome.fail(CHECK, says + ": browsers do not come back"));
            return;
        }
        boolean status = head.status() != 200;
        Seen page = Hops.inPage(seen.beginning());
        String by = page == null ? "" : "; the page is that of " + page.hop().name();
        outcomes.add(Outcome.fail(CHECK, says + ": browsers stop for ever" + by).code(status ? "SSE604" : "SSE602")
                .todo(status ? null : "send Content-Type: text/event-stream"));
        byte[] beginning = seen.beginning().getBytes(StandardCharsets.ISO_8859_1);
        String line = new String(beginning, StandardCharsets.UTF_8).strip();
        if (line.indexOf('\n') >= 0) line = line.substring(0, line.indexOf('\n')).strip();
        boolean text = head.mediaType() != null && !line.startsWith("<") && !line.isEmpty();
        if (text) outcomes.add(Outcome.note(CHECK, "it says: " + Harmless.brief(line, LINE)));
    }

    private static String brief(String value) {
        return Harmless.brief(value, LONGEST);
    }

    /** What names itself in it, nearest to the reader first. */
    private static String names(Head head) {
        StringBuilder says = new StringBuilder();
        List<Seen> hops = Hops.in(head.headers());
        for (Seen seen : hops) says.append(says.isEmpty() ? "" : ", ").append(shows(seen));
        String server = head.list("Server");
        if (hops.isEmpty() && !server.isEmpty()) says.append("Server: ").append(brief(server));
        return says.isEmpty() ? "" : "; " + says;
    }

    /** What shows a hop, without the secrets of a cookie. */
    static String shows(Seen seen) {
        String by = seen.by();
        boolean cookie = by.regionMatches(true, 0, "Set-Cookie:", 0, 11) && by.indexOf('=') > 0;
        return brief(cookie ? by.substring(0, by.indexOf('=')) : by);
    }

    /** What says that an answer comes from a cache, or null. */
    static String cached(Head head) {
        if (Digits.parse(head.list("Age")) > 0) return "Age: " + head.list("Age");
        for (String name : new String[] {"X-Cache", "CF-Cache-Status", "X-Cache-Status", "X-Proxy-Cache"}) {
            String value = head.list(name);
            if (value.toUpperCase(Locale.ROOT).startsWith("HIT")) return name + ": " + brief(value);
        }
        String varnish = head.list("X-Varnish");
        return varnish.indexOf(' ') > 0 ? "X-Varnish: " + brief(varnish) + " (two numbers: a hit)" : null;
    }

    /** Whether one of several answers came out of a cache. */
    static List<Outcome> cached(Observation... all) {
        for (Observation seen : all) {
            String by = seen == null || !seen.opens() ? null : cached(seen.head());
            if (by != null) return List.of(Outcome.fail(CHECK, "an answer came out of a cache (" + by + "): what one"
                    + " reader was sent, others get later").code("SSE607").symptom(Symptom.CACHES, false));
        }
        return List.of();
    }

    /** Whether a preflight with this answer lets a page of that origin ask with a header. */
    static boolean allows(Head answer, String origin, String header) {
        if (answer.status() / 100 != 2 || BrowserRules.cors(answer, origin, false) != null) return false;
        for (String name : answer.split("Access-Control-Allow-Headers")) {
            if (name.equalsIgnoreCase(header) || name.equals("*") && !header.equals("authorization")) return true;
        }
        return false;
    }

    /** What a page of that origin may see, with credentials and without, and what it may ask with. */
    static List<Outcome> cors(String origin, Head plain, Head withCookies, String preflights) {
        List<Outcome> outcomes = new ArrayList<>();
        String objection = plain == null ? null : BrowserRules.cors(plain, origin, false);
        if (objection != null) {
            outcomes.add(Outcome.fail("cors", objection.replace("CORS: ", "") + ": it may not read this")
                    .code("SSE609").todo("send Access-Control-Allow-Origin: " + origin)
                    .symptom(Symptom.NO_CORS, false));
            return outcomes;
        }
        String credentials = withCookies == null ? null : BrowserRules.cors(withCookies, origin, true);
        String says = "a page of " + origin + " may read this" + (withCookies == null ? ""
                : credentials == null ? ", also with credentials" : ", but not with credentials");
        outcomes.add(Outcome.ok("cors", says));
        if (!preflights.isEmpty()) outcomes.add(Outcome.note("cors", preflights));
        return outcomes;
    }
}
