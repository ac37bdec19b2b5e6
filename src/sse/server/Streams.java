package sse.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import sse.courier.Carried;
import sse.courier.Couriers;
import sse.courier.Ticker;
import sse.hub.Subscription;
import sse.server.ServerLog.Departure;
import sse.text.Units;

/** The open streams of a server: lets them in, sees them out, and knows those that left last. Any thread. */
final class Streams implements Ticker.Look {

    /** How exact write deadlines and the age of streams are, at worst. */
    private static final long LOOK_NANOS = 1_000_000_000L;

    /** What bodies of requests may be held at once, of all together: 256 MiB. */
    private static final long BODIES = 256 << 20;

    final ServerOptions options;
    final Bodies bodies = new Bodies(BODIES);
    private final ServerLog log;
    private final ConcurrentHashMap<Integer, EventStream> open = new ConcurrentHashMap<>();
    private final AtomicInteger admitted = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Departures departures = new Departures(open);
    private final Couriers couriers;
    private volatile boolean stopping;
    private long lookedAt = System.nanoTime(); // the ticker's

    Streams(ServerOptions options, ServerLog log, Consumer<Throwable> bugs) {
        this.couriers = new Couriers(Math.min(8, Runtime.getRuntime().availableProcessors()), this, bugs);
        this.options = options;
        this.log = log;
        couriers.start();
    }

    Couriers couriers() {
        return couriers;
    }

    /** Answers with a stream of events that its sender writes, with the server's heartbeat and reconnection time. */
    void serve(Request request, EventStream.Sender sender) throws IOException {
        serve(request, Form.STREAM, options.heartbeatMillis(), Form.opening(options.retryMillis(), null), sender);
    }

    /**
     * Answers with what the subscription has not seen, and, unless that is all that is wanted, with what is published
     * from then on.
     */
    void serve(Request request, Form form, byte[] first, Subscription subscription, boolean historyOnly)
            throws IOException {
        serve(request, form, options.heartbeatMillis(), first, stream -> {
            Carried carried = stream.carried(subscription);
            boolean on = carried.catchUp();
            if (on && historyOnly) return;
            if (on) couriers.carry(carried);
            stream.hold();
        });
    }

    /** Answers with a stream that its sender writes; a silence of 0 ms is for no heartbeat. */
    void serve(Request request, Form form, long heartbeatMillis, byte[] first, EventStream.Sender sender)
            throws IOException {
        EventStream stream = admit(request, form, heartbeatMillis);
        String why = "ended";
        try {
            stream.open(first);
            if (log != null) {
                log.came(stream.number, client(stream), request.path(), request.header("User-Agent"), open.size());
            }
            try {
                sender.send(stream);
                if (stream.ending() != null) why = stream.ending();
            } catch (IOException e) {
                if (!EventStream.isEnd(e)) throw e;
                why = e.getMessage();
            }
            stream.finish();
        } catch (IOException e) {
            boolean mistake = e.getCause() instanceof RuntimeException || e.getCause() instanceof Error;
            why = mistake ? "failed: " + e.getCause() : stream.watch().killed() ? "write deadline" : "reader left";
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
            leave(stream, why);
        }
    }

    private EventStream admit(Request request, Form form, long heartbeatMillis) throws Refusal {
        if (stopping) throw new Refusal(503, "the server is stopping", "Retry-After", "1");
        if (admitted.incrementAndGet() > options.maxStreams()) {
            admitted.decrementAndGet();
            String sentence = "there are " + options.maxStreams() + " streams open, and no more are let in";
            throw new Refusal(503, sentence, "Retry-After", "5");
        }
        EventStream stream = new EventStream(numbers.incrementAndGet(), request, form, heartbeatMillis);
        open.put(stream.number, stream);
        if (stopping) stream.end("server stops"); // it may have looked before this one was there
        return stream;
    }

    private void leave(EventStream stream, String why) {
        long millis = (System.nanoTime() - stream.openedAt) / 1_000_000;
        Departure departure = new Departure(stream.number, client(stream), stream.request().path(), millis,
                stream.events(), stream.bytes(), stream.lastId, why);
        departures.add(departure);
        admitted.decrementAndGet();
        if (log != null) log.left(departure, open.size());
    }

    static String client(EventStream stream) {
        HttpExchange exchange = stream.request().exchange();
        String address = exchange.getRemoteAddress().getAddress().getHostAddress();
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + exchange.getRemoteAddress().getPort();
    }

    Collection<EventStream> open() {
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
     * The ticker's look at every stream: writes that take too long, streams that are too old. With thousands
     * of them the look is not for nothing, so it is taken once a second, or four times in these times.
     */
    @Override
    public void lookAtTime(long now) {
        long deadline = Units.nanos(options.writeDeadlineMillis());
        long age = Units.nanos(options.maxAgeMillis());
        long shorter = deadline == 0 ? age : age == 0 ? deadline : Math.min(age, deadline);
        if (shorter == 0 || now - lookedAt < Math.min(LOOK_NANOS, shorter / 4)) return;
        lookedAt = now;
        for (EventStream stream : open.values()) {
            if (deadline > 0) stream.watch().killIfSince(now - deadline);
            if (age > 0 && now - stream.openedAt > age) stream.end("maximum age");
        }
    }

    /**
     * Ends every stream: those whose readers take it get a clean end within the grace, the others are cut.
     * No stream is let in any more.
     */
    void drain(long graceMillis) {
        stopping = true;
        for (EventStream stream : open.values()) stream.end("server stops");
        if (!emptyWithin(graceMillis)) {
            for (EventStream stream : open.values()) stream.watch().killIfSince(System.nanoTime());
            emptyWithin(200);
        }
        couriers.stop();
    }

    private boolean emptyWithin(long millis) {
        long until = System.nanoTime() + Units.nanos(millis);
        while (!open.isEmpty() && System.nanoTime() - until < 0) LockSupport.parkNanos(2_000_000);
        return open.isEmpty();
    }
}
