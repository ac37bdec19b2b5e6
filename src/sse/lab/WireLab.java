package sse.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import sse.broken.Lookout;
import sse.broken.RawPort;
import sse.demo.BadStreams;
import sse.demo.Demos;
import sse.fault.Kind;
import sse.fault.Outflow.Ending;
import sse.fault.Spec;
import sse.http.Refusal;
import sse.http.Reply;
import sse.http.Request;
import sse.http.Route;
import sse.server.SseServer;
import sse.text.Harmless;
import sse.text.JsonWriter;

/**
 * What the page asks for below {@code /_/lab/}: the tap, a stream of its own, and what is to be done to its streams.
 * Looks at every request with a lab's id on its way. Any thread.
 */
public final class WireLab implements Route, Lookout {
    private static final String PATH = "/_/lab/";
    private static final String STREAM = PATH + "stream";
    private static final String READING = "GET, HEAD, OPTIONS";
    private static final String NO_ROOM = "there are " + Labs.MOST + " labs, and no more are let in; "
            + "one is forgotten when it is not used";
    private static final int MOST_SENT = 64 << 10;
    private static final int MOST_FORM = 4 * MOST_SENT; // each byte may be three
    private static final int TAP_RETRY_MILLIS = 500;
    private static final int RETRY_MILLIS = 3000;
    private static final long LEAST_PAUSE_MILLIS = 1000;
    private static final long MOST_PAUSE_MILLIS = 20_000;

    private final SseServer server;
    private final Demos demos;
    private final RawPort rawPort;
    private final LongSupplier clock; // null for the system's
    private Labs labs;                // made when somebody asks, because a server that starts has no time for it

    /** The labs of a server; it is to have them as its route {@code _/lab}, and its detour is to be looked at. */
    public WireLab(SseServer server, Demos demos, RawPort rawPort) {
        this(server, demos, rawPort, null);
    }

    /** The same by another clock, in milliseconds since 1970. */
    WireLab(SseServer server, Demos demos, RawPort rawPort, LongSupplier clock) {
        this.server = server;
        this.demos = demos;
        this.rawPort = rawPort;
        this.clock = clock;
    }

    private synchronized Labs labs() {
        if (labs == null) labs = new Labs(clock != null ? clock : System::currentTimeMillis);
        return labs;
    }

    // ── requests on their way ──

    @Override
    public Watch at(Request request) throws Refusal {
        String id = request.query("lab");
        boolean own = request.path().startsWith(PATH) && !request.path().equals(STREAM);
        if (!Labs.isId(id) || own || request.method().equals("OPTIONS")) return null;
        // a page of elsewhere begins no lab: its room is for others; one that is redirected knows the id
        Lab lab = labs().enter(id, OwnPages.ask(request, server.address().getPort()));
        return lab == null ? null : new Watched(lab, request);
    }

    // ── what the page asks for ──

    @Override
    public void handle(Request request) throws IOException {
        switch (request.path()) {
            case PATH + "tap" -> tap(request);
            case STREAM -> stream(request);
            case PATH + "about" -> about(request);
            case PATH + "send" -> send(request);
            case PATH + "now" -> now(request);
            case PATH + "next" -> next(request);
            case PATH + "raw" -> raw(request);
            case PATH + "explain", PATH + "fix" -> judge(request);
            case PATH + "rules" -> rules(request);
            default -> throw new Refusal(404, "the lab has no such path; it has tap, stream, about, send, now, "
                    + "next, raw, explain, fix and rules, and the page's files");
        }
    }

    /** Whoever asks for a lab by its id has it: nobody else knows that number. */
    private Lab lab(Request request) throws Refusal {
        String id = request.query("lab");
        if (!Labs.isId(id)) throw new Refusal(400, "lab= is missing: 32 hexadecimal digits that the page makes up");
        Lab lab = labs().enter(id);
        if (lab == null) throw new Refusal(503, NO_ROOM, "Retry-After", "30");
        return lab;
    }

    private boolean reads(Request request) throws IOException {
        OwnPages.allowReading(request, server.address().getPort());
        return request.allow(READING);
    }

    private boolean changes(Request request) throws IOException {
        if (!request.allow("POST")) return false;
        OwnPages.checkChange(request);
        return true;
    }

    private void tap(Request request) throws IOException {
        if (!reads(request)) return;
        Lab lab = lab(request);
        server.stream(request, -1, SseServer.opening(TAP_RETRY_MILLIS),
                stream -> new Tap(lab, stream).send(rawPort.number()));
    }

    private void stream(Request request) throws IOException {
        if (!reads(request)) return;
        Lab lab = lab(request);
        Handout handout = new Handout();
        lab.enter(handout); // before the head is out: what is posted by whoever has seen the head comes
        try {
            server.stream(request, -1, SseServer.opening(RETRY_MILLIS), handout::send);
        } finally {
            lab.leave(handout);
        }
    }

