package sse.lint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One row of the table of findings. Terminal, JSON, page and documentation all read this table.
 *
 * <p>1xx: the bytes lose or change an event. 2xx: it does not do what it seems to do. 3xx:
 * reliability. 6xx: HTTP (4xx would read like a status).
 *
 * @param number three digits; never used again for anything else
 * @param name one or two words, joined by a hyphen
 * @param severity how much it matters
 * @param says what is the case
 * @param why how it comes about, or what it leads to
 * @param fix what to do
 * @param basis section of the HTML Standard, "measured" (Chromium 156), or a public thread
 * @param bad an answer that has this finding, in the notation of {@code sse.explain.Example}
 * @param good the same without it
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML Standard, 9.2 Server-sent
 * events</a>
 */
public record Rule(int number, String name, Severity severity, String says, String why, String fix, String basis,
        String bad, String good) {

    /** {@return the table, by number} */
    public static List<Rule> all() {
        return Collections.unmodifiableList(All.RULES);
    }

    /** {@return the rule that {@code SSE104}, {@code 104} or {@code raw-line-break} means, or null for none} */
    public static Rule named(String text) {
        String number = text.regionMatches(true, 0, "SSE", 0, 3) ? text.substring(3) : text;
        for (Rule rule : All.RULES) {
            if (number.equals(String.valueOf(rule.number)) || text.equalsIgnoreCase(rule.name)) return rule;
        }
        return null;
    }

    /** {@return the number as it is printed: {@code SSE104}} */
    public String code() {
        return "SSE" + number;
    }

    /**
     * The table. Rule and the parts ({@link ByteRules}, {@link MeaningRules}, {@link ReliabilityRules},
     * {@link HttpRules}) need each other: those make rules, and whoever has a rule asks it for all. The table is made
     * when first asked for, since the parts cannot be made before there is this class.
     */
    private static final class All {
        static final List<Rule> RULES = new ArrayList<>(ByteRules.TABLE);

        static {
            RULES.addAll(MeaningRules.TABLE);
            RULES.addAll(ReliabilityRules.TABLE);
            RULES.addAll(HttpRules.TABLE);
        }
    }
}
