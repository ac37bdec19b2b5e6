package sse.replay;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import sse.broken.RawAnswer;
import sse.broken.RawExchange;
import sse.broken.RawServer;
import sse.fault.Breaker;
import sse.fault.Faults;
import sse.fault.Kind;
import sse.fault.Outflow;
import sse.fault.Outflow.Ending;
import sse.fault.Spec;
import sse.head.Head;
import sse.head.Header;
import sse.head.MediaType;
import sse.tape.Tape;
import sse.tape.TapeEnd;

/**
 * Plays a tape to everybody who asks, at any path, each from its beginning or from where he was; as {@link Choice} and
 * {@link Manner} have it. Pages of any origin may read, unless some are named. Any thread.
 */
public final class Replay implements RawServer.Handler {
    /** Readers at a time. */
    public static final int CONNECTIONS = 4000;

    /** Of the head on a tape: what is of that connection, and what this says by itself. */
    private static final Set<String> LEFT_OUT = Set.of("content-length", "transfer-encoding", "connection", "date",
            "keep-alive", "access-control-allow-origin", "access-control-allow-credentials", "set-cookie");

    /** Told of what is played. */
    public interface Log {
        /** A request has come, and gets this; in words that a terminal may show. */
        void plays(long number, String request, String what);
    }

    private final Tape tape;
    private final List<Reel> reels = new ArrayList<>();
    private final Manner manner;
    private final Choice choice;
    private final boolean onlyItsMethod;
    private final Set<String> origins; // empty for all
    private final Spec faults;
    private final long seed;
    private final Log log;
    private final AtomicLong requests = new AtomicLong();

    /**
     * A tape to be played.
     *
     * @param onlyItsMethod whether only the method on the tape is answered
     * @param origins whose pages may read; empty for all
     * @param seed of what faults do by chance
     * @throws IllegalArgumentException if there is nothing on it
     */
    public Replay(Tape tape, Manner manner, boolean onlyItsMethod, Set<String> origins, Spec faults, long seed,
            Log log) {
        this.tape = tape;
        this.manner = manner;
        this.onlyItsMethod = onlyItsMethod;
        this.origins = origins;
        this.faults = faults;
        this.seed = seed;
        this.log = log;
        for (Tape.Connection connection : tape.connections()) reels.add(new Reel(connection));
        if (reels.isEmpty()) throw new IllegalArgumentException("no connection is on the tape");
        this.choice = new Choice(reels, manner);
    }

