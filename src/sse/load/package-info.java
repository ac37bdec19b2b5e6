/**
 * The load test behind {@code sse bench}: many readers, publishers, and a count of all that arrives.
 *
 * <pre>
 *   publishers (a thread a connection)         POST  event k, marked with  the time it was due
 *        │                                                            │
 *        └── published: which events the server accepted              ▼
 *                                                                  server
 *   follower loops (a platform thread and a selector each)            │
 *        Follower: Inlet ─► EventReader ─► Ledger ─► Order   lost, doubled, out of order
 *           │      chunks out  events         └────► Tally   counts; histograms of times
 *           └─ comes back with Last-Event-ID when it was cut
 *   LoadTest (the calling thread)   opens, warms up, measures, drains ─► Result ─► Report, JSON
 * </pre>
 *
 * <p>The publishers keep to their timetable whatever the server does, and latency counts from when an
 * event should have been sent. A server that holds its publisher up cannot hide its delay that way.
 *
 * <p>A reader here is a socket and a few kilobytes, not a thread: ten thousand of them, and half a
 * million deliveries a second, are one core's work.
 */
package sse.load;
