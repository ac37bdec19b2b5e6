package sse.exec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sse.Event;
import sse.http.Refusal;
import sse.http.Reply;
import sse.http.Request;
import sse.http.Route;
import sse.hub.Draft;
import sse.server.SseServer;
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
    private static final long QUIET_MILLIS = 3_000;

    /** Told what the person at the terminal should know. */
    public interface Remarks {
        /** In one line. */
        void remark(String line);
    }

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
    private final Remarks remarks;
    private volatile Program program;
    private volatile boolean stopping;
    private volatile boolean asked; // somebody reads

    /** Publishes there what this command prints. */
    public ForAll(SseServer server, String topic, Program.Command command, LineStyle style, Manner manner,
            Remarks remarks) {
        this.server = server;
        this.topic = topic;
        this.command = command;
        this.style = style;
        this.manner = manner;
        this.remarks = remarks;
    }

    @Override
    public void handle(Request request) throws IOException {
        boolean reading = List.of("GET", "HEAD", "OPTIONS").contains(request.method());
        if (reading) {
            asked |= request.method().equals("GET");
            server.topic(request);
        } else if (request.method().equals("POST") && command.input()) {
            server.checkPublisher(request);
            Program to = program;
            byte[] line = server.body(request, server.options().maxEvent());
            if (to == null || !to.type(line)) throw new Refusal(409, "the program does not read any more");
            Reply.json(request.exchange(), 202, JsonWriter.object().put("typed", line.length + 1L).end().toString());
        } else {
            throw new Refusal(405, "this topic is what a program prints: it is only read", "Allow",
                    "GET, HEAD, OPTIONS");
        }
    }

    /** {@return whether somebody has asked for the topic} */
    public boolean isAsked() {
        return asked;
    }

    /** {@return the exit code of the command, which is run to its end} */
    public int run() throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            Run run = runOnce();
            if (!manner.restart() || stopping) {
                publish(List.of(exit(run)));
                return run.code();
            }
            if (run.millis() > LONGEST_PAUSE_MILLIS) pause = FIRST_PAUSE_MILLIS; // it was well for a while
            JsonWriter json = JsonWriter.object().put("code", (long) run.code()).put("ms", run.millis());
            publish(List.of(new Event(null, "restart", json.put("in", pause).end().toString())));
            for (long waited = 0; waited < pause && !stopping; waited += 50) Thread.sleep(50);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private Run runOnce() throws InterruptedException {
        program = Program.start(command, Map.of());
        if (stopping) program.end();
        Run run = new Run(program, style, this::publish);
        boolean told = false;
        while (!run.isOver()) {
            if (told || run.hasPrinted() || run.millis() < QUIET_MILLIS) continue;
            told = true;
            remarks.remark("no output yet: many programs hold it back in a pipe; try --pty, stdbuf -oL, python -u");
        }
        if (run.hasCut()) remarks.remark("a line was longer than --max-event and was cut");
        return run;
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
    static Event exit(Run run) {
        JsonWriter json = JsonWriter.object().put("code", (long) run.code()).put("ms", run.millis());
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
