package sse.proxy;

/** Where a line about a stream is said. Any thread. */
public interface Notes {
    /** Says a line, which a terminal may show. */
    void say(String line);
}
