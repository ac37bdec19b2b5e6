package sse.tail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import sse.Event;
import sse.EventReader;
import sse.ask.Resume;
import sse.client.Answer;
import sse.client.Closed;
import sse.client.Cut;
import sse.client.EventSource;
import sse.client.StreamListener;
import sse.client.StreamRequest;
import sse.tape.Recorder;
import sse.tape.TapeWriter;
import sse.term.Console;
import sse.term.Exit;
import sse.text.EventJson;
import sse.text.Markers;

/**
 * One stream of {@code tail}: reads it, and keeps account of where it stands for those who show it.
 *
 * <pre>
 *   the thread that reads (main, or a virtual one)  all but these
 *   the clock, with the lock of the Course          look
 *   any thread                                      Course.stop closes the source; the thread that reads then ends
 *   main, when all streams have ended               verdict, number, gaps, connections, judgement
 * </pre>
 *
 * <p>Of several streams, one at a time prints: with the lock of the {@link Course}.
 */
final class Tail implements StreamListener {
    private final Course course;
    private final TailOptions options;
    private final String source;
    private final String topic;
    private final Output output;
    private final TailNotes notes;
    private final EventSource events;
    private final Silence silence = new Silence();
    final Judgement judgement;

    private int connections;
    private long number;
    private int gaps;
    private Answer answer;         // of the connection that is open
    private boolean firstIsToCome; // of a connection that may have resumed
    private EventReader reader;    // of that connection; null in front of its first line
    private boolean idSeen;        // on that connection
    private long retryMillis = -1; // of the block in progress
    private Cut given;             // the one after which it does not come back
    private Exit verdict;
    private String trouble; // that this is in, or ended with; null for none

    /**
     * A stream, not asked for before {@link #read}.
     *
     * @param source says which of several it is, empty for one
     * @param tape what it is recorded on, or null
     */
    Tail(Course course, TailOptions options, StreamRequest request, String topic, String source, Output output,
            Console console, TapeWriter tape) {
        this.course = course;
        this.options = options;
        this.topic = topic;
        this.source = source;
        this.output = output;
        this.notes = new TailNotes(console, source, options);
        String origin = request.page() == null ? null : request.page().origin(request.uri());
        this.judgement = new Judgement(options.kept, origin);
        StreamListener listener = tape == null ? this : new Recorder(tape, options.redacted, this);
        this.events = new EventSource(request, options.client, listener);
        course.add(events);
    }

    /** Reads until there is nothing more to read, or enough. */
    void read() {
        try (EventSource source = events) {
            for (Event event; (event = source.read()) != null;) {
                course.lock();
                try {
                    if (!course.isOver()) event(event); // another stream may have brought the last one meanwhile
                } finally {
                    course.unlock();
                }
            }
        }
    }

    private void event(Event event) {
        number++;
        if (firstIsToCome) {
            firstIsToCome = false;
            output.flush();
            if (Resume.isGap(event)) gaps++;
            notes.resumed(Resume.says(answer.sentLastEventId(), event, idSeen));
        }
        if (options.browser) {
            output.flush();
            notes.event(event);
        }
        boolean wanted = options.names.isEmpty() || options.names.contains(event.type());
        for (int i = 0; wanted && i < options.where.size(); i++) wanted = options.where.get(i).holds(event);
        if (wanted) {
            long now = System.currentTimeMillis();
            long offset = reader.blockStart();
            long bytes = reader.lines().nextOffset() - offset;
            Event own = event.withId(options.browser ? event.id() : reader.idInBlock()); // a page knows no other
            EventJson json = new EventJson(own, retryMillis);
            output.event(new Arrival(event, json, topic, source, connections, number, now, offset, bytes));
        } else {
            output.passedOver(event);
        }
        retryMillis = -1;
        course.event(wanted, options.until != null && options.until.holds(event));
    }

    @Override
    public void asking(URI uri, byte[] head) {
        notes.asking(uri, head);
    }

    @Override
    public void redirected(Answer redirect, URI target, List<String> withheld) {
        notes.redirected(redirect, target, withheld);
    }

    @Override
    public void refused(Answer head, InputStream body) {
        judgement.refused(head, System.nanoTime());
        if (options.browser || head.status() == 204 || "0".equals(head.header("Content-Length"))) return;
        notes.refused(body);
    }

    @Override
    public void open(Answer head) {
        judgement.opened(head, System.nanoTime());
        answer = head;
        connections++;
        firstIsToCome = connections > 1;
        reader = null;
        idSeen = false;
        retryMillis = -1;
        trouble = null;
        course.lock();
        try {
            silence.opened(System.nanoTime(), !head.head().codings().isEmpty());
            notes.opened(head, connections);
            output.opened(source, connections, head);
            if (connections == 1) course.opened();
        } finally {
            course.unlock();
        }
    }

