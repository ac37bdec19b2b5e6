/**
 * Following streams in a terminal. Begin with {@link sse.tail.TailRun}: it follows one stream or several, each a
 * {@link sse.tail.Tail} on a thread of its own, and has an {@link sse.tail.Output} for each form of printing.
 */
package sse.tail;
