package sse.courier;

import java.io.IOException;
import sse.hub.Batch;

/**
 * Where a courier brings events: one open response. Only one thread writes at a time, first the one that catches up,
 * then the courier, or the thread that the courier left behind with a slow reader.
 */
public interface Outlet {

    /** Writes and flushes the events of the batch; throws when the reader is gone. */
    void write(Batch batch) throws IOException;

    /** {@return in how many nanoseconds from now the next heartbeat is due} {@link Long#MAX_VALUE} for never. */
    long beatIn(long now);

    /** Writes the heartbeat that is due; throws when the reader is gone. */
    void beat() throws IOException;

    /** {@return why this side wants the stream to end, or null} Any thread. */
    String ending();

    /** Asks for the stream to end, for this reason; the first one stays. Any thread. */
    void end(String why);

    /**
     * Gives the stream back to whoever holds it; the courier touches it no more.
     *
     * @param failure how writing failed, or null
     */
    void release(IOException failure);

    /** {@return what says since when this outlet is being written to} */
    WriteWatch watch();
}
