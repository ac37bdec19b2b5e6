/**
 * The head of an HTTP message as text: {@link sse.head.Head} and its lines, {@link sse.head.Header}. What the client
 * sends and reads, and what {@code explain} and {@code lint} judge, are these same two. What browsers make of a head is
 * said here once: in {@code Head} by the Fetch standard, in {@link sse.head.MediaType}, and the rest in
 * {@link sse.head.BrowserRules}. Values; no threads, no network.
 */
package sse.head;
