package sse.exec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import sse.Event;
import sse.http.Refusal;
import sse.http.Reply;
import sse.http.Request;
import sse.http.Route;
import sse.hub.Draft;
import sse.hub.Hub;
import sse.server.SseServer;
import sse.term.Exit;
import sse.text.JsonWriter;

/**
 * One program for all readers: what it prints is published on a topic, whose last event says how it ended. Requests
 * may read the topic; who may publish may type to the program, where that is allowed, and nothing else.
 */
public final class ForAll implements Route {
    static final String CLOSE = "close"; // the id that ends a topic, also for those who come back with it
    private static final int PORTION = 1_000; // events published at once, so that all or none fits the log
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final long LOOK_MILLIS = 20;
    private static final long RETRY_MILLIS = 200; // behind the end: who comes back is told that it is over
    private static final long BACK_MILLIS = 700;  // and has so long to do so; not all readers do

    /**
     * How it is run.
     *
     * @param block whether the program is held back while a reader is far behind
     * @param restart whether it is run again when it has ended
     */
    public record Manner(boolean block, boolean restart) {}

    private final SseServer server;
    private final String topic;
    private final Program.Command command;
    private final LineStyle style;
    private final Manner manner;
    private final Hints hints;
    private volatile Program program;
    private volatile boolean stopping;
    private final AtomicInteger back = new AtomicInteger(); // readers that were told that it is over
    private int readers; // when it ended

    /** Publishes there what this command prints. */
    public ForAll(SseServer server, String topic, Program.Command command, LineStyle style, Manner manner,
            Hints hints) {
        this.server = server;
        this.topic = topic;
        this.command = command;
        this.style = style;
        this.manner = manner;
        this.hints = hints;
    }

    @Override
    public void handle(Request request) throws IOException {
        switch (request.method()) {
            case "GET", "HEAD", "OPTIONS" -> {
                server.topicFromItsStart(request);
                if (request.lastEventId().equals(CLOSE)) back.incrementAndGet();
            }
            case "POST" -> type(request);
            default -> throw onlyRead();
        }
    }

    private void type(Request request) throws IOException {
        if (!command.input()) throw onlyRead();
        server.checkPublisher(request);
        Program to = program;
        byte[] line = server.body(request, server.options().maxEvent());
        switch (to == null ? Typing.Outcome.CLOSED : to.type(line)) {
            case TAKEN -> Reply.json(request.exchange(), 202,
                    JsonWriter.object().put("typed", line.length + 1L).end().toString());
            case NO_ROOM -> throw new Refusal(503, "the program does not read what was typed before", "Retry-After",
                    "1");
            case CLOSED -> throw new Refusal(409, "the program does not read now");
        }
    }

    private Refusal onlyRead() {
        String allowed = command.input() ? "GET, HEAD, POST, OPTIONS" : "GET, HEAD, OPTIONS";
        return new Refusal(405, "this topic is what a program prints: it is only read", "Allow", allowed);
    }

    /** {@return whether somebody reads the topic} */
    public boolean isRead() {
        for (Hub.State state : server.hub().topics()) {
            if (state.name().equals(topic)) return state.readers() > 0;
        }
        return false;
    }

    /**
     * Lets readers have the end, so long at most: their streams are over behind it. Those who come back, as browsers
     * do, are told that nothing follows.
     */
    public void drain(long millis) throws InterruptedException {
        long start = System.nanoTime();
        while (isRead() && System.nanoTime() - start < millis * 1_000_000) Thread.sleep(LOOK_MILLIS);
        long ended = System.nanoTime();
        while (back.get() < readers && System.nanoTime() - ended < BACK_MILLIS * 1_000_000
                && System.nanoTime() - start < millis * 1_000_000) Thread.sleep(LOOK_MILLIS);
    }

    /** {@return whether somebody read the topic when the program ended} */
    public boolean wasRead() {
        return readers > 0;
    }

    /** How a run ended. */
    private record End(int code, long millis) {}

    /** {@return the exit code of the command, which is run to its end} */
    public int run() throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            End end = runOnce();
            if (end.millis > LONGEST_PAUSE_MILLIS) pause = FIRST_PAUSE_MILLIS; // it was well for a while
            if (manner.restart() && !stopping) {
                hints.again(end.code, pause);
                JsonWriter json = JsonWriter.object().put("code", (long) end.code).put("ms", end.millis);
                publish(List.of(new Event(null, "restart", json.put("in", pause).end().toString())));
                for (long waited = 0; waited < pause && !stopping; waited += 50) Thread.sleep(50);
            }
            if (!manner.restart() || stopping) {
                if (manner.block()) server.awaitReaders();
                Draft last = Draft.of(exit(end.code, end.millis), RETRY_MILLIS);
                readers = server.hub().publish(topic, List.of(last)).subscribers();
                return end.code;
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private End runOnce() throws InterruptedException {
        try {
            program = Program.start(command, Map.of());
        } catch (Exit failed) { // though it was there before; it may be again
            hints.failed(failed.getMessage());
            return new End(failed.code, 0);
        }
        if (stopping) program.end();
        Run run = new Run(program, style, this::publish, hints);
        while (!run.isOver()) { }
        return new End(run.code(), run.millis());
    }

    private void publish(List<Event> events) {
        for (int from = 0; from < events.size(); from += PORTION) {
            List<Draft> drafts = new ArrayList<>();
            int to = Math.min(from + PORTION, events.size());
            for (Event event : events.subList(from, to)) drafts.add(Draft.of(event));
            if (manner.block()) server.awaitReaders();
            server.hub().publish(topic, drafts);
        }
    }

    /** The last event of a program. */
    static Event exit(int code, long millis) {
        JsonWriter json = JsonWriter.object().put("code", (long) code).put("ms", millis);
        return new Event(CLOSE, "exit", json.end().toString());
    }

    /** Ends the program, and does not run it again. Any thread. */
    public void stop() {
        stopping = true;
        Program runs = program;
        if (runs != null) runs.end();
    }

    /** Ends the program at once: this process ends. */
    public void kill() {
        Program runs = program;
        if (runs != null) runs.kill();
    }
}
