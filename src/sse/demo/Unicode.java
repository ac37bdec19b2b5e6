package sse.demo;

import sse.Event;
import sse.text.JsonWriter;

/** Text that careless readers spoil, and behind each how many characters there were. */
final class Unicode extends Numbered {
    private static final String[] TEXTS = {
        "Ti\u1ebfng Vi\u1ec7t",                          // composed
        "Tie\u0302\u0301ng Vie\u0323\u0302t",            // the same with combining marks
        "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66 \ud83c\udf0f \ud83c\uddfb\ud83c\uddf3",
        "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",
        "{\"text\":\"a\u2028b\u2029c\u0085d\"}",         // no line ends here, whatever some readers think
        "a\uFEFFb",
        "\ud842\udfb7\u91ce\u5bb6 \u65e5\u672c\u8a9e",
        "first line\nsecond line \u00e9",
    };

    Unicode() {
        super("unicode", "text that careless readers spoil, then its number of characters", 1000, "",
                "curl -N $", "curl -N '$?chunk=1&every=20ms&n=16'");
    }

    @Override
    Content content(Query query) {
        return n -> {
            String text = TEXTS[(int) Math.floorMod((n - 1) / 2, (long) TEXTS.length)];
            if (Math.floorMod(n, 2L) == 1) return new Event(null, "text", text);
            JsonWriter sum = JsonWriter.object().put("codePoints", text.codePointCount(0, text.length()));
            return new Event(null, "sum", sum.put("utf16", text.length()).end().toString());
        };
    }
}
