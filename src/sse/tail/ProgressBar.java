package sse.tail;

import java.util.Map;
import sse.text.Json;

/**
 * How far a work is, as a bar for a terminal, and how long the rest takes if it goes on like this. Events of type
 * {@code progress} say it, with a JSON object that has a number {@code pct}. Times are of {@link System#nanoTime()}.
 */
final class ProgressBar {
    /** Columns that it takes at most. */
    static final int COLUMNS = 70;

    private static final int WIDTH = 40;
    private static final double HISTORY_SECONDS = 0.5; // in which what was there before comes
    private static final double SURE_SECONDS = 2;      // that tell how fast it is

    private final long start;
    private double from = 101; // percent; more than any, so that the first begins anew
    private long began;

    /** For a stream that has been open since then, nearly. */
    ProgressBar(long now) {
        start = now;
    }

    /** {@return the bar, ASCII; empty if the work is done; null if the data does not say how far it is} */
    String of(String data, long now) {
        double percent = percent(data);
        if (!(percent >= 0)) return null;
        if (percent >= 100) return "";
        if (percent < from || seconds(start, now) < HISTORY_SECONDS) {
            from = percent;
            began = now;
        }
        int done = (int) (percent / 100 * WIDTH);
        return "[" + "=".repeat(done) + " ".repeat(WIDTH - done) + "] " + (int) percent + " %" + left(percent, now);
    }

    private String left(double percent, long now) {
        double took = seconds(began, now);
        if (took < SURE_SECONDS || percent <= from) return "";
        double seconds = (100 - percent) * took / (percent - from);
        String time = seconds < 100 ? (long) Math.ceil(seconds) + " s"
                : seconds < 6000 ? (long) Math.ceil(seconds / 60) + " min"
                : (long) Math.min(9999, Math.ceil(seconds / 3600)) + " h";
        return "  about " + time + " left";
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    private static double percent(String data) {
        if (!data.startsWith("{")) return -1;
        try {
            return Json.parse(data) instanceof Map<?, ?> object && object.get("pct") instanceof Json.Number percent
                    ? percent.value() : -1;
        } catch (Json.Malformed e) {
            return -1;
        }
    }
}
