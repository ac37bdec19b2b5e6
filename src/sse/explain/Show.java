package sse.explain;

/** What the rows of an explanation show besides the bytes and what they did. */
public enum Show {
    /** Colours: the sixteen that every terminal has, so that its theme decides. */
    COLOUR,
    /** No character but ASCII: markers as {@code \n} and {@code <E9>}. */
    ASCII,
    /** Notes too, not only errors and warnings. */
    NOTES,
    /** The buffers of the reader after each line. */
    STATE,
    /** The bytes of each line in hexadecimal. */
    HEX,
    /** One JSON object for each line, in place of rows. */
    JSON
}
