import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.net.URI;
import org.junit.jupiter.api.Test;
import sse.Event;
import sse.EventReader;
import sse.hub.Hub;

/** Runs the programs that the README shows. */
class ExamplesTest {
    @Test
    void helloGoesOnBehindTheLastEventId() throws Exception {
        HttpServer server = Hello.start(0);
        try {
            var connection = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/").toURL()
                    .openConnection();
            connection.setRequestProperty("Last-Event-ID", "41");
            try (var events = new EventReader(connection.getInputStream())) {
                assertEquals(new Event("42", "message", "hello"), events.read());
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void newsArriveWhereverTheyArePublished() throws Exception {
        Hub hub = new Hub();
        HttpServer server = News.start(0, hub);
        try {
            var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/news?since=all").toURL();
            try (var events = new EventReader(url.openStream())) {
                assertEquals("hi", events.read().data());
                hub.publish("news", Event.of("more").withType("late"));
                Event more = events.read();
                assertEquals("late", more.type());
                assertEquals("more", more.data());
            }
        } finally {
            server.stop(0);
        }
    }
}
