package sse.tail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import sse.EventReader;
import sse.client.Answer;
import sse.explain.Explain;
import sse.explain.Show;
import sse.lint.Lint;
import sse.term.Console;
import sse.term.ConsoleStream;
import sse.term.Sink;
import sse.term.Window;
import sse.text.Figures;

/** Every line as it comes, with the time and what it did: the rows of {@code explain}, live and across reconnects. */
final class WireOutput extends Output {
    private final Explain explain;
    private Lint lint = new Lint();

    WireOutput(Sink sink, TailOptions options, Console console) {
        super(sink);
        EnumSet<Show> show = EnumSet.noneOf(Show.class);
        if (options.verbose) show.add(Show.NOTES);
        if (options.ascii) show.add(Show.ASCII);
        if (options.colour) show.add(Show.COLOUR);
        explain = new Explain(new ConsoleStream(console), show, options.full ? 0 : Window.columns(console), true);
    }

    @Override
    void opened(String source, int connection, Answer answer) {
        lint = new Lint(); // offsets and ids begin anew
        explain.connection(connection);
    }

    @Override
    void line(String source, int connection, EventReader.Step step, EventReader reader) {
        explain.time(Figures.local(System.currentTimeMillis()));
        lint.line(step, reader);
        try {
            explain.line(step, reader, lint);
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
            explain.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the console throws no such thing", e);
        }
    }
}
