package sse.http;

/**
 * An exchange that may hold back what is written to it, so that writing to a reader that has left need not fail. It is
 * told instead.
 */
public interface HoldsBack {
    /** Its reader seems to have left: it sends no more. Any thread; does not wait. */
    void readerSeemsGone();
}
