/**
 * Event streams over HTTP: {@link sse.server.EventStream} for a handler of one's own, {@link sse.server.SseServer}
 * for the whole server. On {@code com.sun.net.httpserver}, with its public API only.
 */
package sse.server;
