import sse.Event;
import sse.client.EventSource;

/** Reads a topic, and comes back when it is cut. Run it: java -cp sse.jar test/examples/ReconnectingClient.java */
public class ReconnectingClient {
    public static void main(String[] args) {
        print(args.length > 0 ? args[0] : "http://127.0.0.1:8080/news");
    }

    static void print(String url) {
        // #example
        try (var source = new EventSource(url)) {
            for (Event event : source.events()) System.out.println(event.type() + " " + event.data());
            System.out.println("over: " + source.closed().says());
        }
        // #end
    }
}
