package sse.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import sse.head.Head;

/**
 * One request, over its redirects, and the answer to it, whatever status and type that has: for what
 * judges answers. To read a stream, there is {@link EventSource}; this refuses nothing and never comes back.
 *
 * <p>One thread asks and reads; {@link #close()} may come from any thread and ends its waiting.
 */
public final class Fetch implements AutoCloseable {
    private final Redirects attempt;

    /** Sends nothing yet. */
    public Fetch(ClientOptions options) {
        this.attempt = new Redirects(options, new StreamListener() {});
    }

    /**
     * Asks, and waits for a head that does not redirect; 20 redirects are followed. Called once.
     *
     * @throws FailedException if there is none
     */
    public Answer ask(StreamRequest request) throws FailedException {
        try {
            return attempt.ask(request, request.lastEventId());
        } catch (FailedException e) {
            close();
            throw e;
        }
    }

    /** {@return how far this has come; null while it begins; any thread may ask} */
    public Stage stage() {
        return attempt.stage();
    }

    /** {@return the heads that redirected, in their order; to be asked behind the answer} */
    public List<Head> redirects() {
        return List.copyOf(attempt.passed());
    }

    /** {@return the headers that redirects left out, as they may prove who asks; to be asked behind the answer} */
    public List<String> withheld() {
        return List.copyOf(attempt.withheld());
    }

    /**
     * {@return the body of the answer, its transfer and content coding undone} A read gives what has come,
     * over the borders of chunks; that the connection ends before the body does is an IOException. Closing it
     * closes this. May wait for the first byte of the body.
     */
    public InputStream body(Answer answer) throws IOException {
        return new FilterInputStream(attempt.body(answer)) {
            @Override
            public void close() {
                Fetch.this.close();
            }
        };
    }

    @Override
    public void close() {
        attempt.close();
    }
}
