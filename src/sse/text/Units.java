package sse.text;

/** Durations and sizes as people write them: {@code 500ms 2s 10m 1h}, {@code 64K 2M}. */
public final class Units {
    private static final long LONGEST_MILLIS = 3650L * 24 * 3_600_000; // 10 years

    private Units() {}

    /** {@return the milliseconds in nanoseconds; more than 10 years are 10 years, so that nanoTime can be added} */
    public static long nanos(long millis) {
        return Math.min(millis, LONGEST_MILLIS) * 1_000_000;
    }

    /**
     * {@return the duration in milliseconds} Whole or with a decimal point, and a unit: ms, s, m, h, d;
     * 0 needs none. It is 10 years at most.
     *
     * @throws IllegalArgumentException with one sentence if it is not a duration, or a longer one
     */
    public static long millis(String text) {
        if (text.equals("0")) return 0;
        String unit = unit(text);
        long factor = switch (unit) {
            case "ms" -> 1;
            case "s" -> 1000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> 0;
        };
        double value = factor == 0 ? -1 : number(text.substring(0, text.length() - unit.length()));
        if (value < 0) throw new IllegalArgumentException("'" + text + "' is not a duration such as 500ms, 2s or 10m");
        long millis = Math.round(value * factor);
        if (millis > LONGEST_MILLIS) throw new IllegalArgumentException("'" + text + "' is longer than 10 years");
        return millis;
    }

    /**
     * {@return the size in bytes} Whole or with a decimal point; K, M and G are powers of 1024.
     *
     * @throws IllegalArgumentException with one sentence if it is not a size, or one beyond a long
     */
    public static long bytes(String text) {
        String unit = unit(text);
        long factor = switch (unit) {
            case "" -> 1;
            case "K", "k" -> 1 << 10;
            case "M", "m" -> 1 << 20;
            case "G", "g" -> 1 << 30;
            default -> 0;
        };
        double value = factor == 0 ? -1 : number(text.substring(0, text.length() - unit.length()));
        if (value < 0) throw new IllegalArgumentException("'" + text + "' is not a size such as 64K or 2M");
        if (value * factor >= Long.MAX_VALUE) {
            throw new IllegalArgumentException("'" + text + "' is larger than any size can be");
        }
        return Math.round(value * factor);
    }

    private static String unit(String text) {
        int n = text.length();
        while (n > 0 && Character.isLetter(text.charAt(n - 1))) n--;
        return text.substring(n);
    }

    /** Digits, at most 15, and one point between them; -1 for anything else (signs, exponents, other digits). */
    private static double number(String text) {
        if (text.isEmpty() || text.length() > 15 || text.startsWith(".") || text.endsWith(".")) return -1;
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') points++;
            else if (c < '0' || c > '9') return -1;
        }
        return points > 1 ? -1 : Double.parseDouble(text);
    }
}
