package sse.inspect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sse.EventReader;
import sse.EventReader.Step;
import sse.ask.Address;
import sse.ask.Asking;
import sse.ask.PlainerAsk;
import sse.client.Answer;
import sse.client.ClientOptions;
import sse.client.FailedException;
import sse.client.Fetch;
import sse.client.Stage;
import sse.client.StreamRequest;
import sse.explain.Capture;
import sse.feed.Deadline;
import sse.head.Head;
import sse.lint.Arrivals;
import sse.lint.Lint;
import sse.lint.Rule;
import sse.tape.Decoded;
import sse.tape.Tape;
import sse.tape.TapeException;
import sse.tape.TapeReader;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.term.NamedFile;
import sse.text.Markers;
import sse.text.Units;

/** What explain and lint read: a file, standard input, or the answer to a request; each perhaps with a head. */
public final class Input implements AutoCloseable {
    final String name;          // of the file; empty for anything else
    public final Head head;            // or null
    final List<Head> earlier;
    final Arrivals arrivals;    // or null: a file has no times
    public final URI uri;              // or null
    private final StreamRequest request; // or null
    private final ClientOptions client;  // or null
    final long headMillis;
    private final InputStream body;
    private final Deadline pump;    // or null
    private final TapedBody taped;  // or null
    private final Fetch fetch;      // or null
    private final String held;      // the name of the rule that a head which is held back breaks; or null
    private final String heldSays;
    public final int connections;

    private Input(String name, InputStream in, Deadline pump) throws IOException {
        this.name = name;
        this.uri = null;
        this.request = null;
        this.client = null;
        this.fetch = null;
        this.headMillis = 0;
        this.held = null;
        this.heldSays = null;
        this.connections = 0;
        this.pump = pump;
        this.taped = null;
        long start = System.nanoTime();
        Capture capture = Capture.of(in);
        this.head = capture.head();
        this.earlier = capture.earlier();
        this.body = capture.body();
        this.arrivals = name.isEmpty() ? new Arrivals(body, System::nanoTime, start) : null;
    }

    /** A connection of a tape. */
    private Input(String name, Tape.Connection connection) {
        this.name = name;
        this.uri = null;
        this.request = null;
        this.client = null;
        this.fetch = null;
        this.headMillis = (connection.headMicros() - connection.asked()) / 1000;
        this.held = null;
        this.heldSays = null;
        this.connections = 0;
        this.pump = null;
        this.head = connection.head();
        this.earlier = List.of();
        this.taped = new TapedBody(connection);
        this.body = taped.pieces;
        this.arrivals = new Arrivals(body, taped::nanos, connection.asked() * 1000);
    }

    /** Asks, and waits for the head; for so many milliseconds in all, 0 for as long as it lasts. */
    private Input(StreamRequest request, ClientOptions client, long millis, PlainerAsk asking) {
        long deadline = millis == 0 ? Long.MAX_VALUE : System.nanoTime() + Units.nanos(millis);
        PlainerAsk.Try counts = counts(asking, request, deadline);
        Answer answer = counts.answer();
        this.name = "";
        this.uri = request.uri();
        this.request = counts.request;
        this.client = client;
        this.fetch = counts.fetch;
        this.held = PlainerAsk.rule(counts);
        this.heldSays = held == null ? null : asking.says(counts);
        this.connections = asking.connections();
        this.head = answer == null ? null : answer.head();
        this.earlier = answer == null ? List.of() : fetch.redirects();
        this.headMillis = answer == null ? 0 : answer.millis();
        this.pump = answer == null ? null
                : new Deadline(Thread.ofVirtual().name("sse-fetch"), () -> fetch.body(answer), deadline);
        this.taped = null;
        this.body = answer == null ? InputStream.nullInputStream() : pump;
        this.arrivals = answer == null ? null : new Arrivals(pump, pump::nanos, counts.start);
    }

