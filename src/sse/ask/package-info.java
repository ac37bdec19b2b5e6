/**
 * How a stream is asked for from a command line: {@link sse.ask.Address} (what people write for a URL),
 * {@link sse.ask.Asking} (curl's letters), proxies and certificates; {@link sse.ask.Waiting}, what is said while no
 * answer comes, and {@link sse.ask.PlainerAsk}, which asks in other ways then, on a virtual thread each. All else is
 * values made on the caller's thread.
 */
package sse.ask;
