package sse.tape;

import java.util.Locale;

/** How a connection on a tape is over. */
public enum TapeEnd {
    /** The body came to its end. */
    CLEAN,
    /** The connection broke. */
    RESET,
    /** It was closed before the body had come to its end. */
    SHORT,
    /** Nothing came for so long that the reader took it for broken. */
    IDLE,
    /** The reader left. */
    STOPPED;

    /** {@return its word on the tape} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the end of that word, or null} */
    static TapeEnd of(String word) {
        for (TapeEnd end : values()) {
            if (end.word().equals(word)) return end;
        }
        return null;
    }
}
