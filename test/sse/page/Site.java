package sse.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import sse.corpus.Corpus;
import sse.demo.Demos;
import sse.demo.OnPurpose;
import sse.kit.OverTls;
import sse.lab.WireLab;
import sse.server.ServerLog;
import sse.server.ServerOptions;
import sse.server.SseServer;

/** The server as a browser meets it. */
final class Site implements AutoCloseable, ServerLog {
    final SseServer server;
    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();

    /** What the log tells of those who were not let in. */
    final List<String> refusals = new CopyOnWriteArrayList<>();

    Site() throws IOException {
        this(ServerOptions.loopback(0));
    }

    /** With a token for its topics. */
    Site(String token) throws IOException {
        this(ServerOptions.loopback(0).withToken(token));
    }

    Site(ServerOptions options) throws IOException {
        server = new SseServer(OverTls.options(options), this, bugs::add);
        Demos demos = new Demos(server);
        OnPurpose onPurpose = new OnPurpose();
        WireLab lab = new WireLab(server, demos, onPurpose.rawPort);
        onPurpose.show(lab);
        server.route("demo", demos);
        server.route("_/corpus", new Corpus(server));
        server.route("_/lab", lab);
        server.detour(onPurpose);
        server.start();
    }

    String url(String path) {
        return server.scheme() + "://127.0.0.1:" + server.address().getPort() + path;
    }

    @Override
    public void came(int number, String client, String path, String agent, int open) {}

    @Override
    public void answered(String method, String path, int status) {}

    @Override
    public void refused(String client, String path, int status, String why) {
        refusals.add(why);
    }

    @Override
    public void left(Departure departure, int open) {}

    @Override
    public void close() {
        server.close();
        assertEquals(List.of(), bugs);
    }
}
