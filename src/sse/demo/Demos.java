package sse.demo;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import sse.head.MediaType;
import sse.http.Cors;
import sse.http.Refusal;
import sse.http.Reply;
import sse.http.Request;
import sse.http.Route;
import sse.server.SseServer;
import sse.text.JsonWriter;
import sse.text.Spelling;

/**
 * The streams the jar makes itself: which there are, and which pages may read them; a POST that leaves something
 * behind is for those that may publish. Any thread may call.
 */
public final class Demos implements Route {
    private static final String PATH = "/demo/";
    private static final String HEADERS = "Last-Event-ID, Cache-Control, Authorization, Content-Type";

    private final SseServer server;
    private final LongSupplier clock;
    private Demo[] all; // made when somebody asks, because a server that starts has no time for it

    /** The demos of a server; it is to have them as its route {@code demo}. */
    public Demos(SseServer server) {
        this(server, System::currentTimeMillis);
    }

    /** The same with another clock, in milliseconds since 1970. */
    Demos(SseServer server, LongSupplier clock) {
        this.server = server;
        this.clock = clock;
    }

    private synchronized Demo[] all() {
        if (all == null) {
            all = new Demo[] {
                new Clock(clock), new Count(), new TaskDemo(clock), new LlmDemo(), new LogLines(clock),
                new Chat(clock), new Sys(server), new Types(), new Prices(), new Huge(), new Unicode(),
                new Quiet(), new Polling(clock), new Echo(), new StatusDemo(),
            };
        }
        return all;
    }

    @Override
    public void handle(Request request) throws IOException {
        String path = request.path();
        String below = path.length() <= PATH.length() ? "" : path.substring(PATH.length());
        if (below.isEmpty()) {
            list(request);
            return;
        }
        int slash = below.indexOf('/');
        String name = slash < 0 ? below : below.substring(0, slash);
        String rest = slash < 0 ? "" : below.substring(slash + 1);
        if (name.equals("bad")) {
            bad(request, rest);
            return;
        }
        Demo demo = find(name);
        String methods = demo.methods(rest);
        Query query = new Query(request);
        Pages pages = Pages.of(query);
        if (request.method().equals("POST") && demo.keepsPosts()) server.checkPage(request);
        pages.allowReading(request);
        if (request.method().equals("OPTIONS")) Cors.allowPreflight(request, methods, HEADERS);
        if (!request.allow(methods)) return;
        if (isPage(request)) {
            server.page(request);
        } else {
            demo.answer(new Visit(server, request, query, rest));
        }
    }

    /** {@return whether a browser opens the path as a page, rather than as a stream} */
    static boolean isPage(Request request) {
        return request.method().equals("GET") && request.accepts("text/html")
                && !request.accepts(MediaType.EVENT_STREAM);
    }

    /** Only pages come here: the streams of these paths are made on a detour, which is led to other paths. */
    private void bad(Request request, String name) throws IOException {
        if (!name.isEmpty()) BadStreams.find(name);
        if (name.isEmpty()) list(request);
        else if (isPage(request)) server.page(request);
        else throw new Refusal(404, "this server breaks nothing on purpose");
    }

    /** A demo in a line. */
    public record Listed(String path, String about) {}

    /** {@return what there is} */
    public List<Listed> listed() {
        List<Listed> listed = new ArrayList<>();
        for (Demo demo : all()) listed.add(new Listed(PATH + demo.name, demo.about.replace("$", PATH + demo.name)));
        return listed;
    }

    private Demo find(String name) throws Refusal {
        List<String> names = new ArrayList<>();
        for (Demo demo : all()) {
            if (demo.name.equals(name)) return demo;
            names.add(demo.name);
        }
        throw new Refusal(404, "there is no demo " + JsonWriter.quoted(name) + "; "
                + Spelling.hint(name, names, PATH + " lists them"));
    }

    private void list(Request request) throws IOException {
        if (!request.allow("GET, HEAD, OPTIONS")) return;
        DemoList list = new DemoList(all(), origin(request));
        boolean page = isPage(request);
        Headers headers = request.exchange().getResponseHeaders();
        headers.set("Vary", "Accept");
        if (page) headers.set("Content-Security-Policy", DemoList.policy());
        String type = page ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
        Reply.bytes(request.exchange(), 200, type, page ? list.page() : list.text());
    }

    /** The server as this client calls it. */
    private String origin(Request request) {
        String host = request.header("Host");
        return request.scheme() + "://" + (host != null ? host : "127.0.0.1:" + server.address().getPort());
    }
}
