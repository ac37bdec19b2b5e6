/**
 * A tape made to happen again, for everybody who asks: the same pieces, pauses, heads and ends.
 *
 * <pre>
 *   request ─► Replay ─► Choice: which connection, from where ─► Timeline: what, when ─► RawAnswer of sse.broken
 * </pre>
 *
 * <p>Begin with {@link sse.replay.Replay}. A virtual thread for each connection plays; the tape is shared, and not
 * changed.
 */
package sse.replay;
