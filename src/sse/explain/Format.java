package sse.explain;

/** The whole wire format on one screen: for the help, the page and the README. */
public final class Format {
    /** Nine lines of at most 80 characters, the last ended by a line feed too. */
    public static final String TEXT = """
            data: hello    <- text of the event; its further lines are "data:" lines, too
            event: tick    <- optional name; named events do NOT reach onmessage
            id: 7          <- the browser sends it back as Last-Event-ID after a cut
            retry: 3000    <- milliseconds until the next try, digits only
            : anything     <- comment; keeps quiet connections alive
                           <- EMPTY LINE = SEND. No empty line, no event.
            UTF-8 only · lines end with LF, CRLF or CR · unknown names are ignored
            one space after the colon is dropped · Content-Type: text/event-stream
            status 200 · end of stream = "come back" · 204 = "do not come back"
            """;

    private Format() {}
}
