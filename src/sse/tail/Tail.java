package sse.tail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import sse.Event;
import sse.EventReader;
import sse.client.Answer;
import sse.client.BrowserRules;
import sse.client.Closed;
import sse.client.Cut;
import sse.client.EventSource;
import sse.client.StreamListener;
import sse.client.StreamRequest;
import sse.term.Console;
import sse.term.Exit;
import sse.text.Markers;

/** One stream of {@code tail}: reads it, and keeps account of where it stands for those who show it. */
final class Tail implements StreamListener {
    private static final int REFUSED_BODY = 2000; // bytes of an answer's body that are shown
    private static final long REFUSED_NANOS = 1_000_000_000; // that these may take

    private final TailRun run;
    private final TailOptions options;
    private final String source;
    private final Output output;
    private final TailNotes notes;
    private final BrowserRules page; // null unless this acts as one
    private final EventSource events;
    final Oddities oddities = new Oddities();

    private int connections;
    private long number;
    private Answer answer;         // of the connection that is open
    private boolean firstIsToCome; // of a connection that may have resumed
    private OpenBlock block;
    private Exit fault;

    Tail(TailRun run, TailOptions options, StreamRequest request, String source, Output output, Console console) {
        this.run = run;
        this.options = options;
        this.source = source;
        this.output = output;
        this.notes = new TailNotes(console, source, options);
        this.page = options.browser ? new BrowserRules(request.origin(), options.credentials) : null;
        this.events = new EventSource(request, options.client, this);
    }

    /** Reads until there is nothing more to read, or enough. */
    void read() {
        try (EventSource source = events) {
            for (Event event; (event = source.read()) != null;) {
                run.lock();
                try {
                    if (!run.isOver()) event(event); // another stream may have brought the last one meanwhile
                } finally {
                    run.unlock();
                }
            }
        }
    }

    /** Ends it, from any thread. */
    void stop() {
        events.close();
    }

    private void event(Event event) {
        number++;
        if (firstIsToCome) {
            firstIsToCome = false;
            output.flush();
            notes.resumed(Resume.says(answer.sentLastEventId(), event, block.idSeen()));
        }
        if (page != null) {
            output.flush();
            notes.event(event);
        }
        boolean wanted = options.names.isEmpty() || options.names.contains(event.type());
        for (int i = 0; wanted && i < options.where.size(); i++) wanted = options.where.get(i).holds(event);
        if (wanted) {
            long now = System.currentTimeMillis();
            output.event(new Arrival(event, source, connections, number, now, block.offset(), block.bytes()));
        }
        run.seen(wanted, options.until != null && options.until.holds(event));
    }

    @Override
    public void asking(URI uri, byte[] head) {
        notes.asking(uri, head);
    }

    @Override
    public void redirected(Answer redirect, URI target) {
        notes.redirected(redirect, target);
    }

    @Override
    public String objection(Answer head) {
        return page == null ? null : page.objection(head);
    }

    @Override
    public void refused(Answer head, InputStream body) {
        if (options.browser || head.status() == 204 || "0".equals(head.header("Content-Length"))) return;
        byte[] bytes = new byte[REFUSED_BODY];
        int n = 0;
        long start = System.nanoTime();
        try {
            for (int got; n < bytes.length && System.nanoTime() - start < REFUSED_NANOS && (got = body.read(bytes, n, bytes.length - n)) > 0;) n += got;
        } catch (IOException e) {
            // what came until then has to do
        }
        if (n > 0) notes.refused(new String(bytes, 0, n, StandardCharsets.UTF_8));
    }

    @Override
    public void open(Answer head) {
        run.lock();
        try {
            answer = head;
            connections++;
            firstIsToCome = connections > 1;
            block = new OpenBlock(options.verbose);
            notes.opened(head, connections);
            output.opened(source, connections, head);
        } finally {
            run.unlock();
        }
        if (connections == 1) run.opened();
    }

    @Override
    public InputStream body(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                run.lock();
                try {
                    output.flush(); // nothing that is known is held back while this waits
                } finally {
                    run.unlock();
                }
                int n = in.read(buffer, from, length);
                if (n > 0) output.bytes(buffer, from, n);
                return n;
            }
        };
    }

    @Override
    public void line(EventReader.Step step, EventReader reader) {
        block.line(step, reader);
        oddities.line(step);
        run.lock();
        try {
            output.line(source, connections, step, reader);
            if (options.verbose) notes.line(step, reader);
        } finally {
            run.unlock();
        }
    }

    @Override
    public void cut(Cut cut) {
        if (cut.opened()) oddities.end(block.unfinished());
        if (!cut.opened() && connections == 0 && (!options.retryConnect || cut.waitMillis() < 0)) {
            fault = fault(cut.how().curlCode(), cut.says() + " (" + uri() + ")");
            stop();
            return;
        }
        run.lock();
        try {
            output.flush();
            output.cut(source, Math.max(1, connections), cut, cut.opened() ? block.pending() : "");
            output.flush();
            notes.cut(cut);
            if (cut.waitMillis() < 0) fault = run.early(source, cut);
        } finally {
            run.unlock();
        }
    }

    @Override
    public void closed(Closed why) {
        if (why.reason() == Closed.Reason.CALLED) return; // from here, and the reason is known
        run.lock();
        try {
            output.flush();
            output.closed(source, Math.max(1, connections), why);
            output.flush();
            notes.closed(why);
        } finally {
            run.unlock();
        }
        if (fault != null || run.isOver()) return;
        fault = switch (why.reason()) {
            case STATUS -> why.status() == 204 ? run.early(source, null) : fault(Exit.BAD_ANSWER, why.says() + " from " + uri());
            case TYPE, REFUSED, URL -> fault(Exit.BAD_ANSWER, why.says() + " (" + uri() + ")");
            case TRUST -> fault(Exit.TLS_TRUST, why.says() + " (-k does without, --cacert names whom to trust)");
            case LIMIT -> fault(Exit.FAILED, why.says());
            case CALLED, NO_RECONNECT -> null;
        };
    }

    /** The words may be the server's: a status line, a header. */
    static Exit fault(int code, String says) {
        return new Exit(code, new Markers(false, false).show(says));
    }

    private String uri() {
        return events.uri().toString();
    }

    /** Why this failed, or null. */
    Exit fault() {
        return fault;
    }

    long number() {
        return number;
    }

    int connections() {
        return connections;
    }
}
