package sse.server;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import sse.courier.Carried;
import sse.courier.Couriers;
import sse.courier.Crowd;
import sse.courier.Sockets;
import sse.courier.Ticker;
import sse.courier.Unsent;
import sse.http.Answers;
import sse.http.Bodies;
import sse.http.Refusal;
import sse.http.Reply;
import sse.http.Ended;
import sse.http.Request;
import sse.hub.Hub;
import sse.hub.Subscription;
import sse.server.ServerLog.Departure;
import sse.text.Figures;
import sse.text.Units;

/** The open streams of a server: lets them in, sees them out, and knows those that left last. Any thread. */
final class Streams implements Ticker.Look {

    /** How exact write deadlines and the age of streams are, at worst. */
    private static final long LOOK_NANOS = 1_000_000_000L;

    /** How long who is publishing has to come to an end. */
    private static final long PUBLISHING_MILLIS = 1000;

    /** How long readers have to take a clean end. */
    private static final long DRAIN_MILLIS = 1500;

    final ServerOptions options;
    final Bodies bodies = Bodies.ofThisHeap();
    final Answers answers = new Answers();
    private final ServerLog log;
    private final ConcurrentHashMap<Integer, HeldResponse> open = new ConcurrentHashMap<>();
    private final AtomicInteger admitted = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Departures departures = new Departures(open);
    final Couriers couriers;
    private final Set<Hub> hubs = ConcurrentHashMap.newKeySet();
    private final Unsent unsent;
    private final Crowd crowd = new Crowd();
    private final Sockets sockets = new Sockets();
    private final AtomicInteger publishing = new AtomicInteger();
    private volatile boolean stopping;
    private long lookedAt = System.nanoTime(); // the ticker's

    Streams(ServerOptions options, ServerLog log, Consumer<Throwable> bugs) {
        this.couriers = new Couriers(Math.min(8, Runtime.getRuntime().availableProcessors()), this, bugs);
        this.options = options;
        this.log = log;
        this.unsent = new Unsent(options.limits.historyBytes());
        couriers.start();
    }

    /** Brings what is published there from now on. */
    void follow(Hub hub) {
        hubs.add(hub);
        hub.listen(couriers);
    }

    /** Answers a GET with a stream of events that its sender writes, with the server's heartbeat and opening. */
    void send(Request request, EventStream.Sender sender) throws IOException {
        send(request, options.heartbeatMillis, 0, Form.opening(options.retryMillis, null), sender);
    }

    /** Answers a GET with a stream of events that its sender writes, and a HEAD with the head of one. */
    void send(Request request, long heartbeatMillis, long delayMillis, byte[] first, EventStream.Sender sender)
            throws IOException {
        if (request.method().equals("HEAD")) Reply.onlyStreamHead(request.exchange(), Form.STREAM.contentType(request));
        else serve(request, Form.STREAM, heartbeatMillis, delayMillis, first, sender);
    }

    /**
     * Answers with what the subscription has not seen, and, unless that is all that is wanted, with what is published
     * from then on.
     */
    void carry(Request request, Form form, byte[] first, Subscription subscription, boolean historyOnly)
            throws IOException {
        serve(request, form, options.heartbeatMillis, 0, first, stream -> {
            Carried carried = stream.held.carried(subscription);
            boolean on = stream.held.catchUp();
            if (on && historyOnly) return;
            if (on) couriers.carry(carried);
            stream.held.hold();
        });
    }

    /** Answers with a stream that its sender writes; a silence of 0 ms is for no heartbeat. */
    private void serve(Request request, Form form, long heartbeatMillis, long delayMillis, byte[] first,
            EventStream.Sender sender) throws IOException {
        HeldResponse stream = admit(request, form, heartbeatMillis);
        try {
            if (delayMillis > 0) stream.waitToOpen(Units.nanos(delayMillis));
        } catch (Ended end) { // before its head: there is still an answer to give
            try {
                Reply.refusal(request.exchange(), stops()); // here, because who closes the server waits for this stream
            } finally {
                leave(stream.departure(end.getMessage()));
            }
            return;
        }
        String why = "ended";
        try {
            stream.open(first);
            if (log != null) {
                log.came(stream.number, stream.client(), request.path(), request.header("User-Agent"), open.size());
            }
            try {
                sender.send(new EventStream(stream));
                if (stream.ending() != null) why = stream.ending();
            } catch (Ended end) {
                why = end.getMessage();
            }
            stream.finish();
        } catch (IOException e) {
            boolean mistake = e.getCause() instanceof RuntimeException || e.getCause() instanceof Error;
            String killed = stream.killed();
            why = mistake ? "failed: " + e.getCause() : killed != null ? killed
                    : e instanceof Ended ? e.getMessage() : "reader left";
            stream.abandon();
            throw e;
        } catch (InterruptedException e) {
            why = "interrupted";
            stream.abandon();
            throw new IOException(e);
        } catch (RuntimeException | Error e) {
            why = "failed: " + e;
            stream.abandon();
            throw e;
        } finally {
            leave(stream.departure(why));
        }
    }

