/**
 * Bytes made wrong on purpose, and lines, and time: {@link sse.fault.Spec} says what, {@link sse.fault.Breaker} does
 * it.
 *
 * <pre>
 *   "cut@events=3,split=utf8" ─► Spec ─► Faults of a connection ─► its head: status, type, delay ...
 *                                                               └► Breaker: bytes ─► pieces, pauses, an ending
 * </pre>
 *
 * <p>Begin with Spec and {@link sse.fault.Kind}. Nothing here has a thread, a clock or a socket.
 */
package sse.fault;
