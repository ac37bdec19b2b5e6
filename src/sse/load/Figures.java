package sse.load;

import java.util.Locale;

/** Figures as people read them: three digits and a unit. */
final class Figures {
    private Figures() {}

    /** A duration in nanoseconds. */
    static String time(long nanos) {
        if (nanos < 1_000) return nanos + " ns";
        if (nanos < 1_000_000) return digits(nanos / 1e3) + " us";
        if (nanos < 1_000_000_000) return digits(nanos / 1e6) + " ms";
        return nanos < 600_000_000_000L ? digits(nanos / 1e9) + " s" : Math.round(nanos / 6e10) + " min";
    }

    /** Nanoseconds that are a matter of microseconds. */
    static String micros(double nanos) {
        return digits(nanos / 1e3) + " us";
    }

    /** Bytes. */
    static String size(long bytes) {
        if (bytes < 1000) return bytes + " B";
        if (bytes < 1_000_000) return digits(bytes / 1e3) + " kB";
        return bytes < 1_000_000_000 ? digits(bytes / 1e6) + " MB" : digits(bytes / 1e9) + " GB";
    }

    /** So many a second. */
    static String rate(double perSecond) {
        return (perSecond < 100 ? digits(perSecond) : String.format(Locale.ROOT, "%,.0f", perSecond)) + "/s";
    }

    /** Three digits, or more in front of the point; no zeros alone behind it. */
    private static String digits(double value) {
        String text = String.format(Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
