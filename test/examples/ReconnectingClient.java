import java.net.URI;
import sse.Event;
import sse.client.EventSource;

/** Reads a topic, and comes back when it is cut. Run it: java -cp sse.jar test/examples/ReconnectingClient.java */
public class ReconnectingClient {
    public static void main(String[] args) {
        print(URI.create(args.length > 0 ? args[0] : "http://127.0.0.1:8080/news"));
    }

    static void print(URI uri) {
        // #example
        try (var events = new EventSource(uri)) {
            for (Event event; (event = events.read()) != null; ) {
                System.out.println(event.type() + " " + event.data());
            }
            System.out.println("over: " + events.closed().says());
        }
        // #end
    }
}
