package sse.exec;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import sse.Event;
import sse.head.MediaType;
import sse.http.Reply;
import sse.http.Request;
import sse.http.Route;
import sse.server.EventStream;
import sse.server.SseServer;
import sse.term.Exit;

/**
 * A program of his own for each reader, which ends with his stream. What the request says becomes environment, by the
 * names that CGI has for it (RFC 3875, 4.1); nothing of it becomes a word of the command. What would give away the
 * reader's credentials, or change how the program reaches others, is left out.
 */
public final class ForEach implements Route, AutoCloseable {
    private static final Set<String> KEPT_BACK = Set.of("AUTHORIZATION", "COOKIE", "PROXY", "PROXY_AUTHORIZATION");

    private final SseServer server;
    private final Program.Command command;
    private final LineStyle style;
    private final Hints hints;
    private final Set<Program> running = ConcurrentHashMap.newKeySet();

    /** Runs this command for each. */
    public ForEach(SseServer server, Program.Command command, LineStyle style, Hints hints) {
        this.server = server;
        this.command = command;
        this.style = style;
        this.hints = hints;
    }

    @Override
    public void handle(Request request) throws IOException {
        if (request.method().equals("OPTIONS")) {
            server.topic(request);
            return;
        }
        server.checkReader(request);
        if (!request.allow("GET, HEAD, OPTIONS", "this topic is what a program prints: it is only read")) return;
        if (request.accepts("text/html") && !request.accepts(MediaType.EVENT_STREAM)) {
            server.page(request);
        } else if (request.lastEventId().equals(ForAll.CLOSE)) {
            Reply.empty(request.exchange(), 204); // he has seen the end
        } else {
            server.stream(request, -1, SseServer.opening(server.options().retryMillis()), this::run);
        }
    }

    private void run(EventStream stream) throws IOException, InterruptedException {
        Program program;
        try {
            program = Program.start(command, environment(stream.request()));
        } catch (Exit failed) { // as where there are too many processes already
            hints.failed(failed.getMessage());
            stream.send(ForAll.exit(failed.code, 0));
            return;
        }
        running.add(program);
        try (Ahead ahead = new Ahead(stream)) {
            Run run = new Run(program, style, ahead, hints);
            Thread.ofVirtual().name("sse-exec").start(() -> see(run, ahead));
            for (boolean last = false; !last; ) {
                stream.await(ahead::isReady);
                Event event = ahead.take();
                stream.send(event);
                last = ForAll.CLOSE.equals(event.id());
            }
        } finally {
            program.end(() -> running.remove(program));
        }
    }

    /** Sees to it that what waits for a silence is told, and the end. */
    private static void see(Run run, Ahead ahead) {
        try {
            while (!run.isOver()) {
                if (ahead.hasLeft()) return;
            }
            ahead.events(List.of(ForAll.exit(run.code(), run.millis())));
        } catch (IOException | InterruptedException e) {
            // the reader has left
        }
    }

    /** What a request says, by the names of CGI. */
    static Map<String, String> environment(Request request) {
        Map<String, String> environment = new HashMap<>();
        HttpExchange exchange = request.exchange();
        environment.put("REQUEST_METHOD", request.method());
        String path = exchange.getRequestURI().getRawPath();
        String query = query(request);
        environment.put("REQUEST_URI", query.isEmpty() ? path : path + "?" + query);
        environment.put("QUERY_STRING", query);
        environment.put("REMOTE_ADDR", exchange.getRemoteAddress().getAddress().getHostAddress());
        environment.put("REMOTE_PORT", Integer.toString(exchange.getRemoteAddress().getPort()));
        for (String field : exchange.getRequestHeaders().keySet()) {
            String name = variable(field);
            String value = request.header(field);
            if (name != null && !KEPT_BACK.contains(name) && isText(value)) environment.put("HTTP_" + name, value);
        }
        if (!request.lastEventId().isEmpty()) environment.put("HTTP_LAST_EVENT_ID", request.lastEventId());
        return environment;
    }

    /** A field as a variable; null for one that would be another's with it, or that no variable can be called. */
    private static String variable(String field) {
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c != '-' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')) return null;
        }
        return field.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static boolean isText(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' && value.charAt(i) != '\t') return false;
        }
        return true;
    }

    /** The query as it was sent, but for the token. */
    private static String query(Request request) {
        String raw = request.exchange().getRequestURI().getRawQuery();
        if (raw == null) return "";
        StringBuilder query = new StringBuilder();
        for (String pair : raw.split("&")) {
            if (pair.equals("token") || pair.startsWith("token=")) continue;
            query.append(query.isEmpty() ? "" : "&").append(pair);
        }
        return query.toString();
    }

    /** Waits for those to end whose streams have ended, so long at most. */
    public void awaitEnd(long millis) throws InterruptedException {
        long until = System.nanoTime() + millis * 1_000_000;
        while (running.size() > 0 && System.nanoTime() - until < 0) Thread.sleep(10);
    }

    /** Ends all that runs, at once: this process ends. */
    @Override
    public void close() {
        for (Program program : running) program.kill();
    }
}
