package sse.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import sse.Event;
import sse.http.Reply;
import sse.http.Request;
import sse.hub.Draft;
import sse.hub.Hub;
import sse.hub.Journal;
import sse.hub.Start;
import sse.hub.Subscription;
import sse.hub.View;

/** Tells pages that a file has changed, by an event of type {@code reload} on the topic of that name. */
public final class Reload {
    private static final String TOPIC = "reload";

    private final Hub hub;

    /** On this hub. */
    public Reload(Hub hub) {
        this.hub = hub;
    }

    /** Tells that this file has changed. */
    public void tell(String path) {
        try {
            hub.publish(TOPIC, List.of(Draft.of(new Event(null, TOPIC, path))));
        } catch (Journal.Unwritten away) {
            // the next change is told again
        }
    }

    /**
     * Answers with the script that a page needs for it. What changes between now and when its stream is open is told
     * there first. A token is the page's own, from its address.
     */
    public void script(Request request) throws IOException {
        if (!request.allow("GET, HEAD, OPTIONS")) return;
        String now;
        try (Subscription here = hub.subscribe(List.of(TOPIC), Start.NOW, View.STREAM)) {
            now = here.position();
        }
        String script = """
                // loads the page anew when a file of its folder changes
                {
                  const query = new URLSearchParams(location.search), token = query.get("token");
                  const more = token ? "&token=" + encodeURIComponent(token) : "";
                  const source = new EventSource("/reload?since=$" + more);
                  for (const type of ["reload", "gap"]) source.addEventListener(type, () => location.reload());
                }
                """.replace("$", now);
        byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
        request.exchange().getResponseHeaders().set("Cache-Control", "no-store");
        Reply.bytes(request.exchange(), 200, "text/javascript; charset=utf-8", bytes);
    }
}
