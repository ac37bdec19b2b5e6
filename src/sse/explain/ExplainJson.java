package sse.explain;

import java.util.Locale;
import sse.Event;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LineReader;
import sse.head.Head;
import sse.lint.Finding;
import sse.lint.Lint;
import sse.text.JsonWriter;
import sse.text.Text;

/** The rows of an explanation as JSON objects, one a line. */
final class ExplainJson {
    private static final String[] STEPS = new String[Step.values().length];

    static {
        for (Step step : Step.values()) STEPS[step.ordinal()] = step.name().toLowerCase(Locale.ROOT);
    }

    private final Text out;
    private int connection = 1;
    private String time = "";

    ExplainJson(Text out) {
        this.out = out;
    }

    void connection(int number) {
        connection = number;
    }

    void time(String time) {
        this.time = time;
    }

    private JsonWriter start(String kind) {
        JsonWriter json = new JsonWriter(out).open().put("kind", kind);
        if (connection > 1) json.put("conn", connection);
        return time.isEmpty() ? json : json.put("after", time);
    }

    void head(Head head) {
        JsonWriter json = start("head").put("status", head.status()).array("lines");
        for (String line : head.lines()) json.add(line);
        json.end().end();
    }

    void line(Step step, EventReader reader, Text effect) {
        LineReader lines = reader.lines();
        JsonWriter json = start("line");
        if (step != Step.END) {
            json.put("line", lines.number()).put("off", lines.offset()).put("len", lines.nextOffset() - lines.offset());
            json.put("text", lines).put("eol", lines.ending().name());
            if (lines.bom()) json.put("bom", true);
        } else {
            json.put("off", lines.nextOffset()).put("len", 0);
        }
        json.put("step", STEPS[step.ordinal()]);
        Event event = step == Step.DISPATCH ? reader.event() : null;
        if (event != null) json.put("id", event.id()).put("type", event.type()).put("data", event.data());
        json.put("effect", effect).end();
    }

    void secondHalf(long offset) {
        start("line").put("off", offset).put("len", 1).put("step", "second-half")
                .put("effect", "second half of CR LF: ends nothing").end();
    }

    void finding(Finding finding) {
        finding.members(start("finding")).end();
    }

    void summary(Lint lint) {
        lint.members(start("summary")).end();
    }
}
