package sse.exec;

import java.util.Map;
import sse.Event;
import sse.text.Json;
import sse.text.JsonWriter;

/**
 * How far a program says it is: a line with {@code 40%}, or a JSON object with a number {@code progress}, which is a
 * fraction if it has a point and is 1.0 at most.
 */
record Percentage(double percent, String line) {
    private static final int DIGITS = 12; // more are no percentage

    /** {@return what the line says, or null if it says nothing of the kind} The last percentage counts. */
    static Percentage of(String line) {
        double percent = line.startsWith("{") ? ofJson(line) : ofText(line);
        return percent >= 0 && percent <= 100 ? new Percentage(percent, line) : null;
    }

    private static double ofJson(String line) {
        try {
            if (!(Json.parse(line) instanceof Map<?, ?> object)) return -1;
            if (!(object.get("progress") instanceof Json.Number number)) return -1;
            double value = number.value();
            return value <= 1 && number.text().contains(".") ? 100 * value : value;
        } catch (Json.Malformed e) {
            return -1;
        }
    }

    private static double ofText(String line) {
        for (int at = line.lastIndexOf('%'); at > 0; at = line.lastIndexOf('%', at - 1)) {
            int end = at;
            while (end > 0 && line.charAt(end - 1) == ' ') end--;
            int from = end;
            while (from > 0 && (isDigit(line.charAt(from - 1)) || line.charAt(from - 1) == '.')) from--;
            while (from < end && line.charAt(from) == '.') from++; // as in "unpacking...40%"
            String digits = line.substring(from, end);
            if (digits.isEmpty() || digits.length() > DIGITS || digits.endsWith(".")) continue;
            if (digits.indexOf('.') == digits.lastIndexOf('.')) return Double.parseDouble(digits);
        }
        return -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** {@return it as an event} */
    Event event() {
        double tenths = Math.floor(percent * 10 + 1e-9) / 10;
        JsonWriter json = JsonWriter.object().put("pct", tenths).put("line", line).end();
        return new Event(null, "progress", json.toString());
    }
}
