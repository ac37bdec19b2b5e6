package sse.demo;

import java.util.ArrayList;
import java.util.List;
import sse.http.Refusal;
import sse.text.JsonWriter;
import sse.text.Spelling;

/**
 * The streams below {@code /demo/bad/}: each is another demo with one thing wrong, as a spec says; with
 * {@code ?fault=off} it is right. In specs and targets {@code {k=10}} stands for the parameter {@code k}, which is 10
 * unless it is given; {@code {v=a|b}} is one of these words, and the first unless it is given.
 */
public final class BadStreams {
    private static final String COUNT = "/demo/count";
    private static final String LLM = "/demo/llm?tps=50";

    /** How a spec depends on a query. */
    private interface Choice {
        String of(Query query) throws Refusal;
    }

    /**
     * One of them.
     *
     * @param name its path below {@code /demo/bad/}
     * @param about what is wrong with it, in a line
     * @param spec what goes wrong
     * @param parameters its own, one a line
     */
    public record Bad(String name, String about, String spec, String parameters, String target, Choice choice) {
        private Bad(String name, String about, String spec, String... parameters) {
            this(name, about, spec, String.join("\n", parameters), COUNT, null);
        }

        /** What is right where no spec makes the target wrong. */
        private String twin() {
            return target.startsWith(LLM) ? LLM : COUNT;
        }

        private Bad to(String target) {
            return new Bad(name, about, spec, parameters, target, choice);
        }

        /** The spec that is told is one of several. */
        private Bad choosing(Choice choice) {
            return new Bad(name, about, spec, parameters, target, choice);
        }
    }

    /** All of them. */
    public static final List<Bad> ALL = List.of(
            new Bad("noblank", "no blank lines between events", "noblank"),
            new Bad("nofinal", "the last event is unfinished, then the end", "noblank@events={n=5}",
                    "n=5             events").to(COUNT + "?n={n=5}"),
            new Bad("glue", "two events in one block, as from two writers", "noblank@every=2"),
            new Bad("interleave", "the halves of two events, one in the other", "weave@every=2"),
            new Bad("rawnl", "a line break inside the data", "rawnl"),
            new Bad("forge", "user text with a line break that forges an id", "forge@events=3").to(COUNT + "?id=0"),
            new Bad("indent", "a space in front of the fields", "indent"),
            new Bad("case", "\"DATA:\" and \"ID:\"", "case"),
            new Bad("space", "\"event: tick \", with a space at the end", "space"),
            new Bad("nodata", "events without data", "nodata"),
            new Bad("error-name", "events called error", "name=error"),

            new Bad("bom", "a byte order mark at the start, in the middle, or at both", "bom@bytes=1",
                    "at=start        start, mid or twice").choosing(query -> switch (query.word("at", "start", "mid",
                    "twice")) {
                        case "mid" -> "bom@events=3";
                        case "twice" -> "bom@bytes=1,bom@events=3";
                        default -> "bom@bytes=1";
                    }),
            new Bad("utf8", "bytes that are not UTF-8", "latin1", "v=latin1        latin1, cut (half a character) or "
                    + "utf16").choosing(query -> switch (query.word("v", "latin1", "cut", "utf16")) {
                        case "cut" -> "cutchar";
                        case "utf16" -> "utf16";
                        default -> "latin1";
                    }),
            new Bad("cr", "lines that end with CR", "cr"),
            new Bad("mixed", "lines that end with LF, CR and CR LF", "mixed"),
            new Bad("crsplit", "CR LF, with a write that ends between the two", "crlf,split=crlf"),
            new Bad("nulid", "a NUL in the ids", "nulid"),
            new Bad("noid", "no ids", "noid"),
            new Bad("sameid", "one id for all events", "sameid"),
            new Bad("backid", "ids that go back", "swap@every=2"),
            new Bad("norepl", "Last-Event-ID is ignored: each return starts over", "noreplay,cut@events=20"),
            new Bad("retry", "a retry that is no number, or a hot one; 204 behind 20 returns",
                    "badretry=\"{v=5s}\"@events=1,cut@events=20;conn21-:status=204",
                    "v=5s            the value, such as 0"),

            new Bad("loop", "one event, then the end, for ever", "cut@events=1"),
            new Bad("rst", "the connection is reset behind three events", "reset@events=3"),
            new Bad("short", "no last chunk behind three events", "short@events=3"),
            new Bad("length", "a Content-Length, and the end behind it", "length={bytes=500}",
                    "bytes=500       the length"),
            new Bad("silent", "nothing more comes behind three events, and no end", "stall@events=3"),
            new Bad("hang", "never an answer", "delay"),
            new Bad("latehead", "a late head", "delay={s=3}s", "s=3             seconds"),
            new Bad("hold", "many events with one write, as a buffering proxy does", "hold={k=10}",
                    "k=10            events a write"),
            new Bad("gzip", "compressed, and not flushed", "gzip"),
            new Bad("slow", "a few bytes a second", "slow={bps=20}", "bps=20          bytes a second"),

            new Bad("type", "another Content-Type",
                    "type=\"{v=text/plain|text/html|application/json|application/octet-stream|text/event-streams}\"",
                    "v=text/plain    or text/html, application/json,",
                    "                application/octet-stream, text/event-streams"),
            new Bad("charset", "another charset", "type=\"text/event-stream; charset={v=utf8|iso-8859-1|utf-16}\"",
                    "v=utf8          utf8, iso-8859-1 or utf-16"),
            new Bad("html", "a login page under the right type", "html"),
            new Bad("status", "a status at once, or behind some returns", "status={code=503}",
                    "code=503        the status",
                    "after=3         so many connections first").choosing(query -> "cut@events=2;conn"
                    + (query.number("after", 0, 0, 1000) + 1) + "-:status=" + query.number("code", 503, 200, 599)),
            new Bad("redirect", "307, once or many times", "redirect=/demo/count", "n=1             times (1 to 100)")
                    .choosing(query -> {
                        long n = query.number("n", 1, 1, 100);
                        return "redirect=" + (n == 1 ? COUNT : "/demo/bad/redirect?n=" + (n - 1));
                    }),
            new Bad("cors", "which pages of other origins may read it", "",
                    "mode=no         no, star or echo (with cookies)").to(COUNT + "?cors={mode=no|star|echo}"),
            new Bad("nomark", "a language model's answer that breaks off without [DONE]", "")
                    .to(LLM + "&break=middle"));

