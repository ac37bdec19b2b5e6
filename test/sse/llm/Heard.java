package sse.llm;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import sse.EventReader;
import sse.LineReader;
import sse.kit.Chunks;
import sse.text.JsonWriter;

/** A body read to its end as {@code tail --llm} reads it, where each read comes 10 ms after the one before. */
final class Heard {
    private static final long READ = 10_000_000;

    final LlmStream stream;
    final StringBuilder text = new StringBuilder();
    private long now;

    private Heard(InputStream body, boolean keeps) {
        stream = new LlmStream(keeps);
        stream.asked(0);
        InputStream watched = new FilterInputStream(body) {
            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                int n = in.read(buffer, from, length);
                if (n > 0) stream.bytes(buffer, from, n, now += READ);
                text.append(stream.text(false));
                return n;
            }
        };
        EventReader reader = new EventReader(watched);
        try {
            for (EventReader.Step step; (step = reader.step()) != EventReader.Step.END; ) {
                if (step == EventReader.Step.UNKNOWN) stream.line(reader.lines().text());
                if (step != EventReader.Step.DISPATCH) continue;
                stream.event(reader.event().type(), reader.event().data());
                text.append(stream.text(false));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        LineReader lines = reader.lines();
        boolean torn = lines.number() > 0 && lines.ending() == LineReader.End.NONE;
        stream.ended(reader.discardedData() + reader.pendingData() + (torn ? lines.text() : lines.rest()));
        text.append(stream.text(true));
    }

    static Heard of(Chunks body) {
        return new Heard(body, false);
    }

    static Heard of(String body) {
        return new Heard(Chunks.of(body.getBytes(StandardCharsets.UTF_8)), true);
    }

    /** One event for each of these. */
    static Heard events(String... data) {
        StringBuilder body = new StringBuilder();
        for (String one : data) body.append("data: ").append(one).append("\n\n");
        return of(body.toString());
    }

    String text() {
        return text.toString();
    }

    /** What people are told, without the line about times. */
    List<String> says() {
        List<String> lines = new ArrayList<>(new LlmReport(stream).lines());
        lines.removeIf(line -> line.startsWith("first token"));
        return lines;
    }

    String times() {
        return new LlmReport(stream).lines().stream().filter(line -> line.startsWith("first token")).findFirst()
                .orElse("");
    }

    String json() {
        JsonWriter json = JsonWriter.object();
        new LlmReport(stream).write(json);
        return json.end().toString();
    }
}
