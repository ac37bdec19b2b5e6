import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import java.util.concurrent.atomic.AtomicLong;
import org.xnio.Options;

/** Undertow with its own handler of Server-Sent Events: GET /stream follows, POST /publish sends to all. */
public class UndertowPeer {
    public static void main(String[] args) {
        AtomicLong ids = new AtomicLong();
        ServerSentEventHandler stream = Handlers.serverSentEvents((connection,
                lastEventId) -> connection.setKeepAliveTime(15_000));
        Undertow.builder()
                .addHttpListener(Integer.parseInt(args[0]), "127.0.0.1")
                .setSocketOption(Options.BACKLOG, 4096)
                .setHandler(Handlers.path()
                        .addExactPath("/stream", stream)
                        .addExactPath("/publish", exchange -> exchange.getRequestReceiver()
                                .receiveFullString((answer, data) -> {
                            String id = Long.toString(ids.incrementAndGet());
                            for (ServerSentEventConnection connection : stream.getConnections()) connection.send(data,
                                    null, id, null);
                            answer.setStatusCode(202).endExchange();
                        })))
                .build()
                .start();
    }
}
