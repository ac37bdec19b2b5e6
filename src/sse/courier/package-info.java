/**
 * Who writes to which open stream, and when. Begin with {@link sse.courier.Courier}: a thread that walks its share of
 * the streams; {@link sse.courier.Couriers} are all of them, {@link sse.courier.Ticker} looks after time, and
 * {@link sse.courier.Outlet} is all they know of an HTTP response.
 *
 * <p>Threads: a platform thread for each courier, one for each reader that is set apart as slow, one for the ticker.
 */
package sse.courier;
