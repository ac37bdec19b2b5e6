package sse.load;

import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * What a load test is to do.
 *
 * @param url the stream; its scheme is http, or https
 * @param headers lines that go into every request for the stream, such as {@code Authorization: Bearer x}
 * @param crowd who reads
 * @param publish who publishes, or null for nobody
 * @param millis how long it measures
 * @param count events to publish, or, where nobody publishes, events each reader waits for; 0 for no such end
 * @param threads platform threads that read
 * @param tls whom to believe, or null for plain HTTP, here and where it is published
 * @param server processes whose time and memory are to be measured, with their descendants; may be empty
 */
public record Plan(URI url, List<String> headers, Crowd crowd, Publish publish, long millis, long count, int threads,
        SSLContext tls, List<Long> server) {

    /** Over plain HTTP. */
    public Plan(URI url, List<String> headers, Crowd crowd, Publish publish, long millis, long count, int threads,
            List<Long> server) {
        this(url, headers, crowd, publish, millis, count, threads, null, server);
    }

    /**
     * The readers.
     *
     * @param steady readers that read as fast as they can; latency is measured at them
     * @param slow readers that read slowly
     * @param slowBytes how slowly, in bytes a second; 0 for not at all
     * @param vanishing readers that disappear again and again, and come back with their last event ID
     * @param rampMillis the time in which they are all opened; 0 for as fast as the server accepts them
     * @param lastEventId what they come with at first, or null
     */
    public record Crowd(int steady, int slow, long slowBytes, int vanishing, long rampMillis, String lastEventId) {
        int total() {
            return steady + slow + vanishing;
        }
    }

    /**
     * The publishers.
     *
     * @param url where to POST
     * @param headers lines that go into every POST
     * @param rate events a second; 0 for the next as soon as the last is answered
     * @param size bytes of an event's data
     * @param batch events in a POST; more than one travel as NDJSON
     * @param connections publishers side by side
     * @param warmMillis how long they publish before it is measured
     */
    public record Publish(URI url, List<String> headers, double rate, int size, int batch, int connections,
            long warmMillis) {}
}
