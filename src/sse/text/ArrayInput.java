package sse.text;

import java.io.IOException;
import java.io.InputStream;

/** An input that knows how to read into an array, and reads a single byte that way. */
public abstract class ArrayInput extends InputStream {
    /** For those that extend it. */
    protected ArrayInput() {}

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public abstract int read(byte[] bytes, int from, int length) throws IOException;
}
