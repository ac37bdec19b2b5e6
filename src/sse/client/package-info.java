/**
 * The client. {@link sse.client.EventSource} follows a stream and comes back as the standard says: read it first.
 * {@link sse.client.Fetch} asks once and judges nothing; {@link sse.client.Publisher} posts events. All three work on
 * the thread that calls them; only TLS has one of its own while it is agreed on.
 *
 * <pre>
 *   EventSource ─┐
 *   Fetch ───────┴─► Redirects ─► Connection ─► Tunnel, PlainHttp          who asks, and by what way
 *   Publisher ─────────────────────►  │
 *                                     └─► Incoming, BodyStream ─► BodyDecoder, ContentCoding    what comes back
 *   Page                                                  whose origin and cookies count, if anybody's
 *   FailedException, Stage                                what an IOException means; how far an attempt has come
 * </pre>
 */
package sse.client;
