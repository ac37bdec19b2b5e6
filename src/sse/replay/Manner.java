package sse.replay;

/**
 * How a tape is played.
 *
 * @param speed how many times as fast; {@link Double#POSITIVE_INFINITY} for without pauses
 * @param fromMicros where on the tape whoever comes first begins
 * @param everyMicros from one event to the next, whatever the tape says; negative for as it says
 * @param loops whether one who has read all begins again
 * @param joined whether all connections are played as one, so that nobody has to come back
 */
public record Manner(double speed, long fromMicros, long everyMicros, boolean loops, boolean joined) {
    /** As the tape has it. */
    public static final Manner AS_TAPED = new Manner(1, 0, -1, false, false);

    /** {@return this, but with all connections as one} */
    Manner joining() {
        return new Manner(speed, fromMicros, everyMicros, loops, true);
    }

    /** {@return how many nanoseconds it takes until then} */
    long nanos(long micros) {
        return speed == Double.POSITIVE_INFINITY ? 0 : (long) (micros * 1000 / speed);
    }
}
