package sse.tail;

import sse.EventReader;
import sse.client.Answer;
import sse.client.Cut;
import sse.llm.LlmReport;
import sse.llm.LlmStream;
import sse.term.Console;
import sse.term.Exit;
import sse.term.Sink;
import sse.text.JsonWriter;
import sse.text.Markers;
import sse.text.Text;

/**
 * What a language model says, joined as it comes; at the end how it came, on standard error. As JSON it is one object
 * with all of it. A body that is JSON and no event stream is read as well.
 *
 * <p>What comes behind the mark of the end is no part of the answer. A connection that stays open there is left after
 * {@value #LINGERS} ms; at an error, or where no known API answers, at once.
 */
final class LlmOutput extends Output {
    private static final long LINGERS = 1000;

    private final boolean json;
    private final Markers markers; // null where the text goes anywhere but to a terminal
    private final Course course;
    private final Console console;
    private final LlmStream stream;
    private boolean midLine;
    private boolean lingers;
    private boolean opened;
    private boolean ended; // by the stream itself

    LlmOutput(Sink sink, boolean json, Markers markers, Course course, Console console) {
        super(sink);
        this.json = json;
        this.markers = markers;
        this.course = course;
        this.console = console;
        this.stream = new LlmStream(json);
    }

    @Override
    boolean takesAnyType() {
        return true;
    }

    @Override
    void opened(String source, int connection, Answer answer) {
        opened = true;
        stream.asked(System.nanoTime() - answer.millis() * 1_000_000);
    }

    @Override
    void bytes(byte[] bytes, int from, int length) {
        stream.bytes(bytes, from, length, System.nanoTime());
        if (stream.isJson()) print(false);
    }

    @Override
    void line(String source, int connection, EventReader.Step step, EventReader reader) {
        if (step == EventReader.Step.UNKNOWN && !stream.isJson()) stream.line(reader.lines().text());
    }

    @Override
    void event(Arrival arrival) {
        stream.event(arrival.event().type(), arrival.event().data());
        print(false);
    }

    private void print(boolean last) {
        String text = stream.text(last);
        if (json || text.isEmpty()) return;
        sink.print(markers == null ? text : markers.showLines(text));
        midLine = !text.endsWith("\n");
    }

    @Override
    void cut(String source, int connection, Cut cut, String pending) {
        ended = cut.opened();
        stream.ended(pending);
        endLine();
    }

    private void endLine() {
        print(true);
        if (midLine) sink.print('\n');
        midLine = false;
    }

    @Override
    void flush() {
        super.flush();
        if (stream.error() != null || stream.isStrange()) {
            course.stop();
        } else if (stream.isOver() && !lingers) {
            lingers = true;
            Thread.ofPlatform().daemon().name("llm-end").start(new Runnable() {
                @Override
                public void run() {
                    linger();
                }
            });
        }
    }

    private void linger() {
        try {
            Thread.sleep(LINGERS);
            course.stop();
        } catch (InterruptedException e) {
            // which nobody causes
        }
    }

    @Override
    boolean isComplete() {
        return stream.isComplete();
    }

    @Override
    boolean isOfEvents() {
        return !stream.isJson();
    }

    @Override
    Exit failure() {
        if (!opened) return null;
        String unmet = stream.unmet();
        if (unmet == null) return null;
        if (stream.error() != null || stream.isLossy()) return fault(Exit.FAILED, unmet);
        if (!ended && !stream.isStrange()) return null; // it was stopped from here
        return fault(stream.isKnown() || stream.isEmpty() ? Exit.ENDED_EARLY : Exit.BAD_ANSWER, unmet);
    }

    private static Exit fault(int code, String says) {
        return new Exit(code, new Markers(false, false).show(says));
    }

    @Override
    void end() {
        endLine();
        if (!opened) return; // why is said elsewhere
        LlmReport report = new LlmReport(stream);
        if (json) {
            Text line = new Text();
            JsonWriter object = new JsonWriter(line).open();
            report.write(object);
            object.end().line();
            sink.write(line.bytes(), 0, line.length());
        }
        sink.flush();
        for (String line : report.lines()) console.note(line);
    }
}
