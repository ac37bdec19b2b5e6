package sse.fault;

import java.io.IOException;

/** Where a body goes that {@link Breaker} has broken: pieces and pauses, and at last an end. */
public interface Outflow {

    /** How a body ends. */
    enum Ending {
        /** As one that is over. */
        CLEAN,
        /** The connection is reset. */
        RESET,
        /** The connection is closed without the end of the body. */
        SHORT,
        /** Never: nothing more comes, and nothing is closed. */
        SILENT
    }

    /** Sends bytes with one write. They are the caller's again behind it. */
    void piece(byte[] bytes, int from, int to) throws IOException;

    /** Sends nothing for so many nanoseconds. */
    void pause(long nanos) throws IOException;

    /** Ends the body; nothing comes behind it. */
    void end(Ending ending) throws IOException;
}
