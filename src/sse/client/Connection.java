package sse.client;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import sse.head.Head;
import sse.head.Header;
import sse.head.NotHttpException;

/**
 * One connection: opened, asked once, read to its end. {@link #close()} may come from any thread and
 * makes whatever waits here fail at once (but a look-up of a name, which nothing can stop).
 *
 * <p>Who passes on what others ask connects it, writes the whole request to {@link #out()}, and takes the answer from
 * {@link #head()} and {@link #in()}; one thread may write while another reads.
 */
public final class Connection implements Closeable {
    private static final int REDIS_PORT = 6379;

    private final ClientOptions options;
    private final StreamListener listener;
    private volatile Socket tcp; // below TLS, so that closing it waits for nothing
    private volatile boolean closed;
    private volatile Stage stage; // null before there is anything to wait for
    private Socket socket;
    private Incoming in;
    private BodyStream body; // of the answer that came last
    private boolean viaProxy;

    /** A connection to be made; the listener, or null, is told of the bytes of bodies. */
    Connection(ClientOptions options, StreamListener listener) {
        this.options = options;
        this.listener = listener;
    }

    /** A connection to be made. */
    public Connection(ClientOptions options) {
        this(options, null);
    }

    /** Connects to the server of this URL, or to the proxy for it; a tunnel and TLS where it takes them. */
    public void connect(StreamRequest request) throws IOException {
        URI uri = request.uri();
        at(Stage.Part.NAME, uri, null);
        Proxy proxy = proxy(uri);
        if (proxy == Proxy.NO_PROXY || proxy.type() == Proxy.Type.DIRECT) {
            connectToAny(uri, Urls.name(uri), Urls.port(uri));
        } else if (proxy.type() == Proxy.Type.SOCKS) {
            at(Stage.Part.CONNECT, uri, (InetSocketAddress) proxy.address());
            attempt(new Socket(proxy), InetSocketAddress.createUnresolved(Urls.name(uri), Urls.port(uri)));
        } else {
            InetSocketAddress address = (InetSocketAddress) proxy.address();
            connectToAny(uri, address.getHostString(), address.getPort());
            viaProxy = true;
        }
        socket = tcp;
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        if (Urls.isTls(uri)) {
            socket.setSoTimeout((int) options.connectMillis()); // a proxy may take the connection and say nothing
            if (viaProxy) {
                at(Stage.Part.PROXY, uri, stage.address());
                Tunnel.through(tcp, request);
            }
            at(Stage.Part.TLS, uri, stage.address());
            socket = Tunnel.tls(tcp, request, options, !viaProxy && proxy.type() == Proxy.Type.DIRECT);
        }
        in = new Incoming(socket.getInputStream());
    }

    private void at(Stage.Part part, URI uri, InetSocketAddress address) {
        stage = new Stage(part, uri, address, System.nanoTime());
    }

    /** How far this has come; null before it connects. Any thread may ask. */
    Stage stage() {
        return stage;
    }

    private Proxy proxy(URI uri) {
        if (options.proxies() == null) return Proxy.NO_PROXY;
        List<Proxy> proxies = options.proxies().select(uri);
        return proxies == null || proxies.isEmpty() ? Proxy.NO_PROXY : proxies.get(0);
    }

    /** One address after the other: localhost is often two, with a server at one of them only. */
    private void connectToAny(URI uri, String name, int port) throws IOException {
        IOException failure = null;
        for (InetAddress address : InetAddress.getAllByName(name)) {
            InetSocketAddress at = new InetSocketAddress(address, port);
            at(Stage.Part.CONNECT, uri, at);
            try {
                attempt(new Socket(Proxy.NO_PROXY), at);
                return;
            } catch (IOException e) {
                if (closed) throw e;
                if (failure == null) failure = e;
                else failure.addSuppressed(e);
            }
        }
        throw failure == null ? new UnknownHostException(name) : failure;
    }

