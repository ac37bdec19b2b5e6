/**
 * The server's side of the page: labs. A page makes up a number, 128 bits of chance, and adds it as {@code lab=} to
 * what it asks for. What is sent on those connections is told on its tap, as it is sent, and the page can let them go
 * wrong. What explain and lint say of bytes is asked for here, too.
 *
 * <pre>
 *   request with lab=ID ─► Watched ─► BrokenExchange ─► its pump ─► socket
 *                             │ req, head, out, fin        ▲
 *                             ▼                            │ cut, pause, write ...
 *   GET /_/lab/tap ◄─ Tap ◄─ TapLog, 1 MiB of each Lab    POST /_/lab/now
 * </pre>
 *
 * <p>Nobody who sends waits for a tap: what is not read in time is lost, and the tap says so. Begin with
 * {@link sse.lab.WireLab}. Threads: a virtual one looks for labs to forget, while there are any; else those of the
 * server's requests, and the pumps.
 */
package sse.lab;
