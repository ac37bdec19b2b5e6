package sse.replay;

/**
 * How a tape is played.
 *
 * @param speed how many times as fast; {@link Double#POSITIVE_INFINITY} for without pauses
 * @param fromMicros where on the tape whoever comes first begins
 * @param everyMicros from one event to the next, whatever the tape says; negative for as it says
 * @param loops whether one who has read all begins again
 * @param joined whether one who comes back gets all that is behind his id, and not the next connection as it was
 */
public record Manner(double speed, long fromMicros, long everyMicros, boolean loops, boolean joined) {
    /** As the tape has it. */
    public static final Manner AS_TAPED = new Manner(1, 0, -1, false, false);

    /** {@return how many nanoseconds it takes until then} */
    long nanos(long micros) {
        return speed == Double.POSITIVE_INFINITY ? 0 : (long) (micros * 1000 / speed);
    }
}
