package sse.load;

import java.util.Locale;
import sse.text.Figures;

/**
 * A bar chart of durations, for a terminal: a row for each of 1, 2, 5, 10, 20, 50 ... from the shortest to
 * the longest, with a bar as long as its part of all. A row that has any has a bar to be seen.
 */
final class Bars {
    private static final int WIDTH = 48;
    private static final String EIGHTHS = "▏▎▍▌▋▊▉█";

    private Bars() {}

    static String of(Histogram times, boolean ascii) {
        StringBuilder text = new StringBuilder();
        long most = 0;
        long begin = 0;
        long below = 0;
        for (long to = 1; below < times.count(); to = next(to)) {
            long count = (to > times.max() ? times.count() : times.countBelow(to)) - below;
            if (count == 0 && below == 0) begin = to;
            most = Math.max(most, count);
            below += count;
        }
        below = 0;
        for (long to = begin == 0 ? 1 : next(begin); below < times.count(); to = next(to)) {
            long count = (to > times.max() ? times.count() : times.countBelow(to)) - below;
            below += count;
            text.append(String.format(Locale.ROOT, "  < %7s  %s %6.2f %%%n", Figures.time(to), bar(count, most, ascii),
                    count * 100.0 / times.count()));
        }
        return text.toString();
    }

    /** 1, 2, 5, 10, 20, 50, 100 ... */
    private static long next(long step) {
        long power = 1;
        while (step >= power * 10) power *= 10;
        return step / power == 1 ? power * 2 : step / power == 2 ? power * 5 : power * 10;
    }

    private static String bar(long count, long most, boolean ascii) {
        int eighths = (int) (most == 0 ? 0 : count * WIDTH * 8 / most);
        if (count > 0 && eighths == 0) eighths = 1;
        StringBuilder bar = new StringBuilder();
        if (ascii) {
            bar.append("#".repeat((eighths + 7) / 8));
        } else {
            bar.append(EIGHTHS.substring(7).repeat(eighths / 8));
            if (eighths % 8 > 0) bar.append(EIGHTHS.charAt(eighths % 8 - 1));
        }
        while (bar.length() < WIDTH) bar.append(' ');
        return bar.toString();
    }
}
