package sse.text;

import java.util.TimeZone;

/** Moments as text, without the 10 ms that java.time.format takes at the first use. */
public final class Figures {
    private Figures() {}

    /** As ISO 8601 in UTC: {@code 2026-11-21T12:00:01.004Z}. */
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

    /** The local time of day: {@code 12:00:01.004}. */
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

    /** Seconds with one decimal: {@code 5.1 s}. */
    public static String seconds(long millis) {
        long tenths = (millis + 50) / 100;
        return tenths / 10 + "." + tenths % 10 + " s";
    }

    /** A count with commas and its word: {@code 1,048,576 bytes}, {@code 1 event}. */
    public static String count(long n, String word) {
        String text = Long.toString(n);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (i > 0 && (text.length() - i) % 3 == 0) out.append(',');
            out.append(text.charAt(i));
        }
        return out.append(' ').append(word).append(n == 1 ? "" : "s").toString();
    }
}
