package sse.tail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import sse.EventReader;
import sse.client.Answer;
import sse.explain.LiveRows;
import sse.explain.Show;
import sse.term.Console;
import sse.term.ConsoleStream;
import sse.term.Sink;
import sse.term.Window;

/** Every line as it comes, with the time and what it did: the rows of {@code explain}, live and across reconnects. */
final class WireOutput extends Output {
    private final LiveRows rows;

    WireOutput(Sink sink, TailOptions options, Console console) {
        super(sink);
        EnumSet<Show> show = EnumSet.noneOf(Show.class);
        if (options.verbose) show.add(Show.NOTES);
        if (options.ascii) show.add(Show.ASCII);
        if (options.colour) show.add(Show.COLOUR);
        rows = new LiveRows(new ConsoleStream(console), show, options.full ? 0 : Window.columns(console));
    }

    @Override
    void opened(String source, int connection, Answer answer) {
        rows.connection(connection);
    }

    @Override
    void line(String source, int connection, EventReader.Step step, EventReader reader) {
        try {
            rows.line(step, reader);
        } catch (IOException e) {
            throw new UncheckedIOException("the console throws no such thing", e);
        }
    }

    @Override
    void event(Arrival arrival) {
        // its lines are shown
    }

    @Override
    void flush() {
        try {
            rows.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the console throws no such thing", e);
        }
    }
}
