package sse.explain;

import java.util.Locale;
import sse.Event;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LineReader;
import sse.head.Head;
import sse.text.Harmless;
import sse.text.Text;

/** The rows of an explanation as JSON objects, one a line. */
final class ExplainJson {
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

    private void start(String kind) {
        out.words("{\"kind\":\"").words(kind).words("\"");
        if (connection > 1) out.words(",\"conn\":").number(connection);
        if (!time.isEmpty()) text("ts", time);
    }

    private void text(String name, String value) {
        out.words(",\"").words(name).words("\":");
        Harmless.quoted(out, value);
    }

    private void number(String name, long value) {
        out.words(",\"").words(name).words("\":").number(value);
    }

    void head(Head head) {
        start("head");
        number("status", head.status());
        out.words(",\"lines\":[");
        for (int i = 0; i < head.lines().size(); i++) {
            if (i > 0) out.words(",");
            Harmless.quoted(out, head.lines().get(i));
        }
        out.words("]}");
    }

    void line(Step step, EventReader reader, Text effect) {
        LineReader lines = reader.lines();
        start("line");
        if (step != Step.END) {
            number("line", lines.number());
            number("off", lines.offset());
            number("len", lines.nextOffset() - lines.offset());
            text("text", lines.text());
            out.words(",\"eol\":\"").words(lines.ending().name()).words("\"");
            if (lines.bom()) out.words(",\"bom\":true");
        } else {
            number("off", lines.nextOffset());
            number("len", 0);
        }
        out.words(",\"step\":\"").words(step.name().toLowerCase(Locale.ROOT)).words("\"");
        Event event = step == Step.DISPATCH ? reader.event() : null;
        if (event != null) {
            text("type", event.type());
            text("lastEventId", event.id());
            text("data", event.data());
        }
        text("effect", effect.toString());
        out.words("}");
    }

    void secondHalf(long offset) {
        start("line");
        number("off", offset);
        number("len", 1);
        out.words(",\"step\":\"second-half\",\"effect\":\"second half of CR LF: ends nothing\"}");
    }

    void finding(Finding finding) {
        start("finding");
        out.words(",");
        finding.members(out);
        out.words("}");
    }

    void summary(Lint lint) {
        start("summary");
        Summary.members(out, lint);
        out.words("}");
    }
}
