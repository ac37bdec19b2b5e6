package sse.tail;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import sse.Event;
import sse.EventReader;
import sse.client.Answer;
import sse.client.Closed;
import sse.client.Cut;
import sse.head.BrowserRules;
import sse.term.Sink;
import sse.text.Figures;
import sse.text.JsonWriter;
import sse.text.Text;

/** One JSON object a line. Events always; with {@code -v} everything else that happens, too. */
final class JsonOutput extends Output {
    private final boolean verbose;
    private final boolean browser;
    private final Text line = new Text();
    private final Map<String, String> contentTypes = new HashMap<>(); // of each source

    JsonOutput(Sink sink, boolean verbose, boolean browser) {
        super(sink);
        this.verbose = verbose;
        this.browser = browser;
    }

    @Override
    void event(Arrival arrival) {
        JsonWriter json = start("event", arrival.source(), arrival.connection(), arrival.number(), arrival.millis());
        Event event = arrival.event();
        json.put("type", event.type()).put("lastEventId", event.id()).put("data", event.data());
        json.put("off", arrival.offset()).put("bytes", arrival.bytes());
        if (browser) json.put("fires", BrowserRules.fires(event.type()));
        end(json);
    }

    @Override
    void opened(String source, int connection, Answer answer) {
        if (!verbose && !browser) return;
        JsonWriter json = start("open", source, connection);
        if (browser) json.put("readyState", 1);
        json.put("status", answer.status());
        String type = answer.head().list("Content-Type");
        boolean another = !type.equals(contentTypes.put(source, type));
        if (another || connection == 1) json.put("contentType", type);
        if (!answer.sentLastEventId().isEmpty()) json.put("sentLastEventId", answer.sentLastEventId());
        end(json.put("headMs", answer.millis()));
    }

    @Override
    void line(String source, int connection, EventReader.Step step, EventReader reader) {
        boolean comment = step == EventReader.Step.COMMENT;
        if (!verbose || !comment && step != EventReader.Step.RETRY) return;
        JsonWriter json = start(comment ? "comment" : "retry", source, connection);
        if (comment) json.put("text", reader.lines().text(reader.valueStart(), reader.lines().end()));
        else json.put("ms", reader.retryMillis());
        end(json.put("off", reader.lines().offset()));
    }

    @Override
    void cut(String source, int connection, Cut cut, String pending) {
        if (!verbose && !browser) return;
        JsonWriter json = start(cut.opened() ? "end" : "failed", source, connection);
        if (browser) json.put("readyState", 0);
        json.put("how", word(cut.how()));
        if (cut.opened()) json.put("events", cut.events()).put("bytes", cut.bytes()).put("pending", pending);
        else json.put("says", cut.says());
        json.put("browser", "reconnect").put("inMs", cut.retryMillis());
        if (cut.waitMillis() >= 0 && cut.waitMillis() != cut.retryMillis()) json.put("waitMs", cut.waitMillis());
        end(json);
    }

    @Override
    void closed(String source, int connection, Closed why) {
        if (!verbose && !browser) return;
        JsonWriter json = start("closed", source, connection);
        if (browser) json.put("readyState", 2);
        json.put("why", word(why.reason())).put("says", why.says());
        end(why.status() > 0 ? json.put("status", why.status()) : json);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private JsonWriter start(String kind, String source, int connection) {
        return start(kind, source, connection, 0, System.currentTimeMillis());
    }

    /** The members that all have; n is left out where it is 0. */
    private JsonWriter start(String kind, String source, int connection, long n, long millis) {
        line.backTo(0, 0);
        JsonWriter json = new JsonWriter(line).open().put("kind", kind);
        if (!source.isEmpty()) json.put("url", source);
        json.put("conn", connection);
        if (n > 0) json.put("n", n);
        return json.put("ts", Figures.utc(millis));
    }

    private void end(JsonWriter json) {
        json.end().line();
        sink.write(line.bytes(), 0, line.length());
    }
}
