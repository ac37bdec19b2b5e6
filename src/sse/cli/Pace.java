package sse.cli;

/** How often at most: {@code 10/s}, {@code 30/m}, {@code 5/h}. */
final class Pace {
    private final long nanos;
    private long next;
    private boolean first = true;

    private Pace(long nanos) {
        this.nanos = nanos;
    }

    /** Reads it; null, or a {@link Fault} of usage, if there is none. */
    static Pace of(String text) {
        if (text == null) return null;
        int slash = text.indexOf('/');
        String unit = slash < 0 ? "s" : text.substring(slash + 1);
        long second = switch (unit) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3600;
            default -> 0;
        };
        try {
            int n = Integer.parseInt(slash < 0 ? text : text.substring(0, slash));
            if (n > 0 && second > 0) return new Pace(second * 1_000_000_000L / n);
        } catch (NumberFormatException e) {
            // said below
        }
        throw Fault.usage("'" + text + "' is not a rate such as 10/s or 30/m");
    }

    /** How long to wait now, in nanoseconds; the first time there is nothing to wait for. What was late is not made up for. */
    long waitNanos(long now) {
        long wait = first ? 0 : Math.max(0, next - now);
        first = false;
        next = now + wait + nanos;
        return wait;
    }
}
