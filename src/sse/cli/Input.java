package sse.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sse.EventReader;
import sse.EventReader.Step;
import sse.explain.Arrivals;
import sse.explain.Capture;
import sse.explain.Head;
import sse.explain.Lint;
import sse.explain.Rule;

/** What explain and lint read: a file, standard input, or the answer to a request; each perhaps with a head. */
final class Input implements AutoCloseable {
    private static final List<String> ASKED = List.of("Accept: text/event-stream", "Cache-Control: no-cache", "Accept-Encoding: gzip, deflate",
            "User-Agent: sse.jar");

    final String name;          // of the file; empty for anything else
    final Head head;            // or null
    final List<Head> earlier;
    final Arrivals arrivals;    // or null: a file has no times
    final URI uri;              // or null
    final long headMillis;
    private final InputStream body;
    private final Pump pump;    // or null

    private Input(String name, InputStream in) throws IOException {
        this.name = name;
        this.uri = null;
        this.headMillis = 0;
        this.pump = in instanceof Pump p ? p : null;
        long start = System.nanoTime();
        Capture capture = Capture.of(in);
        this.head = capture.head();
        this.earlier = capture.earlier();
        this.body = capture.body();
        this.arrivals = name.isEmpty() ? new Arrivals(body, System::nanoTime, start) : null;
    }

    private Input(URI uri, Fetch fetch) {
        this.name = "";
        this.uri = uri;
        this.head = fetch.head();
        this.earlier = fetch.earlier();
        this.headMillis = fetch.headMillis();
        this.pump = fetch.body();
        this.body = pump;
        this.arrivals = new Arrivals(pump, pump::nanos, fetch.start());
    }

    /**
     * Opens what the words of a command name; none is standard input.
     *
     * @param millis to read it at most; 0 for as long as it lasts. A file is read whole
     */
    static Input open(List<String> words, Console console, List<String> headers, long millis) {
        if (words.size() > 1) throw Fault.usage("one file, URL or - at a time, not also '" + words.get(1) + "'");
        String word = words.isEmpty() ? "-" : words.get(0);
        try {
            if (word.equals("-")) {
                long deadline = System.nanoTime() + millis * 1_000_000;
                return new Input("", millis == 0 ? console.in : new Pump(Thread.ofPlatform().daemon().name("sse-stdin"), () -> console.in, deadline));
            }
            URI uri = uri(word);
            if (uri != null) return new Input(uri, ask(uri, headers, millis));
            Path file = Path.of(word);
            if (Files.isDirectory(file)) throw Fault.usage("'" + word + "' is a directory");
            if (!Files.exists(file)) throw Fault.usage("there is no file '" + word + "'; a URL begins with http://, https:// or :PORT/");
            return new Input(word, new FileInputStream(file.toFile()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Asks for a stream as a browser does; headers given by the user come last and win. */
    static Fetch ask(URI uri, List<String> headers, long millis) {
        List<String> all = new ArrayList<>(ASKED);
        for (String header : headers) {
            if (header.indexOf(':') < 1) throw Fault.usage("a header is written 'Name: value', not '" + header + "'");
            all.add(header);
        }
        return new Fetch(uri, all, millis);
    }

    private static URI uri(String word) {
        String url = word.startsWith(":") ? "http://127.0.0.1" + word : word;
        if (!url.startsWith("http://") && !url.startsWith("https://")) return null;
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null) return uri;
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw Fault.usage("'" + word + "' is not a URL");
    }

    static Fault unreadable(IOException e) {
        return new Fault(Fault.FAILED, "cannot read the stream: " + e.getMessage());
    }

    /** The body; where there are arrivals, they note its reads. */
    InputStream body() {
        return arrivals != null ? arrivals : body;
    }

    /** A judge of this, who has seen the head already. */
    Lint lint(Set<Rule> ignored, String origin) {
        Set<Rule> all = new HashSet<>(ignored);
        // This asks by HTTP/1.1 whatever the server could do; over TLS, a browser may well get HTTP/2.
        if (uri != null && uri.getScheme().equals("https")) all.add(Rule.named("SSE611"));
        Lint lint = new Lint(all, arrivals);
        if (head != null) lint.head(head, earlier, origin);
        if (uri != null) lint.connected(headMillis);
        return lint;
    }

    /** Goes to the next line. That the time is up counts as the end, but not as one that the stream made. */
    Step step(EventReader reader) throws IOException {
        Step step = reader.step();
        if (pump != null && pump.stopped()) arrivals.stop();
        return step;
    }

    /** Why the connection broke, or null if it did not. */
    String failure() {
        return pump == null ? null : pump.failure();
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // it has been read
        }
    }
}
