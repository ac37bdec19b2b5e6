package sse.client;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * How far an attempt has come, for those who look at it while it waits.
 *
 * @param part what it is at
 * @param uri what is asked for
 * @param address whom it connects or is connected to, which may be a proxy; null before that is known
 * @param nanos since when, as {@link System#nanoTime()} has it
 */
public record Stage(Part part, URI uri, InetSocketAddress address, long nanos) {

    /** The parts of the way, in their order. */
    public enum Part {
        /** The host's name is looked up. */
        NAME,
        /** It connects to one address of that name. */
        CONNECT,
        /** A proxy was asked for a way to the server, and has not answered. */
        PROXY,
        /** It is connected, and TLS is not yet agreed on. */
        TLS,
        /** The request goes out. */
        REQUEST,
        /** The request was sent, and the head of the answer is not here. */
        HEAD,
        /** The head is here. */
        BODY
    }
}
