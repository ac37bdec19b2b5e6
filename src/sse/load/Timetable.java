package sse.load;

import java.util.concurrent.atomic.AtomicLong;

/**
 * When which event is to be published. It is made before, and does not wait for anybody: whoever is
 * behind it stays behind until he has caught up. Any thread.
 */
final class Timetable {
    private final long start;     // nanoTime
    private final long end;
    private final double rate;    // events a second; 0: as soon as somebody asks
    private final long first;
    private final long last;
    private final AtomicLong next;
    final boolean measured;

    /**
     * A timetable.
     *
     * @param start nanoTime of the first event
     * @param nanos the time after which nothing is published any more
     * @param rate events a second; 0 for as fast as it goes
     * @param count events; 0 for as many as the time allows
     * @param next the number of the next event of the run; goes on from timetable to timetable
     * @param measured whether these are to be measured, or only warm up
     */
    Timetable(long start, long nanos, double rate, long count, AtomicLong next, boolean measured) {
        this.start = start;
        this.end = start + nanos;
        this.rate = rate;
        this.first = next.get();
        this.last = count == 0 ? Long.MAX_VALUE : first + count;
        this.next = next;
        this.measured = measured;
    }

    /** Takes the next events, at most so many; gives the first one's number, or -1 when the timetable is over. */
    long take(int batch) {
        while (true) {
            long number = next.get();
            long due = rate == 0 ? System.nanoTime() : due(number);
            if (number >= last || due - end >= 0) return -1;
            if (next.compareAndSet(number, Math.min(last, number + batch))) return number;
        }
    }

    /** How many were taken with this one. */
    int taken(long number, int batch) {
        return (int) Math.min(batch, last - number);
    }

    /** Takes all that is left, and gives their number; where nobody knows how many there would be, 0. */
    long takeRest() {
        if (rate == 0 && last == Long.MAX_VALUE) return 0;
        long over = rate == 0 ? last : Math.min(last, first + (long) Math.ceil((end - start) / 1e9 * rate));
        return Math.max(0, over - next.getAndAccumulate(over, Math::max));
    }

    /** When an event is due, in nanoTime. */
    long due(long number) {
        return rate == 0 ? System.nanoTime() : start + (long) ((number - first) * 1e9 / rate);
    }

    boolean isTimed() {
        return rate > 0;
    }
}
