package sse.feed;

/** How often at most: {@code 10/s}, {@code 30/m}, {@code 5/h}. */
public final class Pace {
    private final long nanos;
    private long next;
    private boolean first = true;

    private Pace(long nanos) {
        this.nanos = nanos;
    }

    /** {@return the pace, or null for none} An IllegalArgumentException with one sentence if it is not one. */
    public static Pace of(String text) {
        if (text == null) return null;
        double perSecond = perSecond(text);
        if (perSecond < 1e-9 || perSecond > 1e9) {
            throw new IllegalArgumentException("'" + text + "' is not a rate such as 10/s or 30/m");
        }
        return new Pace(Math.round(1e9 / perSecond));
    }

    /** {@return how many a second that is; 0 if it is no rate} Without a unit it is seconds. */
    public static double perSecond(String text) {
        int slash = text.indexOf('/');
        int seconds = switch (slash < 0 ? "s" : text.substring(slash + 1)) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3600;
            default -> 0;
        };
        String number = slash < 0 ? text : text.substring(0, slash);
        if (seconds == 0 || !number.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) return 0;
        return Double.parseDouble(number) / seconds;
    }

    /** How long to wait now, in nanoseconds; the first time not at all. What was late is not made up for. */
    public long waitNanos(long now) {
        long wait = first ? 0 : Math.max(0, next - now);
        first = false;
        next = now + wait + nanos;
        return wait;
    }
}
