/**
 * How a stream is asked for from a command line: {@link sse.ask.Address} (what people write for a URL),
 * {@link sse.ask.Asking} (curl's letters), proxies and certificates. Values made on the caller's thread.
 */
package sse.ask;
