/**
 * How a stream is asked for from a command line: {@link sse.ask.Address} (what people write for a URL),
 * {@link sse.ask.Asking} (curl's letters), proxies and certificates; and {@link sse.ask.Waiting}, what is said while no
 * answer comes. Values made on the caller's thread.
 */
package sse.ask;