    private static Input asked(String word, StreamRequest request, ClientOptions client, long millis,
            PlainerAsk asking) {
        try {
            return new Input(request, client, millis, asking);
        } catch (Exit e) {
            throw isUrl(word) ? e : new Exit(e.code, e.getMessage() + "; and there is no file '" + word + "'");
        }
    }

    private static PlainerAsk.Try counts(PlainerAsk asking, StreamRequest request, long deadline) {
        try {
            PlainerAsk.Try counts = asking.ask(request, deadline);
            Stage.Part part = counts.answer() != null || counts.fetch.stage() == null ? Stage.Part.HEAD
                    : counts.fetch.stage().part();
            if (part.compareTo(Stage.Part.REQUEST) >= 0) return counts;
            String none = switch (part) {
                case NAME -> "its name was not found";
                case TLS -> "no TLS";
                default -> "no connection";
            };
            throw new Exit(Exit.OUT_OF_TIME, request.uri().getAuthority() + ": " + none + " in the time there was");
        } catch (FailedException e) {
            String hint = e.isTrust() ? "; -k does without, --cacert names whom to trust" : "";
            // The words may be the server's: a header, say.
            String says = new Markers(false, false).show(e.getMessage()) + " (" + request.uri() + hint + ")";
            throw new Exit(e.isTrust() ? Exit.TLS_TRUST : e.how().curlCode(), says);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Exit(Exit.FAILED, "interrupted");
        }
    }

    /**
     * Opens what the words of a command name; none is standard input. A tape is several: each of its connections.
     *
     * @param args with {@link Asking#OPTIONS}
     * @param origin of the page that asks, or null
     * @param millis to read it at most; 0 for as long as it lasts. A file is read whole
     */
    public static List<Input> open(Args args, Console console, String origin, long millis) {
        List<String> words = args.words();
        if (words.size() > 1) throw Exit.usage("one file, URL or - at a time, not also '" + words.get(1) + "'");
        String word = words.isEmpty() ? "-" : words.get(0);
        if (word.isEmpty()) throw Exit.usage("'' is neither a file, a URL nor a topic");
        try {
            if (word.equals("-")) {
                console.noteIfTyped("reading standard input; Ctrl-D ends it");
                if (millis == 0) return kept("", console.in, null, console);
                long deadline = System.nanoTime() + Units.nanos(millis);
                Thread.Builder reader = Thread.ofPlatform().daemon().name("sse-stdin");
                Deadline pump = new Deadline(reader, () -> console.in, deadline);
                return kept("", pump, pump, console);
            }
            if (isUrl(word) || isTopic(word)) {
                Asking asking = new Asking(args, console);
                StreamRequest request = asking.request(Address.uri(word, console.env), true);
                if (origin != null) request = request.withHeader("Origin", origin);
                boolean again = request.method().equals("GET") && request.body() == null && !args.has("--no-probe");
                Input input = asked(word, request, asking.client, millis,
                        new PlainerAsk(asking.client, again, args.has("--silent") ? null : console));
                List<String> withheld = input.isHeadless() ? List.of() : input.fetch.withheld();
                if (!withheld.isEmpty()) console.note(Asking.stayed(withheld));
                return List.of(input);
            }
            Path file = NamedFile.path(word);
            if (Files.isDirectory(file)) throw Exit.usage("'" + word + "' is a folder");
            if (!Files.exists(file)) {
                throw Exit.usage("there is no file '" + word + "'; a URL begins with http://, https:// or :PORT/");
            }
            return kept(word, NamedFile.in(word), null, console);
        } catch (TapeException e) {
            throw Exit.usage((word.equals("-") ? "" : word + ", ") + e.getMessage());
        } catch (IllegalArgumentException e) { // an origin that is no value of a header, a name that is none of a file
            throw Exit.usage(e.getMessage());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** What somebody kept: a tape, which its first bytes tell, or a stream, perhaps with its head. */
    private static List<Input> kept(String name, InputStream in, Deadline pump, Console console) throws IOException {
        byte[] start = new byte[TapeReader.START_LENGTH];
        int n = Math.max(0, in.read(start, 0, 1));
        if (n == 1 && TapeReader.mayBeTape(start[0])) n += in.readNBytes(start, 1, start.length - 1);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start, 0, n), in);
        if (!TapeReader.isTape(start, n)) return List.of(new Input(name, n == 0 ? in : whole, pump));
        List<Input> inputs = new ArrayList<>();
        try (in) {
            for (Tape.Connection connection : TapeReader.read(whole, console::note).connections()) {
                if (connection.head() != null) inputs.add(new Input(name, Decoded.of(connection)));
            }
        }
        if (inputs.isEmpty()) throw Exit.usage("no answer is on the tape");
        return inputs;
    }