    @Override
    public InputStream body(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                course.lock();
                try {
                    output.flush(); // nothing that is known is held back while this waits
                } finally {
                    course.unlock();
                }
                judgement.mayWait();
                int n = in.read(buffer, from, length);
                if (n <= 0) return n;
                long now = System.nanoTime();
                silence.bytes(n, now);
                judgement.bytes(buffer, from, n, now);
                output.bytes(buffer, from, n); // without the lock: --raw takes them, which has one stream
                return n;
            }
        };
    }

    @Override
    public void line(EventReader.Step step, EventReader reader) {
        this.reader = reader;
        idSeen |= step == EventReader.Step.ID;
        if (step == EventReader.Step.RETRY) retryMillis = reader.retryMillis();
        if (step == EventReader.Step.BLANK) retryMillis = -1;
        course.lock();
        try {
            silence.line(step);
            output.line(source, connections, step, reader);
            if (options.verbose && output.isOfEvents()) notes.line(step, reader);
        } finally {
            course.unlock();
        }
    }

    @Override
    public boolean takes(Answer answer) {
        return output.takesAnyType();
    }

    @Override
    public long comesBack(Answer head) {
        if (options.browser || connections == 0) return -1;
        long told = RetryAfter.millis(head.head(), System.currentTimeMillis());
        if (told < 0) return -1;
        long wait = Math.min(told, options.client.longestWaitMillis());
        if (wait < told) notes.waitsLess(head, wait);
        judgement.refused(head, System.nanoTime());
        return wait;
    }

    @Override
    public void cut(Cut cut) {
        String pending = cut.opened() ? events.pending() : "";
        long now = System.nanoTime();
        switch (cut.how()) {
            case END -> judgement.ended(now);
            case SHORT, BROKEN -> judgement.broken(cut.says(), now);
            default -> judgement.stopped(now);
        }
        trouble = cut.how() == Cut.How.END ? null : cut.says();
        boolean neverOpened = !cut.opened() && connections == 0;
        if (cut.waitMillis() < 0 || neverOpened && !options.retryConnect) given = cut;
        boolean isVerdict = given != null && neverOpened; // which says it all
        course.lock();
        try {
            silence.over();
            output.flush();
            output.cut(source, Math.max(1, connections), cut, pending);
            output.flush();
            if (!isVerdict) notes.cut(cut);
        } finally {
            course.unlock();
        }
        course.lost();
        if (isVerdict) events.close();
    }

    /** Says what has not come for long, and gives the nanoseconds until there may be more to say. With the lock. */
    long look(long nanos) {
        if (events.state() == EventSource.State.CLOSED || !output.isOfEvents()) return Silence.FOREVER;
        String says = silence.says(events.stage(), nanos);
        if (says != null) notes.waits(says);
        return silence.until(events.stage(), nanos);
    }

    @Override
    public void closed(Closed why) {
        judgement.stopped(System.nanoTime());
        boolean called = why.reason() == Closed.Reason.CALLED; // from here, and the reason is known
        if (!called && why.status() != 204 && why.reason() != Closed.Reason.NO_RECONNECT) trouble = why.says();
        course.lock();
        try {
            if (!called) {
                output.flush();
                output.closed(source, Math.max(1, connections), why);
                output.flush();
                notes.closed(why);
            }
            if (given != null) verdict = verdict(given);
            else if (!called && !course.isOver()) verdict = verdict(why);
        } finally {
            course.unlock();
        }
    }

    /** What it means that this does not come back after a cut. */
    private Exit verdict(Cut cut) {
        if (output.isComplete()) return null;
        int code = cut.how().curlCode();
        if (connections == 0) return fault(code, cut.says() + " (" + events.uri() + ")");
        Exit unmet = cut.how() == Cut.How.IDLE ? null : course.unmet(source);
        return unmet != null || cut.how() == Cut.How.END ? unmet : fault(code, cut.says());
    }

    /** What it means that this was closed by an answer, or by a limit. */
    private Exit verdict(Closed why) {
        return switch (why.reason()) {
            case STATUS -> why.status() == 204 ? course.unmet(source)
                    : fault(Exit.BAD_ANSWER, why.says() + " from " + events.uri());
            case TYPE, CODING, REFUSED, URL -> fault(Exit.BAD_ANSWER, why.says() + " (" + events.uri() + ")");
            case TRUST -> fault(Exit.TLS_TRUST, why.says() + " (-k does without, --cacert names whom to trust)");
            case LIMIT -> fault(Exit.FAILED, why.says() + " (--max-line and --max-event say how long)");
            case CALLED, NO_RECONNECT -> null;
        };
    }

    /** The words may be the server's: a status line, a header. */
    private static Exit fault(int code, String says) {
        return new Exit(code, new Markers(false, false).show(says));
    }

    /** Why this failed, or null; known once {@link #read} has returned. */
    Exit verdict() {
        return verdict;
    }

    long number() {
        return number;
    }

    /** How often its server has said that something may be missing. */
    int gaps() {
        return gaps;
    }

    int connections() {
        return connections;
    }

    /** What went wrong last, if nothing went well behind it; or null. */
    String trouble() {
        return trouble;
    }
}
