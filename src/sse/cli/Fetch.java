package sse.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sse.client.Answer;
import sse.client.ClientOptions;
import sse.client.Exchange;
import sse.client.StreamRequest;
import sse.feed.Deadline;
import sse.head.Head;
import sse.term.Exit;
import sse.text.Markers;
import sse.text.Units;

/**
 * One request for a stream, with a limit to the time it may take: the heads on the way, and the body as it
 * arrives, decoded. It never comes back after the end.
 */
final class Fetch implements AutoCloseable {
    private final CompletableFuture<Answer> answered = new CompletableFuture<>();
    private final long start = System.nanoTime();
    private final StreamRequest request;
    private final Exchange exchange;
    private final Deadline pump;
    private final Answer answer;

    /**
     * Asks, and waits for the head.
     *
     * @param millis for everything, from now on; 0 for no limit
     */
    Fetch(StreamRequest request, ClientOptions client, long millis) {
        this.request = request;
        this.exchange = new Exchange(client);
        long deadline = millis == 0 ? Long.MAX_VALUE : start + Units.nanos(millis);
        this.pump = new Deadline(Thread.ofVirtual().name("sse-fetch"), this::open, deadline);
        this.answer = waitForHead(deadline);
    }

    private InputStream open() throws IOException {
        try {
            Answer head = exchange.ask(request);
            answered.complete(head);
            return exchange.body(head);
        } catch (IOException | RuntimeException e) {
            answered.completeExceptionally(e);
            exchange.close();
            throw e;
        }
    }

    private Answer waitForHead(long deadline) {
        try {
            return deadline == Long.MAX_VALUE ? answered.get() : answered.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw fault(e.getCause());
        } catch (TimeoutException e) {
            close();
            throw new Exit(Exit.OUT_OF_TIME, request.uri().getAuthority() + " sent no head in the time there was");
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new Exit(Exit.FAILED, "interrupted");
        }
    }

    private Exit fault(Throwable why) {
        if (!(why instanceof Exchange.FailedException failed)) throw new IllegalStateException(why);
        int code = failed.isTrust() ? Exit.TLS_TRUST : failed.how().curlCode();
        String hint = failed.isTrust() ? "; -k does without, --cacert names whom to trust" : "";
        // The words may be the server's: a header, say.
        return new Exit(code, new Markers(false, false).show(failed.getMessage()) + " (" + request.uri() + hint + ")");
    }

    Head head() {
        return answer.head();
    }

    /** The heads that redirected. */
    List<Head> earlier() {
        List<Head> heads = new ArrayList<>();
        for (Answer redirect : exchange.redirects()) heads.add(redirect.head());
        return heads;
    }

    /** From the request to the last head. */
    long headMillis() {
        return answer.millis();
    }

    Deadline body() {
        return pump;
    }

    long start() {
        return start;
    }

    @Override
    public void close() {
        pump.close();
        exchange.close();
    }
}
