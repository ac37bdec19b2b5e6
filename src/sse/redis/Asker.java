package sse.redis;

/** What is asked of Redis on the {@link Sender}'s connection: told what comes of it, by another thread. */
interface Asker {
    /** This is the answer to the last of its commands; {@code error} the first that any of them had, or null. */
    void tell(Object answer, RedisError error);

    /** No answer will come. */
    void cut();
}
