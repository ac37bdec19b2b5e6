package sse.lint;

import java.util.Locale;

/** Tells a known field whose name has a slip of the fingers, or something else than a colon behind it. */
final class Misspelt {
    private static final String[] FIELDS = {"data", "event", "retry", "id"};

    private Misspelt() {}

    /**
     * {@return the known field that was meant, or null}
     *
     * @param colon whether there is a colon behind the name
     */
    static String field(String name, boolean colon) {
        for (String field : FIELDS) {
            if (separator(name, field) > 0) return field;
        }
        if (!colon || name.length() < 3 || name.length() > 6) return null;
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("date") || !isLetters(lower)) return null; // that is a word of its own
        for (String field : FIELDS) {
            if (field.length() > 2 && isOneSlipFrom(field, lower)) return field;
        }
        return null;
    }

    /** {@return the index of what stands where the colon belongs, as in {@code data; x}; 0 for none} */
    static int separator(String name) {
        for (String field : FIELDS) {
            if (separator(name, field) > 0) return field.length();
        }
        return 0;
    }

    private static int separator(String name, String field) {
        int at = field.length();
        if (name.length() <= at || !name.startsWith(field)) return 0;
        char c = name.charAt(at);
        return c == ';' || c == '=' || c == ' ' && field.equals("data") ? at : 0;
    }

    /** Whether one letter was added, left out, changed, or changed places with its neighbour. */
    private static boolean isOneSlipFrom(String field, String name) {
        int i = 0;
        while (i < field.length() && i < name.length() && field.charAt(i) == name.charAt(i)) i++;
        String rest = field.substring(i);
        String other = name.substring(i);
        return switch (name.length() - field.length()) {
            case 1 -> other.substring(1).equals(rest);
            case -1 -> rest.substring(1).equals(other);
            case 0 -> rest.substring(1).equals(other.substring(1)) || isSwapped(rest, other);
            default -> false;
        };
    }

    private static boolean isLetters(String lower) {
        for (int i = 0; i < lower.length(); i++) {
            if (lower.charAt(i) < 'a' || lower.charAt(i) > 'z') return false;
        }
        return true;
    }

    private static boolean isSwapped(String a, String b) {
        return a.length() > 1 && a.charAt(0) == b.charAt(1) && a.charAt(1) == b.charAt(0)
                && a.substring(2).equals(b.substring(2));
    }
}
