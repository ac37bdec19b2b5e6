/**
 * The client. {@link sse.client.EventSource} follows a stream and comes back as the standard says: read it first.
 * {@link sse.client.Fetch} asks once and judges nothing; {@link sse.client.Publisher} posts events. All three work on
 * the thread that calls them; only a Fetch with a time limit has one of its own.
 *
 * <pre>
 *   EventSource ─┐
 *   Fetch ───────┴─► Redirects ─► Connection ─► Tunnel        who asks, and by what way
 *   Publisher ─────────────────────►  │
 *                                     └─► Incoming, then BodyStream ─► BodyDecoder      what comes back
 *   FailedException                                           what an IOException means
 * </pre>
 */
package sse.client;
