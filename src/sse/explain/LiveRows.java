package sse.explain;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import sse.EventReader;
import sse.EventReader.Step;
import sse.lint.Lint;
import sse.text.Figures;

/** The rows of {@link Explain} for a stream that is being read, each with the time of day. For one thread. */
public final class LiveRows {
    private final Explain explain;
    private Lint lint = new Lint();

    /** Writes rows to a stream; see {@link Explain#Explain}. */
    public LiveRows(OutputStream out, Set<Show> show, int window) {
        explain = new Explain(out, show, window, true);
    }

    /** Goes to a new connection, of this number: offsets and ids begin anew. */
    public void connection(int number) {
        lint = new Lint();
        explain.connection(number);
    }

    /** Shows a line that was read now. */
    public void line(Step step, EventReader reader) throws IOException {
        explain.time(Figures.local(System.currentTimeMillis()));
        lint.line(step, reader);
        explain.line(step, reader, lint);
    }

    /** Writes what was gathered. */
    public void flush() throws IOException {
        explain.flush();
    }
}
