/**
 * Event streams over HTTP, on {@code com.sun.net.httpserver} with its public API only. {@link sse.server.SseServer} is
 * the whole server; {@link sse.server.StreamServer} gives handlers for a server of one's own, and
 * {@link sse.server.EventStream} is what these send with.
 *
 * <pre>
 *   SseServer ─► Router ─► Hello, Status, Topics ─┐                       a request finds who answers it
 *   StreamServer ──────────────────────► Topics ──┴─► Streams             lets streams in, and sees them out
 *                                                        └─► HeldResponse one open response ◄─ courier
 * </pre>
 */
package sse.server;
