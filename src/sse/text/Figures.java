package sse.text;

import java.util.TimeZone;

/**
 * Moments, durations, sizes and counts as people read them, without the 10 ms that java.time.format and String.format
 * take at their first use.
 */
public final class Figures {
    private Figures() {}

    /** {@return the moment as ISO 8601 in UTC: {@code 2026-11-21T12:00:01.004Z}} */
    public static String utc(long epochMillis) {
        long days = Math.floorDiv(epochMillis, 86_400_000L);
        // From days to a date of the Gregorian calendar, with years that begin in March, so that the day
        // that comes and goes is the last one.
        long shifted = days + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long month = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * month + 2) / 5 + 1;
        month += month < 10 ? 3 : -9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        StringBuilder out = new StringBuilder(24);
        digits(out, year, 4).append('-');
        digits(out, month, 2).append('-');
        digits(out, day, 2).append('T');
        return timeOfDay(out, Math.floorMod(epochMillis, 86_400_000L)).append('Z').toString();
    }

    /** {@return the local time of day: {@code 12:00:01.004}} */
    public static String local(long epochMillis) {
        long local = epochMillis + TimeZone.getDefault().getOffset(epochMillis);
        return timeOfDay(new StringBuilder(12), Math.floorMod(local, 86_400_000L)).toString();
    }

    private static StringBuilder timeOfDay(StringBuilder out, long millis) {
        digits(out, millis / 3_600_000, 2).append(':');
        digits(out, millis / 60_000 % 60, 2).append(':');
        digits(out, millis / 1000 % 60, 2).append('.');
        return digits(out, millis % 1000, 3);
    }

    private static StringBuilder digits(StringBuilder out, long number, int least) {
        String text = Long.toString(number);
        for (int i = text.length(); i < least; i++) out.append('0');
        return out.append(text);
    }

    /** {@return seconds with one decimal: {@code 5.1 s}} */
    public static String seconds(long millis) {
        return fixed((millis + 50) / 100, 1) + " s";
    }

    /** {@return how long something was there, roughly: {@code 700 ms}, {@code 2 min 5 s}, {@code 26 h 1 min}} */
    public static String duration(long millis) {
        if (millis < 1000) return millis + " ms";
        long seconds = millis / 1000;
        if (seconds < 60) return seconds + " s";
        if (seconds < 3600) return seconds / 60 + " min " + seconds % 60 + " s";
        return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }

    /** {@return a measured time: three digits and a unit, {@code 1.25 ms}} */
    public static String time(long nanos) {
        if (nanos < 1_000) return nanos + " ns";
        if (nanos < 1_000_000) return micros(nanos);
        if (nanos < 1_000_000_000) return digits(nanos / 1e6) + " ms";
        return nanos < 600_000_000_000L ? digits(nanos / 1e9) + " s" : Math.round(nanos / 6e10) + " min";
    }

    /** {@return nanoseconds that are a matter of microseconds} */
    public static String micros(double nanos) {
        return digits(nanos / 1e3) + " us";
    }

    /** {@return three digits and a unit: {@code 34.5 kB}; a kB is 1000 bytes} */
    public static String size(long bytes) {
        if (bytes < 1000) return bytes + " B";
        if (bytes < 1_000_000) return digits(bytes / 1e3) + " kB";
        return bytes < 1_000_000_000 ? digits(bytes / 1e6) + " MB" : digits(bytes / 1e9) + " GB";
    }

    /** {@return so many a second: {@code 12.5/s}} */
    public static String rate(double perSecond) {
        return (perSecond < 100 ? digits(perSecond) : grouped(Math.round(perSecond))) + "/s";
    }

    /** {@return the number with one digit behind the point} */
    public static String tenths(double value) {
        return fixed(Math.round(value * 10), 1);
    }

    /** Three digits, or more in front of the point; no zeros alone behind it. */
    private static String digits(double value) {
        int places = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        int unit = places == 2 ? 100 : places == 1 ? 10 : 1;
        long scaled = Math.round(value * unit);
        return scaled % unit == 0 ? Long.toString(scaled / unit) : fixed(scaled, places);
    }

    /** A number of 0 or more that is scaled by so many powers of ten. */
    private static String fixed(long scaled, int places) {
        int unit = places == 2 ? 100 : 10;
        return digits(new StringBuilder().append(scaled / unit).append('.'), scaled % unit, places).toString();
    }

    /** {@return the number with a comma at each thousand} */
    public static String grouped(long n) {
        StringBuilder out = new StringBuilder().append(n);
        for (int i = out.length() - 3; i > (n < 0 ? 1 : 0); i -= 3) out.insert(i, ',');
        return out.toString();
    }

    /** {@return a count and its word: {@code 1,048,576 bytes}, {@code 1 event}} */
    public static String count(long n, String word) {
        return grouped(n) + " " + word + (n == 1 ? "" : "s");
    }
}
