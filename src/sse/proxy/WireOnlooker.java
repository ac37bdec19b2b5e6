package sse.proxy;

import java.io.IOException;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LimitException;
import sse.explain.LiveRows;
import sse.tape.TapeEnd;
import sse.text.Arrived;

/** Shows each line of a stream as it comes. */
final class WireOnlooker implements Onlooker {
    private final Arrived arrived = new Arrived();
    private final EventReader reader = new EventReader(arrived);
    private final LiveRows rows;
    private boolean isOver;

    WireOnlooker(LiveRows rows, long number) {
        this.rows = rows;
        rows.connection((int) Math.min(number, Integer.MAX_VALUE));
    }

    @Override
    public void piece(byte[] bytes, int from, int to, long nanos) throws IOException {
        arrived.feed(bytes, from, to);
        show();
    }

    private void show() throws IOException {
        try {
            while (!isOver) {
                Step step = reader.step();
                rows.line(step, reader);
                isOver = step == Step.END;
            }
        } catch (Arrived.Dry e) {
            // the rest comes with the next piece
        } catch (LimitException e) {
            isOver = true; // so long a line is of no use to anybody
        }
    }

    @Override
    public void mayWait() throws IOException {
        rows.flush();
    }

    @Override
    public void over(TapeEnd how, String why, long nanos) throws IOException {
        arrived.end();
        show();
        rows.flush();
    }
}
