package sse.lint;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** An output whose bytes are judged on their way, as a stream without a head. For one thread. */
public final class Judged extends FilterOutputStream {
    private final Judge judge = new Judge();

    /** Judges what is written there. */
    public Judged(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        judge.piece(bytes, from, from + length, 0);
    }

    /** {@return the judge, who has seen all} Nothing is written behind this. */
    public Lint lint() {
        return judge.end(0);
    }
}
