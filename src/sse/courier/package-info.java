/**
 * Who writes to which open stream, and when. Begin with {@link sse.courier.Courier}: a thread that walks its share of
 * the streams. The way in is {@link sse.courier.Couriers#carry}; an {@link sse.courier.Outlet} is all that is known
 * here of an HTTP response, and a {@code Machine} all that is known of time and threads, so that a test can be both.
 * {@link sse.courier.Sockets}, {@link sse.courier.Unsent} and {@link sse.courier.Crowd} see what readers take and hold,
 * and whether they have left.
 *
 * <pre>
 *   Hub ── published ──► Couriers ── wake ──► Courier ── its Roster, one by one ──► Carried ──► Outlet
 *                           ▲                  ▲ Claim                                            ▲ WriteWatch
 *   Ticker, by its Vigil ───┴──── take over ───┴────────── interrupt a write that takes too long ─┘
 * </pre>
 *
 * <p>Threads: a platform thread for each courier, one for each reader that is set apart as slow, one for the ticker.
 */
package sse.courier;
