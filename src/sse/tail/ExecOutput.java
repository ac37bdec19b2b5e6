package sse.tail;

import java.util.List;
import java.util.Map;
import sse.term.Child;
import sse.term.Console;
import sse.term.Sink;

/** Runs a command for each event: the data on its standard input, the rest in its environment; what it prints is the output. */
final class ExecOutput extends Output {
    private final List<String> command;
    private final Console console;
    private long failed;

    ExecOutput(Sink sink, List<String> command, Console console) {
        super(sink);
        this.command = command;
        this.console = console;
    }

    @Override
    void event(Arrival arrival) {
        Map<String, String> environment = Map.of("SSE_EVENT", arrival.event().type(), "SSE_ID", arrival.event().id(),
                "SSE_NUMBER", Long.toString(arrival.number()), "SSE_SOURCE", arrival.source());
        int code = Child.run(command, environment, arrival.event().data(), sink);
        if (code == 0) return;
        failed++;
        console.note(command.get(0) + " failed with " + code + " on event " + arrival.number());
    }

    /** For how many events it failed. */
    long failed() {
        return failed;
    }
}
