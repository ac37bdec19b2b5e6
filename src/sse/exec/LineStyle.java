package sse.exec;

/**
 * How lines of a program become events.
 *
 * @param most bytes of a line; of a longer one the rest is left out, and an ellipsis says so
 * @param progress whether lines that say a percentage are events of type {@code progress}, as JSON
 * @param plain whether escape sequences, such as colours, are taken out
 */
public record LineStyle(int most, boolean progress, boolean plain) {}