    /** Plays to itself for once: or the first who asks would get the beginning late, and the rest on time. */
    public static void warmUp() {
        Head head = new Head("HTTP/1.1", 200, "OK", List.of(new Header("Content-Type", MediaType.EVENT_STREAM)));
        Tape tape = Tape.of(head, "data: x\n\ndata: y\n\n".getBytes(StandardCharsets.US_ASCII));
        Manner pausing = new Manner(1, 0, 2_000, false, false);
        Replay replay = new Replay(tape, pausing, false, Set.of(), Spec.NONE, 1, (number, request, what) -> { });
        InetAddress here = InetAddress.getLoopbackAddress();
        try (RawServer server = new RawServer(here, 0, 1, replay); Socket socket = new Socket(here, server.port())) {
            socket.setSoTimeout(1000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            // it is as it was
        }
    }

    @Override
    public void handle(RawExchange exchange) throws IOException {
        if (exchange.method().equals("OPTIONS")) {
            exchange.head(204, "No Content", preflight(exchange));
            return;
        }
        long number = requests.incrementAndGet();
        String request = exchange.method() + " " + exchange.target();
        if (onlyItsMethod && !exchange.method().equals(tape.method())) {
            log.plays(number, request, "405, for the tape is of " + tape.method());
            say(exchange, 405, "this tape is of " + tape.method());
            return;
        }
        Faults broken = faults.on(number);
        String id = broken.has(Kind.NOREPLAY) ? "" : lastEventId(exchange);
        Choice.Start start = choice.at(id);
        if (!id.isEmpty()) request += ", Last-Event-ID: " + id;
        if (start == null) {
            log.plays(number, request, "204: that was all");
            exchange.head(204, "No Content", cors(exchange));
            return;
        }
        String where = reels.size() == 1 ? "" : " connection " + (start.connection() + 1);
        log.plays(number, request, "plays" + (where.isEmpty() ? " the tape" : where)
                + (start.offset() == 0 ? "" : " behind that event"));
        play(exchange, new Timeline(reels, start, manner),
                new RawAnswer(exchange, broken, seed, number));
    }

    private void play(RawExchange exchange, Timeline line, RawAnswer answer) throws IOException {
        long begin = System.nanoTime();
        Tape.Connection first = line.first();
        long wait = manner.nanos(first.head() == null ? first.endMicros() - first.asked() : line.headMicros());
        exchange.pause(wait);
        if (first.head() == null) {
            exchange.end(first.end() == TapeEnd.RESET ? Ending.RESET : Ending.SHORT);
            return;
        }
        if (!answer.head(first.head().status(), headers(exchange, first))) return;
        if (exchange.method().equals("HEAD")) return;
        while (line.next()) {
            if (!answer.await(begin + manner.nanos(line.micros))) return;
            if (!answer.piece(line.body(), line.from, line.to)) return;
        }
        if (!answer.await(begin + manner.nanos(line.endMicros()))) return;
        answer.end(switch (line.end()) {
            case CLEAN, STOPPED -> Ending.CLEAN;
            case SHORT -> Ending.SHORT;
            case RESET -> Ending.RESET;
            case IDLE -> Ending.SILENT;
        });
    }

    private List<Header> headers(RawExchange exchange, Tape.Connection connection) {
        List<Header> headers = new ArrayList<>();
        for (Header header : connection.head().headers()) {
            if (!LEFT_OUT.contains(header.name().toLowerCase(Locale.ROOT))) headers.add(header);
        }
        headers.addAll(cors(exchange));
        return headers;
    }

    /** The last event ID of the request, which is UTF-8 (9.2.3); a header comes as Latin-1. */
    private static String lastEventId(RawExchange exchange) {
        String sent = exchange.header("Last-Event-ID");
        return sent == null ? "" : new String(sent.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private List<Header> cors(RawExchange exchange) {
        List<Header> headers = new ArrayList<>();
        String origin = exchange.header("Origin");
        if (origin == null || !origins.isEmpty() && !origins.contains(origin)) return headers;
        headers.add(new Header("Access-Control-Allow-Origin", origin));
        headers.add(new Header("Access-Control-Allow-Credentials", "true"));
        headers.add(new Header("Vary", "Origin"));
        return headers;
    }

    private List<Header> preflight(RawExchange exchange) {
        List<Header> headers = cors(exchange);
        String wanted = exchange.header("Access-Control-Request-Headers");
        String method = exchange.header("Access-Control-Request-Method");
        if (headers.isEmpty()) return headers;
        if (wanted != null) headers.add(new Header("Access-Control-Allow-Headers", wanted));
        if (method != null) headers.add(new Header("Access-Control-Allow-Methods", method));
        return headers;
    }

    private void say(RawExchange exchange, int status, String sentence) throws IOException {
        byte[] text = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
        List<Header> headers = cors(exchange);
        headers.add(new Header("Content-Type", "text/plain; charset=utf-8"));
        exchange.head(status, "Method Not Allowed", headers);
        exchange.piece(text, 0, text.length);
        exchange.end(Ending.CLEAN);
    }

    /** Where bytes of a tape go that nobody asked for over HTTP. */
    public interface Out {
        /** Takes these. */
        void piece(byte[] bytes, int from, int to) throws IOException;
    }

    /**
     * Plays the body of the tape once: all connections as one, with their pauses, but for half events at cuts; broken
     * as the faults of the first connection have it.
     */
    public void to(Out out) throws IOException {
        Breaker breaker = faults.on(1).breaker(seed, 1, new Flow(out));
        Timeline line = new Timeline(reels, new Choice.Start(0, 0), manner.joining());
        long begin = System.nanoTime();
        breaker.at(0);
        while (!breaker.isOver() && line.next()) {
            await(breaker, begin, manner.nanos(line.micros));
            breaker.bytes(line.body(), line.from, line.to, System.nanoTime() - begin);
        }
        if (!breaker.isOver()) await(breaker, begin, manner.nanos(line.endMicros()));
        if (!breaker.isOver()) breaker.end(Ending.CLEAN, System.nanoTime() - begin);
    }

    private static void await(Breaker breaker, long begin, long nanos) throws IOException {
        long now;
        while (!breaker.isOver() && (now = System.nanoTime() - begin) < nanos) {
            if (now >= breaker.due()) breaker.at(now);
            else Flow.sleep(Math.min(nanos, breaker.due()) - now);
        }
    }

    /** What flows without a connection. */
    private record Flow(Out out) implements Outflow {
        @Override
        public void piece(byte[] bytes, int from, int to) throws IOException {
            out.piece(bytes, from, to);
        }

        @Override
        public void pause(long nanos) throws IOException {
            sleep(nanos);
        }

        static void sleep(long nanos) throws IOException {
            try {
                TimeUnit.NANOSECONDS.sleep(nanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }

        @Override
        public void end(Ending ending) throws IOException {
            if (ending == Ending.SILENT) pause(Long.MAX_VALUE);
        }
    }
}
