package sse.tail;

import java.util.Map;
import sse.Event;
import sse.client.Cut;
import sse.llm.Failure;
import sse.term.Console;
import sse.term.Exit;
import sse.term.Sink;
import sse.text.Harmless;
import sse.text.Json;
import sse.text.Markers;

/**
 * The data, or a part of data that is JSON, and nothing about it. Where parts are joined they are one answer: an event
 * that says what went wrong in its place ends it.
 */
final class DataOutput extends Output {
    private final JsonPath get;
    private final boolean join;
    private final boolean asksForIt; // get is a part of what went wrong
    private final Markers markers; // null where the data goes anywhere but to a terminal
    private final Course course;
    private final Console console;
    private Exit failure;
    private boolean midLine;
    private boolean complained;
    private long seen;      // events
    private long fitted;    // of which the path found something
    private Object first;   // JSON that came, until something fits; null for none

    /**
     * Prints data.
     *
     * @param get the part that is wanted, or null for all
     * @param join whether to put one behind the other, without line ends of our own
     */
    DataOutput(Sink sink, JsonPath get, boolean join, Markers markers, Course course, Console console) {
        super(sink);
        this.get = get;
        this.join = join;
        this.asksForIt = get != null && get.toString().contains("error");
        this.markers = markers;
        this.course = course;
        this.console = console;
    }

    @Override
    void event(Arrival arrival) {
        String text = arrival.event().data();
        if (join && isWrong(arrival.event())) return;
        if (get != null) {
            Object value = part(text);
            seen++;
            if (value == null || value == Json.NULL) return; // nothing there: as in the last chunk of an LLM
            fitted++;
            first = null; // it is of use only if nothing ever fits
            text = JsonPath.text(value);
        }
        if (text.isEmpty() && join) return;
        sink.print(markers == null ? text : markers.showLines(text));
        if (!join) sink.print('\n');
        else midLine = !text.endsWith("\n");
    }

    @Override
    void passedOver(Event event) {
        if (join) isWrong(event); // half an answer is no whole one, whatever is wanted of it
    }

    /** Whether the event says, in place of a part of the answer, what went wrong; then that is all. */
    private boolean isWrong(Event event) {
        String data = event.data();
        boolean mayBe = event.type().equals("error") || data.contains("\"error\"") && !asksForIt;
        String says = mayBe ? Failure.of(event.type(), data, jsonOrNull(data)) : null;
        if (says == null) return false;
        failure = new Exit(Exit.FAILED, "the stream says: " + Harmless.brief(says, 300));
        course.stop();
        return true;
    }

    private static Object jsonOrNull(String data) {
        try {
            return Json.parse(data);
        } catch (Json.Malformed e) {
            return null;
        }
    }

    private Object part(String data) {
        try {
            Object json = Json.parse(data);
            if (first == null && fitted == 0) first = json;
            return get.from(json);
        } catch (Json.Malformed e) {
            if (!complained && !data.equals("[DONE]")) {
                complained = true;
                console.note("data that is no JSON is passed over; the first: " + e.getMessage());
            }
            return null;
        }
    }

    /** What is said of the cut stands on a line of its own, where both are seen. */
    @Override
    void cut(String source, int connection, Cut cut, String pending) {
        if (!midLine || !console.outIsTerminal()) return;
        sink.print('\n');
        midLine = false;
    }

    @Override
    Exit failure() {
        return failure;
    }

    @Override
    void end() {
        if (midLine) sink.print('\n');
        midLine = false;
        super.end();
        if (seen > 0 && fitted == 0 && failure == null) console.note(misfit());
    }

    /** What there is instead. */
    private String misfit() {
        String says = Harmless.brief(get.toString(), 40) + " fitted 0 of " + seen + (seen == 1 ? " event" : " events");
        if (!(first instanceof Map<?, ?> map) || map.isEmpty()) return says;
        StringBuilder names = new StringBuilder("; the first has");
        int n = 0;
        for (Object name : map.keySet()) {
            if (++n > 8) break;
            names.append(n > 1 ? ", ." : " .").append(Harmless.brief((String) name, 20));
        }
        return says + names + (map.size() > 8 ? " ..." : "");
    }
}
