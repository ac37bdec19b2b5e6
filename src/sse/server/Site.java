package sse.server;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import sse.head.Origin;
import sse.http.Reply;
import sse.http.Request;

/**
 * The page for browsers: its files from the jar, as they are in the source tree. Which there are is a list; no path
 * of a request ever names a file. The policy lets only these files run, whatever a stream sends.
 */
final class Site {
    /** What the files are asked for under. */
    static final String PATH = "/_/lab/";

    private static final String INDEX = "index.html";

    private static final List<String> FILES = List.of(INDEX,
            "lab.css", "lab.js", "bus.js", "state.js", "actions.js", "words.js", "parse.js", "dom.js", "bytes.js",
            "marks.js", "reader.js", "ansi.js",
            "rows.js", "tap.js", "wire.js", "browser.js", "timeline.js", "says.js", "keys.js", "topic.js", "show.js",
            "code.js", "compose.js", "drawer.css", "explain.js", "faults.js", "findings.js", "judge.js", "own.js",
            "snippets.js",
            "lessons.css", "lessons.js", "lessons/client.js", "lessons/en.js", "lessons/panels.js",
            "lessons/twelve.js", "lessons/vi.js",
            "words/en.js", "words/vi.js");

    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8");

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
            + "connect-src 'self' ";

    /** Each is read when somebody asks for it for the first time. */
    private static final Map<String, byte[]> READ = new ConcurrentHashMap<>();

    private Site() {}

    /** Answers with the page, which watches the path it was asked under. */
    static void handle(Request request) throws IOException {
        send(request, INDEX);
    }

    /** {@return whether the path is that of one of the files, which is the answer then} */
    static boolean answers(Request request) throws IOException {
        String name = request.path().equals(PATH) ? INDEX : request.path().substring(PATH.length());
        if (!FILES.contains(name)) return false;
        if (request.allow("GET, HEAD, OPTIONS")) send(request, name);
        return true;
    }

    private static void send(Request request, String name) throws IOException {
        Headers headers = request.exchange().getResponseHeaders();
        headers.set("Cache-Control", "no-cache");
        if (name.equals(INDEX)) {
            headers.set("Content-Security-Policy", POLICY + thisMachine(request.scheme())
                    + watched(request));
            headers.set("Referrer-Policy", "no-referrer");
        }
        byte[] file = READ.computeIfAbsent(name, Site::read);
        Reply.bytes(request.exchange(), 200, TYPES.get(name.substring(name.lastIndexOf('.') + 1)), file);
    }

    private static String thisMachine(String scheme) {
        return scheme + "://localhost:* " + scheme + "://127.0.0.1:*";
    }

    /**
     * The page asks this machine only, but for the one server that its address names: what somebody typed there is
     * watched as that server allows.
     */
    private static String watched(Request request) {
        String url = request.query("watch");
        if (url == null || !url.startsWith("http://") && !url.startsWith("https://")) return "";
        int end = url.indexOf("//") + 2;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) end++;
        String origin = url.substring(0, end);
        return Origin.isOne(origin) ? " " + origin : "";
    }

    private static byte[] read(String name) {
        try (InputStream in = Site.class.getResourceAsStream("/sse/web/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the page cannot be read from the jar", e);
        }
    }
}
