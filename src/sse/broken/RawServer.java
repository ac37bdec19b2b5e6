package sse.broken;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A small HTTP/1 server on plain sockets, for what the JDK's server cannot do: refusing before the head, exact writes,
 * a body that ends short, a reset. One request a connection, which then closes.
 *
 * <p>Threads: one that accepts, and a virtual one for each connection. Bounds: so many connections (what is beyond is
 * closed at once), 32 KiB of head, 10 s for it, 15 s for a body. Any thread may close it.
 */
public final class RawServer implements AutoCloseable {
    /** Connections at a time, unless told otherwise. */
    public static final int CONNECTIONS = 1000;

    private static final int BACKLOG = 128;

    /** Answers one request. When it returns or throws, the connection is closed. */
    public interface Handler {
        /** Answers; an IOException means that the reader has left. */
        void handle(RawExchange exchange) throws IOException;
    }

    private final ServerSocket socket;
    private final Handler handler;
    private final int most;
    private final SSLContext tls; // null for plain HTTP
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Listens and serves.
     *
     * @param address to bind
     * @param port 0 for any that is free
     * @param most connections at a time
     * @throws IOException if it cannot listen there
     */
    public RawServer(InetAddress address, int port, int most, Handler handler) throws IOException {
        this(address, port, most, null, handler);
    }

    /** The same, over TLS with the key of this context, unless that is null. */
    public RawServer(InetAddress address, int port, int most, SSLContext tls, Handler handler) throws IOException {
        this.handler = handler;
        this.most = most;
        this.tls = tls;
        this.socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port), BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        Thread.ofPlatform().daemon().name("sse-raw").start(this::accept);
    }

    /** {@return the port it listens on} */
    public int port() {
        return socket.getLocalPort();
    }

    /** {@return connections that are open now} */
    public int connections() {
        return open.size();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket connection = socket.accept();
                if (open.size() >= most) RawExchange.reset(connection);
                else serve(connection);
            } catch (IOException e) {
                if (!closed) pause(); // no file is left, perhaps
            } catch (Error e) { // one connection is lost, not this thread
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket connection) {
        open.add(connection);
        Thread.ofVirtual().name("sse-raw-connection").start(() -> {
            try (connection) {
                connection.setTcpNoDelay(true);
                connection.setKeepAlive(true); // or a reader that vanishes in a silence is never missed
                if (tls == null) {
                    serve(connection, connection);
                } else {
                    try (Socket safe = safe(connection)) {
                        serve(safe, connection);
                    }
                }
            } catch (IOException e) {
                // the reader has left
            } finally {
                open.remove(connection);
            }
        });
        if (closed) closeAll();
    }

    private void serve(Socket socket, Socket connection) throws IOException {
        RawExchange exchange = RawExchange.read(socket, connection);
        if (exchange == null) {
            RawExchange.linger(socket);
            return;
        }
        handler.handle(exchange);
        exchange.linger();
    }

    /** TLS over it, once the handshake is over; that takes as long as a head may, at most. */
    private Socket safe(Socket connection) throws IOException {
        InetAddress peer = connection.getInetAddress();
        SSLSocket socket = (SSLSocket) tls.getSocketFactory()
                .createSocket(connection, peer.getHostAddress(), connection.getPort(), true);
        socket.setUseClientMode(false);
        Thread late = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(RawExchange.HEAD_MILLIS);
                RawExchange.reset(connection);
            } catch (InterruptedException | IOException inTime) {
                // or it is closed
            }
        });
        try {
            socket.startHandshake();
        } finally {
            late.interrupt();
        }
        return socket;
    }

    /** Closes the port and all connections. */
    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
        closeAll();
    }

    private void closeAll() {
        for (Socket connection : open) {
            try {
                RawExchange.reset(connection);
            } catch (SocketException e) {
                // its own thread was first
            } catch (IOException e) {
                // the same
            }
        }
    }
}
