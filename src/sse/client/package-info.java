/**
 * The client: {@link sse.client.EventSource} follows a stream and comes back as the standard says. On the thread that
 * reads; none of its own.
 */
package sse.client;
