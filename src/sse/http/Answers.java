package sse.http;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import sse.courier.WriteWatch;

/**
 * Answers that are no streams while they are written: a client that takes nothing for as long as the write deadline is
 * given up on, and large ones hold 64 MiB together, or a sixteenth of the heap; one more is refused with 503. Any
 * thread.
 */
public final class Answers implements AutoCloseable {
    private static final String KEY = Answers.class.getName();
    private static final Answers UNWATCHED = new Answers(); // for a context of somebody else's, which nobody looks at
    private static final int SLICE = 16 << 10;

    private final Set<WriteWatch> writing = ConcurrentHashMap.newKeySet();
    private final AtomicLong held = new AtomicLong();
    private volatile boolean closed;
    private final long most = Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 16);

    /** With no answers yet. */
    public Answers() {}

    /** What this context answers is looked after here. */
    public void watch(HttpContext context) {
        context.getAttributes().put(KEY, this);
    }

    /** {@return those that this one is looked after with} */
    public static Answers of(HttpExchange exchange) {
        return exchange.getHttpContext().getAttributes().get(KEY) instanceof Answers answers ? answers : UNWATCHED;
    }

    /** Takes room for an answer that is about to be sent; to be given back behind it. */
    public void hold(int bytes) throws Refusal {
        if (held.addAndGet(bytes) <= most || bytes <= SLICE) return;
        release(bytes);
        throw new Refusal(503, "too many large answers have not been read", "Retry-After", "1");
    }

    /** Gives back the room of an answer that has been sent, or has failed. */
    public void release(int bytes) {
        held.addAndGet(-bytes);
    }

    /** Writes and flushes; whoever reads some of it has time anew. */
    public void write(OutputStream out, byte[] body) throws IOException {
        WriteWatch watch = new WriteWatch();
        watch.begin();
        writing.add(watch);
        try {
            if (closed && body.length > SLICE) throw new IOException("the server is about to stop");
            for (int from = 0; from < body.length; from += SLICE) {
                out.write(body, from, Math.min(SLICE, body.length - from));
                watch.moved();
            }
            out.flush();
            watch.end();
        } finally {
            writing.remove(watch);
        }
    }

    /** {@return how many are being written now} */
    public int open() {
        return writing.size();
    }

    /** Gives up on those that have taken nothing since this moment, of {@code System.nanoTime}. */
    public void look(long moment) {
        for (WriteWatch watch : writing) watch.killIfSince(moment);
    }

    /** Gives up on all of them, however well they are taken; and on large ones that come. */
    @Override
    public void close() {
        closed = true;
        for (WriteWatch watch : writing) watch.kill();
    }
}
