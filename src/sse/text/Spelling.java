package sse.text;

import java.util.Collection;

/** Finds what somebody may have meant to type. */
public final class Spelling {
    private Spelling() {}

    /** {@code did you mean x?}, or what else to say where nothing is near. */
    public static String hint(String typed, Collection<String> candidates, String otherwise) {
        String near = nearest(typed, candidates);
        return near == null ? otherwise : "did you mean " + near + "?";
    }

    /** The candidate with the fewest letters to change, or null where none is near. */
    static String nearest(String typed, Collection<String> candidates) {
        String best = null;
        if (typed.length() < 3) return null; // every option of one letter is near every other
        int bestDistance = Math.max(1, typed.length() / 3) + 1;
        for (String candidate : candidates) {
            boolean begun = candidate.length() > 3 && typed.length() > 3 && candidate.startsWith(typed);
            int d = begun ? 1 : distance(typed, candidate);
            if (d < bestDistance || d == bestDistance && best != null && candidate.compareTo(best) < 0) {
                best = candidate;
                bestDistance = d;
            }
        }
        return best;
    }

    /** Letters to insert, remove, change or swap with their neighbour (optimal string alignment). */
    private static int distance(String a, String b) {
        int[] older = new int[b.length() + 1];
        int[] old = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) old[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], old[j]) + 1, old[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], older[j - 2] + 1);
                }
            }
            older = old;
            old = row;
        }
        return old[b.length()];
    }
}
