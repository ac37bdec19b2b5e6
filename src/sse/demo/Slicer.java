package sse.demo;

import java.io.IOException;
import java.util.Arrays;
import sse.Event;
import sse.server.EventStream;

/**
 * How the bytes of one connection leave: which line ends, how many bytes a write. Neither changes what
 * a right reader reads. For one thread.
 */
final class Slicer {
    /** The line ends of the standard (9.2.5). */
    enum Eol {
        LF, CRLF, CR,
        /** In turn; a lone CR comes before CRLF, never before a lone LF, which would make one line end of the two. */
        MIXED
    }

    private static final Eol[] TURN = {Eol.LF, Eol.CR, Eol.CRLF};

    private final Eol eol;
    private final int chunk;
    private int lines;

    Slicer(Eol eol, int chunk) {
        this.eol = eol;
        this.chunk = chunk;
    }

    /** {@return the block, whose lines end in LF, with the line ends that were asked for} */
    byte[] withLineEnds(byte[] block) {
        if (eol == Eol.LF) return block;
        byte[] out = new byte[block.length * 2];
        int n = 0;
        for (byte b : block) {
            if (b != '\n') {
                out[n++] = b;
                continue;
            }
            Eol now = eol == Eol.MIXED ? TURN[lines++ % TURN.length] : eol;
            if (now != Eol.LF) out[n++] = '\r';
            if (now != Eol.CR) out[n++] = '\n';
        }
        return Arrays.copyOf(out, n);
    }

    /** {@return how many of these bytes go out with the first write} */
    int first(byte[] bytes) {
        return chunk == 0 ? bytes.length : Math.min(chunk, bytes.length);
    }

    /** Writes the bytes from an index on; with the last of them this event is whole, if it is not null. */
    void write(EventStream stream, byte[] bytes, int from, Event counted) throws IOException {
        int step = chunk == 0 ? Math.max(1, bytes.length) : chunk;
        for (int i = from; i < bytes.length; i += step) {
            int to = Math.min(i + step, bytes.length);
            stream.send(Arrays.copyOfRange(bytes, i, to), to == bytes.length ? counted : null);
        }
    }
}
