package sse.fault;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import sse.EventReader;
import sse.EventReader.Step;

/**
 * Finds where the blocks of a stream end, in whatever pieces it comes. An {@link EventReader} tells, so that this
 * cannot disagree with whoever reads the stream. For one thread.
 */
final class Blocks {

    /** What is there to be read; says so when that is all. */
    private static final class Arrived extends InputStream {
        /** There is nothing yet; the reader goes on from here when it is asked again. */
        private static final class Dry extends IOException {
            private static final long serialVersionUID = 1;

            @Override
            public synchronized Throwable fillInStackTrace() {
                return this;
            }
        }

        private final Dry dry = new Dry();
        private byte[] bytes;
        private int at;
        private int to;

        @Override
        public int read(byte[] out, int offset, int length) throws Dry {
            if (at == to) throw dry;
            int n = Math.min(length, to - at);
            System.arraycopy(bytes, at, out, offset, n);
            at += n;
            return n;
        }

        @Override
        public int read() throws Dry {
            if (at == to) throw dry;
            return bytes[at++] & 0xFF;
        }
    }

    private final Arrived arrived = new Arrived();
    private final EventReader reader = new EventReader(arrived);
    private byte[] kept = new byte[1024]; // what no block has taken
    private int filled;
    private long taken;                   // bytes of the stream in front of it
    private boolean isEvent;
    private boolean isBlind;              // a line or event is too long: what comes is no longer looked at

    /** Hands in bytes, to be looked at with {@link #next()} until there is none. */
    void feed(byte[] bytes, int from, int to) {
        arrived.bytes = bytes;
        arrived.at = from;
        arrived.to = to;
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
