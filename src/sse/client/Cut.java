package sse.client;

/**
 * Why a connection of an {@link EventSource} is over, or why there was none, and what comes next.
 *
 * @param how the kind of the ending
 * @param says it in words for a person: the end of a sentence that begins with who did it
 * @param opened whether the stream was open; if not, the attempt failed in front of that
 * @param events how many events came over this connection
 * @param bytes how many bytes of the body were processed as lines
 * @param retryMillis the reconnection time: how long a browser waits now
 * @param waitMillis how long this client waits now; -1 if it does not come back
 */
public record Cut(How how, String says, boolean opened, long events, long bytes, long retryMillis, long waitMillis) {

    /** The kinds of ending. To a browser all of them are one: it says {@code error} and comes back. */
    public enum How {
        /** The body came to its end. */
        END(18),
        /** The connection ended inside the body: fewer bytes or chunks than told. */
        SHORT(18),
        /** The connection broke. */
        BROKEN(18),
        /** Nothing came for as long as the idle limit allows. */
        IDLE(28),
        /** The host's name could not be found. */
        NAME(6),
        /** Nobody listens there, or nobody can be reached. */
        REFUSED(7),
        /** No connection in time. */
        TIMEOUT(28),
        /** TLS could not be agreed on. */
        TLS(35),
        /** The answer was not HTTP, or ended in its head. */
        NO_ANSWER(22),
        /** More than twenty redirects. */
        REDIRECTS(22),
        /** An answer that says to come later, to a listener that wants to. */
        LATER(22);

        private final int curlCode;

        How(int curlCode) {
            this.curlCode = curlCode;
        }

        /** {@return the exit code that curl has for it} */
        public int curlCode() {
            return curlCode;
        }
    }
}