    /** {@return how many events the stream has not seen that is furthest behind} */
    long lag() {
        long most = 0;
        for (HeldResponse stream : open.values()) most = Math.max(most, stream.lag());
        return most;
    }

    /** A request is about to publish; {@link #published} follows. So that whatever is accepted goes out to readers. */
    void publishes() throws Refusal {
        publishing.incrementAndGet();
        if (!stopping) return;
        publishing.decrementAndGet();
        throw stops();
    }

    /** It has published. */
    void published() {
        publishing.decrementAndGet();
    }

    private static Refusal stops() {
        return new Refusal(503, "the server is stopping", "Retry-After", "1");
    }

    private HeldResponse admit(Request request, Form form, long heartbeatMillis) throws Refusal {
        if (stopping) throw stops();
        if (admitted.incrementAndGet() > options.maxStreams) {
            admitted.decrementAndGet();
            String sentence = Figures.count(options.maxStreams, "open stream") + ", and no more are let in";
            throw new Refusal(503, sentence, "Retry-After", "5");
        }
        HeldResponse stream = new HeldResponse(numbers.incrementAndGet(), request, form, heartbeatMillis, crowd);
        open.put(stream.number, stream);
        if (stopping) stream.end("server stops"); // it may have looked before this one was there
        return stream;
    }

    private void leave(Departure departure) {
        departures.add(departure);
        admitted.decrementAndGet();
        if (log != null) log.left(departure, open.size());
    }

    Collection<HeldResponse> open() {
        return open.values();
    }

    Departures departures() {
        return departures;
    }

    /** Streams that were opened since the start. */
    int opened() {
        return numbers.get();
    }

    /**
     * The ticker's look at every stream: writes that hold too much or take too long, streams that are too old. With
     * thousands of them the look at times is not for nothing: it is taken once a second, or four times in these times.
     */
    @Override
    public void lookAtTime(long now) {
        unsent.look(open.values(), now);
        long deadline = Units.nanos(options.writeDeadlineMillis);
        sockets.look(open.values(), deadline, now);
        long age = Units.nanos(options.maxAgeMillis);
        long shorter = deadline == 0 ? age : age == 0 ? deadline : Math.min(age, deadline);
        if (shorter == 0 || now - lookedAt < Math.min(LOOK_NANOS, shorter / 4)) return;
        lookedAt = now;
        if (deadline > 0) answers.look(now - deadline);
        for (HeldResponse stream : open.values()) {
            if (deadline > 0) stream.watch().killIfSince(now - deadline);
            if (age > 0 && now - stream.openedAt > age) stream.end("maximum age");
        }
    }

    /**
     * Ends every stream: those whose readers take it in time get a clean end, the others are cut. From now on no stream
     * is let in and nothing is published; what is being published goes out first.
     */
    void close() {
        stopping = true;
        long until = System.nanoTime() + Units.nanos(PUBLISHING_MILLIS);
        while (publishing.get() > 0 && System.nanoTime() - until < 0) LockSupport.parkNanos(1_000_000);
        for (HeldResponse stream : open.values()) stream.end("server stops");
        if (!emptyWithin(DRAIN_MILLIS)) {
            for (HeldResponse stream : open.values()) stream.watch().kill();
            emptyWithin(200);
        }
        answers.close(); // else the JDK's server waits, over TLS, for who does not take one
        couriers.stop();
        for (Hub hub : hubs) hub.unlisten(couriers);
    }

    private boolean emptyWithin(long millis) {
        long until = System.nanoTime() + Units.nanos(millis);
        while (!open.isEmpty() && System.nanoTime() - until < 0) LockSupport.parkNanos(2_000_000);
        return open.isEmpty();
    }
}
