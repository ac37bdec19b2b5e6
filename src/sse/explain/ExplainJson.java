package sse.explain;

import java.util.Locale;
import sse.Event;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LineReader;
import sse.head.Head;
import sse.text.JsonWriter;
import sse.text.Text;

/** The rows of an explanation as JSON objects, one a line. */
final class ExplainJson {
    private final StringBuilder row = new StringBuilder();
    private final Text out;
    private final boolean ascii;
    private int connection = 1;
    private String time = "";

    ExplainJson(Text out, boolean ascii) {
        this.out = out;
        this.ascii = ascii;
    }

    void connection(int number) {
        connection = number;
    }

    void time(String time) {
        this.time = time;
    }

    private JsonWriter start(String kind) {
        row.setLength(0);
        JsonWriter json = new JsonWriter(row, ascii).open().put("kind", kind);
        if (connection > 1) json.put("conn", connection);
        return time.isEmpty() ? json : json.put("ts", time);
    }

    private void end(JsonWriter json) {
        json.end();
        out.text(row);
    }

    void head(Head head) {
        JsonWriter json = start("head").put("status", head.status()).array("lines");
        for (String line : head.lines()) json.add(line);
        end(json.end());
    }

    void line(Step step, EventReader reader, Text effect) {
        LineReader lines = reader.lines();
        JsonWriter json = start("line");
        if (step != Step.END) {
            json.put("line", lines.number()).put("off", lines.offset()).put("len", lines.nextOffset() - lines.offset());
            json.put("text", lines.text()).put("eol", lines.ending().name());
            if (lines.bom()) json.put("bom", true);
        } else {
            json.put("off", lines.nextOffset()).put("len", 0);
        }
        json.put("step", step.name().toLowerCase(Locale.ROOT));
        Event event = step == Step.DISPATCH ? reader.event() : null;
        if (event != null) json.put("type", event.type()).put("lastEventId", event.id()).put("data", event.data());
        end(json.put("effect", effect.toString()));
    }

    void secondHalf(long offset) {
        end(start("line").put("off", offset).put("len", 1).put("step", "second-half")
                .put("effect", "second half of CR LF: ends nothing"));
    }

    void finding(Finding finding) {
        end(finding.members(start("finding")));
    }

    void summary(Lint lint) {
        end(Summary.members(start("summary"), lint));
    }
}
