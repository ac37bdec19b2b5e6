package sse.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import sse.head.BrowserRules;
import sse.head.Credential;
import sse.head.Head;
import sse.head.Header;

/**
 * One attempt: a request, asked again where redirects lead, until an answer does not redirect. One thread asks and
 * reads; {@link #close()} may come from any and ends its waiting.
 */
final class Redirects implements Closeable {
    /** As many hops as the Fetch standard follows. */
    static final int LIMIT = 20;

    private final ClientOptions options;
    private final StreamListener listener;
    private final List<Head> passed = new ArrayList<>();
    private final List<String> withheld = new ArrayList<>();
    private volatile Connection connection;
    private volatile boolean closed;
    private StreamRequest asked;
    private String origin; // that the page sends with it, or null
    private String objection;

    /** Sends nothing yet; the listener is told what is asked and where that leads, and may object. */
    Redirects(ClientOptions options, StreamListener listener) {
        this.options = options;
        this.listener = listener;
    }

    /** Asks, and waits for a head that does not redirect, or that the listener does not want. Called once. */
    Answer ask(StreamRequest request, String lastEventId) throws FailedException {
        long start = System.nanoTime();
        asked = request;
        Page page = request.page();
        origin = page == null ? null : page.origin(request.uri());
        while (true) {
            Answer answer = askOnce(lastEventId, start);
            objection = page == null ? null : page.objection(origin, answer);
            if (objection == null) objection = listener.objection(answer);
            if (objection != null || answer.head().redirect() == null) return answer;
            StreamRequest next = redirected(answer);
            objection = page == null ? null : Page.objection(next.uri());
            if (objection != null) return answer;
            connection.close();
            if (passed.size() == LIMIT) {
                String says = "more than " + LIMIT + " redirects in a row";
                throw new FailedException(Cut.How.REDIRECTS, says, null, 0);
            }
            passed.add(answer.head());
            listener.redirected(answer, next.uri(), withheld(next));
            if (page != null) origin = page.origin(origin, asked.uri(), next.uri());
            asked = next;
        }
    }

    /** The headers that the next request leaves out, as they may prove who asks. */
    private List<String> withheld(StreamRequest next) {
        List<String> names = new ArrayList<>(0);
        for (Header header : asked.headers()) {
            String name = header.name();
            boolean kept = Credential.inHeader(name) || header.is("Host");
            if (kept && next.header(name) == null) names.add(name);
        }
        withheld.addAll(names);
        return names;
    }

    private Answer askOnce(String lastEventId, long start) throws FailedException {
        connection = new Connection(options, listener);
        if (closed) connection.close(); // close() may have come before it could see this one
        try {
            connection.connect(asked);
            Page page = asked.page();
            byte[] head = connection.head(page == null ? asked : asPage(page), lastEventId);
            listener.asking(asked.uri(), head);
            Answer answer = connection.ask(asked, lastEventId, head, start);
            if (page != null) page.keep(origin, answer);
            return answer;
        } catch (IOException e) {
            Stage stage = connection.stage();
            throw FailedException.of(e, stage == null ? Stage.Part.NAME : stage.part(), options);
        }
    }

    private StreamRequest asPage(Page page) throws IOException {
        StreamRequest sends = origin == null ? asked : asked.withHeader("Origin", origin);
        return sends.withHeader("Cookie", page.cookies(origin, asked.uri(), asked.header("Cookie")));
    }

    private StreamRequest redirected(Answer answer) throws FailedException {
        String location = answer.head().redirect();
        try {
            return asked.redirected(answer.status(), Urls.resolve(asked.uri(), location),
                    options.locationTrusted());
        } catch (IllegalArgumentException e) { // not a URL, or not one of http
            String says = "redirected to what cannot be asked: " + location;
            boolean comesBack = asked.page() != null && BrowserRules.fate(answer.head()) != BrowserRules.Fate.CLOSES;
            throw new FailedException(Cut.How.REDIRECTS, says, comesBack ? null : Closed.Reason.URL, answer.status());
        }
    }

    /** How far the request in progress has come; null for not begun. Any thread may ask. */
    Stage stage() {
        Connection open = connection;
        return open == null ? null : open.stage();
    }

    /** What was asked last. */
    StreamRequest asked() {
        return asked;
    }

    /** Why the listener does not want the answer, or null. */
    String objection() {
        return objection;
    }

    /** The heads that redirected, in their order. */
    List<Head> passed() {
        return passed;
    }

    /** The headers that redirects left out. */
    List<String> withheld() {
        return withheld;
    }

    /** The body of the answer, its transfer and content coding undone; may wait for its first byte. */
    InputStream body(Answer answer) throws IOException {
        return connection.body(answer);
    }

    /** Bounds every later wait for bytes. */
    void limitWait(int millis) throws IOException {
        connection.limitWait(millis);
    }

    @Override
    public void close() {
        closed = true;
        Connection open = connection;
        if (open != null) open.close();
    }
}
