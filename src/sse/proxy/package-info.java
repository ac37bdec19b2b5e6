/**
 * A proxy in front of one server, for looking at its streams and breaking them: what is asked of it is asked of the
 * upstream, and what that answers goes to the reader at once, byte for byte.
 *
 * <pre>
 *   reader ─► RawExchange ─► OnwardRequest ─► Connection of sse.client ─► upstream
 *                ▲  │                                    ▲         │
 *                │  └─► Following: the body, and then ───┘         │
 *                │      whether the reader leaves                  │
 *                └── RawAnswer, through faults ◄── Passage ◄───────┘
 *                                                     └─► Onlookers: rows, findings, a tape
 * </pre>
 *
 * <p>Begin with {@link sse.proxy.Proxy}, then Passage. Threads: for each request two virtual ones. The one of its
 * connection reads the upstream and writes to the reader; the other reads what the reader sends and writes to the
 * upstream. Neither holds more than a piece of 16 KiB, so that a reader that stalls, stalls its upstream.
 */
package sse.proxy;
