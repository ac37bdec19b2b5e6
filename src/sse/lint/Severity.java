package sse.lint;

import java.util.Locale;

/** How much a finding matters. */
public enum Severity {
    /** In a browser an event is lost or changed, or the connection is closed; or this could not be read. */
    ERROR,
    /** Works in browsers and breaks elsewhere, or is probably not meant. */
    WARNING,
    /** Worth knowing. */
    NOTE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** {@return the word in lower case} */
    @Override
    public String toString() {
        return word;
    }
}
