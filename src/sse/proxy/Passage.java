package sse.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import sse.broken.RawAnswer;
import sse.broken.RawExchange;
import sse.client.BodyDecoder;
import sse.client.Connection;
import sse.client.FailedException;
import sse.client.Urls;
import sse.fault.Faults;
import sse.fault.Kind;
import sse.fault.Outflow.Ending;
import sse.fault.Spec;
import sse.head.Head;
import sse.head.Header;
import sse.tape.TapeEnd;
import sse.text.Figures;
import sse.text.Harmless;

/** One request on its way to the upstream, and its answer on the way back. For the thread of the connection. */
final class Passage {
    private static final Set<String> OF_THE_HOP = Set.of("connection", "keep-alive", "proxy-connection", "trailer",
            "transfer-encoding", "upgrade", "content-length");

    private static final String LEFT = "the reader left";
    private static final String FAULT = "ended by a fault";

    private final RawExchange raw;
    private final Terms terms;
    private final Onlookers onlookers;
    private final AtomicLong streams;
    private final long start = System.nanoTime();
    private OnwardRequest asked;
    private Following following; // null before the upstream is asked
    private Head head;           // of the answer; null before it is there
    private long number;         // of the stream; 0 for none
    private long bytes;
    private String how = "";     // it was over, in words; empty if all is in order

    Passage(RawExchange raw, Terms terms, Onlookers onlookers, AtomicLong streams) {
        this.raw = raw;
        this.terms = terms;
        this.onlookers = onlookers;
        this.streams = streams;
    }

    /** What came of it, in words. */
    String says() {
        if (head == null) return how;
        String type = head.header("Content-Type");
        return head.status() + (number == 0 ? "" : ", stream " + number)
                + (type == null || number > 0 ? "" : " " + Harmless.brief(type, 60)) + ", " + Figures.size(bytes)
                + " in " + Figures.time(System.nanoTime() - start) + (how.isEmpty() ? "" : ", " + how);
    }

    void run() throws IOException {
        try (Connection upstream = new Connection(terms.client())) {
            asked = new OnwardRequest(raw, terms, forgets());
            connect(upstream);
            answer(upstream);
        } catch (Refused e) {
            how = e.status + ", " + e.getMessage();
            refuse(e);
        }
    }

    /** Whether a fault of the next stream has its Last-Event-ID forgotten: whether it becomes one is not known yet. */
    private boolean forgets() {
        return terms.faults().on(streams.get() + 1).has(Kind.NOREPLAY);
    }

