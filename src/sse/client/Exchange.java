package sse.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One request, over its redirects, and the answer to it, whatever status and type that has: for what
 * judges answers. To read a stream, there is {@link EventSource}; this refuses nothing and never comes back.
 *
 * <p>One thread asks and reads; {@link #close()} may come from any thread and ends its waiting.
 */
public final class Exchange implements AutoCloseable {
    private final ClientOptions options;
    private final List<Answer> redirects = new ArrayList<>();
    private volatile Connection connection;
    private volatile boolean closed;

    /** Sends nothing yet. */
    public Exchange(ClientOptions options) {
        this.options = options;
    }

    /**
     * Asks, and waits for a head that does not redirect; 20 redirects are followed. Called once.
     *
     * @throws FailedException if there is none
     */
    public Answer ask(StreamRequest request) throws FailedException {
        long start = System.nanoTime();
        Failure.Phase phase = Failure.Phase.CONNECT;
        StreamRequest asked = request;
        try {
            while (true) {
                phase = Failure.Phase.CONNECT;
                Connection made = new Connection(options);
                connection = made;
                if (closed) made.close(); // close() may have come before it could see this one
                made.connect(asked);
                phase = Failure.Phase.HEAD;
                String id = asked.lastEventId();
                Answer answer = made.ask(asked, id, made.head(asked, id), start);
                if (!answer.isRedirect()) return answer;
                made.close();
                if (redirects.size() == Redirect.LIMIT) throw new Redirect.LoopException();
                redirects.add(answer);
                asked = redirected(asked, answer);
            }
        } catch (IOException e) {
            close();
            if (e instanceof FailedException failed) throw failed;
            Failure failure = Failure.of(e, phase, options);
            boolean trust = Failure.isTrust(e);
            throw new FailedException(failure.how(), trust ? "certificate not trusted: " + e.getMessage() : failure.says(), trust);
        }
    }

    private static StreamRequest redirected(StreamRequest asked, Answer answer) throws FailedException {
        String location = answer.header("Location");
        try {
            return asked.redirected(answer.status(), Redirect.target(asked.uri(), location));
        } catch (IllegalArgumentException e) { // not a URL, or not one of http
            throw new FailedException(Cut.How.REDIRECTS, "redirected to what cannot be asked: " + location, false);
        }
    }

    /** {@return the answers that redirected, in their order; for the thread that asks} */
    public List<Answer> redirects() {
        return List.copyOf(redirects);
    }

    /**
     * {@return the body of the answer, its transfer and content coding undone} A read gives what has come,
     * over the borders of chunks; that the connection ends before the body does is an IOException. Closing it
     * closes this. May wait for the first byte of the body.
     */
    public InputStream body(Answer answer) throws IOException {
        return new FilterInputStream(connection.body(answer)) {
            @Override
            public void close() {
                Exchange.this.close();
            }
        };
    }

    @Override
    public void close() {
        closed = true;
        Connection open = connection;
        if (open != null) open.close();
    }

    /** Why there is no answer. The message may have words of the server in it. */
    public static final class FailedException extends IOException {
        private static final long serialVersionUID = 1;

        /** What failed. */
        private final Cut.How how;
        /** Whether the certificate of the other side was not trusted. */
        private final boolean trust;

        FailedException(Cut.How how, String says, boolean trust) {
            super(says);
            this.how = how;
            this.trust = trust;
        }

        /** {@return what went wrong} */
        public Cut.How how() {
            return how;
        }

        /** {@return whether it was that the certificate of the server is not trusted} */
        public boolean isTrust() {
            return trust;
        }
    }
}
