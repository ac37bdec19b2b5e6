package sse.proxy;

import java.io.IOException;
import sse.tape.TapeEnd;

/** Sees a stream as the upstream sends it, before faults. For the thread that reads it. */
interface Onlooker {
    /** The body goes on with this, which came with one read and in one chunk. */
    void piece(byte[] bytes, int from, int to, long nanos) throws IOException;

    /** The next thing may be to wait: what was seen is to be written. */
    void mayWait() throws IOException;

    /**
     * It is over.
     *
     * @param why in words, where it broke; else null
     */
    void over(TapeEnd how, String why, long nanos) throws IOException;
}
