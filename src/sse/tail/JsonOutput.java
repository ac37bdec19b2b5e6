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
    private String contentType = "";

    JsonOutput(Sink sink, boolean verbose, boolean browser) {
        super(sink);
        this.verbose = verbose;
        this.browser = browser;
    }

    @Override
    void event(Arrival arrival) {
        start("event", arrival.source(), arrival.connection());
        number("n", arrival.number());
        text("ts", Figures.utc(arrival.millis()));
        text("type", arrival.event().type());
        text("lastEventId", arrival.event().id());
        text("data", arrival.event().data());
        number("off", arrival.offset());
        number("bytes", arrival.bytes());
        if (browser) text("fires", BrowserRules.fires(arrival.event().type()));
        endLine();
    }

    @Override
    void opened(String source, int connection, Answer answer) {
        if (!verbose && !browser) return;
        start("open", source, connection);
        text("ts", Figures.utc(System.currentTimeMillis()));
        if (browser) number("readyState", 1);
        number("status", answer.status());
        String type = answer.header("Content-Type");
        if (!contentType.equals(type)) text("contentType", contentType = type);
        if (!answer.sentLastEventId().isEmpty()) text("sentLastEventId", answer.sentLastEventId());
        number("headMs", answer.millis());
        endLine();
    }

    @Override
    void line(String source, int connection, EventReader.Step step, EventReader reader) {
        if (!verbose) return;
        if (step == EventReader.Step.COMMENT) {
            start("comment", source, connection);
            text("ts", Figures.utc(System.currentTimeMillis()));
            text("text", reader.lines().text(reader.valueStart(), reader.lines().end()));
        } else if (step == EventReader.Step.RETRY) {
            start("retry", source, connection);
            text("ts", Figures.utc(System.currentTimeMillis()));
            number("ms", reader.retryMillis());
        } else {
            return;
        }
        number("off", reader.lines().offset());
        endLine();
    }

    @Override
    void cut(String source, int connection, Cut cut, String pending) {
        if (!verbose && !browser) return;
        start(cut.opened() ? "end" : "failed", source, connection);
        text("ts", Figures.utc(System.currentTimeMillis()));
        if (browser) number("readyState", 0);
        text("how", cut.how().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (cut.opened()) {
            number("events", cut.events());
            number("bytes", cut.bytes());
            text("pending", pending);
        } else {
            text("says", cut.says());
        }
        text("browser", "reconnect");
        number("inMs", cut.retryMillis());
        if (cut.waitMillis() >= 0 && cut.waitMillis() != cut.retryMillis()) number("waitMs", cut.waitMillis());
        endLine();
    }

    @Override
    void closed(String source, int connection, Closed why) {
        if (!verbose && !browser) return;
        start("closed", source, connection);
        text("ts", Figures.utc(System.currentTimeMillis()));
        if (browser) number("readyState", 2);
        text("why", why.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        text("says", why.says());
        if (why.status() > 0) number("status", why.status());
        endLine();
    }

    private void start(String kind, String source, int connection) {
        line.setLength(0);
        line.append("{\"kind\":\"").append(kind).append('"');
        if (!source.isEmpty()) text("url", source);
        number("conn", connection);
    }

    private void text(String name, String value) {
        line.append(",\"").append(name).append("\":");
        JsonWriter.quote(line, value);
    }

    private void number(String name, long value) {
        line.append(",\"").append(name).append("\":").append(value);
    }

    private void endLine() {
        sink.print(line.append("}\n").toString());
    }
}