    /** Whether a bare word is a topic, as for tail: it could be one, and there is no such file. */
    private static boolean isTopic(String word) {
        return word.indexOf('.') < 0 && Address.isTopic(word) && !Files.exists(NamedFile.path(word));
    }

    /** Whether a word is listened to, and for how long matters: it is no file, and not standard input. */
    public static boolean isListenedTo(String word) {
        return isUrl(word) || !word.equals("-") && isTopic(word);
    }

    /** Whether a word is taken for a URL: a bare one is the name of a file, if there is one. */
    static boolean isUrl(String word) {
        return word.startsWith("http://") || word.startsWith("https://") || word.startsWith(":");
    }

    /** The id that the connection of a tape was asked for with; empty for none. */
    public String lastEventId() {
        return taped == null ? "" : taped.lastEventId();
    }

    /** The request that was made for this; null if there was none. */
    public StreamRequest request() {
        return request;
    }

    /** Makes another request, as the first one was made. */
    public Input ask(StreamRequest another, long millis) {
        Input input = new Input(another, client, millis, new PlainerAsk(client, false, null));
        input.needsHead();
        return input;
    }

    /** Fails as curl does if there was no head in the time there was, which was reported. */
    public void needsHead() {
        if (isHeadless()) throw new Exit(Exit.OUT_OF_TIME, uri.getAuthority() + " sent no head in the time there was");
    }

    /** Whether there was a request, and no head in time. */
    public boolean isHeadless() {
        return uri != null && head == null;
    }

    public static Exit unreadable(IOException e) {
        return new Exit(Exit.FAILED, "cannot read the stream: " + e.getMessage());
    }

    /** The body; where there are arrivals, they note its reads. */
    public InputStream body() {
        return arrivals != null ? arrivals : body;
    }

    /** A judge of this, who has seen the head already. */
    public Lint lint(Set<Rule> ignored, String origin) {
        Set<Rule> all = new HashSet<>(ignored);
        // This asks by HTTP/1.1 whatever the server could do; over TLS, a browser may well get HTTP/2.
        if (uri != null && uri.getScheme().equals("https")) all.add(Rule.named("SSE611"));
        Lint lint = new Lint(all, arrivals);
        if (head != null) lint.head(head, earlier, origin);
        if (uri != null || taped != null) lint.connected(headMillis);
        if (held != null) lint.head(Rule.named(held), heldSays);
        return lint;
    }

    /** Goes to the next line. That the time is up counts as the end, but not as one that the stream made. */
    public Step step(EventReader reader) throws IOException {
        Step step = reader.step();
        if (pump != null && pump.stopped() || taped != null && taped.stopped()) arrivals.stop();
        return step;
    }

    /** Judges the line that was stepped over, or why there is no further one. */
    public void judge(Lint lint, Step step, EventReader reader) {
        if (step == Step.END && failure() != null) lint.broken(failure(), reader);
        else lint.line(step, reader);
    }

    /** Why the connection broke, or null if it did not. */
    String failure() {
        return taped != null ? taped.failure() : pump == null ? null : pump.failure();
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // it has been read
        }
        if (fetch != null) fetch.close();
    }
}
