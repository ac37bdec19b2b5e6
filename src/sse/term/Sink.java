package sse.term;

import java.nio.charset.StandardCharsets;

/**
 * Gathers what goes to standard output. It is written when it is much, and by {@link #flush()}, which
 * the reader calls before it waits for the network: every event is out before the next is waited for,
 * and a burst of them is one write.
 */
public final class Sink {
    private final Console console;
    private final byte[] buffer = new byte[64 << 10];
    private int n;

    public Sink(Console console) {
        this.console = console;
    }

    public Sink print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
        return this;
    }

    public Sink print(char ascii) {
        if (n == buffer.length) flush();
        buffer[n++] = (byte) ascii;
        return this;
    }

    public void write(byte[] bytes, int from, int length) {
        if (length > buffer.length - n) {
            flush();
            if (length > buffer.length) {
                console.write(bytes, from, length);
                return;
            }
        }
        System.arraycopy(bytes, from, buffer, n, length);
        n += length;
    }

    public void flush() {
        if (n == 0) return;
        int length = n;
        n = 0; // also if writing fails: what cannot be written is not tried again on the way out
        console.write(buffer, 0, length);
    }
}
