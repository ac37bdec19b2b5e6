package sse.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Compresses a body and flushes it only at its end. What the compressor lets go before is sent as it comes. */
final class Zipped implements Outflow {
    private static final int BUFFER = 8192;

    private final Outflow out;
    private final GZIPOutputStream zip;

    Zipped(Outflow out) {
        this.out = out;
        try {
            zip = new GZIPOutputStream(new Buffered(out), BUFFER);
        } catch (IOException e) {
            throw new AssertionError(e); // into a buffer
        }
    }

    /** Sends what has come together to so many bytes. */
    private static final class Buffered extends OutputStream {
        private final Outflow out;
        private final byte[] buffer = new byte[BUFFER];
        private int filled;

        Buffered(Outflow out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            buffer[filled++] = (byte) b;
            if (filled == BUFFER) send();
        }

        void send() throws IOException {
            if (filled > 0) out.piece(buffer, 0, filled);
            filled = 0;
        }

        @Override
        public void close() throws IOException {
            send();
        }
    }

    @Override
    public void piece(byte[] bytes, int from, int to) throws IOException {
        zip.write(bytes, from, to - from);
    }

    @Override
    public void pause(long nanos) throws IOException {
        out.pause(nanos);
    }

    @Override
    public void end(Ending ending) throws IOException {
        if (ending == Ending.CLEAN) zip.close();
        out.end(ending);
    }
}
