package sse.tail;

import java.nio.charset.StandardCharsets;
import sse.term.Console;
import sse.term.Sink;
import sse.term.Window;
import sse.text.Characters;
import sse.text.Figures;
import sse.text.Json;
import sse.text.Markers;
import sse.text.Text;

/** One event a line, for people: type, id, data; further lines of data under the first. */
final class PlainOutput extends Output {
    private static final int TYPE_WIDTH = 10;

    private final TailOptions options;
    private final Console console;
    private final Markers markers;
    private final int sourceWidth;
    private boolean first = true;
    private int window; // columns; 0 for not yet known
    private ProgressBar progress; // null in front of the first event of that type
    private String bar = "";      // below the events
    private boolean toDraw;

    PlainOutput(Sink sink, TailOptions options, Console console, int sourceWidth) {
        super(sink);
        this.options = options;
        this.console = console;
        this.markers = new Markers(options.ascii, options.colour);
        this.sourceWidth = sourceWidth;
    }

    @Override
    void event(Arrival arrival) {
        if (arrival.event().type().equals("progress")) move(arrival.event().data());
        toDraw = !bar.isEmpty();
        int indent = 0;
        if (options.stamps) {
            colour(Text.DIM, Figures.local(arrival.millis()));
            indent += 13;
            sink.print(' ');
        }
        if (sourceWidth > 0) {
            colour(Text.MAGENTA, arrival.source());
            pad(arrival.source().length(), sourceWidth);
            indent += Math.max(sourceWidth, arrival.source().length() + 2);
        }
        String type = arrival.event().type();
        String shown = markers.showName(type);
        colour(type.equals("message") ? Text.DIM : Text.BOLD_CYAN, shown);
        pad(options.colour ? type.length() : shown.length(), TYPE_WIDTH);
        indent += TYPE_WIDTH;
        int before = indent;
        if (!arrival.event().id().isEmpty()) {
            String id = markers.showName(arrival.event().id());
            colour(Text.DIM, "#" + id);
            sink.print("  ");
            before += id.length() + 3;
        }
        String data = arrival.event().data();
        if (first && !console.outIsTerminal() && options.output == null && Json.isMeant(data)) {
            console.note("these lines are for people; --data prints the JSON alone, for jq and others");
        }
        first = false;
        int end = data.indexOf('\n');
        data(end < 0 ? data : data.substring(0, end), before);
        while (end >= 0) {
            int from = end + 1;
            end = data.indexOf('\n', from);
            pad(0, indent);
            sink.print(markers.ascii() ? "| " : "\u2502 ");
            data(end < 0 ? data.substring(from) : data.substring(from, end), indent + 2);
        }
    }

    /** Moves the bar, where a line can be written anew and is of one stream. */
    private void move(String data) {
        if (sourceWidth > 0 || !console.outIsTerminal() || !console.errMovesUp()) return;
        if (Window.columns(console) <= ProgressBar.COLUMNS) return;
        if (progress == null) progress = new ProgressBar(System.nanoTime());
        String moved = progress.of(data, System.nanoTime());
        if (moved != null) bar = moved;
    }

    @Override
    void flush() {
        super.flush();
        if (!toDraw) return;
        toDraw = false;
        console.progress(bar);
    }

    private void data(String line, int before) {
        boolean toBeSeen = !options.full && console.outIsTerminal();
        sink.print(toBeSeen && before + line.length() > 40 ? cut(line, before) : markers.show(line)).print('\n');
    }

    /** What fits into the window; of the rest only how long the whole is. */
    private String cut(String line, int before) {
        if (window == 0) window = Window.columns(console); // now, and not in front of the first event
        String size = " (" + Figures.count(line.getBytes(StandardCharsets.UTF_8).length, "byte") + ")";
        int room = window - before;
        if (width(line, 0, line.length()) <= room) return markers.show(line);
        int end = 0;
        int left = Math.max(10, room - size.length() - 2);
        while (end < line.length() && left > 0) {
            int next = line.offsetByCodePoints(end, 1);
            left -= width(line, end, next);
            if (left >= 0) end = next;
        }
        return markers.show(line.substring(0, end)) + (markers.ascii() ? "..." : "\u2026") + size;
    }

    private static int width(String text, int from, int to) {
        int width = 0;
        for (int i = from; i < to; i = text.offsetByCodePoints(i, 1)) width += Characters.width(text.codePointAt(i));
        return width;
    }

    private void colour(String style, String text) {
        sink.print(options.colour ? Text.painted(style, text) : text);
    }

    /** Spaces up to that column; two at least, so that nothing runs into the next thing. */
    private void pad(int used, int width) {
        int n = used == 0 ? width : Math.max(2, width - used);
        for (int i = 0; i < n; i++) sink.print(' ');
    }
}
