package sse.broken;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import sse.fault.Outflow.Ending;

/** How one answer gets to its reader. For one thread at a time. */
interface Wire {
    /** Sends the head; the length is that of {@code HttpExchange.sendResponseHeaders}. */
    void head(int status, Headers headers, long length) throws IOException;

    /** Sends bytes of the body with one write. */
    void piece(byte[] bytes, int from, int to) throws IOException;

    /** Ends a body so, or as near to that as it can; the rest is left to {@link #leave}. {@return how} */
    Ending end(Ending ending) throws IOException;

    /** {@return whether the reader can be seen to have left, while nothing is written} */
    boolean seesReaderLeave() throws IOException;

    /**
     * Lets go of the connection; for the thread that handles the exchange, when nobody writes any more.
     *
     * @param failure how writing failed, or null if it was ended as it was to be
     * @throws IOException if the connection is to be closed
     */
    void leave(Ending ending, IOException failure) throws IOException;
}