    private void refuse(Refused refused) throws IOException {
        String reason = switch (refused.status) {
            case 400 -> "Bad Request";
            case 501 -> "Not Implemented";
            case 508 -> "Loop Detected";
            default -> "Bad Gateway";
        };
        byte[] text = ("proxy: " + refused.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
        new RawAnswer(raw, Spec.NONE.on(1), 1, 1).head(new Head("HTTP/1.1", refused.status, reason,
                List.of(new Header("Content-Type", "text/plain; charset=utf-8"),
                        new Header("Content-Length", Integer.toString(text.length)))));
        raw.piece(text, 0, text.length);
    }

    private void connect(Connection upstream) throws Refused {
        try {
            upstream.connect(terms.upstream());
            upstream.limitWait(0);
        } catch (IOException e) {
            throw failed(upstream.failure(e));
        }
    }

    private Refused failed(FailedException e) {
        String hint = e.isTrust() ? "; -k does without, --cacert names whom to trust" : "";
        return new Refused(502, Urls.origin(terms.upstream().uri()) + ": " + said(e) + hint);
    }

    /** Words that may be the upstream's. */
    private static String said(IOException e) {
        return Harmless.brief(String.valueOf(e.getMessage()), 200);
    }

    private void answer(Connection upstream) throws Refused, IOException {
        BodyDecoder body;
        Head came;
        try {
            upstream.out().write(asked.head);
            upstream.out().flush();
            if (asked.waits) raw.goOn();
            following = new Following(raw, asked, upstream);
            Thread.ofVirtual().name("sse-proxy-reader").start(following);
            came = upstream.head();
            body = asked.method.equals("HEAD") ? BodyDecoder.ofLength(0) : BodyDecoder.of(came);
        } catch (IOException e) {
            if (following != null && following.malformed() != null) throw new Refused(400, following.malformed());
            if (following != null && following.hasLeft()) {
                how = LEFT + " before the answer came";
            } else if (e instanceof SocketException) {
                how = "the upstream broke off before its answer: " + said(e);
                raw.end(Ending.RESET);
            } else {
                throw failed(upstream.failure(e));
            }
            return;
        }
        if (came.status() == 101) throw new Refused(502, "the upstream changes to another protocol, unasked");
        head = came;
        boolean isStream = head.opens() && !asked.method.equals("HEAD");
        if (isStream) number = streams.incrementAndGet();
        pass(upstream, body, isStream ? terms.faults().on(number) : Spec.NONE.on(1));
    }

    /** The head without what is of the upstream's connection; its length, if it tells one that counts. */
    private Head passed() {
        List<Header> headers = new ArrayList<>();
        List<String> stay = head.split("Connection");
        boolean told = head.isChunked();
        for (Header header : head.headers()) {
            boolean length = header.is("Content-Length") && !told && head.length() >= 0;
            told |= length;
            boolean stays = stay.stream().anyMatch(header::is)
                    || OF_THE_HOP.stream().anyMatch(header::is);
            if (length) headers.add(new Header(header.name(), Long.toString(head.length())));
            else if (!stays) headers.add(header);
        }
        return new Head("HTTP/1.1", head.status(), head.reason(), headers);
    }

    private void pass(Connection upstream, BodyDecoder body, Faults faults) throws IOException {
        RawAnswer answer = new RawAnswer(raw, faults, terms.seed(), Math.max(1, number));
        Onlookers.Few few = number == 0 ? null : onlookers.at(asked, start, head, number);
        TapeEnd end = TapeEnd.STOPPED;
        try {
            if (answer.head(passed())) end = carry(upstream, body, answer, few, !faults.isEmpty());
            else how = FAULT;
        } catch (IOException e) {
            how = LEFT;
        } finally {
            if (few != null) few.over(end, how, System.nanoTime());
        }
    }

    private TapeEnd carry(Connection upstream, BodyDecoder body, RawAnswer answer, Onlookers.Few few, boolean timed)
            throws IOException {
        byte[] buffer = new byte[16 << 10];
        InputStream in = upstream.in();
        while (!body.isOver() && body.malformed() == null) {
            if (few != null) few.mayWait();
            int n;
            try {
                if (timed) upstream.limitWait((int) Math.min(answer.dueMillis(), Integer.MAX_VALUE));
                n = in.read(buffer);
            } catch (SocketTimeoutException e) {
                if (!answer.await(System.nanoTime())) return stopped(FAULT);
                continue;
            } catch (IOException e) {
                if (following.hasLeft()) return stopped(LEFT);
                how = "the upstream broke off: " + said(e);
                answer.end(Ending.RESET);
                return TapeEnd.RESET;
            }
            if (n < 0) break;
            long now = System.nanoTime();
            for (int at = 0; at < n && !body.isOver() && body.malformed() == null; ) {
                at = body.feed(buffer, at, n);
                int from = body.start();
                int to = body.end();
                if (from == to) continue;
                boolean wanted = answer.piece(buffer, from, to);
                bytes += to - from;
                if (few != null) few.piece(buffer, from, to, now);
                if (!wanted) return stopped(FAULT);
            }
        }
        String missing = body.malformed() != null ? body.malformed() : body.missing();
        if (missing != null) how = missing;
        answer.end(missing == null ? Ending.CLEAN : Ending.SHORT);
        return missing == null ? TapeEnd.CLEAN : TapeEnd.SHORT;
    }

    private TapeEnd stopped(String by) {
        how = by;
        return TapeEnd.STOPPED;
    }
}
