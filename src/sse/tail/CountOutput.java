package sse.tail;

import sse.term.Console;
import sse.term.Progress;
import sse.term.Sink;
import sse.text.Figures;

/** Nothing on standard output; a person at a terminal sees how much has come. */
final class CountOutput extends Output {
    private final Progress progress;
    private long events;
    private long bytes;

    CountOutput(Sink sink, Console console) {
        super(sink);
        progress = new Progress(console, console.errMovesUp());
    }

    @Override
    void event(Arrival arrival) {
        events++;
    }

    @Override
    void bytes(byte[] read, int from, int length) {
        bytes += length;
    }

    @Override
    void flush() {
        if (progress.isDue()) progress.tell(Figures.count(events, "event") + ", " + Figures.size(bytes));
    }
}
