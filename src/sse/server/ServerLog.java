package sse.server;

/** Told what goes on in a server. Called by the threads that answer; must not take long. */
public interface ServerLog {

    /**
     * A reader whose stream is over.
     *
     * @param number of the stream, from 1
     * @param client its address and port
     * @param path what it read
     * @param millis how long the stream was open
     * @param events sent to it
     * @param bytes sent to it
     * @param lastId the last id sent to it, or empty
     * @param why the stream is over, in a few words
     */
    record Departure(int number, String client, String path, long millis, long events, long bytes, String lastId,
            String why) {}

    /**
     * A reader has come: the head of its stream was sent.
     *
     * @param number of the stream, from 1
     * @param client its address and port
     * @param path what it reads
     * @param agent its {@code User-Agent}, or null
     * @param open how many streams are open now
     */
    void came(int number, String client, String path, String agent, int open);

    /**
     * A request was answered, a stream among them once it is over. The path is as the client sent it, without its
     * query.
     */
    void answered(String method, String path, int status);

    /**
     * A request was refused with 401, 403 or 503. Of a page's origin and of a foreign host name this is told once, of
     * others at most once a second for each status and address.
     *
     * @param client its address and port
     * @param path what it asked for
     * @param status of the answer
     * @param why in one sentence, as the answer says it
     */
    void refused(String client, String path, int status, String why);

    /** A reader has gone, or was let go; {@code open} streams are left. */
    void left(Departure departure, int open);
}
