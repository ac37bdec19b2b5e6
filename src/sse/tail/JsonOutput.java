package sse.tail;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import sse.EventReader;
import sse.client.Answer;
import sse.client.Closed;
import sse.client.Cut;
import sse.head.BrowserRules;
import sse.term.Sink;
import sse.text.JsonWriter;
import sse.text.Text;

/**
 * One JSON object a line. An event is what {@link sse.text.EventJson} says, and so can be published as it is. With
 * {@code -v}, or as a page, everything else that happens is there as well, and each object says of what kind it is.
 */
final class JsonOutput extends Output {
    private final boolean verbose;
    private final boolean browser;
    private final boolean all;
    private final Text line = new Text();
    private final Map<String, String> contentTypes = new HashMap<>(); // of each source

    JsonOutput(Sink sink, boolean verbose, boolean browser) {
        super(sink);
        this.verbose = verbose;
        this.browser = browser;
        this.all = verbose || browser;
    }

    @Override
    void event(Arrival arrival) {
        line.backTo(0, 0);
        JsonWriter json = new JsonWriter(line).open();
        if (all) json.put("kind", "event");
        arrival.json().write(json).put("topic", arrival.topic()).put("time", arrival.millis());
        if (all) {
            connection(json, arrival.source(), arrival.connection()).put("n", arrival.number());
            json.put("off", arrival.offset()).put("bytes", arrival.bytes());
        }
        if (browser) json.put("fires", BrowserRules.fires(arrival.event().type()));
        end(json);
    }

    @Override
    void opened(String source, int connection, Answer answer) {
        if (!all) return;
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
        if (!all) return;
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
        if (!all) return;
        JsonWriter json = start("closed", source, connection);
        if (browser) json.put("readyState", 2);
        json.put("why", word(why.reason())).put("says", why.says());
        end(why.status() > 0 ? json.put("status", why.status()) : json);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private JsonWriter start(String kind, String source, int connection) {
        line.backTo(0, 0);
        JsonWriter json = new JsonWriter(line).open().put("kind", kind).put("time", System.currentTimeMillis());
        return connection(json, source, connection);
    }

    private static JsonWriter connection(JsonWriter json, String source, int connection) {
        if (!source.isEmpty()) json.put("url", source);
        return json.put("conn", connection);
    }

    private void end(JsonWriter json) {
        json.end().line();
        sink.write(line.bytes(), 0, line.length());
    }
}
