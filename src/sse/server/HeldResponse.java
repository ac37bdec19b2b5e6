package sse.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import sse.courier.Carried;
import sse.courier.Crowd;
import sse.courier.Outlet;
import sse.courier.Sockets;
import sse.courier.Unsent;
import sse.courier.WriteWatch;
import sse.http.Ended;
import sse.http.HoldsBack;
import sse.http.Reply;
import sse.http.Request;
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
final class HeldResponse implements Outlet, Departures.Sent, Unsent.Writing, Sockets.Connection {

    private static final int SLICE = 8 << 10;
    private static final int TURN = 8 * SLICE; // of one in a crowd

    final int number;
    final long openedAt = System.nanoTime();
    final Request request;
    private final HttpExchange exchange;
    private final Thread holder = Thread.currentThread();
    private final Form form;
    private final Heartbeat heartbeat;
    private final WriteWatch watch = new WriteWatch();
    private OutputStream out;

    private volatile Carried carried;     // what a courier carries, if this is a stream of a subscription
    private volatile String ending;       // why this side wants it to end
    private volatile boolean released;    // the courier has let go of it
    private volatile IOException failure; // how the courier's writing failed
    private volatile String givenUp;      // why the write was ended, if not for its deadline

    // Written by whoever writes to the stream: its holder, then a courier, then its holder; one at a time.
    private volatile long bytes;
    private volatile long events;
    private volatile String lastId = "";
    private Crowd crowd;                  // while it catches up
    private volatile byte[] unsent;       // what is being written, if it is large
    private volatile long unsentSince;

    // What the ticker sees of the connection.
    private static final long STILL_NANOS = 1_000_000_000L;
    private static final int PROBES = 2; // the first may fall together with a write
    private String socket;
    private long queue;
    private int probes;
    private volatile boolean mayHaveLeft;

    HeldResponse(int number, Request request, Form form, long heartbeatMillis) {
        this.number = number;
        this.request = request;
        this.exchange = request.exchange();
        this.form = form;
        this.heartbeat = new Heartbeat(Units.nanos(heartbeatMillis), number);
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
        out = exchange.getResponseBody();
        write(first, first.length); // the head waits for the flush
        watch.end();
        exchange.getResponseHeaders().clear(); // they are out, and a stream may be open for days
    }

    /** Writes and flushes, under the eyes of the ticker. */
    void write(byte[] b) throws IOException {
        if (ending != null) throw new Ended(ending);
        watch.begin();
        write(b, b.length);
        watch.end();
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
            long due = heartbeat.dueIn(now);
            if (due <= 0) {
                watch.begin();
                beat();
                watch.end();
            } else {
                LockSupport.parkNanos(this, Math.min(left, due));
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
    boolean catchUp(Crowd others) {
        if (!carried.isBehind()) return true;
        crowd = others;
        others.enter();
        try {
            return carried.catchUp();
        } finally {
            others.leave();
            crowd = null;
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
        out.close();
        watch.end();
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

    @Override
    public WriteWatch watch() {
        return watch;
    }

    @Override
    public long events() {
        return events;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public byte[] unsent() {
        return unsent;
    }

    @Override
    public long unsentSince() {
        return unsentSince;
    }

    @Override
    public void giveUp(String why) {
        givenUp = why;
        watch.killIfSince(System.nanoTime());
    }

    /** {@return why its last write was ended from outside, or null if it was not} */
    String killed() {
        return !watch.killed() ? null : givenUp != null ? givenUp : "write deadline";
    }

    /** What is told of it, for this reason, if it is over now. */
    ServerLog.Departure departure(String why) {
        long millis = (System.nanoTime() - openedAt) / 1_000_000;
        return new ServerLog.Departure(number, client(), request.path(), millis, events, bytes, lastId, why);
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
        if (closing) probe();
    }

    @Override
    public void notSeen(long began) {
        if (openedAt - began < 0) probe();
    }

    /** Writing to a reader that has left fails the second time; one that has only stopped sending reads a comment. */
    private void probe() {
        if (probes++ >= PROBES) return;
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
        if (crowd != null) giveWay();
        write(batch.bytes(), batch.length());
        events += batch.events();
        lastId = batch.last().id();
    }

    /** Writes and flushes. The writes of a courier on its round are watched by its claim instead. */
    private void write(byte[] b, int length) throws IOException {
        if (length <= SLICE) out.write(b, 0, length);
        else writeSlices(b, length);
        out.flush();
        bytes += length;
        heartbeat.wrote(false);
    }

    /** So it is seen that a slow reader takes something, and has its time anew. */
    private void writeSlices(byte[] b, int length) throws IOException {
        unsentSince = System.nanoTime();
        unsent = b;
        try {
            for (int from = 0; from < length; from += SLICE) {
                if (crowd != null && from > 0 && from % TURN == 0) giveWay();
                out.write(b, from, Math.min(SLICE, length - from));
                watch.moved();
            }
        } finally {
            unsent = null;
        }
    }

    /** The others of the crowd write; the time that takes is not this reader's. */
    private void giveWay() throws IOException {
        watch.end();
        crowd.giveWay();
        watch.begin();
    }

    @Override
    public long beatIn(long now) {
        return heartbeat.dueIn(now);
    }

    @Override
    public void beat() throws IOException {
        out.write(form.beat);
        out.flush();
        bytes += form.beat.length;
        heartbeat.wrote(true);
    }

    @Override
    public void release(IOException why) {
        failure = why;
        released = true;
        wake();
    }
}
