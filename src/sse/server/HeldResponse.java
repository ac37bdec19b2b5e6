package sse.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import sse.courier.Carried;
import sse.courier.Crowd;
import sse.courier.Outlet;
import sse.courier.Sockets;
import sse.http.Ended;
import sse.http.HoldsBack;
import sse.http.Reply;
import sse.http.Request;
import sse.http.TlsServer;
import sse.hub.Batch;
import sse.hub.Subscription;
import sse.text.HostName;
import sse.text.Units;

/**
 * One open response of a stream: it is held open, written to, and ended.
 *
 * <p>The thread that handles the exchange opens it and is the one that ends it; nobody else touches the exchange. In
 * between either that thread writes the events itself, as an {@link EventStream} for senders, or it waits while a
 * courier writes what a subscription has not seen:
 *
 * <pre>
 *   handler's virtual thread   open ── head, comment, retry ──► hold (parked) ──────────► finish, or throw
 *                                                                 │                          ▲
 *   courier, platform thread                              carried: write, write, write ──────┤ released
 *   ticker, platform thread                               heartbeat due · write too long: interrupt the writer
 * </pre>
 *
 * <p>The ending follows the one way that leaves nothing behind in the JDK's server: the answer says
 * {@code Connection: close}, and a failure is thrown out of the handler.
 */
final class HeldResponse extends WatchedBody implements Outlet, Departures.Sent, Sockets.Connection {

    private static final long STILL_NANOS = 1_000_000_000L;
    private static final int PROBES = 2; // the first may fall together with a write

    final int number;
    final long openedAt = System.nanoTime();
    final Request request;
    private final HttpExchange exchange;
    private final Thread holder = Thread.currentThread();
    private final Form form;

    private volatile Carried carried;     // what a courier carries, if this is a stream of a subscription
    private volatile String ending;       // why this side wants it to end
    private volatile boolean released;    // the courier has let go of it
    private volatile IOException failure; // how the courier's writing failed

    // Written by whoever writes to the stream.
    private volatile long events;
    private volatile String lastId = "";

    // What the ticker sees of the connection.
    private String socket;
    private long queue;
    private int probes;
    private int missing;      // looks in a row at which it was not there
    private volatile boolean mayHaveLeft;

    HeldResponse(int number, Request request, Form form, long heartbeatMillis, Crowd crowd) {
        super(form.beat, new Heartbeat(Units.nanos(heartbeatMillis), number), crowd);
        this.number = number;
        this.request = request;
        this.exchange = request.exchange();
        this.form = form;
    }

    // ── for the thread that holds it ──

    /**
     * Waits, as a stream that is open but for its head. If the reader sends no more it is opened at once: nothing else
     * finds out whether it has left.
     */
    void waitToOpen(long nanos) throws Ended {
        long began = System.nanoTime();
        while (!mayHaveLeft) {
            if (ending != null) throw new Ended(ending);
            if (Thread.interrupted()) throw new Ended("interrupted");
            long left = nanos - (System.nanoTime() - began);
            if (left <= 0) return;
            LockSupport.parkNanos(this, left);
        }
    }

    /** Sends the head, and the first bytes with it, so that {@code open} fires at once. */
    void open(byte[] first) throws IOException {
        Reply.streamHead(exchange, form.contentType(request));
        exchange.getResponseHeaders().set("Connection", "close");
        watch.begin();
        exchange.sendResponseHeaders(200, 0);
        begin(exchange.getResponseBody());
        write(first, first.length); // the head waits for the flush
        watch.end();
        exchange.getResponseHeaders().clear(); // they are out, and a stream may be open for days
    }

    /** Writes and flushes, under the eyes of the ticker. */
    void write(byte[] b) throws IOException {
        if (ending != null) throw new Ended(ending);
        writeWatched(b);
    }

    /** An event is whole with what was written last; its id may be null. */
    void count(String id) {
        events++;
        if (id != null) lastId = id;
    }

    /** Waits for so long, or until {@code ready}, which {@link #wake} lets it look at; beats meanwhile. */
    void pause(long nanos, BooleanSupplier ready) throws IOException {
        long began = System.nanoTime();
        while (true) {
            if (ending != null) throw new Ended(ending);
            if (Thread.interrupted()) throw new Ended("interrupted"); // with the flag up, parking would not wait
            long now = System.nanoTime();
            long left = nanos - (now - began);
            if (left <= 0 || ready.getAsBoolean()) return;
            long due = beatIn(now);
            if (due <= 0) {
                watch.begin();
                beat();
                watch.end();
            } else {
                rest(Math.min(left, due));
            }
        }
    }

