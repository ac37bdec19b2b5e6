import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import sse.Event;
import sse.server.SseServer;

/** A stream of one's own in the JDK's server. Run it: java -cp sse.jar test/examples/Hello.java */
public class Hello {
    public static void main(String[] args) throws IOException {
        HttpServer server = start(8081);
        System.out.println("curl -N http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    static HttpServer start(int port) throws IOException {
        // #example
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", SseServer.handler(stream -> {
            for (long n = stream.resumeAfter(0) + 1; ; n++) {     // Last-Event-ID, or 0
                stream.send(Event.of("hello").withType("message").withId("" + n));
                stream.sleep(Duration.ofSeconds(2));              // heartbeats while it waits
            }                                                     // reader gone: send throws, and
        }));                                                      // no timer is left behind
        server.start();
        // #end
        return server;
    }
}
