/**
 * The head of an HTTP message as text: {@link sse.head.Head} and its lines, {@link sse.head.Header}. What the client
 * sends and reads, and what {@code explain} and {@code lint} judge, are these same two. Values; no threads, no network.
 */
package sse.head;
