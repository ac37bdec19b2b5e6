package sse.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A server that plays what a test wrote down: the first connection gets the first play, and so on; the
 * last play is repeated. What it was sent is kept byte for byte, as Latin-1.
 */
public final class ScriptedServer implements AutoCloseable {
    public static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    public static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n"
            + "\r\n";

    /** What one connection gets, after its request was read. */
    public interface Play {
        void play(Conversation with) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Thread accepting;
    private boolean closed;
    private final Play[] plays;
    private final List<String> requests = new ArrayList<>();
    private final List<Socket> open = new ArrayList<>();
    private Throwable failure;

    public ScriptedServer(Play... plays) throws IOException {
        this(0, plays);
    }

    public ScriptedServer(int port, Play... plays) throws IOException {
        this(bound(port), plays);
    }

    /** Plays to those who come in at this socket, such as one with TLS. */
    public ScriptedServer(ServerSocket server, Play... plays) {
        this.plays = plays;
        this.server = server;
        this.accepting = Thread.ofVirtual().name("scripted-server").start(this::accept);
    }

    private static ServerSocket bound(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    /** Text as the whole answer, head included; then the connection is closed in good order. */
    public static Play answer(String text) {
        return with -> with.send(text);
    }

    /** A 200 with this body, ended by the end of the connection. */
    public static Play stream(String body) {
        return answer(HEAD + body);
    }

    /** A 200 with this body, which then stays open until the other side leaves. */
    public static Play held(String body) {
        return with -> {
            with.send(HEAD + body);
            with.awaitLeaving();
        };
    }

    /**
     * One answer each, made of the request, as Latin-1.
     *
     * @param hold whether the connection stays open behind it
     */
    public static ScriptedServer answering(UnaryOperator<String> answer, boolean hold) throws IOException {
        return new ScriptedServer(with -> {
            with.send(answer.apply(with.request()));
            if (hold) with.awaitLeaving();
        });
    }

    /** The same answer to each. */
    public static ScriptedServer answering(String answer, boolean hold) throws IOException {
        return answering(request -> answer, hold);
    }

    /** 204: what tells a client to stop. */
    public static Play stop() {
        return answer("HTTP/1.1 204 No Content\r\n\r\n");
    }

    private void accept() {
        for (int i = 0;; i++) {
            Socket socket;
            try {
                socket = server.accept();
            } catch (IOException e) {
                return; // closed: the test is over
            }
            Play play = plays[Math.min(i, plays.length - 1)];
            Thread.ofVirtual().name("scripted-" + i).start(() -> converse(socket, play));
        }
    }

    private void converse(Socket socket, Play play) {
        boolean late;
        synchronized (this) {
            open.add(socket);
            late = closed;
        }
        try (socket) {
            if (late) return;
            socket.setTcpNoDelay(true);
            Conversation conversation = new Conversation(socket);
            String request = conversation.readRequest();
            conversation.request = request;
            if (request.isEmpty()) return; // came and left, as browsers do in advance
            synchronized (this) {
                requests.add(request);
                notifyAll();
            }
            play.play(conversation);
        } catch (IOException | InterruptedException e) {
            // the client left first, or the test is over: what was seen is for the test to judge
        } catch (Throwable e) {
            synchronized (this) {
                failure = e;
            }
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** The same of a path of no meaning. */
    public String url() {
        return uri("/events").toString();
    }

    /** The requests so far: each a head with its blank line, and its body. */
    public synchronized List<String> requests() {
        if (failure != null) throw new AssertionError("the script failed", failure);
        return List.copyOf(requests);
    }

    /** The value of that header in the n-th request, from 0; null if it had none. */
    public String sent(int n, String header) {
        return Conversation.header(requests().get(n), header);
    }

    /** Waits until the n-th connection, from 0, has been closed from here. */
    public void awaitClosed(int n) {
        long end = System.nanoTime() + 5_000_000_000L;
        while (true) {
            synchronized (this) {
                if (open.size() > n && open.get(n).isClosed()) return;
            }
            if (System.nanoTime() - end > 0) throw new AssertionError("waited in vain");
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            accepting.join(); // until then somebody might still be let in
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            closed = true;
            for (Socket socket : open) socket.close();
        }
    }

    /** One connection, seen from the server. */
    public static final class Conversation {
        private final Socket socket;
        private String request = "";

        Conversation(Socket socket) {
            this.socket = socket;
        }

        /** The request that this connection began with. */
        public String request() {
            return request;
        }

        /** The value of that header in it, as Latin-1; null if it had none. */
        public String header(String name) {
            return header(request, name);
        }

        static String header(String request, String name) {
            for (String line : request.split("\r\n")) {
                if (!line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) continue;
                return line.substring(name.length() + 1).replaceFirst("^ ", "");
            }
            return null;
        }

        /** Latin-1, so that a test can write every byte. */
        public void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** What else the other side sends. */
        public InputStream input() {
            try {
                return socket.getInputStream();
            } catch (IOException e) {
                return InputStream.nullInputStream(); // it has left
            }
        }

        /** Ends it in good order, from any thread. */
        public void close() throws IOException {
            socket.close();
        }

        public boolean isClosed() {
            return socket.isClosed();
        }

        /** Ends with a reset instead of in good order. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the other side has closed. */
        public void awaitLeaving() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // what it still says is of no interest
            }
        }

        public void await(CountDownLatch latch) throws InterruptedException {
            if (!latch.await(5, TimeUnit.SECONDS)) throw new AssertionError("waited in vain");
        }

        /** The next request on this connection, or empty at its end. */
        public String readRequest() throws IOException {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) return "";
                bytes.write(b);
            }
            String head = bytes.toString(StandardCharsets.ISO_8859_1);
            int at = head.toLowerCase().indexOf("content-length:");
            if (at < 0) return head;
            int length = Integer.parseInt(head.substring(at + 15, head.indexOf('\r', at)).strip());
            return head + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        }
    }
}
