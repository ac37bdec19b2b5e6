package sse.client;

/**
 * Why an {@link EventSource} will never ask again.
 *
 * @param reason the kind
 * @param says it in words for a person
 * @param status the status of the answer that decided, or 0
 */
public record Closed(Reason reason, String says, int status) {

    /** The kinds of reason. */
    public enum Reason {
        /** The program called {@code close()}, or interrupted the thread that read. */
        CALLED,
        /** A status other than 200. 204 is how a server tells its clients to stop. */
        STATUS,
        /** A content type other than {@code text/event-stream}. */
        TYPE,
        /** A content coding that browsers read, and this client cannot. */
        CODING,
        /** The listener refused the answer. */
        REFUSED,
        /** A redirect led to a URL that cannot be asked. */
        URL,
        /** The server's certificate is not trusted, or not for this host. */
        TRUST,
        /** A line or an event longer than the limit. */
        LIMIT,
        /** The connection was over and the options say not to come back. */
        NO_RECONNECT
    }

    /** Why a source closes at this answer, or null if it is a stream, or of another type where any is taken. */
    static Closed by(Answer answer, boolean anyType) {
        int status = answer.status();
        if (status != 200) {
            return new Closed(Reason.STATUS, ("status " + status + " " + answer.head().reason()).strip(), status);
        }
        if (!anyType && !answer.head().opens()) {
            String type = answer.head().list("Content-Type");
            return new Closed(Reason.TYPE, type.isEmpty() ? "no Content-Type"
                    : "Content-Type is " + type + ", not text/event-stream", status);
        }
        String coding = ContentCoding.unreadable(answer.head());
        return coding == null ? null : new Closed(Reason.CODING, coding, status);
    }
}
