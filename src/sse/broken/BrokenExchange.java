package sse.broken;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import sse.fault.Faults;
import sse.fault.Kind;
import sse.fault.Outflow.Ending;
import sse.head.Header;
import sse.head.MediaType;
import sse.http.Ended;
import sse.http.HoldsBack;

/**
 * An exchange whose answer goes wrong: what a handler sends through it is broken as the faults say, told to a mirror as
 * it goes out, and can be steered meanwhile. To the handler it is an exchange as any other.
 *
 * <pre>
 *   through(handler) ── handler's thread: head, writes ──► Pump, a virtual thread ──► Wire: JDK's server, or RawServer
 *          └── waits until the pump is done; then throws, where the server is to close the connection
 * </pre>
 *
 * <p>Faults of the body are for streams of events; an answer of another type has those of the head. Steering is for any
 * thread, the rest for the handler's.
 */
public final class BrokenExchange extends OwnExchange implements HoldsBack {
    /** Bytes that {@link #write} takes at a time. */
    public static final int MOST_WRITTEN = Pump.MOST_INSERTED;

    private final HttpExchange inner;
    private final Wire wire;
    private final Faults faults;
    private final long seed;
    private final long connection;
    private final Mirror mirror;
    private OutputStream body;
    private boolean isMute; // no answer is to come
    private volatile Pump pump;

    /**
     * An exchange that will go wrong.
     *
     * @param inner of the JDK's server, or of a {@link RawServer}
     * @param target path and query for the handler, which may be others than those of the request
     * @param faults what goes wrong; for all of them it may have to be of a raw server
     * @param seed of what happens by chance
     * @param connection its number, which is part of the seed
     * @param mirror sees what goes out
     */
    public BrokenExchange(HttpExchange inner, URI target, Faults faults, long seed, long connection, Mirror mirror) {
        super(target, asked(inner, faults));
        this.inner = inner;
        this.wire = inner instanceof PlainExchange plain ? plain.wire() : new ServerWire(inner);
        this.faults = faults;
        this.seed = seed;
        this.connection = connection;
        this.mirror = mirror;
    }

    private static Headers asked(HttpExchange inner, Faults faults) {
        if (!faults.has(Kind.NOREPLAY)) return inner.getRequestHeaders();
        Headers asked = new Headers(inner.getRequestHeaders());
        asked.remove("Last-Event-ID");
        return asked;
    }

    /** {@return whether resets and silence can be had of this exchange} */
    public static boolean isRaw(HttpExchange exchange) {
        return exchange instanceof PlainExchange;
    }

    /**
     * Lets a handler answer, and returns when the answer is over.
     *
     * @throws IOException if the server is to close the connection
     */
    public void through(HttpHandler handler) throws IOException {
        IOException thrown = null;
        boolean returned = false;
        try {
            handler.handle(this);
            returned = true;
        } catch (IOException e) {
            thrown = e;
            returned = true;
        } finally {
            if (!returned && pump != null) pump.abort();
        }
        if (pump != null) {
            if (thrown == null) pump.close();
            else pump.giveUp();
            pump.await();
        } else if (isMute) {
            wire.leave(Ending.SHORT, null);
        } else if (thrown != null) {
            throw thrown;
        }
    }

    // ── steering ──

    /** Sends these bytes between two events, or when none has ended for a second; {@return whether there was room}. */
    public boolean write(byte[] bytes) {
        Pump running = pump;
        return running != null && running.insert(bytes);
    }

    /** Holds what is sent from now on, for so long at most; then it goes out with one write. */
    public void pause(long nanos) {
        Pump running = pump;
        if (running != null) running.pauseFor(nanos);
    }

    /** Ends a pause. */
    public void resume() {
        Pump running = pump;
        if (running != null) running.resume();
    }

    /** Ends the answer so, at once. The JDK's server ends it {@link Ending#SHORT} unless that is clean. */
    public void end(Ending how) {
        Pump running = pump;
        if (running != null) running.stop(how);
    }

