package sse.feed;

import sse.Event;

/**
 * An event to be published.
 *
 * @param event it, with an id and a type only if they were given
 * @param retryMillis the reconnection time it sets, or -1
 * @param where it comes from, such as {@code line 4}; empty if there is only one
 */
public record Outgoing(Event event, long retryMillis, String where) {}
