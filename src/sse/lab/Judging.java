package sse.lab;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import sse.EventReader;
import sse.EventReader.Step;
import sse.explain.Capture;
import sse.explain.Explain;
import sse.explain.Show;
import sse.lint.Correction;
import sse.lint.Lint;
import sse.lint.Rule;
import sse.text.JsonWriter;

/** What explain and lint say of bytes that a page has: one set of rules, and of words. Any thread. */
final class Judging {
    /** Bytes that are judged at once. */
    static final int MOST = 256 << 10;

    private static final int LINES = 2000; // that an explanation shows; all are judged

    private Judging() {}

    /** {@return what {@code sse explain --json} prints for a stream, with a head in front or without} */
    static byte[] explain(byte[] stream) throws IOException {
        Capture capture = Capture.of(new ByteArrayInputStream(stream));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Explain explain = new Explain(out, Set.of(Show.JSON), 0, false);
        Lint lint = new Lint();
        if (capture.head() != null) {
            lint.head(capture.head(), capture.earlier(), null);
            explain.head(capture.head(), lint);
        }
        EventReader reader = new EventReader(capture.body());
        Step step;
        do {
            step = reader.step();
            lint.line(step, reader);
            if (reader.lines().number() <= LINES) explain.line(step, reader, lint);
            else explain.found(lint);
        } while (step != Step.END);
        explain.summary(lint);
        return out.toByteArray();
    }

    /** {@return what {@code sse lint --fix} prints for a stream without a head} */
    static byte[] fix(byte[] stream) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Correction correction = new Correction(out);
        EventReader reader = new EventReader(stream);
        Step step;
        do {
            step = reader.step();
            correction.line(step, reader);
        } while (step != Step.END);
        return out.toByteArray();
    }

    /** {@return the table of findings} */
    static String rules() {
        JsonWriter json = JsonWriter.object().array("rules");
        for (Rule rule : Rule.all()) {
            json.open().put("code", rule.code()).put("name", rule.name()).put("severity", rule.severity().toString())
                    .put("says", rule.says()).put("why", rule.why()).put("fix", rule.fix()).put("basis", rule.basis())
                    .end();
        }
        return json.end().end().toString();
    }
}
