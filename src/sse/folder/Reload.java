package sse.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import sse.Event;
import sse.http.Reply;
import sse.http.Request;
import sse.hub.Draft;
import sse.hub.Hub;

/** Tells pages that a file has changed, by an event of type {@code reload} on the topic of that name. */
public final class Reload {
    private static final String TOPIC = "reload";
    private static final byte[] SCRIPT = """
            // loads the page anew when a file of its folder changes
            new EventSource("/reload").addEventListener("reload", () => location.reload());
            """.getBytes(StandardCharsets.UTF_8);

    private final Hub hub;

    /** On this hub. */
    public Reload(Hub hub) {
        this.hub = hub;
    }

    /** Tells that this file has changed. */
    public void tell(String path) {
        hub.publish(TOPIC, List.of(Draft.of(new Event(null, TOPIC, path))));
    }

    /** Answers with the script that a page needs for it. */
    public static void script(Request request) throws IOException {
        if (!request.allow("GET, HEAD, OPTIONS")) return;
        request.exchange().getResponseHeaders().set("Cache-Control", "no-cache");
        Reply.bytes(request.exchange(), 200, "text/javascript; charset=utf-8", SCRIPT);
    }
}