    /** Sends half of the next event, and then ends. */
    public void half() {
        Pump running = pump;
        if (running != null) running.half();
    }

    @Override
    public void readerSeemsGone() {
        Pump running = pump;
        if (running != null) running.readerLeft();
    }

    // ── the answer ──

    @Override
    public void sendResponseHeaders(int status, long length) throws IOException {
        if (this.status >= 0) throw new IOException("the head has been sent");
        isMute = faults.has(Kind.REFUSE) || faults.delayMillis() == Long.MAX_VALUE;
        if (isMute) {
            boolean refuses = faults.has(Kind.REFUSE);
            if (!refuses) wire.end(Ending.SILENT);
            mirror.end("server", refuses ? "short" : "silent");
            throw new Ended(refuses ? "refused on purpose" : "silent on purpose");
        }
        MediaType type = MediaType.parse(headers.getFirst("Content-Type"));
        boolean streams = status == 200 && length == 0 && type != null && type.is(MediaType.EVENT_STREAM);
        FaultyHead head = new FaultyHead(faults, status, streams);
        for (String name : head.removed) headers.remove(name);
        for (Header header : head.set) headers.set(header.name(), header.value());
        byte[] instead = head.instead;
        this.status = head.status;
        long size = instead == null ? length : getRequestMethod().equals("HEAD") || instead.length == 0 ? -1
                : this.status == 200 ? 0 : instead.length;
        if (streams && instead == null && faults.length() > 0) size = faults.length();
        Headers sent = new Headers(headers);
        Pump now = new Pump(wire, mirror, this.status, sent, size, faults.delayMillis(),
                out -> head.ofBody.breaker(seed, connection, out));
        body = size < 0 && instead == null ? OutputStream.nullOutputStream() : new Body(now);
        if (instead != null) {
            if (size >= 0) now.take(instead, 0, instead.length);
            now.close(); // what the handler writes is refused
        }
        pump = now;
        Thread.ofVirtual().name("sse-pump").start(now);
    }

    /** What the handler writes, until it is flushed. */
    private static final class Body extends OutputStream {
        private static final int MOST = 64 << 10;

        private final Pump pump;
        private byte[] buffer = new byte[512];
        private int filled;

        Body(Pump pump) {
            this.pump = pump;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (length >= MOST) {
                flush();
                pump.take(bytes, from, from + length);
                return;
            }
            if (buffer.length - filled < length) {
                buffer = Arrays.copyOf(buffer, Math.max(filled + length, 2 * buffer.length));
            }
            System.arraycopy(bytes, from, buffer, filled, length);
            filled += length;
            if (filled >= MOST) flush();
        }

        @Override
        public void flush() throws IOException {
            pump.check();
            int n = filled;
            filled = 0; // whatever comes of it
            if (n > 0) pump.take(buffer, 0, n);
        }

        @Override
        public void close() throws IOException {
            if (filled > 0) flush();
            pump.close();
        }
    }

    @Override
    public OutputStream getResponseBody() {
        return body;
    }

    /** Gives the answer up; who waits for it in {@link #through} lets go of the connection. */
    @Override
    public void close() {
        if (pump != null) pump.giveUp();
    }

    // ── the request ──

    @Override
    public String getRequestMethod() {
        return inner.getRequestMethod();
    }

    @Override
    public HttpContext getHttpContext() {
        return inner.getHttpContext();
    }

    @Override
    public InputStream getRequestBody() {
        return inner.getRequestBody();
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return inner.getRemoteAddress();
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return inner.getLocalAddress();
    }

    @Override
    public String getProtocol() {
        return inner.getProtocol();
    }

    @Override
    public Object getAttribute(String name) {
        return inner.getAttribute(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        inner.setAttribute(name, value);
    }

    @Override
    public HttpPrincipal getPrincipal() {
        return inner.getPrincipal();
    }
}
