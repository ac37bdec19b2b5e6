package sse.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import sse.client.Answer;
import sse.client.ClientOptions;
import sse.client.FailedException;
import sse.client.Fetch;
import sse.client.StreamRequest;
import sse.doctor.Observation.End;

/**
 * One connection, asked and read on a thread of its own until somebody has seen enough. What it brought is for others
 * when {@link #stop} or {@link #awaitEnd} has returned.
 *
 * <pre>
 *   thread:  place ─► ask ─► head ─► pieces ─► end of the {@link Observation} ─► place given back
 *                             │                 │
 *                         awaitHead         awaitEnd           stop() from any thread: the end is ours
 * </pre>
 */
final class Look {
    /** Connections that are open at once, of all looks together. */
    static final int AT_ONCE = 6;

    private final StreamRequest request;
    private final Semaphore places;
    private final Fetch fetch;
    private final int enough;       // events; 0 for no such end
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Observation seen = new Observation(System.nanoTime());
    private volatile boolean stopped;

    /** Asks now, or when there is a place. */
    Look(StreamRequest request, ClientOptions client, Semaphore places, int enough) {
        this.request = request;
        this.places = places;
        this.fetch = new Fetch(client);
        this.enough = enough;
        Thread.ofVirtual().name("sse-look").start(this::run);
    }

    private void run() {
        try {
            places.acquire();
            try (fetch) {
                read();
            } finally {
                places.release();
            }
        } catch (FailedException e) {
            if (stopped) seen.end(End.STOPPED, null, System.nanoTime());
            else seen.failed(e, System.nanoTime());
        } catch (IOException e) {
            seen.end(stopped ? End.STOPPED : End.BROKEN, said(e), System.nanoTime());
        } catch (InterruptedException e) {
            // nobody interrupts it
        } finally {
            opened.countDown();
            over.countDown();
        }
    }

    private static String said(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void read() throws IOException {
        if (stopped) return;
        Answer answer = fetch.ask(request);
        seen.head(answer, fetch.redirects(), fetch.withheld(), System.nanoTime());
        opened.countDown();
        try (InputStream body = fetch.body(answer)) {
            byte[] bytes = new byte[64 << 10];
            for (int n; (n = body.read(bytes)) >= 0; ) {
                seen.piece(bytes, n, System.nanoTime());
                if (stopped || seen.isFull() || enough > 0 && seen.count() >= enough) break;
            }
            boolean full = seen.isFull();
            boolean ours = stopped || enough > 0 && seen.count() >= enough;
            seen.end(full ? End.FULL : ours ? End.STOPPED : End.CLEAN, null, System.nanoTime());
        }
    }

    /** Waits for its head, or why there is none, until then; any thread may. */
    boolean awaitHead(long nanoTime) throws InterruptedException {
        return opened.await(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Waits for its end until then. */
    boolean awaitEnd(long nanoTime) throws InterruptedException {
        return over.await(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Whether its head has come, or why there is none. */
    boolean isAnswered() {
        return opened.getCount() == 0;
    }

    /** Ends it, where it has not ended; does not wait. */
    void close() {
        stopped = true;
        fetch.close();
    }

    /** Ends it, where it has not ended, and gives what it brought. */
    Observation stop() throws InterruptedException {
        close();
        over.await(5, TimeUnit.SECONDS); // a look-up of a name, say, cannot be ended
        return seen;
    }

    /** What came so far; its counts alone before the end. */
    Observation seen() {
        return seen;
    }

    StreamRequest request() {
        return request;
    }
}
