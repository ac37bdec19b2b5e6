package sse.tail;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sse.Event;
import sse.EventReader;
import sse.LineReader;
import sse.ask.Asking;
import sse.client.Answer;
import sse.client.Closed;
import sse.client.Cut;
import sse.head.BrowserRules;
import sse.head.Header;
import sse.head.MediaType;
import sse.term.Console;
import sse.text.Figures;
import sse.text.Markers;

/** What {@code tail} says on standard error: what happens, why, what a browser would do, and how long it waits. */
final class TailNotes {
    private static final int REFUSED_BODY = 2000; // bytes of an answer's body that are shown
    private static final long REFUSED_NANOS = 1_000_000_000; // that these may take

    private static final long TEN_YEARS = 3650L * 24 * 3_600_000;

    private final Console console;
    private final Markers markers = new Markers(false, false);
    private final String prefix; // which of several streams
    private final boolean verbose;
    private final boolean browser;
    private final boolean head;
    private final boolean kept;
    private final boolean once; // it is an answer, to which nobody comes back
    private final Set<String> types = new HashSet<>(); // whose listeners were named
    private int attempts;

    TailNotes(Console console, String source, TailOptions options) {
        this.console = console;
        this.prefix = source.isEmpty() ? "" : source + ": ";
        this.verbose = options.verbose;
        this.browser = options.browser;
        this.kept = options.kept;
        this.once = options.form == TailOptions.Form.LLM;
        this.head = options.head && options.form != TailOptions.Form.RAW;
    }

    private void say(String line) {
        console.note(prefix + markers.show(line));
    }

    void asking(URI uri, byte[] bytes) {
        if (browser) say("readyState 0 (CONNECTING): asks " + uri);
        if (!verbose) return;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\r\n")) say("> " + line);
    }

    void redirected(Answer answer, URI target, List<String> withheld) {
        if (verbose || head) head(answer);
        say(answer.status() + " redirected to " + target + "; after a cut that is asked");
        if (!withheld.isEmpty()) say(Asking.stayed(withheld));
    }

    void opened(Answer answer, int connection) {
        attempts = 0;
        if (verbose || head) head(answer);
        if (browser) {
            say("readyState 1 (OPEN): onopen fires; 200 " + answer.head().list("Content-Type"));
        } else if (connection == 1) {
            String type = answer.head().opens() ? MediaType.EVENT_STREAM : answer.head().list("Content-Type");
            String head = "200 " + (type.isEmpty() ? "without a type" : type) + ", head after " + answer.millis();
            say(head + " ms; waiting for " + (once ? "text" : "events") + " (Ctrl-C stops)");
        } else {
            String sent = answer.sentLastEventId();
            String id = sent.isEmpty() ? ", no Last-Event-ID to send" : ", sent Last-Event-ID: " + sent;
            say("connection " + connection + id);
        }
    }

    private void head(Answer answer) {
        say("< " + answer.head().version() + " " + answer.status() + " " + answer.head().reason());
        for (Header header : answer.head().headers()) say("< " + header.name() + ": " + header.value());
    }

    void waits(String says) {
        say(says);
    }

    void resumed(String says) {
        if (!browser) say("200, " + says);
    }

    void line(EventReader.Step step, EventReader reader) {
        if (!verbose) return;
        LineReader lines = reader.lines();
        if (step == EventReader.Step.COMMENT) say("comment:" + lines.text(reader.valueStart(), lines.end()));
        else if (step == EventReader.Step.RETRY) say("retry: " + reader.retryMillis() + " ms");
        else if (isIgnored(step)) say("ignored: line " + lines.number() + ", " + lines.text());
    }

    /** Whether a line that did this has no effect, though it looks as if it was meant to. */
    private static boolean isIgnored(EventReader.Step step) {
        return switch (step) {
            case UNKNOWN, ID_IGNORED, RETRY_IGNORED -> true;
            default -> false;
        };
    }

    /** Once for each type: which listener of a page gets it. */
    void event(Event event) {
        if (!browser || types.size() > 100 || !types.add(event.type())) return;
        String fires = BrowserRules.fires(event.type());
        say("\"" + event.type() + "\" fires " + fires + switch (event.type()) {
            case "message" -> "";
            case "error" -> ", with data; readyState stays 1, the connection is fine";
            case "open" -> ", with data, though the connection has long been open";
            default -> "; onmessage gets nothing";
        });
    }

    /** It asks again sooner than the server wants. */
    void waitsLess(Answer answer, long wait) {
        String told = "Retry-After: " + answer.header("Retry-After");
        say(answer.status() + " with " + told + "; waits " + in(wait) + " at most (--max-wait)");
    }

    /** A wait to come; in full where it is one that a person waits for. */
    private static String in(long millis) {
        if (millis < 100_000) return millis + " ms";
        return millis > TEN_YEARS ? "more than 10 years" : Figures.duration(millis);
    }

    void cut(Cut cut) {
        String says = cut.says();
        if (cut.opened()) {
            says += " after " + Figures.count(cut.events(), "event") + ", " + Figures.count(cut.bytes(), "byte");
        }
        long wait = cut.waitMillis(); // negative if it does not come back
        if (browser) {
            say(says);
            say("readyState 0 (CONNECTING): onerror fires" + (wait < 0 ? "" : ". Again in " + in(wait)));
        } else if (kept && cut.how() == Cut.How.END) {
            say("the file ends" + says.substring(says.indexOf(" after ")));
        } else if (once && cut.opened()) {
            if (cut.how() != Cut.How.END) say(says); // the end is what is waited for
        } else if (cut.opened()) {
            String other = wait < 0 || wait == cut.retryMillis() ? "" : "; this comes back in " + in(wait);
            say(says);
            say("a browser would come back in " + in(cut.retryMillis()) + other);
        } else {
            say(says + (wait < 0 ? "" : "; again in " + in(wait) + " (attempt " + (++attempts + 1) + ")"));
        }
    }

    void closed(Closed why) {
        boolean byAnswer = switch (why.reason()) {
            case STATUS, TYPE, REFUSED, URL -> true;
            default -> false;
        };
        if (browser && byAnswer) {
            say(why.says());
            say("readyState 2 (CLOSED): onerror fires. A page never asks again");
        } else if (why.status() == 204) {
            say("204: the server says not to come back, and no browser would");
        }
    }

    /** The first part of what an answer that was refused says. */
    void refused(InputStream body) {
        byte[] bytes = new byte[REFUSED_BODY];
        int n = 0;
        long start = System.nanoTime();
        try {
            while (n < bytes.length && System.nanoTime() - start < REFUSED_NANOS) {
                int got = body.read(bytes, n, bytes.length - n);
                if (got <= 0) break;
                n += got;
            }
        } catch (IOException e) {
            // what came until then has to do
        }
        if (n == 0) return;
        int lines = 0;
        for (String line : new String(bytes, 0, n, StandardCharsets.UTF_8).split("\n")) {
            if (lines++ == 10) break;
            say("| " + line.stripTrailing());
        }
    }
}