    /** This stream as couriers carry it; it brings what the subscription has not seen. */
    Carried carried(Subscription subscription) {
        return carried = new Carried(this, subscription);
    }

    /**
     * Sends what there is of the subscription, as one of the crowd.
     *
     * @return whether the stream goes on; if not, the failure is thrown by {@link #hold}
     */
    boolean catchUp() {
        if (!carried.isBehind()) return true;
        join();
        try {
            return carried.catchUp();
        } finally {
            leave();
        }
    }

    /** Waits until the courier lets go of the stream. */
    void hold() throws IOException {
        while (!released) {
            LockSupport.park(this);
            if (Thread.interrupted()) end("interrupted"); // with the flag up, parking would not wait any more
        }
        if (failure != null) throw failure;
    }

    /** The last chunk, behind which the reader knows that nothing is missing. */
    void finish() throws IOException {
        watch.begin();
        if (request.scheme().equals("https")) sayGoodbye();
        close();
        watch.end();
    }

    /** Where there is no last chunk, a byte that no reader takes for an event takes its place. */
    private void sayGoodbye() throws IOException {
        TlsServer.endsWithNextWrite(exchange);
        if (exchange.getProtocol().equals("HTTP/1.0")) beat();
    }

    /**
     * The one ending of a failed stream that leaves nothing behind: close, and let the handler throw.
     * A late interrupt must not hit whatever this thread does next.
     */
    void abandon() {
        Thread.interrupted();
        exchange.close();
    }

    // ── for any thread ──

    /** Lets a holder that waits look again. */
    void wake() {
        LockSupport.unpark(holder);
    }

    @Override
    public void end(String why) {
        if (ending == null) ending = why;
        Carried carries = carried;
        if (carries != null) carries.lookAgain();
        wake();
    }

    @Override
    public String ending() {
        return ending;
    }

    /** How many events of its subscription it has not been sent. */
    long lag() {
        Carried carries = carried;
        return carries == null || released ? 0 : carries.lag();
    }

    @Override
    public long events() {
        return events;
    }

    /** What is told of it, for this reason, if it is over now. */
    ServerLog.Departure departure(String why) {
        long millis = (System.nanoTime() - openedAt) / 1_000_000;
        return new ServerLog.Departure(number, client(), request.path(), millis, events, bytes(), lastId, why);
    }

    /** Address and port of the reader. */
    String client() {
        InetSocketAddress peer = exchange.getRemoteAddress();
        return HostName.of(peer.getAddress()) + ":" + peer.getPort();
    }

    // ── for the ticker ──

    @Override
    public String socket() {
        if (socket == null) {
            InetSocketAddress peer = exchange.getRemoteAddress();
            int port = exchange.getLocalAddress().getPort();
            socket = Sockets.name(port, peer.getAddress().getAddress(), peer.getPort());
        }
        return socket;
    }

    @Override
    public void seen(boolean closing, long queued) {
        if (queued != queue) watch.moved();
        queue = queued;
        missing = 0;
        if (closing && probes++ < PROBES) probe();
    }

    @Override
    public void notSeen(long began) {
        if (openedAt - began < 0 && missing++ < PROBES) probe();
    }

    /** Writing to a reader that has left fails the second time; one that has only stopped sending reads a comment. */
    private void probe() {
        if (exchange instanceof HoldsBack holds) holds.readerSeemsGone();
        mayHaveLeft = true;
        heartbeat.probe();
        Carried carries = carried;
        if (carries != null) carries.lookAtBeat();
        wake();
    }

    @Override
    public boolean standsStill(long now) {
        return watch.age(now) > STILL_NANOS;
    }

    // ── for the courier, or the holder while there is none ──

    @Override
    public void write(Batch batch) throws IOException {
        writeInTurn(batch.bytes(), batch.length());
        events += batch.events();
        lastId = batch.last().id();
    }

    @Override
    public void release(IOException why) {
        failure = why;
        released = true;
        wake();
    }
}
