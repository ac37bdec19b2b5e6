package sse.client;

import java.io.IOException;
import java.net.URI;

/**
 * One attempt: a request, asked again where redirects lead, until an answer does not redirect. For one thread.
 */
final class Redirects {
    /** As many hops as Fetch follows. */
    static final int LIMIT = 20;

    /** Whom it tells on the way, on the thread that asks. */
    interface Visitor {
        /** A connection is about to be made: the one to close from now on. */
        void connecting(Connection made);

        /** A request goes out. */
        default void asking(URI uri, byte[] head) {}

        /** Whether this answer is not wanted, and so the last, even if it redirects. */
        default boolean refuses(Answer answer) {
            return false;
        }

        /** An answer redirects, and its target is asked next. */
        void redirected(Answer answer, URI target);
    }

    /** Redirects that lead nowhere: too many, or to what cannot be asked. */
    static final class LostException extends IOException {
        private static final long serialVersionUID = 1;

        final int status; // of the answer that names what cannot be asked; 0 for too many

        LostException(String message, int status) {
            super(message);
            this.status = status;
        }
    }

    private final ClientOptions options;
    private final Visitor visitor;
    private StreamRequest asked;
    private Failure.Phase phase = Failure.Phase.CONNECT;

    Redirects(ClientOptions options, Visitor visitor) {
        this.options = options;
        this.visitor = visitor;
    }

    /** Asks; the answer is that of the connection that the visitor was told last. */
    Answer ask(StreamRequest request, String lastEventId) throws IOException {
        long start = System.nanoTime();
        asked = request;
        for (int hops = 0;; hops++) {
            phase = Failure.Phase.CONNECT;
            Connection connection = new Connection(options);
            visitor.connecting(connection);
            connection.connect(asked);
            phase = Failure.Phase.HEAD;
            byte[] head = connection.head(asked, lastEventId);
            visitor.asking(asked.uri(), head);
            Answer answer = connection.ask(asked, lastEventId, head, start);
            if (visitor.refuses(answer) || !answer.isRedirect()) return answer;
            connection.close();
            if (hops == LIMIT) throw new LostException("more than " + LIMIT + " redirects in a row", 0);
            asked = redirected(answer);
            visitor.redirected(answer, asked.uri());
        }
    }

    private StreamRequest redirected(Answer answer) throws LostException {
        String location = answer.header("Location");
        try {
            return asked.redirected(answer.status(), Urls.resolve(asked.uri(), location));
        } catch (IllegalArgumentException e) { // not a URL, or not one of http
            throw new LostException("redirected to what cannot be asked: " + location, answer.status());
        }
    }

    /** What was asked last. */
    StreamRequest asked() {
        return asked;
    }

    /** How far that has come. */
    Failure.Phase phase() {
        return phase;
    }
}
