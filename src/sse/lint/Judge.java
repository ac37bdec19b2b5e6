package sse.lint;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LimitException;
import sse.head.Head;
import sse.text.Arrived;

/** Reads a stream that is handed in piece by piece, and lets a {@link Lint} judge it. For one thread. */
public final class Judge {
    private final Arrived arrived = new Arrived();
    private final Arrivals arrivals; // null where the pieces have no times
    private final EventReader reader;
    private final Lint lint;
    private long nanos;              // when the newest piece came
    private boolean isOver;          // all was judged, or a line is too long for it

    /** Judges bytes alone. */
    public Judge() {
        this.arrivals = null;
        this.reader = new EventReader(arrived);
        this.lint = new Lint();
    }

    /**
     * Judges an answer whose pieces have times.
     *
     * @param origin of the page that reads it, or null
     * @param start when it was asked for, by the clock of the pieces
     * @param headMillis from there to its head
     */
    public Judge(Head head, String origin, long start, long headMillis) {
        this.arrivals = new Arrivals(arrived, clock(), start);
        this.reader = new EventReader(arrivals);
        this.lint = new Lint(Set.of(), arrivals);
        this.nanos = start + headMillis * 1_000_000;
        lint.head(head, List.of(), origin);
        lint.connected(headMillis);
    }

    private LongSupplier clock() {
        return new LongSupplier() { // a lambda would be slow to load where a command is about to end
            @Override
            public long getAsLong() {
                return nanos;
            }
        };
    }

    /** Judges the next piece, which came at that time; what it holds is not kept. */
    public void piece(byte[] bytes, int from, int to, long nanos) {
        this.nanos = nanos;
        arrived.feed(bytes, from, to);
        judge(null);
    }

    /** {@return the judge, who has seen all} The stream ended then. */
    public Lint end(long nanos) {
        return end(nanos, null);
    }

    /** {@return the judge} The body broke off then. */
    public Lint broken(long nanos, String why) {
        return end(nanos, why);
    }

    /** {@return the judge} Nobody reads on, though the stream has not ended. */
    public Lint stop(long nanos) {
        if (arrivals != null) arrivals.stop();
        return end(nanos, null);
    }

    private Lint end(long nanos, String why) {
        this.nanos = nanos;
        arrived.end();
        judge(why);
        return lint;
    }

    private void judge(String why) {
        try {
            while (!isOver) {
                Step step = reader.step();
                isOver = step == Step.END;
                if (isOver && why != null) lint.broken(why, reader);
                else lint.line(step, reader);
            }
        } catch (Arrived.Dry e) {
            // the rest comes with the next piece
        } catch (LimitException e) {
            isOver = true;
            lint.limit(e, reader.lines().nextOffset());
            lint.stop();
        } catch (IOException e) {
            throw new IllegalStateException("memory throws no such thing", e);
        }
    }
}
