/**
 * Answers that go wrong on their way: a {@link sse.broken.BrokenExchange} is to its handler an exchange as any other.
 *
 * <pre>
 *   handler ─► BrokenExchange ─► Pump ─► Breaker of sse.fault ─► Wire: an answer of the JDK's server, or of a RawServer
 *                                  └──► Mirror
 * </pre>
 *
 * <p>{@link sse.broken.RawServer} is there for what the JDK's server cannot do: a reset, a short body, silence; at
 * {@link sse.broken.RawPort} it runs the handlers of that server. Tapes and a proxy answer there themselves, without a
 * pump: with a {@link sse.broken.RawAnswer}. Begin with BrokenExchange, and then Pump. Threads: a
 * virtual one for each pump and each connection of a RawServer, and its own that accepts.
 */
package sse.broken;
