package sse.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import sse.client.Cut;
import sse.client.FailedException;
import sse.client.Publisher;
import sse.feed.Bundle;
import sse.feed.Feed;
import sse.feed.Outgoing;
import sse.feed.Pace;
import sse.head.MediaType;
import sse.tail.JsonPath;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.term.Progress;
import sse.text.Figures;
import sse.text.Json;
import sse.text.Markers;

/**
 * What {@code pub} sends, and what it says of the answers. The first event goes alone; if the answer is that of
 * sse.jar, which publishes all events of a body or none, those that wait behind it go together. Nothing is sent twice
 * but what such a server has refused: then one event after the other, so that the one to blame is known.
 */
final class Sending {
    private static final long FIRST_WAIT_MILLIS = 500;
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    private final Args args;
    private final Console console;
    private final URI uri;
    private final Publisher publisher;
    private final boolean oneByOne;
    private final Markers markers = new Markers(false, false);
    private final Progress progress;
    private volatile long sent;
    private volatile String answer = ""; // to the last one
    private boolean together;            // the server takes many at once

    Sending(Args args, Console console, URI uri, Publisher publisher) {
        this.args = args;
        this.console = console;
        this.uri = uri;
        this.publisher = publisher;
        this.oneByOne = args.has("--rate") || args.has("--json") || publisher.hasType();
        this.progress = new Progress(console, !args.has("--json") && (args.has("--file") || !console.inIsTerminal()));
    }

    /** Sends all that comes in, not faster than that; null for as fast as it goes. */
    void all(Feed input, Pace pace) throws IOException {
        Bundle bundle = new Bundle(input);
        while (bundle.fill(together ? Bundle.MOST : 1)) {
            List<Outgoing> events = bundle.events();
            if (pace != null) sleep(pace.waitNanos(System.nanoTime()));
            if (events.size() > 1 && send(events, bundle.body())) continue;
            for (Outgoing event : events) send(List.of(event), null);
        }
        if (input.leftOver() != null) throw new IOException(input.leftOver());
    }

    /**
     * Sends these events, in that body if they are many; what goes wrong is an {@link Exit}.
     *
     * @return false if the server refused all of many, and one by one they tell more
     */
    private boolean send(List<Outgoing> events, byte[] body) {
        Publisher.Result result = publish(events, body);
        boolean one = events.size() == 1;
        if (result.outcome() == Publisher.Outcome.REFUSED && !one && result.status() / 100 == 4) return false;
        String says = markers.show(says(result)) + sentSoFar();
        switch (result.outcome()) {
            case PUBLISHED -> { }
            case REFUSED -> throw new Exit(Exit.BAD_ANSWER, says + notSent(events));
            case UNKNOWN -> throw new Exit(Exit.REFUSED, says + "; whether "
                    + (one ? "the next one" : lines(events)) + " arrived is not known");
        }
        if (result.warning() != null) warn(result.warning());
        sent += events.size();
        answer = result.text();
        if (!oneByOne && !together) together = readers() != null;
        if (args.has("--json")) console.println(markers.showLines(answer));
        if (args.has("--verbose")) console.note(("sent " + lines(events)).strip() + ": " + markers.show(answer));
        progress.tell(sent);
        return true;
    }

    private Publisher.Result publish(List<Outgoing> events, byte[] body) {
        long wait = FIRST_WAIT_MILLIS;
        while (true) {
            try {
                Outgoing first = events.get(0);
                String type = first.json() ? MediaType.NDJSON : MediaType.EVENT_STREAM;
                if (body != null) return publisher.publish(body, type);
                // Only in NDJSON a server takes an id of its own back, and gives a new one.
                if (first.json() && first.event().id() != null) return publisher.publish(first.block(), type);
                return publisher.publish(first.event(), first.retryMillis());
            } catch (FailedException e) { // not sent
                String says = markers.show(says(e));
                if (!args.has("--retry-connect") || e.how() == Cut.How.TLS) {
                    int code = e.isTrust() ? Exit.TLS_TRUST : e.how().curlCode();
                    throw new Exit(code, says + sentSoFar() + notSent(events));
                }
                console.note(says + "; again in " + wait + " ms");
                sleep(wait * 1_000_000);
                wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS);
            }
        }
    }

    /** Tells what a field {@code Warning} has in quotes, behind its number and who warns. */
    private void warn(String field) {
        int from = field.indexOf('"') + 1;
        int to = field.lastIndexOf('"');
        console.note("the server warns: " + markers.show(from < to ? field.substring(from, to) : field));
    }

    private static String notSent(List<Outgoing> events) {
        String lines = lines(events);
        return lines.isEmpty() ? "" : "; " + lines + (events.size() == 1 ? " was" : " were") + " not sent";
    }

    /** Where they come from in the input; empty if all of that is one event. */
    private static String lines(List<Outgoing> events) {
        long first = events.get(0).line();
        if (events.size() == 1) return first == 0 ? "" : "line " + first;
        return "lines " + first + " to " + events.get(events.size() - 1).line();
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

    /** How many readers the last event had, or null if the answer is not that of sse.jar. */
    private String readers() {
        try {
            Object answered = Json.parse(answer);
            boolean ours = JsonPath.of(".id").from(answered) instanceof String;
            Object readers = JsonPath.of(".subscribers").from(answered);
            return ours && readers instanceof Json.Number n ? Figures.count((long) n.value(), "reader") : null;
        } catch (Json.Malformed e) {
            return null;
        }
    }

    /** How many were sent, as the end of a sentence about what ended it. */
    String sentSoFar() {
        return "; " + (sent == 0 ? "nothing" : Figures.count(sent, "event")) + " sent";
    }

    /** Says what was sent; any thread may ask. */
    int summary() {
        String readers = readers();
        String with = readers == null ? "" : ", " + readers;
        console.note("sent " + Figures.count(sent, "event") + " to " + uri + with);
        return 0;
    }
}
