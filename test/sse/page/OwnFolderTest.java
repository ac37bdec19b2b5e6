package sse.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sse.Event;
import sse.folder.Changes;
import sse.folder.Folder;
import sse.folder.Reload;
import sse.kit.Await;
import sse.server.ServerOptions;
import sse.server.SseServer;

/** A page of one's own beside the streams, in a browser: {@code serve --dir} and {@code --reload}. */
class OwnFolderTest {
    private static Chromium browser;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        browser = new Chromium();
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) browser.close();
    }

    /** The folder, served with word of its changes. */
    private final class Served implements AutoCloseable {
        private final SseServer server;
        private final Thread changes;

        Served(String token) throws IOException {
            ServerOptions options = ServerOptions.loopback(0);
            server = new SseServer(token.isEmpty() ? options : options.withToken(token), null,
                    Throwable::printStackTrace);
            server.front(Folder.of(folder));
            Reload reload = new Reload(server.hub());
            server.route("_/reload.js", reload::script);
            changes = Thread.ofPlatform().start(new Changes(folder.toRealPath(), reload::tell));
            server.start();
        }

        String url(String path) {
            return "http://127.0.0.1:" + server.address().getPort() + path;
        }

        @Override
        public void close() throws Exception {
            changes.interrupt();
            changes.join();
            server.close();
        }
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void pageReadsItsStreamFromItsOwnOrigin() throws Exception {
        write("index.html", """
                <!DOCTYPE html><title>mine</title><link rel="icon" href="data:,"><script src="vi\u1ec7t nam.js"></script>
                """);
        write("vi\u1ec7t nam.js", """
                new EventSource("/hello").onmessage = e => document.body.append("[" + e.data + "]");
                """);
        try (Served served = new Served("")) {
            browser.open(served.url("/"));
            browser.await("mine", "document.title");
            Await.until("it reads", 20_000, () -> served.server.openStreams() > 0);
            served.server.hub().publish("hello", Event.of("hi there"));
            browser.await("[hi there]", "document.body.textContent.trim()");
            browser.open(served.url("/_/lab/"));
            browser.await("document.querySelector('#lab')");
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void changedFileLoadsThePageAnew() throws Exception {
        write("index.html", """
                <!DOCTYPE html><link rel="icon" href="data:,"><script src="/_/reload.js"></script><script src="own.js"></script>
                """);
        write("own.js", "const token = 1; document.title = 'first';"); // names of its own, as pages have them
        for (String token : List.of("", "a b&c")) {
            String query = token.isEmpty() ? "/" : "/?token=a%20b%26c";
            try (Served served = new Served(token)) {
                write("own.js", "const token = 1; document.title = 'first';");
                browser.open(served.url(query));
                browser.await("first", "document.title");
                for (String title : List.of("second", "third")) {
                    write("own.js", "const token = 1; document.title = '" + title + "';");
                    browser.await(title, "document.title");
                }
                assertEquals(List.of(), browser.complaints());
            }
        }
    }
}
