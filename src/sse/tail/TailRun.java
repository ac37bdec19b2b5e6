package sse.tail;

import java.util.ArrayList;
import java.util.List;
import sse.client.StreamRequest;
import sse.client.Urls;
import sse.tape.TapeWriter;
import sse.term.Child;
import sse.term.Console;
import sse.term.Exit;
import sse.term.OnSignal;
import sse.term.Sink;
import sse.text.Figures;
import sse.text.Markers;

/**
 * A run of {@code tail} over one or several streams: reads them, and says what came of it.
 *
 * <pre>
 *   one URL:       main ── reads, prints                 (a JVM whose other threads read exits late)
 *   several URLs:  main ── waits;  a virtual thread each reads, and prints under the lock
 *   the clock:     a daemon thread; says what is waited for, and stops them after -m
 *   Ctrl-C:        the hook stops them, and waits for main to print the summary
 * </pre>
 */
public final class TailRun {
    /** How long a signal waits for what is said at the end. */
    public static final long SUMMARY_MILLIS = 500;
    private static final int SIGNALLED = 130;       // not seen: the process ends with the signal's own code

    private final TailOptions options;
    private final Console console;
    private final Output output;
    private final List<Tail> tails = new ArrayList<>();
    private final Course course;
    private volatile RuntimeException broken; // what ended a stream's thread: the output is gone
    private final TailClock clock;

    /**
     * A run that has not begun.
     *
     * @param tape what its stream is recorded on; null for nothing. Whoever opened it closes it
     */
    public TailRun(TailOptions options, Console console, TapeWriter tape) {
        this.options = options;
        this.console = console;
        this.course = new Course(options, console);
        int width = 0;
        if (options.requests.size() > 1) {
            for (StreamRequest request : options.requests) width = Math.max(width, source(request).length() + 2);
        }
        Sink sink = new Sink(console);
        Markers markers = console.outIsTerminal() || options.ascii ? new Markers(options.ascii, options.colour) : null;
        output = switch (options.form) {
            case PLAIN -> new PlainOutput(sink, options, console, width);
            case JSON -> new JsonOutput(sink, options.verbose, options.browser);
            case DATA -> new DataOutput(sink, options.get, options.join, markers, course, console);
            case BASE64 -> new Base64Output(sink, console);
            case RAW -> new RawOutput(sink, options.head);
            case WIRE -> new WireOutput(sink, options, console);
            case LLM -> new LlmOutput(sink, options.json, markers, course, console);
            case EXEC -> new ExecOutput(sink, options.exec, console);
            case NOTHING -> new CountOutput(sink, console);
        };
        for (StreamRequest request : options.requests) {
            tails.add(new Tail(course, options, request, topic(request), width == 0 ? "" : source(request), output,
                    console, tape));
        }
        clock = new TailClock(course, tails, options);
    }

    /** Short, as it stands in front of each line: host and path. */
    private static String source(StreamRequest request) {
        String origin = Urls.origin(request.uri());
        return origin.substring(origin.indexOf("//") + 2) + request.uri().getRawPath();
    }

    /** The path, without which nothing tells one of several apart; with the host where two have the same. */
    private String topic(StreamRequest request) {
        String path = request.uri().getRawPath();
        for (StreamRequest other : options.requests) {
            if (other != request && other.uri().getRawPath().equals(path)) return source(request);
        }
        return path.startsWith("/") ? path.substring(1) : path;
    }

    public int run() {
        long start = System.nanoTime();
        Runnable stop = new Runnable() { // a lambda would cost 5 ms in front of the first event
            @Override
            public void run() {
                course.stop();
            }
        };
        try (OnSignal signal = new OnSignal(stop, SUMMARY_MILLIS)) {
            if (!options.silent || options.maxMillis > 0) {
                course.wakes(clock);
                clock.start();
            }
            if (tails.size() == 1) tails.get(0).read();
            else readAll();
            if (broken != null) throw broken;
            output.end();
            summary((System.nanoTime() - start) / 1_000_000);
            return signal.hasCome() ? SIGNALLED : code();
        } finally {
            course.stop();
        }
    }

    private void readAll() {
        List<Thread> threads = new ArrayList<>();
        for (Tail tail : tails) {
            threads.add(Thread.ofVirtual().name("tail").start(() -> {
                try {
                    tail.read();
                } catch (RuntimeException e) {
                    broken = e;
                    course.stop();
                }
            }));
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                course.stop();
                Thread.currentThread().interrupt();
            }
        }
    }

    private void summary(long millis) {
        long events = 0;
        int connections = 0;
        int gaps = 0;
        Judgement judgement = new Judgement(false, null);
        for (Tail tail : tails) {
            events += tail.number();
            connections += tail.connections();
            gaps += tail.gaps();
            judgement.add(tail.judgement);
        }
        if (connections == 0 || !output.isOfEvents()) return; // there was nothing; why is said elsewhere
        int shown = course.shown();
        String count = (events == shown ? "" : shown + " of ") + Figures.count(events, "event");
        String over = " in " + Figures.seconds(millis) + ", " + Figures.count(connections, "connection")
                + (gaps == 0 ? "" : ", " + Figures.count(gaps, "gap"));
        String trouble = "";
        for (Tail tail : tails) {
            if (tail.trouble() != null) trouble = "; at the end: " + tail.trouble();
        }
        String judged = judgement.found() || trouble.isEmpty() ? ", " + judgement.summary() : "";
        console.note(count + over + judged + new Markers(false, false).show(trouble));
    }

    private int code() {
        if (clock.isUp()) throw new Exit(Exit.OUT_OF_TIME, "time ran out");
        Exit first = null;
        for (Tail tail : tails) {
            if (tail.verdict() == null) continue;
            if (first != null) console.fault(first.getMessage());
            first = tail.verdict();
        }
        if (first != null) throw first;
        if (output.failure() != null) throw output.failure();
        Child then = course.then();
        int failure = then == null ? 0 : then.failure();
        if (failure != 0) throw new Exit(Exit.FAILED, then.name() + " failed with " + failure);
        return 0;
    }
}
