package sse.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.Random;
import sse.EventReader;
import sse.LineReader;
import sse.client.BodyDecoder;
import sse.head.Head;
import sse.head.HeadParser;
import sse.head.NotHttpException;
import sse.text.Units;

/**
 * One reader of a stream, from its first connection to its last. For the thread of its {@link FollowerLoop}. The two
 * need each other: the loop wakes its followers, and they tell it when they want to be woken, and what it counts.
 *
 * <pre>
 *            open          connected       head, 200
 *   WAITING ──────► CONNECTING ──────► HEAD ──────► BODY ─┐ events: into the Ledger
 *      ▲                 │               │            │   │
 *      │    failed once it had been open │            │   └ slow: a sip now and then; vanishing: gone after a while
 *      └─────────────────┴───────────────┴────────────┘
 *              comes back with Last-Event-ID        failed at first, done, or told to stay away (204): OVER
 * </pre>
 */
final class Follower {
    private enum State { WAITING, CONNECTING, HEAD, BODY, OVER }

    private static final int REFUSED = 7; // as curl exits
    private static final int NO_STREAM = 22;
    private static final int TIMEOUT = 28;
    private static final long MILLI = 1_000_000;
    private static final long ANSWER_NANOS = 10_000 * MILLI;  // for a connection, and for a head
    private static final long RETRY_MILLIS = 3000;            // where the stream asks for no time, as in browsers
    private static final long MAX_RETRY_MILLIS = 3_600_000;
    private static final long SIP_NANOS = 250 * MILLI;
    private static final int SLOW_BUFFER = 4096;
    private static final int BUFFER = 1024; // of an event reader, so that ten thousand of them are nothing

    private final FollowerLoop loop;
    private final Behaviour kind;
    private final Tally tally;
    private final Random random;
    private final Ledger ledger;
    private State state = State.WAITING;
    private SocketChannel channel;
    private Link link;
    private SelectionKey key;
    private HeadParser head;      // until it is whole
    private Inlet body;           // from then on
    private EventReader reader;   // of the stream that is open
    private String lastEventId;
    private long retryMillis = RETRY_MILLIS;
    private ByteBuffer request;
    private boolean admitted;     // it was let in once
    private long openedAt;
    private long firstOpenedAt;
    long wakeAt;                  // nanoTime; a timer that was set for another moment is void

    Follower(FollowerLoop loop, Behaviour kind, int number, String lastEventId) {
        this.loop = loop;
        this.kind = kind;
        this.tally = loop.tally(kind);
        this.random = kind == Behaviour.VANISHING ? new Random(number) : null;
        this.ledger = new Ledger(loop, kind);
        this.lastEventId = lastEventId == null ? "" : lastEventId;
        tally.readers++;
    }

    /** Begins a connection. */
    void open(Selector selector, InetSocketAddress address) {
        openedAt = System.nanoTime();
        if (firstOpenedAt == 0) firstOpenedAt = openedAt;
        state = State.CONNECTING;
        loop.pending++;
        wakeAt(openedAt + ANSWER_NANOS);
        try {
            boolean four = address.getAddress() instanceof Inet4Address; // which costs less than one that could do both
            channel = four ? SocketChannel.open(StandardProtocolFamily.INET) : SocketChannel.open();
            channel.configureBlocking(false);
            link = loop.link(channel);
            if (kind == Behaviour.SLOW) channel.setOption(StandardSocketOptions.SO_RCVBUF, SLOW_BUFFER);
            boolean connected = channel.connect(address);
            key = channel.register(selector, SelectionKey.OP_CONNECT, this);
            if (connected) connected();
        } catch (IOException e) {
            failed(REFUSED, reason(e));
        }
    }

    /** The selector says that there is something to do. */
    void ready(ByteBuffer buffer) {
        try {
            if (state == State.CONNECTING) {
                if (channel.finishConnect()) connected();
            } else if (key.isWritable() || request.hasRemaining()) { // which TLS may have to read for
                ask();
            } else {
                read(buffer);
            }
        } catch (IOException e) {
            if (state == State.BODY) left(false);
            else failed(Link.code(e, state == State.HEAD ? NO_STREAM : REFUSED), reason(e));
        }
    }

    static String reason(IOException e) {
        if (e instanceof ConnectException) return "connection refused";
        if (e instanceof NotHttpException) return "not an HTTP answer"; // its message has words of the server in it
        if (Link.reason(e) != null) return Link.reason(e);
        String message = String.valueOf(e.getMessage());
        return message.contains("Too many open files") ? "too many open files (ulimit -n)"
                : message.toLowerCase(Locale.ROOT);
    }

    private void connected() throws IOException {
        tally.connect.record(System.nanoTime() - openedAt);
        state = State.HEAD;
        head = new HeadParser();
        request = ByteBuffer.wrap(loop.request(lastEventId));
        ask();
    }

    private void ask() throws IOException {
        key.interestOps(link.write(request));
    }

