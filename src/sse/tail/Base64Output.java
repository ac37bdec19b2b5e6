package sse.tail;

import java.util.Base64;
import sse.term.Console;
import sse.term.Exit;
import sse.term.Sink;
import sse.text.Figures;

/** The bytes that the data is in Base64, as {@code pub --base64} sends them, one event's behind the other's. */
final class Base64Output extends Output {
    private final Console console;
    private long wrong;

    Base64Output(Sink sink, Console console) {
        super(sink);
        this.console = console;
    }

    @Override
    void event(Arrival arrival) {
        try {
            byte[] bytes = Base64.getDecoder().decode(arrival.event().data().replace("\n", "")); // it may be folded
            sink.write(bytes, 0, bytes.length);
        } catch (IllegalArgumentException e) {
            wrong++;
            console.note("event " + arrival.number() + " is not Base64, and nothing of it is written");
        }
    }

    @Override
    Exit failure() {
        return wrong == 0 ? null : new Exit(Exit.FAILED, Figures.count(wrong, "event") + " not in Base64");
    }
}
