package sse.head;

import java.util.Locale;

/** What may prove who asks, known by its name: it is not to be shown, kept, or sent to somebody else. */
public final class Credential {
    private static final String[] WORDS = {"auth", "cookie", "token", "key", "secret", "pass", "session", "credential",
        "signature"};

    private Credential() {}

    /** {@return whether the value of a header of that name may be one} Not those for a proxy, which no server gets. */
    public static boolean inHeader(String name) {
        return !name.regionMatches(true, 0, "Proxy-", 0, 6) && hasWord(name);
    }

    /** {@return whether the value of a parameter of that name, in a query, may be one} */
    public static boolean inQuery(String name) {
        return name.equalsIgnoreCase("sig") || hasWord(name);
    }

    private static boolean hasWord(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (String word : WORDS) {
            if (lower.contains(word)) return true;
        }
        return false;
    }
}
