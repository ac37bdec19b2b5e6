package sse.fault;

import java.io.IOException;
import java.util.Arrays;
import sse.EventReader;
import sse.EventReader.Step;
import sse.text.Arrived;

/**
 * Finds where the blocks of a stream end, in whatever pieces it comes. An {@link EventReader} tells, so that this
 * cannot disagree with whoever reads the stream. For one thread.
 */
final class Blocks {

    private static final int LARGE = 64 << 10;

    private final Arrived arrived = new Arrived();
    private final EventReader reader = new EventReader(arrived);
    private byte[] kept = new byte[1024]; // what no block has taken
    private int filled;
    private long taken;                   // bytes of the stream in front of it
    private boolean isEvent;
    private boolean isBlind;              // a line or event is too long: what comes is no longer looked at

    /** Hands in bytes, to be looked at with {@link #next()} until there is none. */
    void feed(byte[] bytes, int from, int to) {
        arrived.feed(bytes, from, to);
        if (kept.length - filled < to - from) kept = Arrays.copyOf(kept, Math.max(2 * kept.length, filled + to - from));
        System.arraycopy(bytes, from, kept, filled, to - from);
        filled += to - from;
    }

    /** {@return the next block that is whole, its blank line included, or null} */
    byte[] next() {
        int n = find();
        return n < 0 ? null : take(n);
    }

    /** Goes to the next block that is whole; {@return how many bytes there are until its end, or -1}. */
    int find() {
        long end = nextEnd();
        return end < 0 ? -1 : (int) (end - taken);
    }

    /** {@return what has come of a block that is not whole} */
    byte[] rest() {
        return take(filled);
    }

    /** Takes the next n bytes. */
    byte[] take(int n) {
        byte[] block = Arrays.copyOf(kept, n);
        System.arraycopy(kept, n, kept, 0, filled - n);
        filled -= n;
        taken += n;
        if (filled == 0 && kept.length > LARGE) kept = new byte[1024]; // a large event does not come again soon
        return block;
    }

    private long nextEnd() {
        while (!isBlind) {
            try {
                Step step = reader.step();
                if (step != Step.DISPATCH && step != Step.BLANK) continue;
                isEvent = step == Step.DISPATCH;
                return reader.lines().nextOffset();
            } catch (Arrived.Dry e) {
                return -1;
            } catch (IOException e) {
                isBlind = true;
            }
        }
        return -1;
    }

    /** {@return whether the block that was found last dispatches an event} */
    boolean isEvent() {
        return isEvent;
    }

    /** {@return whether a line or an event passed a limit, so that no more blocks will be found} */
    boolean isBlind() {
        return isBlind;
    }
}
