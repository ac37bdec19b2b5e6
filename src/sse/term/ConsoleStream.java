package sse.term;

import java.io.OutputStream;

/** Standard output of a command as a stream; unbuffered. */
public final class ConsoleStream extends OutputStream {
    private final Console console;

    public ConsoleStream(Console console) {
        this.console = console;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        console.write(bytes, from, length);
    }

    @Override
    public void write(int b) {
        console.write(new byte[] {(byte) b});
    }
}
