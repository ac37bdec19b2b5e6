/**
 * Event streams over HTTP: {@link sse.http.EventStream} for a handler of one's own,
 * {@link sse.http.SseServer} for the whole server. On {@code com.sun.net.httpserver}, with its public API only.
 */
package sse.http;
