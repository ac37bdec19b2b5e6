package sse.cli;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import sse.client.Cut;
import sse.client.FailedException;
import sse.client.Publisher;
import sse.feed.Feed;
import sse.feed.Outgoing;
import sse.feed.Pace;
import sse.tail.JsonPath;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.text.Figures;
import sse.text.Json;
import sse.text.Markers;

/** What {@code pub} sends, one event after the other, and what it says of the answers. */
final class Sending {
    private static final long FIRST_WAIT_MILLIS = 500;
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    private final Args args;
    private final Console console;
    private final URI uri;
    private final Publisher publisher;
    private final Markers markers = new Markers(false, false);
    private volatile long sent;
    private volatile String answer = ""; // to the last one

    Sending(Args args, Console console, URI uri, Publisher publisher) {
        this.args = args;
        this.console = console;
        this.uri = uri;
        this.publisher = publisher;
    }

    /** Sends all that comes in, not faster than that; null for as fast as it goes. */
    void all(Feed input, Pace pace) throws IOException {
        for (Outgoing next; (next = input.next()) != null; sent++) {
            if (pace != null) sleep(pace.waitNanos(System.nanoTime()));
            answer = publish(next);
            if (args.has("--json")) console.println(markers.showLines(answer));
            if (args.has("--verbose")) console.note(("sent " + next.where()).strip() + ": " + markers.show(answer));
        }
        if (input.leftOver() != null) throw new IOException(input.leftOver());
    }

    /** The answer of the server, if it is a yes; everything else is an {@link Exit}. */
    private String publish(Outgoing next) {
        long wait = FIRST_WAIT_MILLIS;
        String which = next.where().isEmpty() ? "" : "; " + next.where() + " was not sent";
        while (true) {
            try {
                Publisher.Result result = publisher.publish(next.event(), next.retryMillis());
                String says = markers.show(says(result)) + sentSoFar();
                switch (result.outcome()) {
                    case PUBLISHED -> {
                        return result.text();
                    }
                    case REFUSED -> throw new Exit(Exit.BAD_ANSWER, says + which);
                    case UNKNOWN -> throw new Exit(Exit.REFUSED, says + "; whether the next one arrived is not known");
                }
            } catch (FailedException e) { // not sent
                String says = markers.show(says(e));
                if (!args.has("--retry-connect") || e.how() == Cut.How.TLS) {
                    throw new Exit(e.isTrust() ? Exit.TLS_TRUST : e.how().curlCode(), says + sentSoFar() + which);
                }
                console.note(says + "; again in " + wait + " ms");
                sleep(wait * 1_000_000);
                wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS);
            }
        }
    }

    /** The server's answer, if it is not a yes, in a line. */
    private static String says(Publisher.Result result) {
        if (result.outcome() != Publisher.Outcome.REFUSED) return result.text();
        if (result.location() != null) return "status " + result.status() + ", it is at " + result.location();
        int end = result.text().indexOf('\n');
        String line = end < 0 ? result.text() : result.text().substring(0, end);
        return "status " + result.status() + (line.isEmpty() ? "" : ": " + line);
    }

    private String says(FailedException e) {
        return switch (e.how()) {
            case REFUSED -> "no connection to " + uri + ": " + e.getCause().getMessage();
            case TIMEOUT -> "no connection to " + uri + " in time";
            default -> e.getMessage() + (e.isTrust() ? " (-k does without, --cacert names whom to trust)" : "");
        };
    }

    private static void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Exit(Exit.FAILED, "interrupted");
        }
    }

    /** How many readers the last event had, where the server says so. */
    private String readers() {
        try {
            Object readers = JsonPath.of(".subscribers").from(Json.parse(answer));
            return readers instanceof Json.Number n ? ", " + Figures.count((long) n.value(), "reader") : "";
        } catch (Json.Malformed e) {
            return ""; // another kind of server
        }
    }

    /** How many were sent, as the end of a sentence about what ended it. */
    String sentSoFar() {
        return "; " + (sent == 0 ? "nothing" : Figures.count(sent, "event")) + " sent";
    }

    /** Says what was sent; any thread may ask. */
    int summary() {
        console.note("sent " + Figures.count(sent, "event") + " to " + uri + readers());
        return 0;
    }
}
