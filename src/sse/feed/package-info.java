/**
 * What comes in as lines and goes out as events: begin with {@link sse.feed.Feed}. On the caller's thread, but for
 * {@link sse.feed.Deadline}, which reads on one of its own.
 */
package sse.feed;
