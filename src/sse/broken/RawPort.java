package sse.broken;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLContext;
import sse.fault.Spec;
import sse.head.Header;
import sse.http.Detour;
import sse.http.Reply;
import sse.http.Request;
import sse.http.TlsServer;
import sse.text.HostName;

/**
 * The raw server beside a JDK's: it is opened when it is needed first, on the same address and any port that is free,
 * and its requests are handled by the same handler. Any thread.
 */
public final class RawPort implements AutoCloseable {
    private RawServer server;
    private boolean closed;

    /** A port that is not open yet. */
    public RawPort() {}

    /** {@return the port; 0 as long as none is open} */
    public synchronized int number() {
        return server == null ? 0 : server.port();
    }

    /**
     * {@return the port, open from now on}
     *
     * @param context where the requests of the JDK's server are handled
     * @throws IOException if none can be opened
     */
    public synchronized int open(HttpContext context) throws IOException {
        if (closed) throw new IOException("the server is closed");
        if (server == null) {
            InetAddress address = context.getServer().getAddress().getAddress();
            SSLContext tls = Request.isOverTls(context) ? TlsServer.contextOf(context.getServer()) : null;
            server = new RawServer(address, 0, RawServer.CONNECTIONS, tls, raw -> handle(raw, context));
        }
        return server.port();
    }

    private static void handle(RawExchange raw, HttpContext context) throws IOException {
        PlainExchange exchange;
        try {
            if (raw.header("Transfer-Encoding") != null) {
                refuse(raw, 411, "Length Required", "send a Content-Length here");
                return;
            }
            exchange = new PlainExchange(raw, context);
        } catch (URISyntaxException e) {
            refuse(raw, 400, "Bad Request", "the target of the request is none");
            return;
        }
        HttpHandler handler = context.getHandler();
        if (Detour.isFor(exchange.getRequestURI())) {
            handler.handle(exchange);
        } else { // by a thread that can be interrupted while it writes
            new BrokenExchange(exchange, exchange.getRequestURI(), Spec.NONE.on(1), 1, 1, Mirror.NONE).through(handler);
        }
        exchange.stay();
    }

    private static void refuse(RawExchange raw, int status, String reason, String sentence) throws IOException {
        byte[] text = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
        raw.head(status, reason, List.of(new Header("Content-Type", "text/plain; charset=utf-8"),
                new Header("Content-Length", Integer.toString(text.length))), false);
        raw.piece(text, 0, text.length);
    }

    /** Sends whoever asks to the raw server, with the same path and query. */
    public void redirect(HttpExchange exchange) throws IOException {
        Request request = new Request(exchange);
        String host = request.header("Host");
        String name = host == null ? HostName.of(exchange.getLocalAddress().getAddress()) : withoutPort(host);
        String url = request.scheme() + "://" + name + ":" + open(exchange.getHttpContext())
                + exchange.getRequestURI().getRawPath();
        String query = exchange.getRequestURI().getRawQuery();
        if (query != null) url += "?" + query;
        exchange.getResponseHeaders().set("Location", url);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        Reply.text(exchange, 307, "this fault needs a server of its own (curl -L follows): " + url);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (server != null) server.close();
    }
}
