package sse.hub;

/**
 * Where a subscription starts. What the reader remembers wins over what its URL asks for, because a
 * reader that comes back asks for the same URL again.
 *
 * @param lastEventId what the reader has seen last, or empty
 * @param sinceMillis events published at this time (milliseconds since 1970) or later; -1 for none
 * @param last the newest so many events; 0 for none
 */
public record Start(String lastEventId, long sinceMillis, int last) {
    /** With the next event that is published. */
    public static final Start NOW = new Start("", -1, 0);

    /** With the oldest event that is kept. */
    public static final Start OLDEST = new Start("", 0, 0);

    /** {@return the place behind the event with this id} */
    public static Start after(String lastEventId) {
        return new Start(lastEventId, -1, 0);
    }
}