    private void attempt(Socket attempt, InetSocketAddress address) throws IOException {
        tcp = attempt;
        if (closed) { // close() came before it could see this socket
            attempt.close();
            throw new SocketException("closed");
        }
        try {
            attempt.connect(address, (int) options.connectMillis());
        } catch (IOException e) {
            attempt.close();
            throw e;
        }
    }

    /**
     * The head of the request, as bytes: field values are UTF-8, and so a last event ID travels as the
     * very bytes it came as (9.2.4), which java.net.http.HttpClient cannot do.
     */
    byte[] head(StreamRequest request, String lastEventId) {
        URI uri = request.uri();
        boolean whole = viaProxy && !Urls.isTls(uri); // the proxy reads this, and needs to know the server
        StringBuilder head = new StringBuilder(512);
        head.append(request.method()).append(' ').append(whole ? Urls.origin(uri) : "").append(Urls.target(uri));
        head.append(' ').append(request.version()).append("\r\n");
        if (request.header("Host") == null) field(head, "Host", Urls.authority(uri));
        for (Header header : request.headers()) {
            boolean forProxy = header.name().regionMatches(true, 0, "Proxy-", 0, 6);
            if (!forProxy || whole) field(head, header.name(), header.value());
        }
        if (!lastEventId.isEmpty()) field(head, "Last-Event-ID", lastEventId);
        if (request.body() != null || request.method().equals("POST")) {
            field(head, "Content-Length", Integer.toString(request.body() == null ? 0 : request.body().length));
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /** Sends the request and waits for the head of the answer, for as long as the idle limit allows. */
    Answer ask(StreamRequest request, String lastEventId, byte[] head, long startNanos) throws IOException {
        at(Stage.Part.REQUEST, request.uri(), stage.address());
        socket.setSoTimeout((int) options.idleMillis());
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head);
        if (request.body() != null) whole.writeBytes(request.body());
        OutputStream out = socket.getOutputStream();
        out.write(whole.toByteArray());
        out.flush();
        at(Stage.Part.HEAD, request.uri(), stage.address());
        Head answer = answer(request.uri());
        at(Stage.Part.BODY, request.uri(), stage.address());
        body = new BodyStream(in, BodyDecoder.of(answer), listener); // fails if that head tells two lengths
        return new Answer(request.uri(), answer, lastEventId, (System.nanoTime() - startNanos) / 1_000_000);
    }

    /** Redis closes where it is spoken to in HTTP, without a word. */
    private Head answer(URI uri) throws IOException {
        try {
            return in.head();
        } catch (EOFException | SocketException e) {
            if (closed || viaProxy || Urls.port(uri) != REDIS_PORT) throw e;
            throw new NotHttpException("this is the port of Redis, which speaks no HTTP");
        }
    }

    /** {@return what this failure of it means, by how far it has come} */
    public FailedException failure(IOException e) {
        return FailedException.of(e, stage.part(), options);
    }

    /** {@return where a request is written, head and body, by whoever has it as bytes} */
    public OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    /** Waits for the head of the answer, without end. */
    public Head head() throws IOException {
        socket.setSoTimeout(0);
        return in.head();
    }

    /** {@return what is behind that head, as it is on the wire} {@link BodyDecoder} takes its transfer coding off. */
    public InputStream in() {
        return in;
    }

    /** The body of that answer, its transfer and content coding undone; may wait for its first byte. */
    InputStream body(Answer answer) throws IOException {
        return ContentCoding.undone(body, answer.head());
    }

    /** Bounds every later wait for bytes; behind a SocketTimeoutException it may be waited for again. 0: no bound. */
    public void limitWait(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    /** Whether another request may follow that answer, whose body has been read. */
    boolean isReusable(Answer answer) {
        return body.isClean() && in.isEmpty() && !answer.head().closes();
    }

    /** Whether the server has neither left nor said anything unasked; waits a millisecond to see that. */
    boolean isQuiet() {
        try {
            socket.setSoTimeout(1);
            in.read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        Socket open = tcp;
        if (open == null) return;
        try {
            open.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
