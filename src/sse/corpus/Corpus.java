package sse.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sse.head.MediaType;
import sse.http.Cors;
import sse.http.Refusal;
import sse.http.Reply;
import sse.http.Request;
import sse.http.Route;
import sse.server.EventStream;
import sse.server.SseServer;
import sse.text.JsonWriter;
import sse.text.Spelling;
import sse.text.Text;
import sse.text.Wrap;

/**
 * The hard streams over HTTP: the list, and for each the stream, what a reader makes of it ({@code /expect}), and what
 * a client has made of it ({@code /result}). Pages of any origin may use them: nothing is kept. Any thread.
 */
public final class Corpus implements Route {
    private static final String PATH = "/_/corpus/";
    private static final String READING = "GET, HEAD, OPTIONS";
    private static final String POST = "POST, OPTIONS";
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(40); // so that they are several reads
    private static final int LONGEST = 4 << 20;
    private static final int NAMES = 22;
    private static final int WIDTH = 80;

    private final SseServer server;

    /** Read when somebody asks for the first time. */
    private static final class All {
        static final List<Case> CASES = Cases.read();
    }

    /** The corpus of a server; it is to have it as its route {@code _/corpus}. */
    public Corpus(SseServer server) {
        this.server = server;
    }

    @Override
    public void handle(Request request) throws IOException {
        String path = request.path();
        String below = path.length() <= PATH.length() ? "" : path.substring(PATH.length());
        int slash = below.indexOf('/');
        String name = slash < 0 ? below : below.substring(0, slash);
        String rest = slash < 0 ? "" : below.substring(slash + 1);
        boolean isResult = rest.equals("result");
        Cors.allowAny(request);
        if (request.method().equals("OPTIONS")) {
            Cors.allowPreflight(request, isResult ? POST : READING, "Last-Event-ID, Cache-Control, Content-Type");
        }
        if (!request.allow(isResult ? POST : READING)) return;
        if (name.isEmpty()) {
            list(request);
            return;
        }
        Case asked = find(name);
        switch (rest) {
            case "" -> stream(request, asked);
            case "expect" -> text(request, MediaType.NDJSON, new Lines(asked.gives(), asked.end()).toString());
            case "result" -> judge(request, asked);
            default -> throw new Refusal(404, "a case has /expect and /result, and no other path");
        }
    }

    private static Case find(String name) throws Refusal {
        List<String> names = new ArrayList<>();
        for (Case one : All.CASES) {
            if (one.name().equals(name)) return one;
            names.add(one.name());
        }
        throw new Refusal(404, "there is no case " + JsonWriter.quoted(name) + "; "
                + Spelling.hint(name, names, PATH + " lists them"));
    }

    // ── one case ──

    private void stream(Request request, Case asked) throws IOException {
        List<byte[]> writes = asked.writes();
        if (!request.lastEventId().isEmpty()) {
            Reply.empty(request.exchange(), 204); // it comes back, as an EventSource does: once is enough
        } else if (!asked.type().equals(MediaType.EVENT_STREAM)) {
            Reply.bytes(request.exchange(), 200, asked.type(), writes.get(0));
        } else {
            byte[] first = writes.isEmpty() ? new byte[0] : writes.get(0);
            server.stream(request, 0, first, stream -> send(stream, writes));
        }
    }

    private static void send(EventStream stream, List<byte[]> writes) throws IOException {
        for (int i = 1; i < writes.size(); i++) {
            stream.sleep(BETWEEN_WRITES);
            stream.send(writes.get(i), null);
        }
    }

    private void judge(Request request, Case asked) throws IOException {
        byte[] body = server.body(request, LONGEST);
        Lines seen;
        try {
            seen = Lines.parse(new String(body, StandardCharsets.UTF_8), asked.gives().size());
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, e.getMessage());
        }
        String difference = Verdict.difference(asked, seen);
        if (difference == null) Reply.text(request.exchange(), 200, "pass");
        else Reply.text(request.exchange(), 422, difference + "\n" + asked.name() + ": " + asked.about());
    }

    // ── the list ──

    private void list(Request request) throws IOException {
        if (request.accepts("text/html")) html(request);
        else if (request.accepts("application/json")) text(request, "application/json", json());
        else text(request, "text/plain; charset=utf-8", text(request.scheme() + "://" + host(request) + PATH));
    }

    /** The server as this client calls it. */
    private String host(Request request) {
        String host = request.header("Host");
        return host != null ? host : "127.0.0.1:" + server.address().getPort();
    }

    private static void text(Request request, String type, String text) throws IOException {
        boolean shown = type.equals(MediaType.NDJSON) && request.accepts("text/html"); // a browser would save it
        Reply.bytes(request.exchange(), 200, shown ? "text/plain; charset=utf-8" : type,
                text.getBytes(StandardCharsets.UTF_8));
    }

    private static String json() {
        JsonWriter json = new JsonWriter(new Text()).array();
        for (Case one : All.CASES) {
            json.line().open().put("name", one.name()).put("about", one.about()).put("differs", one.differs()).end();
        }
        return json.end().line().toString();
    }

    private static String text(String url) {
        StringBuilder text = new StringBuilder(All.CASES.size() + " hard streams to test a client with: the stream, "
                + "what a reader makes of it,\nand where what yours made of it is posted.\n\n"
                + "  curl -N " + url + "bom\n"
                + "  curl " + url + "bom/expect\n"
                + "  curl --data-binary @seen " + url + "bom/result\n\n"
                + """
                A client asks once, and stops where the stream ends. What it saw is posted as
                lines of JSON, one an event: {"id":"7","type":"tick","data":"one"}, where id is
                the last event ID at that moment; and last, if the client knows it,
                {"retry":3000,"lastEventId":"7"}. The answer is pass, or 422 and the first
                difference; what is left out, but for data, is not judged.
                With Accept: application/json this is a list of names.
                """);
        String heading = null;
        for (Case one : All.CASES) {
            if (!one.heading().equals(heading)) text.append('\n').append(heading = one.heading()).append('\n');
            String about = one.differs() == null ? one.about() : one.about() + ' ' + one.differs();
            String start = "  " + one.name() + " ".repeat(Math.max(1, NAMES - one.name().length()));
            text.append(Wrap.words(start, about, WIDTH)).append('\n');
        }
        return text.toString();
    }

    private void html(Request request) throws IOException {
        String plain = text(request.scheme() + "://" + host(request) + PATH);
        int end = plain.indexOf('\n' + All.CASES.get(0).heading() + '\n');
        StringBuilder html = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
                + "<title>Hard streams</title>\n<pre>").append(escaped(plain.substring(0, end))).append("</pre>\n");
        String heading = null;
        for (Case one : All.CASES) {
            if (!one.heading().equals(heading)) {
                html.append("<h2>").append(escaped(heading = one.heading())).append("</h2>\n");
            }
            html.append("<p><a href=\"").append(PATH).append(one.name()).append("\">").append(one.name())
                    .append("</a> (<a href=\"").append(PATH).append(one.name()).append("/expect\">expect</a>) ")
                    .append(escaped(one.about())).append('\n');
            if (one.differs() != null) html.append("<br>").append(escaped(one.differs())).append('\n');
        }
        request.exchange().getResponseHeaders().set("Content-Security-Policy", "default-src 'none'");
        text(request, "text/html; charset=utf-8", html.toString());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
