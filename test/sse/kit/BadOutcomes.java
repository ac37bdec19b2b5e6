package sse.kit;

import java.util.ArrayList;
import java.util.List;

/**
 * What a page of another origin sees of each stream below {@code /demo/bad/}, at 50 ms an event and a retry of 100 ms:
 * the first three events, and whether the stream is {@code on} behind that, comes {@code back}, or is {@code closed}
 * for good.
 */
public final class BadOutcomes {
    public static final String MORE = "every=50ms&retry=100";
    public static final int SECONDS = 3; // for how long it is watched
    public static final int LONGER = 10; // and once more if that was not it: the machine may be busy

    private static final String GOOD = "tick 1 one, tick 2 two, tick 3 three, ";

    public static final String[][] TABLE = {
        {"glue", "tick 1 one, tick 3 two\nthree, tick 5 four\nfive, on"}, {"latehead?s=1", GOOD + "on"},
        {"interleave", "tick 1 one, tick 3 three, tick 3 two, on"},
        {"noblank", "on"}, {"nofinal", GOOD + "back"}, {"rawnl", "tick 1 o, tick 2 t, tick 3 th, on"},
        {"indent", "on"}, {"case", "on"}, {"space", "tick_ 1 one, tick_ 2 two, tick_ 3 three, on"}, {"nodata", "on"},
        {"error-name", "error 1 one, error 2 two, error 3 three, on"}, {"forge", "tick  one, tick  two, "
            + "tick forged three, on"}, {"bom", GOOD + "on"},
        {"bom?at=mid", "tick 1 one, tick 2 two, tick 2 three, on"},
        {"utf8", "tick 1 one?, tick 2 two?, tick 3 three?, on"},
        {"utf8?v=utf16", "on"}, {"cr", GOOD + "on"}, {"mixed", GOOD + "on"}, {"crsplit", GOOD + "on"},
        {"nulid", "tick  one, tick  two, tick  three, on"}, {"noid", "tick  one, tick  two, tick  three, on"},
        {"sameid", "tick 1 one, tick 1 two, tick 1 three, on"}, {"backid", "tick 1 one, tick 3 three, tick 2 two, on"},
        {"norepl", GOOD + "back"}, {"retry", GOOD + "back"}, {"loop", "tick 1 one, back"}, {"rst", GOOD + "back"},
        {"short", GOOD + "back"}, {"length", GOOD + "back"}, {"silent", GOOD + "on"}, {"hang", "on"},
        {"hold?k=3", GOOD + "on"}, {"gzip", "on"}, {"slow?bps=5", "on"}, {"type", "closed"}, {"charset", "closed"},
        {"html", "back"}, {"status", "closed"}, {"status?after=1", "tick 1 one, tick 2 two, back"},
        {"redirect", GOOD + "on"}, {"redirect?n=50", "back"}, {"cors", "closed"}, {"cors?mode=echo", GOOD + "on"},
    };

    private BadOutcomes() {}

    public static String path(String name) {
        return "/demo/bad/" + name + (name.contains("?") ? "&" : "?") + MORE;
    }

    /** {@return the outcome} Of what happened: {@code event TYPE ID DATA}, {@code error 0} or {@code error 2}. */
    public static String of(List<String> happened) {
        List<String> outcome = new ArrayList<>();
        for (String one : happened) {
            if (one.startsWith("error ")) {
                outcome.add(one.equals("error 2") ? "closed" : "back");
                return String.join(", ", outcome);
            }
            if (one.startsWith("event ") && outcome.size() < 3) {
                outcome.add(one.substring(6).replace('\uFFFD', '?'));
            }
        }
        outcome.add("on");
        return String.join(", ", outcome);
    }
}
