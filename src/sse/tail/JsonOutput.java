package sse.tail;

import java.util.Locale;
import sse.EventReader;
import sse.client.Answer;
import sse.client.BrowserRules;
import sse.client.Closed;
import sse.client.Cut;
import sse.term.Sink;
import sse.text.Figures;
import sse.text.JsonWriter;

/** One JSON object a line. Events always; with {@code -v} everything else that happens, too. */
final class JsonOutput extends Output {
    private final boolean verbose;
    private final boolean browser;
    private final StringBuilder line = new StringBuilder();
    private JsonWriter json;
    private String contentType = "";

    JsonOutput(Sink sink, boolean verbose, boolean browser) {
        super(sink);
        this.verbose = verbose;
        this.browser = browser;
    }

    @Override
    void event(Arrival arrival) {
        start("event", arrival.source(), arrival.connection());
        json.put("n", arrival.number());
        json.put("ts", Figures.utc(arrival.millis()));
        json.put("type", arrival.event().type());
        json.put("lastEventId", arrival.event().id());
        json.put("data", arrival.event().data());
        json.put("off", arrival.offset());
        json.put("bytes", arrival.bytes());
        if (browser) json.put("fires", BrowserRules.fires(arrival.event().type()));
        endLine();
    }

    @Override
    void opened(String source, int connection, Answer answer) {
        if (!verbose && !browser) return;
        start("open", source, connection);
        json.put("ts", Figures.utc(System.currentTimeMillis()));
        if (browser) json.put("readyState", 1);
        json.put("status", answer.status());
        String type = answer.header("Content-Type");
        if (!contentType.equals(type)) json.put("contentType", contentType = type);
        if (!answer.sentLastEventId().isEmpty()) json.put("sentLastEventId", answer.sentLastEventId());
        json.put("headMs", answer.millis());
        endLine();
    }

    @Override
    void line(String source, int connection, EventReader.Step step, EventReader reader) {
        if (!verbose) return;
        if (step == EventReader.Step.COMMENT) {
            start("comment", source, connection);
            json.put("ts", Figures.utc(System.currentTimeMillis()));
            json.put("text", reader.lines().text(reader.valueStart(), reader.lines().end()));
        } else if (step == EventReader.Step.RETRY) {
            start("retry", source, connection);
            json.put("ts", Figures.utc(System.currentTimeMillis()));
            json.put("ms", reader.retryMillis());
        } else {
            return;
        }
        json.put("off", reader.lines().offset());
        endLine();
    }

    @Override
    void cut(String source, int connection, Cut cut, String pending) {
        if (!verbose && !browser) return;
        start(cut.opened() ? "end" : "failed", source, connection);
        json.put("ts", Figures.utc(System.currentTimeMillis()));
        if (browser) json.put("readyState", 0);
        json.put("how", cut.how().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (cut.opened()) {
            json.put("events", cut.events());
            json.put("bytes", cut.bytes());
            json.put("pending", pending);
        } else {
            json.put("says", cut.says());
        }
        json.put("browser", "reconnect");
        json.put("inMs", cut.retryMillis());
        if (cut.waitMillis() >= 0 && cut.waitMillis() != cut.retryMillis()) json.put("waitMs", cut.waitMillis());
        endLine();
    }

    @Override
    void closed(String source, int connection, Closed why) {
        if (!verbose && !browser) return;
        start("closed", source, connection);
        json.put("ts", Figures.utc(System.currentTimeMillis()));
        if (browser) json.put("readyState", 2);
        json.put("why", why.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.put("says", why.says());
        if (why.status() > 0) json.put("status", why.status());
        endLine();
    }

    private void start(String kind, String source, int connection) {
        line.setLength(0);
        json = new JsonWriter(line).open().put("kind", kind);
        if (!source.isEmpty()) json.put("url", source);
        json.put("conn", connection);
    }

    private void endLine() {
        json.end().line();
        sink.print(line.toString());
    }
}