    private void send(Request request) throws IOException {
        if (!changes(request)) return;
        Lab lab = lab(request);
        byte[] bytes = server.body(request, MOST_SENT);
        int readers = lab.send(bytes);
        if (readers < 0) throw new Refusal(503, "what was sent before is still on its way", "Retry-After", "1");
        Reply.json(request.exchange(), 202, JsonWriter.object().put("readers", readers).end().toString());
    }

    private void now(Request request) throws IOException {
        if (!changes(request)) return;
        Lab lab = lab(request);
        Posted form = new Posted(server.body(request, MOST_FORM));
        String what = form.text("do");
        JsonWriter told = lab.object().put("what", what);
        int streams = switch (what) {
            case "cut" -> lab.now(told, connection -> connection.end(Ending.CLEAN));
            case "break" -> lab.now(told, connection -> connection.end(Ending.SHORT));
            case "reset" -> lab.now(told, connection -> connection.end(Ending.RESET));
            case "half" -> lab.now(told, Watched::half);
            case "pause" -> {
                long millis = form.number("ms", LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS);
                yield lab.now(told.put("ms", millis), connection -> connection.pause(millis));
            }
            case "resume" -> lab.now(told, Watched::resume);
            case "write" -> {
                byte[] bytes = form.bytes("bytes");
                if (bytes.length == 0) throw new Refusal(400, "bytes= is empty: there is nothing to write");
                if (bytes.length > MOST_SENT) throw new Refusal(413, "more than " + MOST_SENT + " bytes at a time");
                yield lab.now(told.put("bytes", bytes.length), connection -> connection.write(bytes));
            }
            case "forget" -> {
                lab.forget();
                yield lab.now(told, connection -> { });
            }
            default -> throw new Refusal(400, "do is cut, break, reset, half, pause, resume, write or forget, not '"
                    + Harmless.brief(what, 40) + "'");
        };
        Reply.json(request.exchange(), 200, JsonWriter.object().put("streams", streams).end().toString());
    }

    private void next(Request request) throws IOException {
        if (!changes(request)) return;
        Lab lab = lab(request);
        String text = new String(server.body(request, MOST_SENT), StandardCharsets.UTF_8).strip();
        String stays = request.query("stay");
        try {
            lab.arm(Spec.parse(text), stays != null && !stays.equals("0"));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, e.getMessage());
        }
        Reply.json(request.exchange(), 200, JsonWriter.object().put("armed", text).end().toString());
    }

    /** Changes nothing, and is for this server's pages all the same: it is work. */
    private void judge(Request request) throws IOException {
        if (!changes(request)) return;
        byte[] stream = server.body(request, Judging.MOST);
        boolean fixes = request.path().endsWith("/fix");
        byte[] answer = fixes ? Judging.fix(stream) : Judging.explain(stream);
        Reply.bytes(request.exchange(), 200, fixes ? "application/octet-stream" : "application/x-ndjson", answer);
    }

    private void rules(Request request) throws IOException {
        if (reads(request)) Reply.json(request.exchange(), 200, Judging.rules());
    }

    private void raw(Request request) throws IOException {
        if (!changes(request)) return;
        int port = rawPort.open(request.exchange().getHttpContext());
        Reply.json(request.exchange(), 200, JsonWriter.object().put("rawPort", port).end().toString());
    }

    private void about(Request request) throws IOException {
        if (!reads(request)) return;
        String version = WireLab.class.getPackage().getImplementationVersion();
        InetAddress bound = server.options().bind();
        JsonWriter json = JsonWriter.object().put("version", version).put("port", server.address().getPort())
                .put("rawPort", rawPort.number()).array("addresses");
        for (String url : server.urlsForOthers()) json.add(url);
        json.end().put("open", !bound.isLoopbackAddress()).array("demos");
        for (Demos.Listed demo : demos.listed()) {
            json.open().put("path", demo.path()).put("about", demo.about()).end();
        }
        json.end().array("faults");
        for (Kind fault : Kind.values()) {
            json.open().put("word", fault.word()).put("example", fault.example()).put("effect", fault.effect())
                    .put("reach", fault.actsOn()).end();
        }
        json.end().array("bad");
        for (BadStreams.Bad bad : BadStreams.ALL) {
            json.open().put("name", bad.name()).put("spec", bad.spec()).put("about", bad.about()).end();
        }
        Reply.json(request.exchange(), 200, json.end().end().toString());
    }

    /** Looks now for labs to forget; {@return how many are left}. */
    int look() {
        return labs().look();
    }

    /** Forgets all labs. */
    @Override
    public void close() {
        labs().clear();
    }
}
