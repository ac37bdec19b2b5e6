package sse.lint;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LimitException;
import sse.text.Arrived;

/** An output whose bytes are judged on their way, as a stream without a head. For one thread. */
public final class Judged extends FilterOutputStream {
    private final Arrived arrived = new Arrived();
    private final EventReader reader = new EventReader(arrived);
    private final Lint lint = new Lint();
    private boolean isOver; // all was judged, or a line is too long for it

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
        arrived.feed(bytes, from, from + length);
        judge();
    }

    private void judge() throws IOException {
        try {
            while (!isOver) {
                Step step = reader.step();
                lint.line(step, reader);
                isOver = step == Step.END;
            }
        } catch (Arrived.Dry e) {
            // the rest comes with the next write
        } catch (LimitException e) {
            isOver = true;
        }
    }

    /** {@return the judge, who has seen all} Nothing is written behind this. */
    public Lint lint() throws IOException {
        arrived.end();
        judge();
        return lint;
    }
}