    private BadStreams() {}

    /** {@return the one of that name} */
    static Bad find(String name) throws Refusal {
        List<String> names = new ArrayList<>();
        for (Bad bad : ALL) {
            if (bad.name.equals(name)) return bad;
            names.add(bad.name);
        }
        throw new Refusal(404, "there is no bad stream " + JsonWriter.quoted(name) + "; "
                + Spelling.hint(name, names, "/demo/ lists them"));
    }

    /** {@return the spec that a query asks for} */
    static String spec(Bad bad, Query query) throws Refusal {
        return bad.choice != null ? bad.choice.of(query) : filled(bad.spec, query);
    }

    /** {@return path and query of what is made wrong; with {@code fault=off} of the twin that is right} */
    static String target(Bad bad, Query query, boolean isOff) throws Refusal {
        String target = isOff && bad.spec.isEmpty() ? bad.twin() : bad.target;
        return filled(target, query).replace("cors=star", "cors=*");
    }

    private static String filled(String template, Query query) throws Refusal {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int open; (open = template.indexOf('{', from)) >= 0; ) {
            int equals = template.indexOf('=', open);
            int close = template.indexOf('}', open);
            String name = template.substring(open + 1, equals);
            String[] words = template.substring(equals + 1, close).split("\\|");
            String given = words.length > 1 ? query.word(name, words) : query.text(name);
            if (given == null) given = words[0];
            boolean quoted = open > 0 && template.charAt(open - 1) == '"';
            if (words.length == 1 && !isValue(given, quoted)) {
                throw Query.bad(name, quoted ? "a value without quotes" : "a number", given);
            }
            filled.append(template, from, open).append(given);
            from = close + 1;
        }
        return filled.append(template, from, template.length()).toString();
    }

    /** So that a value stays one, and is no more of the spec or the target. */
    private static boolean isValue(String text, boolean quoted) {
        if (quoted) return text.indexOf('"') < 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.') return false;
        }
        return !text.isEmpty();
    }
}
