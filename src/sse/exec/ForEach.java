package sse.exec;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import sse.Event;
import sse.head.MediaType;
import sse.http.Reply;
import sse.http.Request;
import sse.http.Route;
import sse.server.EventStream;
import sse.server.SseServer;

/**
 * A program of his own for each reader, which ends with his stream. What the request says becomes environment, by the
 * names that CGI has for it (RFC 3875, 4.1); nothing of it becomes a word of the command. What would give away the
 * reader's credentials, or change how the program reaches others, is left out.
 */
public final class ForEach implements Route, AutoCloseable {
    private static final int AHEAD = 1_000; // events that wait for a reader, before his program is held back
    private static final Set<String> KEPT_BACK = Set.of("AUTHORIZATION", "COOKIE", "PROXY");

    private final SseServer server;
    private final Program.Command command;
    private final LineStyle style;
    private final Set<Program> running = ConcurrentHashMap.newKeySet();

    /** Runs this command for each. */
    public ForEach(SseServer server, Program.Command command, LineStyle style) {
        this.server = server;
        this.command = command;
        this.style = style;
    }

    @Override
    public void handle(Request request) throws IOException {
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
        Program program = Program.start(command, environment(stream.request()));
        running.add(program);
        try (Reader reader = new Reader(stream)) {
            Run run = new Run(program, style, reader);
            Thread.ofVirtual().name("sse-exec").start(() -> reader.see(run));
            for (boolean last = false; !last; ) {
                stream.await(() -> !reader.ready.isEmpty());
                Event event = reader.ready.take();
                stream.send(event);
                last = ForAll.CLOSE.equals(event.id());
            }
        } finally {
            program.end(() -> running.remove(program));
        }
    }

    /** What waits for one reader: filled by those who read what his program prints, emptied by his stream. */
    private static final class Reader implements Run.Outlet, AutoCloseable {
        private static final long LOOK_MILLIS = 100;

        final BlockingQueue<Event> ready = new LinkedBlockingQueue<>(AHEAD);
        private final EventStream stream;
        private volatile boolean left;

        Reader(EventStream stream) {
            this.stream = stream;
        }

        @Override
        public void events(List<Event> events) throws IOException {
            try {
                for (Event event : events) {
                    while (!ready.offer(event, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                        if (left) throw new IOException("the reader has left");
                    }
                    stream.wake();
                }
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
        }

        /** Sees to it that what waits for a silence is told, and the end. */
        void see(Run run) {
            try {
                while (!run.isOver()) {
                    if (left) return;
                }
                events(List.of(ForAll.exit(run)));
            } catch (IOException | InterruptedException e) {
                // the reader has left
            }
        }

        @Override
        public void close() {
            left = true;
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
        for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
            String name = header.getKey().toUpperCase(Locale.ROOT).replace('-', '_');
            if (!KEPT_BACK.contains(name)) environment.put("HTTP_" + name, String.join(", ", header.getValue()));
        }
        return environment;
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