    private void read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        if (kind == Behaviour.SLOW && state == State.BODY) buffer.limit(loop.sip(SIP_NANOS));
        int n = link.read(buffer);
        long now = System.nanoTime();
        if (n < 0) {
            if (state == State.BODY) left(body.isWhole());
            else failed(NO_STREAM, "closed without an answer");
            return;
        }
        if (n == 0) return; // of TLS
        loop.bytes += n;
        byte[] bytes = buffer.array();
        int from = 0;
        if (state == State.HEAD) {
            from = head.feed(bytes, 0, n);
            if (from < 0 || !answered(now)) return;
        }
        body.feed(bytes, from, n);
        if (events(now)) over();
        else if (body.isClosed()) left(body.isWhole());
    }

    /** Reads the events that have arrived; true with the last that this reader waited for. */
    private boolean events(long now) throws IOException {
        try {
            while (true) {
                switch (reader.step()) {
                    case DISPATCH -> {
                        if (ledger.event(reader.event(), reader.idInBlock() != null, now, firstOpenedAt)) return true;
                    }
                    case RETRY -> retryMillis = Math.min(reader.retryMillis(), MAX_RETRY_MILLIS);
                    case COMMENT -> tally.comments++;
                    default -> { }
                }
            }
        } catch (Inlet.Dry e) {
            return false;
        }
    }

    /** The head is whole; true if a stream follows. */
    private boolean answered(long now) throws IOException {
        Head answer = head.head();
        if (answer.status() == 204 && admitted) {
            over();
            return false;
        }
        if (!answer.opens()) {
            boolean ok = answer.status() == 200;
            failed(NO_STREAM, ok ? "status 200, but not text/event-stream" : "status " + answer.status());
            return false;
        }
        body = new Inlet(BodyDecoder.of(answer));
        reader = new EventReader(body, lastEventId, LineReader.LINE_LIMIT, EventReader.DATA_LIMIT, BUFFER);
        tally.head.record(now - openedAt);
        tally.streams++;
        loop.pending--;
        loop.open++;
        if (!admitted) {
            admitted = true;
            tally.opened++;
            loop.admitted++;
            loop.admittedAt = now;
            loop.settled++;
            ledger.admitted(loop.firstNumber);
        } else {
            ledger.cameBack();
        }
        head = null;
        state = State.BODY;
        switch (kind) {
            case STEADY -> wakeAt = 0;
            case SLOW -> {
                key.interestOps(0);
                wakeAt = 0;
                if (loop.sip(SIP_NANOS) > 0) wakeAt(now + SIP_NANOS);
                else loop.done++; // it never notices any more what comes, and is not waited for
            }
            case VANISHING -> wakeAt(now + (500 + random.nextInt(1000)) * MILLI);
        }
        return true;
    }

    /** The time that this reader had set has come. */
    void wake(long now, ByteBuffer buffer) {
        switch (state) {
            case WAITING -> loop.again(this);
            case CONNECTING, HEAD -> failed(TIMEOUT, "no answer within " + ANSWER_NANOS / MILLI / 1000 + " s");
            case BODY -> {
                if (kind == Behaviour.VANISHING) vanish(now);
                else sip(now, buffer);
            }
            case OVER -> { }
        }
    }

    /** A slow reader takes a little. */
    private void sip(long now, ByteBuffer buffer) {
        wakeAt(now + SIP_NANOS);
        try {
            read(buffer);
        } catch (IOException e) {
            left(false);
        }
    }

    /** Disappears, every other time with a reset. */
    private void vanish(long now) {
        if (loop.calm) {
            wakeAt(now + SIP_NANOS); // later, perhaps
            return;
        }
        tally.vanished++;
        try {
            if (random.nextBoolean()) channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // then it says goodbye
        }
        loop.open--;
        comeBack(now, 20 + random.nextInt(200));
    }

    /** The stream is over: well ended, or cut. */
    private void left(boolean ended) {
        if (ended) tally.ended++;
        else tally.cut++;
        loop.open--;
        comeBack(System.nanoTime(), retryMillis);
    }

    /** No stream came of it. At first that is the answer; who was let in once tries again. */
    private void failed(int code, String why) {
        loop.pending--;
        if (admitted) {
            tally.setbacks.merge(why, 1, Integer::sum);
            comeBack(System.nanoTime(), retryMillis);
        } else {
            tally.failed(code, why);
            loop.settled++;
            close();
            state = State.OVER;
        }
    }

    private void comeBack(long now, long millis) {
        close();
        state = State.WAITING;
        wakeAt(now + Units.nanos(millis));
    }

    private void over() {
        if (state == State.BODY) loop.open--;
        else loop.pending--;
        loop.done++;
        close();
        state = State.OVER;
    }

    /** Closes the connection, if there is one. */
    void close() {
        wakeAt = 0;
        if (channel == null) return;
        try {
            channel.close();
        } catch (IOException e) {
            // it is of no more use either way
        }
        channel = null;
        link = null;
        key = null;
        head = null;
        if (reader != null) lastEventId = reader.lastEventId();
        reader = null;
    }

    private void wakeAt(long time) {
        wakeAt = time | 1; // 0 stands for never
        loop.timer(this);
    }

    /** What it got. */
    Ledger ledger() {
        return ledger;
    }
}
