import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import sse.Event;
import sse.hub.Hub;
import sse.server.SseServer;

/** Publish and subscribe in the JDK's server. Run it: java -cp sse.jar test/examples/News.java */
public class News {
    public static void main(String[] args) throws IOException {
        Hub hub = new Hub();
        HttpServer server = start(8081, hub);
        System.out.println("curl -N http://127.0.0.1:" + server.getAddress().getPort() + "/news");
        for (String line; (line = System.console().readLine("say: ")) != null; ) hub.publish("news", Event.of(line));
        server.stop(0);
    }

    static HttpServer start(int port, Hub hub) throws IOException {
        // #example
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/news", SseServer.topic(hub, "news"));
        server.start();
        hub.publish("news", Event.of("hi"));
        // #end
        return server;
    }
}
