package sse.tail;

import java.util.List;
import java.util.Map;
import sse.Event;
import sse.term.Child;
import sse.term.Console;
import sse.term.Exit;
import sse.term.Sink;
import sse.text.Figures;

/**
 * Runs a command for each event: the data on its standard input, the rest in its environment; what it prints is
 * the output.
 */
final class ExecOutput extends Output {
    private static final int LONG = 16 << 10; // characters; from 32,767 on there are systems that cannot carry it

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
        Event event = arrival.event();
        Map<String, String> environment = Map.of("SSE_EVENT", event.type(), "SSE_ID", event.id(),
                "SSE_NUMBER", Long.toString(arrival.number()), "SSE_SOURCE", arrival.source());
        try {
            int code = Child.run(command, environment, event.data(), sink);
            if (code == 0) return;
            console.note(command.get(0) + " failed with " + code + " on event " + arrival.number());
        } catch (Exit e) {
            int length = event.type().length() + event.id().length();
            boolean carried = Child.carries(event.type()) && Child.carries(event.id());
            if (length < LONG && carried) throw e; // the command itself cannot be run
            String why = carried ? " has a type and an id of " + Figures.count(length, "character") : " is passed over";
            console.note(e.getMessage() + "; event " + arrival.number() + why);
        }
        failed++;
    }

    @Override
    Exit failure() {
        if (failed == 0) return null;
        return new Exit(Exit.FAILED, command.get(0) + " failed for " + Figures.count(failed, "event"));
    }
}
